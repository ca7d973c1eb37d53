"""What curators record and contributors propose."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from kb.access.callers import ANONYMOUS, Caller, Role
from kb.errors import Forbidden, Unauthenticated
from kb.model import City, FactStatus, Source, Texts, Version, Visit
from kb.recording import Desk, Outcome, Submission, history
from kb.recording.writing import trace
from kb.store.base import FactSide, LogPosition, Store, Write
from tests.recording.conftest import ANNA, CLARA, DAVID, adoption, codes, visit
from tests.store.samples import CENTRE, GAZETTE, MUSEUM, NOON, POCHINOK, REPORT, TOWN, facts_listed


def recorded(outcome: Outcome) -> Version:
    assert outcome.errors == ()
    assert isinstance(outcome.thing, Version)
    return outcome.thing


async def test_a_curator_records_a_fact_with_its_source(desk: Desk, store: Store) -> None:
    outcome = await desk.submit(CLARA, visit())
    version = recorded(outcome)
    assert (outcome.status, outcome.revision) == (FactStatus.ACCEPTED, 2)
    assert isinstance(version.fact, Visit)
    assert (version.fact.visitor, version.fact.host, version.recorded_by) == (TOWN, POCHINOK, "clara")
    assert await facts_listed(store, FactSide.GIVER, POCHINOK) == [version.fact.id]


async def test_what_a_contributor_proposes_is_in_no_list_and_no_change(desk: Desk, store: Store) -> None:
    outcome = await desk.submit(ANNA, visit())
    assert (outcome.status, outcome.thing, outcome.revision) == (FactStatus.PROPOSED, None, 1)
    assert outcome.proposal is not None
    assert outcome.proposal.author == "anna"
    assert await facts_listed(store, FactSide.GIVER, POCHINOK) == []
    assert await store.changes(LogPosition(1), 10) == []


@pytest.mark.parametrize(("caller", "error"), [(ANONYMOUS, Unauthenticated), (Caller("rita", Role.READER), Forbidden)])
async def test_a_reader_records_nothing(desk: Desk, caller: Caller, error: type[Exception]) -> None:
    with pytest.raises(error):
        await desk.submit(caller, visit())
    with pytest.raises(error):
        await desk.withdraw(caller, "visit:x", "no")


async def test_nothing_is_recorded_without_its_source(desk: Desk, store: Store) -> None:
    nothing: tuple[list[str] | None, ...] = ([], None)
    for citations in nothing:
        outcome = await desk.submit(CLARA, visit(citations=citations))
        assert (codes(outcome), outcome.errors[0].field) == (["NO_CITATION"], ("citations",))
    assert await store.revision() == 1


async def test_mistakes_are_told_all_at_once_each_with_its_field(desk: Desk, store: Store) -> None:
    outcome = await desk.submit(CLARA, adoption(stage="adoptd", date="2023-99", practice=POCHINOK))
    assert {error.field for error in outcome.errors} >= {("stage",), ("date",)}
    assert "did you mean 'adopted'?" in str(outcome.errors)
    assert await store.revision() == 1


async def test_what_refers_to_nothing_is_refused(desk: Desk) -> None:
    outcome = await desk.submit(CLARA, visit(host="city:nowhere"))
    assert codes(outcome) == ["DANGLING_REFERENCE"]
    assert outcome.errors[0].message == "no city has the id 'city:nowhere'"
    assert outcome.errors[0].field == ("host",)


async def test_a_mistyped_id_is_told_with_what_may_be_meant(desk: Desk) -> None:
    outcome = await desk.submit(CLARA, adoption(practice="practice:museums", citations=[{"source": "source:gazete", "locator": "1"}]))
    assert [(error.field, error.message) for error in outcome.errors] == [
        (("practice",), "no practice has the id 'practice:museums'; did you mean 'practice:museum'?"),
        (("citations", "0", "source"), "no source has the id 'source:gazete'; did you mean 'source:gazette'?"),
    ]


async def test_a_new_source_is_recorded_with_what_it_is_cited_for(desk: Desk, store: Store) -> None:
    source = {"title": "Новости Починка", "url": "https://pochinok.test/1"}
    version = recorded(await desk.submit(CLARA, visit(citations=[{"source": source, "locator": "p. 3"}])))
    (cited,) = version.fact.citations
    assert (cited.source, cited.locator) == ("source:novosti-pochinka", "p. 3")
    assert (await store.nodes([cited.source]))[cited.source] == Source(id=cited.source, title="Новости Починка", url=source["url"])


async def test_a_source_that_is_known_by_its_address_is_cited_again(desk: Desk, store: Store) -> None:
    source = {"title": "News of Pochinok", "url": "https://pochinok.test/1"}
    first = recorded(await desk.submit(CLARA, visit(citations=[{"source": source}])))
    second = recorded(await desk.submit(CLARA, adoption(citations=[{"source": source}])))
    assert first.fact.citations == second.fact.citations


async def test_a_mistake_in_a_new_source_names_its_place(desk: Desk) -> None:
    outcome = await desk.submit(CLARA, visit(citations=[{"source": {"title": "News", "url": "ftp://news"}}]))
    assert outcome.errors[0].field[:3] == ("citations", "0", "source")


async def test_the_same_fact_from_another_source_adds_a_citation(desk: Desk) -> None:
    first = recorded(await desk.submit(CLARA, visit()))
    second = recorded(await desk.submit(CLARA, visit(citations=[{"source": REPORT}])))
    assert second.fact.id == first.fact.id
    assert [cited.source for cited in second.fact.citations] == [GAZETTE, REPORT]
    assert second.number == 2


async def test_the_same_fact_from_the_same_source_changes_nothing(desk: Desk, store: Store) -> None:
    first = await desk.submit(CLARA, visit())
    again = await desk.submit(DAVID, visit())
    assert recorded(again) == recorded(first)
    assert again.revision == first.revision == await store.revision()


async def test_a_likely_repeat_is_answered_with_what_is_there(desk: Desk, store: Store) -> None:
    known = recorded(await desk.submit(CLARA, visit()))
    outcome = await desk.submit(CLARA, visit(date="2022-10-14"))
    assert codes(outcome) == ["LIKELY_DUPLICATE"]
    assert [candidate.thing for candidate in outcome.candidates] == [known]
    assert await store.revision() == 2
    assert recorded(await desk.submit(CLARA, replace(visit(date="2022-10-14"), even_if_alike=True))).fact.id != known.fact.id


async def test_a_visit_in_another_year_is_another_visit(desk: Desk) -> None:
    await desk.submit(CLARA, visit())
    recorded(await desk.submit(CLARA, visit(date="2024")))


async def test_a_new_place_gets_an_id_from_its_name(desk: Desk) -> None:
    submission = Submission(kind="city", values={"name": {"ru": "Мстиславль"}, "part_of": "country:by"})
    outcome = await desk.submit(CLARA, submission)
    assert outcome.errors == ()
    assert outcome.thing == City(id="city:mstislavl", name=Texts(ru="Мстиславль"), part_of="country:by")


async def test_a_place_of_nearly_the_same_name_is_asked_about(desk: Desk) -> None:
    outcome = await desk.submit(CLARA, Submission(kind="city", values={"name": {"en": "Pochinock"}}))
    assert codes(outcome) == ["LIKELY_DUPLICATE"]
    (candidate,) = outcome.candidates
    assert isinstance(candidate.thing, City)
    assert candidate.thing.id == POCHINOK


async def test_a_place_of_the_same_name_in_another_country_is_another(desk: Desk) -> None:
    submission = Submission(kind="city", values={"name": {"en": "Pochinok"}, "part_of": "country:by"})
    outcome = await desk.submit(CLARA, submission)
    assert isinstance(outcome.thing, City)
    assert outcome.thing.id == "city:pochinok-2"


async def test_an_id_that_is_taken_is_told(desk: Desk) -> None:
    submission = Submission(kind="city", values={"id": POCHINOK, "name": {"en": "Elsewhere"}})
    assert codes(await desk.submit(CLARA, submission)) == ["ID_TAKEN"]


async def test_a_circle_of_places_is_refused(desk: Desk) -> None:
    change = Submission(kind="region", values={"part_of": TOWN}, changes="region:mogilev")
    assert codes(await desk.submit(CLARA, change)) == ["CIRCLE"]


async def test_a_correction_changes_what_it_names_and_keeps_the_rest(desk: Desk) -> None:
    first = recorded(await desk.submit(CLARA, visit(note={"en": "by bus"})))
    change = Submission(kind="visit", values={"host": CENTRE, "note": None}, changes=first.fact.id, reason="it was the centre")
    second = recorded(await desk.submit(DAVID, change))
    assert isinstance(second.fact, Visit)
    assert (second.fact.id, second.fact.host, second.fact.date, second.fact.note) == (first.fact.id, CENTRE, first.fact.date, Texts())
    assert (second.number, second.reason, second.recorded_by) == (2, Texts(und="it was the centre"), "david")


async def test_a_correction_of_what_is_not_there_is_told(desk: Desk) -> None:
    for key, code in (("visit:aaaaaaaaaaaaaaaa", "NOT_FOUND"), (MUSEUM, "WRONG_KIND")):
        assert codes(await desk.submit(CLARA, Submission(kind="visit", values={"date": "2020"}, changes=key))) == [code]


async def test_what_was_corrected_is_not_recorded_as_it_was_again(desk: Desk) -> None:
    first = recorded(await desk.submit(CLARA, visit()))
    await desk.submit(CLARA, Submission(kind="visit", values={"date": "2021"}, changes=first.fact.id))
    outcome = await desk.submit(CLARA, visit())
    assert codes(outcome) == ["RECORDED_BEFORE"]
    assert first.fact.id in outcome.errors[0].message


async def test_a_fact_that_is_withdrawn_is_gone_and_its_history_kept(desk: Desk, store: Store) -> None:
    version = recorded(await desk.submit(CLARA, visit()))
    outcome = await desk.withdraw(CLARA, version.fact.id, "it was another town")
    assert (outcome.status, outcome.thing) == (FactStatus.WITHDRAWN, None)
    assert await facts_listed(store, FactSide.GIVER, POCHINOK) == []
    told = [(record.number, record.status, record.accepted_by) for record in await history(store, CLARA, version.fact.id)]
    assert told == [(1, FactStatus.SUPERSEDED, "clara"), (2, FactStatus.WITHDRAWN, "clara")]


async def test_what_was_withdrawn_comes_back_only_when_asked_for_expressly(desk: Desk) -> None:
    version = recorded(await desk.submit(CLARA, visit()))
    await desk.withdraw(CLARA, version.fact.id, "a mistake")
    assert codes(await desk.submit(CLARA, visit())) == ["RECORDED_BEFORE"]
    again = recorded(await desk.submit(CLARA, replace(visit(), even_if_alike=True)))
    assert (again.fact.id, again.number) == (version.fact.id, 3)


async def test_a_request_that_is_sent_twice_is_done_once(desk: Desk, store: Store) -> None:
    asked = replace(visit(), key="from-the-form")
    first, second = await desk.submit(CLARA, asked), await desk.submit(CLARA, asked)
    assert recorded(first) == recorded(second)
    proposed = [await desk.submit(ANNA, replace(adoption(), key="once")) for _ in range(2)]
    assert proposed[0].proposal == proposed[1].proposal
    assert await store.revision() == 2


async def test_a_key_names_one_request_of_one_person(desk: Desk) -> None:
    recorded(await desk.submit(CLARA, replace(visit(), key="a")))
    assert codes(await desk.submit(CLARA, replace(adoption(), key="a"))) == ["KEY_REUSED"]
    recorded(await desk.submit(DAVID, replace(adoption(), key="a")))


async def test_requests_at_the_same_time_record_once(desk: Desk, store: Store) -> None:
    asked = replace(visit(), key="a")
    outcomes = await asyncio.gather(*(desk.submit(CLARA, asked) for _ in range(8)))
    assert len({recorded(outcome).number for outcome in outcomes}) == 1
    assert await store.revision() == 2


async def test_corrections_at_the_same_time_are_not_lost(desk: Desk, store: Store) -> None:
    key = recorded(await desk.submit(CLARA, visit())).fact.id
    changes = [Submission(kind="visit", values={"event_participants": heads}, changes=key) for heads in range(1, 9)]
    outcomes = await asyncio.gather(*(desk.submit(CLARA, change) for change in changes))
    done = [outcome for outcome in outcomes if not outcome.errors]
    assert {code for outcome in outcomes for code in codes(outcome)} <= {"CONFLICT"}
    assert len(await history(store, CLARA, key)) == 1 + len(done)


async def test_what_is_doubtful_is_recorded_and_told(desk: Desk) -> None:
    outcome = await desk.submit(CLARA, visit(date="2030"))
    recorded(outcome)
    assert "to come" in outcome.warnings[0]


async def test_a_node_keeps_its_history(desk: Desk, store: Store) -> None:
    change = Submission(kind="city", values={"name": {"en": "Pochinok (Smolensk)"}}, changes=POCHINOK, reason="there are two")
    await desk.submit(CLARA, change)
    records = await history(store, CLARA, POCHINOK)
    names = [record.thing.name["en"] for record in records if isinstance(record.thing, City)]
    assert names == ["Pochinok", "Pochinok (Smolensk)"]
    assert [(record.status, record.recorded_by) for record in records] == [(FactStatus.SUPERSEDED, None), (FactStatus.ACCEPTED, "clara")]


async def test_new_places_of_one_name_at_the_same_time_are_not_one(desk: Desk, store: Store) -> None:
    places = [Submission(kind="city", values={"name": {"en": "Oral"}, "part_of": part}) for part in ("country:by", "country:ru")]
    outcomes = await asyncio.gather(*(desk.submit(CLARA, place) for place in places))
    done = [outcome.thing for outcome in outcomes if not outcome.errors]
    assert {code for outcome in outcomes for code in codes(outcome)} <= {"CONFLICT"}
    assert all([(await store.nodes([thing.id]))[thing.id] == thing for thing in done if isinstance(thing, City)])


async def test_corrections_of_a_node_at_the_same_time_are_not_lost(desk: Desk, store: Store) -> None:
    changes = [Submission(kind="city", values={"name": {"en": f"Pochinok {number}"}}, changes=POCHINOK) for number in range(6)]
    outcomes = await asyncio.gather(*(desk.submit(CLARA, change) for change in changes))
    done = [outcome for outcome in outcomes if not outcome.errors]
    assert {code for outcome in outcomes for code in codes(outcome)} <= {"CONFLICT"}
    assert len(await history(store, CLARA, POCHINOK)) == 1 + len(done)


async def test_a_node_that_was_corrected_very_often_is_corrected_again(desk: Desk, store: Store) -> None:
    told = {"by": "clara", "accepted_by": "clara", "at": NOON, "reason": ""}
    node = (await store.nodes([POCHINOK]))[POCHINOK]
    notes = [trace(POCHINOK, number, node, told) for number in range(1000)]
    await store.write(Write(notes=notes, recorded_by="clara", recorded_at=NOON))
    for name in ("Pochinok (Smolensk)", "Pochinok"):
        assert codes(await desk.submit(CLARA, Submission(kind="city", values={"name": {"en": name}}, changes=POCHINOK))) == []
    records = await history(store, CLARA, POCHINOK)
    assert [record.number for record in records] == list(range(1, 1004))
