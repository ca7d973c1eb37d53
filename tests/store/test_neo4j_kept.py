"""What a store keeps of what it read: never older than the store's own, and pages of one moment though they are read in two steps."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from kb.dates import parse
from kb.model import AnyFact, FactKind, FactStatus, Texts, Version
from kb.paging import Page, Position, Slice
from kb.store.base import FactList, FactSide
from kb.store.neo4j import Neo4jStore, read_address
from kb.store.neo4j.fact_lists import fact_pages
from kb.store.neo4j.kept import Kept
from kb.store.neo4j.link import Link
from kb.store.neo4j.opening import opened
from tests.neo4j.endpoint import Endpoint
from tests.store.samples import MUSEUM, NODES, put, share

SHARES = FactList(kind=FactKind.SHARE, side=FactSide.PRACTICE)
OLD, MIDDLE, NEW = share(date="2001"), share(date="2002"), share(date="2003")
OTHERWISE: dict[str, Callable[[Version], Version]] = {
    "by somebody else": lambda version: replace(version, recorded_by="boris"),
    "in another revision": lambda version: replace(version, revision=version.revision + 7),
    "for another reason": lambda version: replace(version, reason=Texts(en="a slip of the pen")),
    "a microsecond later": lambda version: replace(version, recorded_at=version.recorded_at + timedelta(microseconds=1)),
}


class Between:
    """A reader after whose first answers somebody else writes: one write for each."""

    def __init__(self, link: Link, *writes: Callable[[], Awaitable[object]]) -> None:
        self._link, self._writes = link, list(writes)

    async def value(self, cypher: str, **values: Any) -> Any:
        found = await self._link.value(cypher, **values)
        if self._writes:
            await self._writes.pop(0)()
        return found


@pytest.fixture
async def store(neo4j_server: Endpoint) -> AsyncIterator[Neo4jStore]:
    """A store that holds three facts."""
    neo4j_server.wipe()
    store = Neo4jStore(read_address(neo4j_server.login_url), timeout_seconds=60)
    await put(store, OLD, MIDDLE, NEW, nodes=NODES)
    yield store
    await store.close()


@pytest.fixture
async def link(neo4j_server: Endpoint, store: Neo4jStore) -> AsyncIterator[Link]:
    """A link to the same database."""
    link = Link(read_address(neo4j_server.login_url), 60, opened)
    yield link
    await link.close()


async def page(reader: Between, first: int, after: Position | None = None, most: int = 10) -> Slice[Version]:
    return (await fact_pages(reader, Kept(most), SHARES, [MUSEUM], Page(first, after, joined=True)))[MUSEUM]


def dates(read: Slice[Version]) -> list[str]:
    return [version.fact.date.edtf for _, version in read.items if version.fact.date]


@pytest.mark.parametrize("most", [1, 10])
async def test_a_fact_that_moves_while_its_page_is_read_makes_no_page_leave_others_out(store: Neo4jStore, link: Link, most: int) -> None:
    moved = replace(MIDDLE, date=parse("1990"))
    first = await page(Between(link, lambda: put(store, moved)), 2, most=most)
    assert (dates(first), first.more, len(first.joined)) == (["2003", "2001"], True, 2)
    assert dates(await page(Between(link), 2, first.items[-1][0])) == ["1990"]


async def test_facts_that_are_withdrawn_while_their_page_is_read_leave_it_to_those_that_follow(store: Neo4jStore, link: Link) -> None:
    first = await page(Between(link, lambda: put(store, NEW, MIDDLE, status=FactStatus.WITHDRAWN)), 2)
    assert (dates(first), first.more) == (["2001"], False)


async def test_a_fact_that_moves_again_and_again_is_left_out(store: Neo4jStore, link: Link) -> None:
    def moving(fact: AnyFact, year: int) -> Callable[[], Awaitable[object]]:
        return lambda: put(store, replace(fact, date=parse(str(year))))

    writes = [moving(NEW, year) for year in range(2004, 2020)]
    assert dates(await page(Between(link, *writes), 1)) == []


@pytest.mark.parametrize("how", OTHERWISE)
async def test_a_version_that_a_copy_brings_recorded_otherwise_is_seen_at_once(neo4j_server: Endpoint, store: Neo4jStore, how: str) -> None:
    other = Neo4jStore(read_address(neo4j_server.login_url), timeout_seconds=60)
    before = (await store.facts([NEW.id]))[NEW.id]
    await other.restore([OTHERWISE[how](before)])
    assert await store.facts([NEW.id]) == {NEW.id: OTHERWISE[how](before)}
    await other.close()
