"""The embedded store: one SQLite file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from pathlib import Path

from kb.model import AnyNode, FactId, NodeId, Version
from kb.paging import Page, Slice
from kb.store.base import Change, FactList, Known, LogPosition, NodeList, Row, SearchQuery, Statistics, Write
from kb.store.sqlite import change_log, fact_lists, matching, natural_keys, node_lists, notes, reading, scanning, writing
from kb.store.sqlite.pool import Pool

_BULK_FROM = 2000  # facts: fewer are entered one by one sooner than indexes are built again
_TIMEOUT_SECONDS = 10.0


class SqliteStore:
    """A store in one SQLite file, which is made where there is none. Its methods are those of `kb.store.base.Store`.

    Several event loops, threads and processes may use the same file; writes wait for each other, reads for nobody.

    Args:
        path: the file; its folder must be there.
        timeout_seconds: how long a write waits for the write of another process.
        bulk_from: how many facts in one write are worth building the indexes again for.
    """

    def __init__(self, path: Path | str, *, timeout_seconds: float = _TIMEOUT_SECONDS, bulk_from: int = _BULK_FROM) -> None:
        self._pool = Pool(Path(path), timeout_seconds)
        self._bulk_from = bulk_from

    async def revision(self) -> int:
        """Clause 1."""
        return await self._pool.read(reading.revision)

    async def statistics(self) -> Statistics:
        """Clause 2."""
        return await self._pool.read(reading.statistics)

    async def changes(self, after: LogPosition, first: int) -> list[Change]:
        """Clause 3."""
        return await self._pool.read(lambda session: change_log.changes(session, after, first))

    async def nodes(self, ids: Collection[NodeId]) -> dict[NodeId, AnyNode]:
        """Clause 4."""
        return await self._pool.read(lambda session: reading.nodes(session, ids))

    async def facts(self, ids: Collection[FactId]) -> dict[FactId, Version]:
        """Clause 5."""
        return await self._pool.read(lambda session: reading.facts(session, ids))

    async def history(self, ids: Collection[FactId]) -> dict[FactId, list[Version]]:
        """Clause 6."""
        return await self._pool.read(lambda session: reading.history(session, ids))

    async def known(self, keys: Collection[str]) -> dict[str, Known]:
        """Clause 7."""
        return await self._pool.read(lambda session: natural_keys.known(session, keys))

    async def upwards(self, ids: Collection[NodeId]) -> dict[NodeId, tuple[NodeId, ...]]:
        """Clause 7b."""
        return await self._pool.read(lambda session: reading.around(session, ids))

    async def fact_pages(self, what: FactList, owners: Collection[str], page: Page) -> dict[str, Slice[Version]]:
        """Clause 8."""
        return await self._pool.read(lambda session: fact_lists.fact_pages(session, what, owners, page))

    async def fact_counts(self, what: FactList, owners: Collection[str]) -> dict[str, int]:
        """Clause 9."""
        return await self._pool.read(lambda session: fact_lists.fact_counts(session, what, owners))

    async def node_pages(self, what: NodeList, owners: Collection[str], page: Page) -> dict[str, Slice[AnyNode]]:
        """Clause 10."""
        return await self._pool.read(lambda session: node_lists.node_pages(session, what, owners, page))

    async def node_counts(self, what: NodeList, owners: Collection[str]) -> dict[str, int]:
        """Clause 11."""
        return await self._pool.read(lambda session: node_lists.node_counts(session, what, owners))

    async def match(self, query: SearchQuery) -> list[AnyNode]:
        """Clause 12."""
        return await self._pool.read(lambda session: matching.match(session, query))

    async def notes(self, shelf: str, keys: Collection[str]) -> dict[str, str]:
        """Clause 12c."""
        return await self._pool.read(lambda session: notes.notes(session, shelf, keys))

    async def note_page(self, shelf: str, after: str, first: int) -> list[tuple[str, str]]:
        """Clause 12d."""
        return await self._pool.read(lambda session: notes.note_page(session, shelf, after, first))

    def scan(self, *, versions: bool = False) -> AsyncIterator[list[Row]]:
        """Clause 13."""
        return scanning.scan(self._pool, versions)

    async def write(self, write: Write) -> int:
        """Clause 14."""
        large = len(write.facts) >= self._bulk_from
        return await self._pool.write(lambda session: writing.write(session, write, self._bulk_from), keys_checked=large)

    async def restore(self, rows: Sequence[Row], *, more: bool = False) -> None:
        """Clause 15."""
        large = len(rows) >= self._bulk_from
        await self._pool.write(lambda session: writing.restore(session, rows, self._bulk_from, more), keys_checked=large)

    async def close(self) -> None:
        """Clause 16."""
        await asyncio.to_thread(self._pool.close)
