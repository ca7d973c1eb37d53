"""Nodes that turn out to be one, and turn out not to be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.access.callers import ANONYMOUS
from kb.errors import Forbidden, Unauthenticated
from kb.model import (
    Adoption,
    Citation,
    City,
    FactStatus,
    Practice,
    Programme,
    ProgrammeKind,
    Source,
    Texts,
    Topic,
    Version,
)
from kb.model.nodes import Feasibility, Participation
from kb.recording import Desk, Merging, Review, Submission, history
from kb.recording.moving import moved, standing
from kb.store.base import FactSide, LogPosition, NodeSide, Store
from tests.recording.conftest import ANNA, CLARA, adoption, codes, visit
from tests.recording.twins import CITY_KIND, CLUB, CLUB_KIND, TWIN, TWIN_NODE, merged, node, only_fact, unmerged
from tests.store.samples import (
    CENTRE,
    EXCHANGE,
    FORUM,
    GAZETTE,
    HERITAGE,
    MUSEUM,
    POCHINOK,
    REPORT,
    ROBOTS,
    SCHOOL,
    TOWN,
    cited,
    facts_listed,
    nodes_listed,
    put,
)
from tests.store.samples import adoption as took
from tests.store.samples import visit as went


async def test_facts_and_nodes_of_the_one_are_the_others_then(store: Store, merging: Merging) -> None:
    step, trip = took(by=TWIN), went(visitor=SCHOOL, host=TWIN)
    await put(store, step, trip, nodes=[TWIN_NODE, CLUB])
    outcome = await merged(merging)
    assert (outcome.status, outcome.thing) == (FactStatus.ACCEPTED, await node(store, POCHINOK))
    assert await store.nodes([TWIN, CLUB.id]) == {
        TWIN: replace(TWIN_NODE, merged_into=POCHINOK),
        CLUB.id: replace(CLUB, origin=POCHINOK),
    }
    assert sorted(await facts_listed(store, owner=POCHINOK, side=FactSide.TAKER)) == [step.id]
    assert await facts_listed(store, owner=POCHINOK, side=FactSide.GIVER) == [trip.id]
    assert await only_fact(store, step.id) == moved(step, {TWIN: POCHINOK})
    assert CLUB.id in await nodes_listed(store, POCHINOK, kind=CLUB_KIND, side=NodeSide.ORIGIN)


async def test_a_fact_told_of_both_becomes_one_with_the_sources_of_both(store: Store, merging: Merging) -> None:
    here, there = took(by=POCHINOK, citations=cited(GAZETTE)), took(by=TWIN, citations=cited(REPORT))
    await put(store, here, there, nodes=[TWIN_NODE])
    outcome = await merged(merging)
    assert outcome.warnings == (f"{there.id} says the same as {here.id}, which has its sources now",)
    assert [each.source for each in (await only_fact(store, here.id)).citations] == [GAZETTE, REPORT]
    assert await store.facts([there.id]) == {}
    *_, last = (await store.history([there.id]))[there.id]
    assert (last.status, str(last.reason["und"])) == (FactStatus.WITHDRAWN, f"{TWIN} is {POCHINOK}: one town")


async def test_a_fact_that_would_be_about_one_party_alone_stops_it(store: Store, merging: Merging) -> None:
    trip = went(visitor=POCHINOK, host=TWIN)
    await put(store, trip, took(by=TWIN), nodes=[TWIN_NODE])
    outcome = await merging.merge(CLARA, POCHINOK, TWIN, "one town")
    assert codes(outcome) == ["ABOUT_ITSELF"]
    assert trip.id in outcome.errors[0].message
    assert await store.revision() == 2
    assert await node(store, TWIN) == TWIN_NODE


async def test_it_is_taken_back_wholly(store: Store, merging: Merging) -> None:
    here, there = took(by=POCHINOK, citations=cited(GAZETTE)), took(by=TWIN, citations=cited(REPORT))
    trip = went(visitor=SCHOOL, host=TWIN)
    await put(store, here, there, trip, nodes=[TWIN_NODE, CLUB])
    lists = [await facts_listed(store, side, owner) for side in (FactSide.TAKER, FactSide.GIVER) for owner in (POCHINOK, TWIN)]
    cities, counts = await nodes_listed(store, kind=CITY_KIND), (await store.statistics()).counts
    await merged(merging)
    outcome = await unmerged(merging)
    assert (outcome.thing, outcome.warnings) == (TWIN_NODE, ())
    assert await store.nodes([TWIN, CLUB.id]) == {TWIN: TWIN_NODE, CLUB.id: CLUB}
    assert [(await only_fact(store, fact.id)) for fact in (here, there, trip)] == [here, there, trip]
    assert [await facts_listed(store, side, owner) for side in (FactSide.TAKER, FactSide.GIVER) for owner in (POCHINOK, TWIN)] == lists
    assert (await nodes_listed(store, kind=CITY_KIND), (await store.statistics()).counts) == (cities, counts)


async def test_what_was_changed_since_stays_and_is_named(store: Store, merging: Merging, desk: Desk) -> None:
    step, trip = took(by=TWIN), went(visitor=SCHOOL, host=TWIN)
    await put(store, step, trip, nodes=[TWIN_NODE, CLUB])
    await merged(merging)
    await desk.submit(CLARA, Submission(kind="adoption", values={"date": "2021"}, changes=step.id))
    await desk.submit(
        CLARA, Submission(kind="practice", values={"title": {"en": "Chess"}, "citations": [{"source": GAZETTE}]}, changes=CLUB.id)
    )
    outcome = await unmerged(merging)
    stays = "was changed since, and stays as it is"
    assert outcome.warnings == (f"{step.id} {stays}", f"{CLUB.id} {stays}")
    now = await only_fact(store, step.id)
    assert isinstance(now, Adoption)
    assert now.by == POCHINOK
    assert await only_fact(store, trip.id) == trip


async def test_sources_that_came_since_stay_with_the_fact_they_joined(store: Store, merging: Merging, desk: Desk) -> None:
    here, there = took(by=POCHINOK, citations=cited(GAZETTE)), took(by=TWIN, citations=cited(REPORT))
    await put(store, here, there, nodes=[TWIN_NODE, Source(id="source:third", title="Third")])
    await merged(merging)
    more = [{"source": key} for key in (GAZETTE, REPORT, "source:third")]
    await desk.submit(CLARA, Submission(kind="adoption", values={"citations": more}, changes=here.id))
    outcome = await unmerged(merging)
    assert outcome.warnings == (f"{here.id} was changed since, and stays as it is",)
    assert len((await only_fact(store, here.id)).citations) == 3
    assert await only_fact(store, there.id) == there


async def test_a_chain_of_merges_leads_to_its_end_and_comes_apart(store: Store, merging: Merging) -> None:
    step = took(by="city:p3")
    await put(store, step, nodes=[TWIN_NODE, City(id="city:p3", name=Texts(en="Pochinok"))])
    await merged(merging, TWIN, "city:p3")
    await merged(merging)
    assert (await node(store, "city:p3")).merged_into == POCHINOK
    assert (await standing(store, ["city:p3", TWIN, "city:none"])).keys() == {"city:p3", TWIN}
    assert {each.id for each in (await standing(store, ["city:p3", TWIN])).values()} == {POCHINOK}
    await unmerged(merging, "city:p3")
    assert await only_fact(store, step.id) == step
    assert await node(store, "city:p3") == City(id="city:p3", name=Texts(en="Pochinok"))
    outcome = await unmerged(merging)
    assert outcome.warnings == tuple(f"{key} was changed since, and stays as it is" for key in sorted([step.id, "city:p3"]))
    assert await node(store, TWIN) == TWIN_NODE


async def test_what_stays_may_not_be_below_what_goes(store: Store, merging: Merging) -> None:
    for keep, gone in ((TOWN, "city:district"), (ROBOTS, MUSEUM), (FORUM, EXCHANGE)):
        assert codes(await merging.merge(CLARA, keep, gone, "one")) == ["CIRCLE"]
    assert codes(await merging.merge(CLARA, MUSEUM, ROBOTS, "one")) == []


async def test_what_cannot_be_one_is_told(merging: Merging, store: Store) -> None:
    await put(store, nodes=[TWIN_NODE])
    wrong = {
        "WRONG_KIND": (POCHINOK, MUSEUM), "INVALID_INPUT": (POCHINOK, POCHINOK), "NOT_FOUND": (POCHINOK, "city:nowhere"),
    }  # fmt: skip
    for code, (keep, gone) in wrong.items():
        assert codes(await merging.merge(CLARA, keep, gone, "one")) == [code]
    assert codes(await merging.merge(CLARA, POCHINOK, TWIN, " ")) == ["INVALID_INPUT"]
    assert codes(await merging.unmerge(CLARA, TWIN, "two")) == ["NOT_MERGED"]
    await merged(merging)
    assert codes(await merging.merge(CLARA, POCHINOK, TWIN, "one")) == ["MERGED_BEFORE"]
    assert codes(await merging.merge(CLARA, TWIN, TOWN, "one")) == ["MERGED_BEFORE"]


async def test_only_curators_merge(merging: Merging) -> None:
    for ask in (merging.merge(ANNA, POCHINOK, TWIN, "one"), merging.unmerge(ANNA, TWIN, "two")):
        with pytest.raises(Forbidden):
            await ask
    with pytest.raises(Unauthenticated):
        await merging.merge(ANONYMOUS, POCHINOK, TWIN, "one")


async def test_what_would_run_in_a_circle_is_not_put_back(store: Store, merging: Merging, desk: Desk) -> None:
    part = City(id="city:part", name=Texts(en="Part"), part_of=TWIN)
    await put(store, nodes=[TWIN_NODE, City(id="city:around", name=Texts(en="Around")), part])
    await put(store, nodes=[replace(TWIN_NODE, part_of="city:around")])
    await merged(merging)
    await desk.submit(CLARA, Submission(kind="city", values={"part_of": part.id}, changes="city:around"))
    assert codes(await merging.unmerge(CLARA, TWIN, "two")) == ["CIRCLE"]


async def test_a_request_sent_twice_is_done_once(store: Store, merging: Merging) -> None:
    await put(store, nodes=[TWIN_NODE])
    outcomes = [await merging.merge(CLARA, POCHINOK, TWIN, "one town", "k1") for _ in range(2)]
    assert [outcome.errors for outcome in outcomes] == [(), ()]
    assert outcomes[0].revision == outcomes[1].revision
    assert [(await merging.unmerge(CLARA, TWIN, "two", "k2")).errors for _ in range(2)] == [(), ()]


async def test_what_is_handed_in_of_a_merged_node_is_of_the_other(store: Store, merging: Merging, desk: Desk) -> None:
    await put(store, nodes=[TWIN_NODE, CLUB])
    await merged(merging)
    outcome = await desk.submit(CLARA, adoption(by=TWIN))
    assert outcome.errors == ()
    again = await desk.submit(CLARA, adoption(by=POCHINOK))
    assert isinstance(outcome.thing, Version)
    assert (again.revision, await facts_listed(store, FactSide.TAKER, POCHINOK)) == (outcome.revision, [outcome.thing.fact.id])
    assert codes(await desk.submit(CLARA, visit(visitor=TWIN))) == ["INVALID_INPUT"]
    changed = await desk.submit(CLARA, Submission(kind="city", values={"name": {"en": "Pochinok town"}}, changes=TWIN))
    assert isinstance(changed.thing, City)
    assert (changed.thing.id, changed.thing.name) == (POCHINOK, Texts(en="Pochinok town"))
    assert (await node(store, TWIN)).merged_into == POCHINOK


async def test_a_proposal_of_before_the_merge_is_accepted_as_it_is_meant_now(
    store: Store, merging: Merging, desk: Desk, review: Review
) -> None:
    await put(store, nodes=[TWIN_NODE])
    fact = (await desk.submit(ANNA, adoption(by=TWIN))).proposal
    name = (await desk.submit(ANNA, Submission(kind="city", values={"name": {"en": "P"}}, changes=TWIN))).proposal
    assert fact is not None
    assert fact.fact is not None
    assert name is not None
    await merged(merging)
    accepted = await review.accept(CLARA, fact.id)
    assert isinstance(accepted.thing, Version)
    assert accepted.thing.fact == moved(fact.fact, {TWIN: POCHINOK}, anew=True)
    assert codes(await review.accept(CLARA, name.id)) == ["OUTDATED"]


async def test_its_history_says_into_what_it_was_merged_and_why(store: Store, merging: Merging) -> None:
    await put(store, nodes=[TWIN_NODE])
    await merged(merging)
    first, last = await history(store, CLARA, TWIN)
    assert (first.thing, last.thing) == (TWIN_NODE, replace(TWIN_NODE, merged_into=POCHINOK))
    assert (last.status, last.recorded_by, str(last.reason["und"])) == (FactStatus.SUPERSEDED, "clara", f"{TWIN} is {POCHINOK}: one town")
    await unmerged(merging)
    *_, back = await history(store, CLARA, TWIN)
    assert (back.thing, back.status, str(back.reason["und"])) == (TWIN_NODE, FactStatus.ACCEPTED, f"{TWIN} is not {POCHINOK}: two towns")


async def test_it_is_one_revision(store: Store, merging: Merging) -> None:
    step = took(by=TWIN)
    await put(store, step, nodes=[TWIN_NODE, CLUB])
    outcome = await merged(merging)
    changes = await store.changes(LogPosition(2), 10)
    assert {(change.revision, change.id) for change in changes} == {(outcome.revision, key) for key in (step.id, TWIN, CLUB.id)}


async def test_sources_topics_and_programmes_are_merged_too(store: Store, merging: Merging) -> None:
    news = Source(id="source:news", title="News")
    past = Topic(id="topic:past", name=Texts(en="The past"))
    fair = Programme(id="programme:fair", name=Texts(en="Fair"), kind=ProgrammeKind.FORUM, citations=cited("source:news"))
    trade = Practice(
        id="practice:trade", title=Texts(en="Trade"), topics=(past.id, HERITAGE), citations=cited("source:news", GAZETTE),
        feasibility=Feasibility(cost=1, citations=cited("source:news")),
    )  # fmt: skip
    step = took(programme=fair.id, citations=(Citation(source=news.id), Citation(source=GAZETTE)))
    await put(store, step, nodes=[news, past, fair, trade])
    for keep, gone in ((GAZETTE, news.id), (HERITAGE, past.id), (FORUM, fair.id)):
        await merged(merging, keep, gone)
    assert await node(store, trade.id) == replace(
        trade, topics=(HERITAGE,), citations=cited(GAZETTE), feasibility=Feasibility(cost=1, citations=cited(GAZETTE))
    )
    assert await only_fact(store, step.id) == replace(step, programme=FORUM, citations=cited(GAZETTE))
    for gone in (fair.id, past.id, news.id):
        assert (await unmerged(merging, gone)).warnings == ()
    assert await store.nodes([trade.id, fair.id]) == {trade.id: trade, fair.id: fair}
    assert await only_fact(store, step.id) == step


def test_a_party_takes_part_once_in_each_role() -> None:
    parties = (Participation(party=CENTRE), Participation(party=SCHOOL), Participation(party=SCHOOL, role=Texts(en="host")))
    programme = Programme(id="programme:p", name=Texts(en="P"), kind=ProgrammeKind.FORUM, parties=parties)
    now = moved(programme, {CENTRE: SCHOOL})
    assert now.parties == parties[1:]
    assert moved(programme, {POCHINOK: SCHOOL}) is programme
