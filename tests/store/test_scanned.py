"""The nodes of a store, read as they come."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import cast

from kb.model import FactStatus, Version
from kb.store.base import Row, Store
from kb.store.scanned import node_batches
from tests.store.samples import NODES, NOON, visit

VERSION = Version(fact=visit(), number=1, status=FactStatus.ACCEPTED, recorded_at=NOON, recorded_by="tester", revision=1)


class Scanned:
    """A store that yields batches, as far as the reading of nodes asks."""

    def __init__(self, *batches: list[Row]) -> None:
        self.left: list[list[Row]] = list(batches)
        self.is_open = False

    async def scan(self) -> AsyncIterator[list[Row]]:
        self.is_open = True
        try:
            while self.left:
                yield self.left.pop(0)
        finally:
            self.is_open = False


async def test_reading_ends_with_the_first_fact_and_lets_the_store_go() -> None:
    store = Scanned([*NODES[:2]], [NODES[2], VERSION], [VERSION])
    assert [batch async for batch in node_batches(cast(Store, store))] == [NODES[:2], [NODES[2]]]
    assert store.left == [[VERSION]]
    assert not store.is_open


async def test_a_batch_of_facts_alone_is_no_batch_of_nodes() -> None:
    store = Scanned([*NODES], [VERSION], [VERSION])
    assert [batch async for batch in node_batches(cast(Store, store))] == [NODES]
    assert store.left == [[VERSION]]


async def test_who_wants_no_more_lets_the_store_go() -> None:
    store = Scanned([NODES[0]], [NODES[1]])
    async with aclosing(node_batches(cast(Store, store))) as batches:
        async for _ in batches:
            break
    assert not store.is_open
