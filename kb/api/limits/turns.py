"""How many answers the graph gives at once: each takes a processor for a while, so that others wait their turn."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from kb.api.errors import Refusal
from kb.deadline import renew
from kb.service import KnowledgeBase

Value = TypeVar("Value")
_AGAIN_SECONDS = 1  # after which a refused request may try again


class Turns:
    """Lets a few answers be worked out at a time, and a few requests wait for theirs.

    Args:
        at_once: answers that are worked out at a time.
        waiting: further requests that may ask the graph meanwhile.
    """

    def __init__(self, at_once: int, waiting: int) -> None:
        self._free = asyncio.Semaphore(at_once)
        self._most_requests = at_once + waiting
        self._requests = 0

    @contextmanager
    def admitted(self) -> Iterator[None]:
        """Have a request that asks the graph inside. Raises Refusal where too many are."""
        if self._requests >= self._most_requests:
            raise Refusal(503, "BUSY", "too many rankings, plans and traces are asked for just now; ask again in a moment", _AGAIN_SECONDS)
        self._requests += 1
        try:
            yield
        finally:
            self._requests -= 1

    async def turn(self, work: Callable[[], Coroutine[Any, Any, Value]]) -> Value:
        """Do something when it is its turn. What has begun keeps its turn to its end, even if nobody waits for it any more."""
        await self._free.acquire()
        renew()  # the wait was not the store's
        task = asyncio.get_running_loop().create_task(work())
        task.add_done_callback(self._done)
        return await asyncio.shield(task)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._free.release()
        if not task.cancelled():
            task.exception()  # whoever still waits for it is told by the task itself


class _Rationed:
    """A knowledge base each of whose answers waits for its turn."""

    def __init__(self, kb: KnowledgeBase, turns: Turns) -> None:
        self._kb, self._turns = kb, turns

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        method = getattr(self._kb, name)
        return lambda *args, **kwargs: self._turns.turn(lambda: method(*args, **kwargs))


def rationed(kb: KnowledgeBase, turns: Turns) -> KnowledgeBase:
    """Return a knowledge base of which every answer waits for its turn."""
    return cast(KnowledgeBase, _Rationed(kb, turns))
