"""The change log, followed: by pages for who was away, and live for who stays. One task looks at the store, however many follow."""

from __future__ import annotations

import asyncio
from bisect import bisect_right
from collections.abc import AsyncGenerator, Collection
from contextlib import suppress
from contextvars import Context
from dataclasses import dataclass

from kb.errors import InvalidInput
from kb.model import FactStatus, kind_of
from kb.service.trying import Trying
from kb.store.base import Change, LogPosition, Store

BATCH = 100  # changes that are handed on together
_READ = 1000  # changes that are read at once by whoever looks for a few of them
_MOST_READ = 10_000  # changes that one page looks through
_REMEMBERED = 1000  # of the latest changes, so that those who follow live do not each read them
_SHOWN = (None, FactStatus.ACCEPTED, FactStatus.WITHDRAWN)  # what was only proposed, or rejected, never was there for readers


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of the change log."""

    items: tuple[Change, ...]
    end: LogPosition  # up to where the log was looked through
    more: bool


def place(change: Change) -> LogPosition:
    """Return where a change stands in the log."""
    return LogPosition(change.revision, change.id)


def shown(changes: Collection[Change], kinds: Collection[str] = ()) -> list[Change]:
    """Return those that readers may see, of some kinds; no kinds are all."""
    return [each for each in changes if each.status in _SHOWN and (not kinds or kind_of(each.id) in kinds)]


async def page(store: Store, after: LogPosition, first: int, kinds: Collection[str] = ()) -> Changes:
    """Read the next changes that readers may see.

    A page that looked through very many others ends there: it may hold fewer than `first`, or none, though more follow.

    Raises:
        InvalidInput: the log has not come as far as `after`.
        StoreError: the store cannot be read.
    """
    await _check_reached(store, after)
    found: list[Change] = []
    looked, size = 0, _READ if kinds else first + 1
    while True:
        read = await store.changes(after, size)
        found += shown(read, kinds)
        looked += len(read)
        if len(found) > first:
            return Changes(tuple(found[:first]), place(found[first - 1]), True)
        if read:
            after = place(read[-1])
        if len(read) < size or looked >= _MOST_READ:
            return Changes(tuple(found), after, len(read) == size)
        size = _READ


class Feed:
    """Hands on what changes in a store as it comes, to any number of followers on one event loop.

    While anybody follows, one task asks the store every so often for its revision, and reads what is new of the log once
    for all. Each follower has a place of its own in the log and goes on from there when it is ready for more: who is
    slow holds nobody up and fills no queue.

    Args:
        store: whose change log it is.
        every_seconds: how often the store is looked at for what others wrote.
    """

    def __init__(self, store: Store, every_seconds: float) -> None:
        self._store = store
        self._every_seconds = every_seconds
        self._latest: list[Change] = []  # all that comes after `_floor`, up to `_tip`
        self._floor = self._tip = LogPosition(0)
        self._followers = 0
        self._looking: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()
        self._turn = asyncio.Event()
        self._trying = Trying("the change log", self._round)

    async def follow(self, after: LogPosition) -> AsyncGenerator[list[Change], None]:
        """Yield the changes after a place, a few at a time, for ever; those that nobody may see among them.

        Raises:
            InvalidInput: the log has not come as far as `after`, or no longer does: it is that of another store.
            StoreError: what was missed cannot be read.
        """
        revision = await _check_reached(self._store, after)
        self._followers += 1
        try:
            self._look(revision)
            while True:
                turn = self._turn
                if batch := await self._next(after):
                    after = place(batch[-1])
                    yield batch
                else:
                    await turn.wait()
        finally:
            self._followers -= 1

    def wake(self) -> None:
        """Look at the store at once: something was written."""
        self._wake.set()

    async def close(self) -> None:
        """Stop looking; calling it twice does no harm."""
        if self._looking is not None and not self._looking.done():
            self._looking.cancel()
            await asyncio.wait([self._looking])

    async def _next(self, after: LogPosition) -> list[Change]:
        if after < self._floor:
            return await self._store.changes(after, BATCH)
        if after > self._tip:
            await _check_reached(self._store, after)
        start = bisect_right(self._latest, after, key=place)
        return self._latest[start : start + BATCH]

    def _look(self, revision: int) -> None:
        if self._looking is not None and not self._looking.done():
            return
        self._wake, self._turn = asyncio.Event(), asyncio.Event()  # of this event loop
        self._begin(revision)
        self._looking = asyncio.create_task(self._go_on(), context=Context())

    def _begin(self, revision: int) -> None:
        self._latest = []
        self._floor = self._tip = LogPosition(revision)

    async def _go_on(self) -> None:
        while self._followers:
            self._wake.clear()
            await self._trying.once()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._every_seconds):
                    await self._wake.wait()

    async def _round(self) -> None:
        revision = await self._store.revision()
        if revision == self._tip.revision:
            return
        if revision < self._tip.revision:  # it is another store now: emptied, or filled again
            self._begin(revision)
        for _ in range(_MOST_READ // _READ):
            read = await self._store.changes(self._tip, _READ)
            self._remember(read)
            if len(read) < _READ:
                break
        else:
            self._begin(revision)  # so much that everybody reads it by pages
        self._tell()

    def _remember(self, read: list[Change]) -> None:
        known = [*self._latest, *read]
        if len(known) > _REMEMBERED:
            self._floor = place(known[-_REMEMBERED - 1])
        self._latest = known[-_REMEMBERED:]
        self._tip = place(known[-1]) if known else self._tip

    def _tell(self) -> None:
        self._turn.set()
        self._turn = asyncio.Event()


async def _check_reached(store: Store, after: LogPosition) -> int:
    """Return the revision of the store. Raises InvalidInput where it is before a place in the log."""
    revision = await store.revision()
    if after.revision > revision:
        raise InvalidInput(f"the store is at revision {revision}, not yet at {after.revision}; is it another one? Begin again after 0")
    return revision
