"""The shared store: a Neo4j database, on one server or on a cluster."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Hashable, Sequence
from typing import Any, TypeVar

from kb.deadline import left
from kb.model import AnyNode, FactId, NodeId, Version
from kb.paging import Page, Slice
from kb.store.base import Change, FactList, Known, LogPosition, NodeList, Row, SearchQuery, Statistics, Write
from kb.store.neo4j import fact_lists, loads, matching, node_lists, notes, reading, scanning, writing
from kb.store.neo4j.address import Address
from kb.store.neo4j.failures import explained
from kb.store.neo4j.gathering import Answer, Gathering
from kb.store.neo4j.kept import Kept
from kb.store.neo4j.link import Link
from kb.store.neo4j.opening import opened

Value = TypeVar("Value")
TIMEOUT_SECONDS = 5.0
_PART = 25_000  # more at once are hardly faster; a server with too little memory for so many gets fewer
_SMALL = 100  # nodes and facts that somebody waits for


class Neo4jStore:
    """A store in a Neo4j database, which is made where that is empty. Its methods are those of `kb.store.base.Store`.

    Any number of processes may use the same database. One store object belongs to one event loop.

    Args:
        address: the server and the database.
        timeout_seconds: within which every read, and every small write, ends in an answer or in StoreUnavailable.
        part: how many nodes and facts one transaction writes at most.
    """

    def __init__(self, address: Address, *, timeout_seconds: float = TIMEOUT_SECONDS, part: int = _PART) -> None:
        self._link = Link(address, timeout_seconds, opened)
        self._part = part
        self._kept = Kept()
        self._gathering: Gathering[Any] = Gathering()

    async def revision(self) -> int:
        """Clause 1."""
        return await reading.revision(self._link)

    async def statistics(self) -> Statistics:
        """Clause 2."""
        return await reading.statistics(self._link)

    async def changes(self, after: LogPosition, first: int) -> list[Change]:
        """Clause 3."""
        return await reading.changes(self._link, after, first)

    async def nodes(self, ids: Collection[NodeId]) -> dict[NodeId, AnyNode]:
        """Clause 4."""
        return await self._together("nodes", ids, lambda ids: reading.nodes(self._link, self._kept, ids))

    async def facts(self, ids: Collection[FactId]) -> dict[FactId, Version]:
        """Clause 5."""
        return await reading.facts(self._link, self._kept, ids)

    async def history(self, ids: Collection[FactId]) -> dict[FactId, list[Version]]:
        """Clause 6."""
        return await reading.history(self._link, self._kept, ids)

    async def known(self, keys: Collection[str]) -> dict[str, Known]:
        """Clause 7."""
        return await reading.known(self._link, keys)

    async def upwards(self, ids: Collection[NodeId]) -> dict[NodeId, tuple[NodeId, ...]]:
        """Clause 7b."""
        return await reading.around(self._link, ids)

    async def fact_pages(self, what: FactList, owners: Collection[str], page: Page) -> dict[str, Slice[Version]]:
        """Clause 8."""
        return await self._together((what, page), owners, lambda owners: fact_lists.fact_pages(self._link, self._kept, what, owners, page))

    async def fact_counts(self, what: FactList, owners: Collection[str]) -> dict[str, int]:
        """Clause 9."""
        return await fact_lists.fact_counts(self._link, what, owners)

    async def node_pages(self, what: NodeList, owners: Collection[str], page: Page) -> dict[str, Slice[AnyNode]]:
        """Clause 10."""
        return await self._together((what, page), owners, lambda owners: node_lists.node_pages(self._link, self._kept, what, owners, page))

    async def node_counts(self, what: NodeList, owners: Collection[str]) -> dict[str, int]:
        """Clause 11."""
        return await node_lists.node_counts(self._link, what, owners)

    async def match(self, query: SearchQuery) -> list[AnyNode]:
        """Clause 12."""
        return await matching.match(self._link, self._kept, query)

    async def notes(self, shelf: str, keys: Collection[str]) -> dict[str, str]:
        """Clause 12c."""
        return await notes.notes(self._link, shelf, keys)

    async def note_page(self, shelf: str, after: str, first: int) -> list[tuple[str, str]]:
        """Clause 12d."""
        return await notes.note_page(self._link, shelf, after, first)

    def scan(self, *, versions: bool = False) -> AsyncIterator[list[Row]]:
        """Clause 13."""
        return scanning.scan(self._link, versions)

    async def write(self, write: Write) -> int:
        """Clause 14. What one transaction cannot hold is written in several; until the last, it is of no revision."""
        size = len(write.nodes) + len(write.facts)
        if size > self._part:
            return await loads.write(self._link, write, self._part)
        return await self._link.write(lambda transaction: writing.write(transaction, write), self._seconds(size))

    async def restore(self, rows: Sequence[Row], *, more: bool = False) -> None:
        """Clause 15."""
        await self._link.write(lambda transaction: writing.restore(transaction, rows, more), self._seconds(len(rows)))

    async def close(self) -> None:
        """Clause 16."""
        await self._link.close()

    def _seconds(self, size: int) -> float:
        return self._link.timeout_seconds if size <= _SMALL else loads.PART_SECONDS

    async def _together(self, question: Hashable, keys: Collection[str], answer: Answer[Value]) -> dict[str, Value]:
        """Ask together with all who ask the same at this time."""
        with explained(str(self._link.address), self._link.timeout_seconds):
            return await self._gathering.ask(question, keys, answer, left(self._link.timeout_seconds))
