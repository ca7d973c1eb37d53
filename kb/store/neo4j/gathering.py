"""The same question of many askers, put to the server together: each round trip costs as much as what it brings.

One answer to a question is under way at a time; who asks meanwhile is gathered for the next.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Hashable, Mapping
from contextvars import Context
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")
Answer = Callable[[Collection[str]], Awaitable[Mapping[str, Value]]]
_MOST = 500  # keys of one asker: more are worth a round trip of their own


class _Round(Generic[Value]):
    """Those who wait for the next answer to a question: their keys, and what will come."""

    def __init__(self, answer: Answer[Value]) -> None:
        self.answer = answer
        self.keys: dict[str, None] = {}
        self.came: asyncio.Future[Mapping[str, Value]] = asyncio.get_running_loop().create_future()
        self.came.add_done_callback(_seen)


class Gathering(Generic[Value]):
    """Askers of questions about keys. An answer never begins before whoever gets it has asked: nobody is told of an earlier state."""

    def __init__(self) -> None:
        self._under_way: set[Hashable] = set()
        self._next: dict[Hashable, _Round[Value]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def ask(self, question: Hashable, keys: Collection[str], answer: Answer[Value], seconds: float) -> dict[str, Value]:
        """Return what `answer` has for the keys, at once or together with what others ask.

        Args:
            question: what is asked; of equal ones any asker's `answer` serves all.
            keys: of what it is asked.
            answer: answers for several keys, each by itself. What it raises is raised to all who asked together.
            seconds: how long to wait for an answer that somebody else began. Raises TimeoutError then.
        """
        if len(keys) > _MOST:
            return dict(await answer(keys))
        if question not in self._under_way:
            return dict(await self._answered(question, keys, answer))
        waiting = self._next.get(question)
        if waiting is None:
            waiting = self._next[question] = _Round(answer)
        waiting.keys.update(dict.fromkeys(keys))
        async with asyncio.timeout(seconds):
            found = await asyncio.shield(waiting.came)
        return {key: found[key] for key in keys if key in found}

    async def _answered(self, question: Hashable, keys: Collection[str], answer: Answer[Value]) -> Mapping[str, Value]:
        self._under_way.add(question)
        try:
            return await answer(keys)
        finally:
            if waiting := self._next.pop(question, None):
                self._begin(question, waiting)
            else:
                self._under_way.discard(question)

    def _begin(self, question: Hashable, waiting: _Round[Value]) -> None:
        task = asyncio.get_running_loop().create_task(self._serve(question, waiting), context=Context())  # nobody's own time limit
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, question: Hashable, waiting: _Round[Value]) -> None:
        try:
            waiting.came.set_result(await self._answered(question, waiting.keys, waiting.answer))
        except Exception as error:
            waiting.came.set_exception(error)
        except BaseException:
            waiting.came.cancel()
            raise


def _seen(future: asyncio.Future[Any]) -> None:
    """Look at what came of a round that nobody waits for any more, or it would be told of as forgotten."""
    if not future.cancelled():
        future.exception()
