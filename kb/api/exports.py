"""Everything that readers may see, as one file: JSON lines without loss, or one table for a spreadsheet.

It is sent as it is read, so that memory does not grow with it. Its revision is that at which reading began, or a later
one: who goes on from there with `changes(after:)` misses nothing. An answer that ends without its last chunk is not whole.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractContextManager, aclosing, contextmanager
from typing import cast

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from kb.api.errors import Refusal
from kb.api.languages import Languages, accepted
from kb.api.reading import Readers, refusal_of, refused
from kb.errors import KbError
from kb.export.jsonl import line, things
from kb.export.sheet import SHEETS, sheet
from kb.model import check_language
from kb.service import KnowledgeBase
from kb.store.base import Row

REVISION = "KB-Revision"
AT_ONCE = 4  # exports; each holds a connection to the store
_AGAIN_SECONDS = 10
_JSONL, _CSV = "application/x-ndjson", "text/csv; charset=utf-8; header=present"
Parts = AsyncIterator[bytes]
Turn = Callable[[], AbstractContextManager[None]]


class Exports:
    """The addresses of exports.

    Args:
        kb: what is exported.
        readers: lets readers in.
    """

    def __init__(self, kb: KnowledgeBase, readers: Readers) -> None:
        self._kb = kb
        self._readers = readers
        self._running = 0

    @property
    def routes(self) -> list[Route]:
        """Where they are."""
        return [Route("/export.jsonl", self._jsonl), Route("/export.csv", self._csv)]

    async def _jsonl(self, request: Request) -> Response:
        return await self._answered(request, lambda: (lines(self._kb), "peer-learning.jsonl", _JSONL))

    async def _csv(self, request: Request) -> Response:
        return await self._answered(request, lambda: self._sheet(request))

    def _sheet(self, request: Request) -> tuple[Parts, str, str]:
        kind = request.query_params.get("kind", "")
        if kind not in SHEETS:
            raise Refusal(400, "INVALID_INPUT", f"`kind` is {kind[:100]!r}; it takes one of {', '.join(SHEETS)}")
        return sheet(self._kb.store, kind, _languages(request)), f"{kind}.csv", _CSV

    async def _answered(self, request: Request, parts: Callable[[], tuple[Parts, str, str]]) -> Response:
        try:
            await self._readers.admitted(request.scope)
            content, name, media_type = parts()
            headers = {
                REVISION: str(await self._kb.store.revision()),
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "no-store",
                "X-Content-Type-Options": "nosniff",
            }
            if self._running >= AT_ONCE:
                raise Refusal(503, "BUSY", f"{AT_ONCE} exports are under way; ask again in a moment", _AGAIN_SECONDS)
        except Refusal as refusal:
            return refused(refusal)
        except KbError as error:
            return refused(refusal_of(error))
        return _Streamed(content, headers, media_type, self._readers.limits.request_seconds, self._turn)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        self._running += 1
        try:
            yield
        finally:
            self._running -= 1


async def lines(kb: KnowledgeBase) -> AsyncIterator[bytes]:
    """Yield every node and accepted fact as `kb load` reads it, a batch at a time."""
    async with aclosing(cast(AsyncGenerator[list[Row], None], kb.scan())) as batches:
        async for batch in batches:
            yield b"".join(line(thing) for thing in things(batch))


def _languages(request: Request) -> Languages:
    lang = request.query_params.get("lang")
    return accepted(request.headers.get("accept-language", "")) if lang is None else (check_language(lang),)


class _Streamed(StreamingResponse):
    """An answer sent in parts; a client that goes, or that takes nothing for long, ends it at once."""

    def __init__(self, parts: Parts, headers: dict[str, str], media_type: str, seconds: float, turn: Turn) -> None:
        super().__init__(parts, headers=headers, media_type=media_type)
        self._parts = cast(AsyncGenerator[bytes, None], parts)
        self._seconds = seconds
        self._turn = turn

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with self._turn():
            async with aclosing(self._parts):  # whatever happens, the store is let go
                await super().__call__(scope, receive, self._patient(send))

    def _patient(self, send: Send) -> Callable[[Message], Awaitable[None]]:
        async def send_in_time(message: Message) -> None:
            async with asyncio.timeout(self._seconds):
                await send(message)

        return send_in_time
