"""The graph of a store, kept in memory and up to date: a task in the background follows the store's change log."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import Context
from datetime import date
from typing import Any, TypeVar

from kb.memory import garbage_kept
from kb.service.gathering import Gathered, everything, gather
from kb.service.kept import Kept, change, dawn, make
from kb.service.trying import Trying
from kb.service.views import Seen, Views
from kb.store.base import Store

Value = TypeVar("Value")


class Follower:
    """Reads a store once, when its graph is first asked for, and from then on only what changes.

    It looks at the change log every so often, whether or not anybody asks, and at once when somebody asks who knows of
    a later revision. One more fact takes milliseconds. Where very much changed, when a new day begins, or when the store
    turns out to be another one, the landscape is made anew; until it is there, answers rest on the old one. A store that
    fails is looked at again and again, and the log says so once.

    Args:
        store: what is followed.
        today: the day that decay runs to.
        every_seconds: how often the change log is looked at.
    """

    def __init__(self, store: Store, today: Callable[[], date], every_seconds: float) -> None:
        self.kept: Kept | None = None
        self.views = Views()
        self._store = store
        self._today = today
        self._every_seconds = every_seconds
        self._thread = ThreadPoolExecutor(1, "kb-graph")  # its own: slow questions in the others do not hold it up
        self._making: asyncio.Task[None] | None = None
        self._following: asyncio.Task[None] | None = None
        self._wake = asyncio.Event()  # somebody knows of a later revision
        self._turn = asyncio.Event()  # this round is over; the next one has another
        self._round_began: float | None = None  # by the clock of the event loop; None between two rounds
        self._is_sound = True  # False while the graph of record changes, and when it could not be changed
        self._trying = Trying("the store", self._round)

    def seen(self) -> Seen:
        """Return what is seen of the graph now; a graph must have been reached."""
        assert self.kept is not None
        return Seen(self.kept.landscape, self.kept.until.revision)

    async def reach(self, revision: int, patience_seconds: float) -> None:
        """Wait until the graph is that of a revision, or of a later one; not for long, if there is an earlier one.

        The first graph is waited for however long it takes. After that, the wait ends `patience_seconds` after the
        follower began what it is at: who asks in the middle of something slow does not wait for nothing.

        Raises:
            StoreError: there is no graph yet, and the store cannot be read.
        """
        if self.kept is None:
            await self._first()
        self._follow()
        if self._is_current(revision):
            return
        self._wake.set()
        with suppress(TimeoutError):
            async with asyncio.timeout_at((self._round_began or _now()) + patience_seconds):
                while not self._is_current(revision):
                    await self._turn.wait()

    async def close(self) -> None:
        """Stop following. What runs in a thread ends by itself; calling it twice does no harm."""
        for task in (self._making, self._following):
            if task is not None and _is_alive(task):
                task.cancel()
                await asyncio.wait([task])
        self._thread.shutdown(wait=False)

    # -- the first graph

    async def _first(self) -> None:
        if self._making is None or not _is_alive(self._making):
            self._making = asyncio.create_task(self._make(), context=Context())  # who asked first may have little time
        await asyncio.shield(self._making)  # it goes on when who asked first went away

    async def _make(self) -> None:
        with garbage_kept():
            self.kept = await self._remade()

    async def _remade(self) -> Kept:
        return await self._call(make, await everything(self._store), self._today())

    # -- and what comes after it

    def _follow(self) -> None:
        if self._following is None or not _is_alive(self._following):
            self._wake, self._turn, self._round_began = asyncio.Event(), asyncio.Event(), None  # of this event loop, as the days are
            self.views.forget()
            self._following = asyncio.create_task(self._go_on(), context=Context())

    async def _go_on(self) -> None:
        while True:
            self._wake.clear()
            self._round_began = _now()
            await self._trying.once()
            self._round_began = None
            self._turn.set()
            self._turn = asyncio.Event()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._every_seconds):
                    await self._wake.wait()

    async def _round(self) -> None:
        assert self.kept is not None
        gathered = await gather(self._store, self.kept.until, self.kept.record) if self._is_sound else None
        if gathered is None or self.kept.begin not in (None, gathered.begin):  # it is another store now: emptied, and filled again
            self.kept = await self._remade()
            self.views.forget()
            self._is_sound = True
        elif gathered.until != self.kept.until:
            await self._change(self.kept, gathered)
        if self.kept.landscape.day != self._today():
            self.kept = await self._call(dawn, self.kept, self._today())

    async def _change(self, kept: Kept, gathered: Gathered) -> None:
        self._is_sound = False
        self.kept, difference = await self._call(change, kept, gathered)
        self.views.note(difference)
        self._is_sound = True

    def _is_current(self, revision: int) -> bool:
        seen = self.seen()
        return seen.revision >= revision and seen.landscape.day == self._today()

    async def _call(self, work: Callable[..., Value], *arguments: Any) -> Value:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)


def _is_alive(task: asyncio.Task[Any]) -> bool:
    return not task.done() and task.get_loop() is asyncio.get_running_loop()


def _now() -> float:
    return asyncio.get_running_loop().time()
