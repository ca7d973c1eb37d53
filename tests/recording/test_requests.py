"""Requests: done once where they are named, and not at all where they ask for nothing."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from kb.model import FactStatus
from kb.recording import Desk, Review, Submission, history
from kb.store.base import Store
from tests.recording.conftest import ANNA, CLARA, adoption, codes, visit
from tests.recording.twins import key_of
from tests.store.samples import POCHINOK


async def test_proposing_at_the_same_time_by_one_key_is_one_proposal(desk: Desk, review: Review) -> None:
    asked = replace(visit(), key="k")
    outcomes = await asyncio.gather(*(desk.submit(ANNA, asked) for _ in range(8)))
    assert len({outcome.proposal.id for outcome in outcomes if outcome.proposal}) == 1
    assert len(await review.waiting(CLARA)) == 1


@pytest.mark.parametrize(("key", "errors"), [("", ["INVALID_INPUT"]), ("k" * 200, []), ("k" * 201, ["INVALID_INPUT"])])
async def test_a_key_has_some_characters_and_not_too_many(desk: Desk, key: str, errors: list[str]) -> None:
    outcome = await desk.submit(CLARA, replace(visit(), key=key))
    assert codes(outcome) == errors
    assert [error.field for error in outcome.errors] == [("key",) for _ in errors]


async def test_a_key_that_named_a_withdrawal_names_no_other(desk: Desk) -> None:
    first, second = [key_of(await desk.submit(CLARA, asked)) for asked in (visit(), adoption())]
    assert codes(await desk.withdraw(CLARA, first, "a mistake", "k")) == []
    assert codes(await desk.withdraw(CLARA, first, "a mistake", "k")) == []
    assert codes(await desk.withdraw(CLARA, second, "a mistake", "k")) == ["KEY_REUSED"]
    assert codes(await desk.withdraw(CLARA, first, "no mistake", "k")) == ["KEY_REUSED"]


async def test_what_changes_nothing_leaves_no_trace(desk: Desk, review: Review, store: Store) -> None:
    proposal = (await desk.submit(ANNA, visit())).proposal
    assert proposal is not None
    key = key_of(await desk.submit(CLARA, visit()))
    revision = await store.revision()
    again = await desk.submit(CLARA, visit())
    assert (key_of(again), again.status, again.revision) == (key, FactStatus.ACCEPTED, revision)
    accepted = await review.accept(CLARA, proposal.id)
    assert (key_of(accepted), accepted.status, accepted.revision) == (key, FactStatus.ACCEPTED, revision)
    assert (await desk.submit(ANNA, visit())).proposal is None
    assert codes(await desk.submit(CLARA, Submission(kind="visit", values={"date": "2021"}, changes=key))) == []
    assert [record.number for record in await history(store, CLARA, key)] == [1, 2]


@pytest.mark.parametrize("reason", ["", " \n"])
async def test_a_withdrawal_needs_a_reason(desk: Desk, reason: str) -> None:
    key = key_of(await desk.submit(CLARA, visit()))
    outcome = await desk.withdraw(CLARA, key, reason)
    assert [(error.code, error.field) for error in outcome.errors] == [("INVALID_INPUT", ("reason",))]


async def test_only_facts_are_withdrawn(desk: Desk) -> None:
    assert codes(await desk.withdraw(CLARA, POCHINOK, "it is no town")) == ["WRONG_KIND"]
