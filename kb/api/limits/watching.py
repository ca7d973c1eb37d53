"""Work that takes too long, or whose client went away, is given up."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self

from starlette.requests import ClientDisconnect
from starlette.types import Receive

from kb.api.errors import Refusal

_AFTER_SECONDS = 0.02  # quicker work is not worth watching


class Watched:
    """Cancels what is done inside: after a while, with a Refusal, and when the client goes away, with ClientDisconnect.

    Args:
        receive: what tells that it went, as ASGI has it; the body of the request has been read, or is not wanted.
        seconds: how long the work may take.
        after_seconds: from when on the client is listened to.
    """

    __slots__ = ("_after_seconds", "_error", "_receive", "_seconds", "_timer", "_watcher", "_work")

    def __init__(self, receive: Receive, seconds: float, after_seconds: float = _AFTER_SECONDS) -> None:
        self._receive = receive
        self._seconds = seconds
        self._after_seconds = after_seconds
        self._watcher: asyncio.Task[None] | None = None
        self._error: Exception | None = None

    def __enter__(self) -> Self:
        loop = asyncio.get_running_loop()
        self._work = asyncio.current_task(loop)
        self._timer = loop.call_later(self._after_seconds, self._begin)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._timer.cancel()
        if self._watcher is not None:
            self._watcher.cancel()
        if self._error is not None and self._work is not None:
            others = self._work.uncancel()
            if isinstance(error, asyncio.CancelledError) and not others:
                raise self._error from None

    def _begin(self) -> None:
        self._watcher = asyncio.get_running_loop().create_task(self._watch())

    async def _watch(self) -> None:
        try:
            async with asyncio.timeout(self._seconds - self._after_seconds):
                while (await self._receive())["type"] != "http.disconnect":
                    pass
            self._error = ClientDisconnect()
        except TimeoutError:
            self._error = Refusal(504, "TIMEOUT", f"this took more than {self._seconds} s and was given up; ask for less at once")
        if self._work is not None:
            self._work.cancel()
