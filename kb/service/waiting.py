"""A knowledge base on an event loop of its own, so that plain code can wait for it, even inside another loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from types import TracebackType
from typing import Any, Self, TypeVar

from kb.service.knowledge import KnowledgeBase

Value = TypeVar("Value")


class Waiting:
    """Holds a knowledge base open, and runs what it does to its end for whoever calls.

    Args:
        make: opens it; called on the loop that it lives on.
    """

    def __init__(self, make: Callable[[], KnowledgeBase]) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="kb", daemon=True)
        self._thread.start()
        try:
            self.base = self.wait(_made(make))
        except BaseException:
            self._stop()
            raise

    def wait(self, work: Coroutine[Any, Any, Value]) -> Value:
        """Run something asynchronous to its end; an interrupt cancels it."""
        running = asyncio.run_coroutine_threadsafe(work, self._loop)
        try:
            return running.result()
        except BaseException:
            running.cancel()
            raise

    def close(self) -> None:
        """Close the store and end the loop; calling it twice does no harm."""
        if self._loop.is_running():
            self.wait(self.base.close())
            self._stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _rows(self, rows: AsyncIterator[Value]) -> Iterator[Value]:
        end = object()
        while (row := self.wait(_next(rows, end))) is not end:
            yield row


async def _made(make: Callable[[], KnowledgeBase]) -> KnowledgeBase:
    return make()


async def _next(rows: AsyncIterator[Any], end: object) -> Any:
    return await anext(rows, end)
