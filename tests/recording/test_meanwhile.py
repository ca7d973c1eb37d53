"""Whatever somebody else writes, and whenever in between: nothing is written over, and nothing is doubled."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kb.access.callers import Caller
from kb.dates import parse
from kb.model import City, FactStatus, Texts, Visit
from kb.recording import Desk, Outcome, Review, Submission, history
from kb.recording.lookup import content
from kb.store.base import FactSide, Store
from tests.recording.conftest import ANNA, CLARA, DAVID, TODAY, codes, visit
from tests.recording.disturbing import Disturbed
from tests.recording.twins import key_of, node, only_fact
from tests.store.samples import GAZETTE, POCHINOK, REPORT, facts_listed

ORAL = Submission(kind="city", values={"name": {"en": "Oral"}})
MOMENTS = pytest.mark.parametrize("moment", range(1, 16))  # a request asks its store no oftener


async def between(store: Store, moment: int, deed: Submission, asked: Submission, by: Caller = CLARA) -> Outcome:
    """Hand something in while somebody else hands in something, which goes well; conflicts are asked again, as people do."""
    others = Desk(store, today=lambda: TODAY)

    async def done() -> None:
        assert codes(await others.submit(DAVID, deed)) == []

    disturbed: Any = Disturbed(store, moment, done)
    outcome = await Desk(disturbed, today=lambda: TODAY).submit(by, asked)
    if not disturbed.is_done:
        await done()
    if codes(outcome) == ["CONFLICT"]:
        outcome = await others.submit(by, asked)
    assert codes(outcome) == []
    return outcome


@MOMENTS
async def test_corrections_of_a_fact_are_both_kept(desk: Desk, store: Store, moment: int) -> None:
    key = key_of(await desk.submit(CLARA, visit()))
    one, other = [Submission(kind="visit", values=values, changes=key) for values in ({"date": "2021"}, {"event_participants": 7})]
    await between(store, moment, one, other)
    fact = await only_fact(store, key)
    assert isinstance(fact, Visit)
    assert (fact.date, fact.event_participants) == (parse("2021"), 7)
    assert [record.number for record in await history(store, CLARA, key)] == [1, 2, 3]


@MOMENTS
async def test_corrections_of_a_node_are_both_kept(store: Store, moment: int) -> None:
    one, other = [Submission(kind="city", values=values, changes=POCHINOK) for values in ({"name": {"en": "Poch"}}, {"kind": "town"})]
    await between(store, moment, one, other)
    found = await node(store, POCHINOK)
    assert isinstance(found, City)
    assert (found.name, found.kind.value) == (Texts(en="Poch"), "town")
    assert [record.number for record in await history(store, CLARA, POCHINOK)] == [1, 2, 3]


@MOMENTS
async def test_new_places_of_one_name_are_two(store: Store, moment: int) -> None:
    one, other = [Submission(kind="city", values={"name": {"en": "Oral"}, "part_of": part}) for part in ("country:by", "country:ru")]
    await between(store, moment, one, other)
    found = [await node(store, key) for key in ("city:oral", "city:oral-2")]
    assert {each.part_of for each in found if isinstance(each, City)} == {"country:by", "country:ru"}


@MOMENTS
async def test_a_fact_that_two_tell_has_the_sources_of_both(store: Store, moment: int) -> None:
    outcome = await between(store, moment, visit(citations=[{"source": REPORT}]), visit())
    (key,) = await facts_listed(store, FactSide.GIVER, POCHINOK)
    assert key == key_of(outcome)
    assert {cited.source for cited in (await only_fact(store, key)).citations} == {GAZETTE, REPORT}


@MOMENTS
@pytest.mark.parametrize("asked", [visit(), ORAL, replace(ORAL, values={**ORAL.values, "id": "city:o"})], ids=["fact", "node", "with-id"])
async def test_one_request_is_done_once(store: Store, moment: int, asked: Submission) -> None:
    named = replace(asked, key="k")
    others = Desk(store, today=lambda: TODAY)
    disturbed: Any = Disturbed(store, moment, lambda: others.submit(CLARA, named))
    outcome = await Desk(disturbed, today=lambda: TODAY).submit(CLARA, named)
    assert codes(outcome) == []
    assert outcome.thing is not None
    assert [record.number for record in await history(store, CLARA, content(outcome.thing).id)] == [1]


@MOMENTS
async def test_what_is_withdrawn_is_as_it_was_at_last(desk: Desk, store: Store, moment: int) -> None:
    key = key_of(await desk.submit(CLARA, visit()))
    change = Submission(kind="visit", values={"date": "2021"}, changes=key)
    disturbed: Any = Disturbed(store, moment, lambda: desk.submit(DAVID, change))
    outcome = await Desk(disturbed, today=lambda: TODAY).withdraw(CLARA, key, "a mistake")
    assert codes(outcome) in ([], ["CONFLICT"])
    if not outcome.errors:
        before, last = (await store.history([key]))[key][-2:]
        assert (last.status, last.fact) == (FactStatus.WITHDRAWN, before.fact)


@MOMENTS
async def test_a_proposal_that_is_accepted_writes_over_no_correction(desk: Desk, store: Store, moment: int) -> None:
    key = key_of(await desk.submit(CLARA, visit()))
    proposal = (await desk.submit(ANNA, Submission(kind="visit", values={"date": "2023"}, changes=key))).proposal
    assert proposal is not None

    async def correct() -> None:
        assert codes(await desk.submit(DAVID, Submission(kind="visit", values={"date": "2021"}, changes=key))) == []

    disturbed: Any = Disturbed(store, moment, correct)
    assert codes(await Review(disturbed, today=lambda: TODAY).accept(CLARA, proposal.id)) in ([], ["CONFLICT"], ["OUTDATED"])
    if not disturbed.is_done:
        await correct()
    assert (await only_fact(store, key)).date == parse("2021")
