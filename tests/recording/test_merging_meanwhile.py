"""Merges while others write."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from kb.model import (
    Texts,
    Topic,
)
from kb.recording import Desk, Merging, Review
from kb.store.base import FactSide, Store, Write
from tests.recording.conftest import ANNA, CLARA, DAVID, TODAY, adoption, codes
from tests.recording.twins import TWIN, TWIN_NODE, key_of, merged, node
from tests.store.samples import (
    CHOIR,
    MUSEUM,
    POCHINOK,
    ROBOTS,
    TOWN,
    facts_listed,
    put,
)
from tests.store.samples import adoption as took


async def test_two_merges_at_the_same_time_are_one(store: Store, merging: Merging) -> None:
    await put(store, took(by=TWIN), nodes=[TWIN_NODE])
    outcomes = await asyncio.gather(merging.merge(CLARA, POCHINOK, TWIN, "one town"), Merging(store).merge(DAVID, TOWN, TWIN, "one town"))
    assert sorted(codes(outcome) for outcome in outcomes) == [[], ["MERGED_BEFORE"]]


async def test_a_fact_recorded_at_the_same_time_is_moved_too(store: Store, merging: Merging, desk: Desk) -> None:
    await put(store, nodes=[TWIN_NODE])
    many = [adoption(by=TWIN, practice=practice) for practice in (MUSEUM, ROBOTS, CHOIR)]
    said, *_ = await asyncio.gather(merging.merge(CLARA, POCHINOK, TWIN, "one"), *(desk.submit(CLARA, each) for each in many))
    assert said.errors == ()
    assert await facts_listed(store, FactSide.TAKER, TWIN) == []


class _Disturbed:
    """A store in which somebody does something each time that something is about to be written."""

    def __init__(self, store: Store, *deeds: Callable[[], Awaitable[object]]) -> None:
        self._store = store
        self._deeds = list(deeds)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def write(self, write: Write) -> int:
        if self._deeds:
            await self._deeds.pop(0)()
        return await self._store.write(write)


async def test_what_was_prepared_before_a_merge_is_not_written_after_it(store: Store, merging: Merging) -> None:
    await put(store, nodes=[TWIN_NODE])
    disturbed: Any = _Disturbed(store, lambda: merged(merging))
    late = Desk(disturbed, today=lambda: TODAY)
    assert codes(await late.submit(CLARA, adoption(by=TWIN))) == ["CONFLICT"]
    assert await facts_listed(store) == []
    outcome = await late.submit(CLARA, adoption(by=TWIN))
    assert await facts_listed(store, FactSide.TAKER, POCHINOK) == [key_of(outcome)]


async def test_a_proposal_that_was_looked_at_before_a_merge_waits_on(store: Store, merging: Merging, desk: Desk) -> None:
    await put(store, nodes=[TWIN_NODE])
    proposal = (await desk.submit(ANNA, adoption(by=TWIN))).proposal
    assert proposal is not None
    disturbed: Any = _Disturbed(store, lambda: merged(merging))
    review = Review(disturbed, today=lambda: TODAY)
    assert codes(await review.accept(CLARA, proposal.id)) == ["CONFLICT"]
    accepted = key_of(await review.accept(CLARA, proposal.id))
    assert await facts_listed(store, FactSide.TAKER, POCHINOK) == [accepted]


async def test_a_merge_begins_again_where_a_fact_was_recorded_meanwhile(store: Store, desk: Desk) -> None:
    await put(store, nodes=[TWIN_NODE])
    disturbed: Any = _Disturbed(store, lambda: desk.submit(CLARA, adoption(by=TWIN)))
    await merged(Merging(disturbed))
    assert len(await facts_listed(store, FactSide.TAKER, POCHINOK)) == 1
    assert await facts_listed(store, FactSide.TAKER, TWIN) == []


async def test_a_merge_that_is_disturbed_all_the_time_is_given_up(store: Store) -> None:
    await put(store, nodes=[TWIN_NODE])
    again = [lambda at=at: put(store, nodes=[Topic(id=f"topic:t{at}", name=Texts(en="T"))]) for at in range(9)]
    disturbed: Any = _Disturbed(store, *again)
    assert codes(await Merging(disturbed).merge(CLARA, POCHINOK, TWIN, "one town")) == ["CONFLICT"]
    assert await node(store, TWIN) == TWIN_NODE
