"""What becomes of proposals."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from kb.access.callers import ANONYMOUS, Caller, Role
from kb.errors import Forbidden, Unauthenticated
from kb.model import City, FactStatus, Version
from kb.recording import Desk, Review, Submission, history
from kb.store.base import FactSide, Store
from tests.recording.conftest import ANNA, BORIS, CLARA, DAVID, adoption, codes, visit
from tests.store.samples import GAZETTE, POCHINOK, REPORT, TOWN, facts_listed


async def proposed(desk: Desk, submission: Submission) -> str:
    outcome = await desk.submit(ANNA, submission)
    assert outcome.proposal is not None, outcome.errors
    return outcome.proposal.id


async def test_an_accepted_proposal_is_a_fact_of_its_author(desk: Desk, review: Review, store: Store) -> None:
    key = await proposed(desk, visit(citations=[{"source": {"title": "Town News"}}]))
    outcome = await review.accept(CLARA, key)
    assert outcome.errors == ()
    assert isinstance(outcome.thing, Version)
    assert outcome.thing.recorded_by == "anna"
    assert await facts_listed(store, FactSide.GIVER, POCHINOK) == [outcome.thing.fact.id]
    (record,) = await history(store, CLARA, outcome.thing.fact.id)
    assert (record.recorded_by, record.accepted_by) == ("anna", "clara")


async def test_a_rejected_proposal_leaves_nothing_but_its_reason(desk: Desk, review: Review, store: Store) -> None:
    key = await proposed(desk, visit(citations=[{"source": {"title": "Town News"}}]))
    outcome = await review.reject(CLARA, key, "the source does not say so")
    assert (outcome.status, outcome.revision) == (FactStatus.REJECTED, 1)
    (own,) = await review.own(ANNA)
    assert (own.status, own.decision, own.decided_by) == (FactStatus.REJECTED, "the source does not say so", "clara")
    assert await store.nodes(["source:town-news"]) == {}


async def test_what_waits_is_seen_by_curators_and_by_its_author_alone(desk: Desk, review: Review) -> None:
    key = await proposed(desk, visit())
    assert [proposal.id for proposal in await review.waiting(CLARA)] == [key]
    assert [proposal.id for proposal in await review.own(ANNA)] == [key]
    assert await review.own(BORIS) == []
    for ask in (review.waiting(ANNA), review.accept(ANNA, key), review.reject(BORIS, key, "no")):
        with pytest.raises(Forbidden):
            await ask


@pytest.mark.parametrize(("caller", "error"), [(ANONYMOUS, Unauthenticated), (Caller("rita", Role.READER), Forbidden)])
async def test_a_reader_sees_neither_proposals_nor_histories(
    desk: Desk, review: Review, store: Store, caller: Caller, error: type[Exception]
) -> None:
    key = await proposed(desk, visit())
    for ask in (review.own(caller), review.waiting(caller), review.accept(caller, key), history(store, caller, POCHINOK)):
        with pytest.raises(error):
            await ask


async def test_what_is_decided_waits_no_longer(desk: Desk, review: Review) -> None:
    keys = [await proposed(desk, visit()), await proposed(desk, adoption())]
    await review.accept(CLARA, keys[0])
    assert [proposal.id for proposal in await review.waiting(CLARA)] == keys[1:]
    assert codes(await review.reject(DAVID, keys[0], "late")) == ["DECIDED_BEFORE"]
    assert codes(await review.accept(DAVID, "nothing")) == ["NOT_FOUND"]


async def test_two_decisions_at_the_same_time_are_one(desk: Desk, review: Review, store: Store) -> None:
    key = await proposed(desk, visit())
    outcomes = await asyncio.gather(review.accept(CLARA, key), review.reject(DAVID, key, "no"))
    assert sorted(len(outcome.errors) for outcome in outcomes) == [0, 1]
    accepted = len(await facts_listed(store, FactSide.GIVER, POCHINOK)) == 1
    (own,) = await review.own(ANNA)
    assert own.status is (FactStatus.ACCEPTED if accepted else FactStatus.REJECTED)


async def test_a_proposal_of_what_was_recorded_meanwhile_adds_its_source(desk: Desk, review: Review) -> None:
    key = await proposed(desk, visit(citations=[{"source": REPORT}]))
    await desk.submit(CLARA, visit())
    outcome = await review.accept(CLARA, key)
    assert isinstance(outcome.thing, Version)
    assert [cited.source for cited in outcome.thing.fact.citations] == [GAZETTE, REPORT]


async def test_a_correction_of_what_was_changed_meanwhile_is_not_accepted(desk: Desk, review: Review) -> None:
    fact = (await desk.submit(CLARA, visit())).thing
    assert isinstance(fact, Version)
    key = await proposed(desk, Submission(kind="visit", values={"date": "2021"}, changes=fact.fact.id))
    await desk.submit(CLARA, Submission(kind="visit", values={"host": TOWN, "visitor": POCHINOK}, changes=fact.fact.id))
    assert codes(await review.accept(CLARA, key)) == ["OUTDATED"]


async def test_a_proposed_withdrawal_is_done_when_it_is_accepted(desk: Desk, review: Review, store: Store) -> None:
    fact = (await desk.submit(CLARA, visit())).thing
    assert isinstance(fact, Version)
    outcome = await desk.withdraw(ANNA, fact.fact.id, "it never happened")
    assert await facts_listed(store, FactSide.GIVER, POCHINOK) == [fact.fact.id]
    assert outcome.proposal is not None
    await review.accept(CLARA, outcome.proposal.id)
    assert await facts_listed(store, FactSide.GIVER, POCHINOK) == []


async def test_a_place_is_proposed_and_accepted(desk: Desk, review: Review, store: Store) -> None:
    key = await proposed(desk, Submission(kind="city", values={"name": {"en": "Oral"}}))
    assert await store.nodes(["city:oral"]) == {}
    outcome = await review.accept(CLARA, key)
    assert isinstance(outcome.thing, City)
    assert outcome.thing.id == "city:oral"


async def test_a_proposal_says_what_is_wrong_at_once(desk: Desk) -> None:
    assert codes(await desk.submit(ANNA, visit(host="city:nowhere"))) == ["DANGLING_REFERENCE"]
    assert codes(await desk.submit(ANNA, visit(citations=[]))) == ["NO_CITATION"]


async def test_a_reason_is_asked_for(desk: Desk, review: Review) -> None:
    key = await proposed(desk, visit())
    assert codes(await review.reject(CLARA, key, " ")) == ["INVALID_INPUT"]


async def test_contributors_see_their_own_part_of_a_history(desk: Desk, review: Review, store: Store) -> None:
    outcome = await review.accept(CLARA, await proposed(desk, visit()))
    assert isinstance(outcome.thing, Version)
    key = outcome.thing.fact.id
    await desk.submit(CLARA, Submission(kind="visit", values={"date": "2021"}, changes=key))
    assert [record.number for record in await history(store, ANNA, key)] == [1]
    assert await history(store, BORIS, key) == []
    assert len(await history(store, CLARA, key)) == 2


async def test_proposing_twice_by_one_key_is_one_proposal(desk: Desk, review: Review) -> None:
    for _ in range(2):
        await desk.submit(ANNA, replace(visit(), key="k"))
    assert len(await review.waiting(CLARA)) == 1
