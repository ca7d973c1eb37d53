"""A store in the hands of a test: it may stop in the middle, fail, and tell what it was asked."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from typing import Any

from kb.errors import StoreUnavailable
from kb.model import FactId, Version
from kb.store.base import Change, LogPosition, Row, Store

EVERY_METHOD = {"revision", "changes", "facts", "scan"}


class Handled:
    """A store whose change log waits while `open` is not set, and of which the `failing` methods fail."""

    def __init__(self, store: Store) -> None:
        self.open = asyncio.Event()
        self.open.set()
        self.is_waiting = False
        self.failing: set[str] = set()
        self.asked: Counter[str] = Counter()
        self.after_nodes: Callable[[], Awaitable[object]] | None = None  # what others do once a scan has given the first batch
        self.store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    async def revision(self) -> int:
        self._ask("revision")
        return await self.store.revision()

    async def changes(self, after: LogPosition, first: int) -> list[Change]:
        self._ask("changes")
        self.is_waiting = not self.open.is_set()
        await self.open.wait()
        return await self.store.changes(after, first)

    async def facts(self, ids: Collection[FactId]) -> dict[FactId, Version]:
        self._ask("facts")
        return await self.store.facts(ids)

    async def scan(self, *, versions: bool = False) -> AsyncIterator[list[Row]]:
        self._ask("scan")
        async for batch in self.store.scan(versions=versions):
            yield batch
            if self.after_nodes:
                doing, self.after_nodes = self.after_nodes, None
                await doing()

    def _ask(self, what: str) -> None:
        self.asked[what] += 1
        if what in self.failing:
            raise StoreUnavailable("nobody answers", "start it")
