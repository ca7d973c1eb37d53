"""Watches requests and WebSockets from outside: gives each its id, and tells observers when and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack
from time import perf_counter
from typing import Protocol

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kb.api.telemetry.record import CURRENT, REQUEST_ID, Connection, Record, begin, connect

_NAME = REQUEST_ID.lower().encode()
_FAILED = 500
_CLOSE_FAILED = 1011
_CLOSE_USUAL = 1000  # of a close that names no code


class Observer(Protocol):
    """Somebody who is told of requests and WebSockets."""

    def around(self, scope: Scope, record: Record) -> AbstractContextManager[object]:
        """Be around while a request is answered."""

    def answered(self, record: Record) -> None:
        """Be told that it was answered; still inside `around`."""

    def around_connection(self, scope: Scope, connection: Connection) -> AbstractContextManager[object]:
        """Be around a WebSocket; at the end it is known how it was closed."""


class Watching:
    """Gives each request and each WebSocket an id, which its answer carries and its lines in the log, and tells of it.

    Args:
        app: what is watched.
        observers: who is told.
    """

    def __init__(self, app: ASGIApp, observers: Sequence[Observer]) -> None:
        self._app = app
        self._observers = observers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        if scope["type"] == "http":
            await self._request(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._connection(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        record, begun = begin(scope), perf_counter()
        token = CURRENT.set(record.id)

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                record.status = message["status"]
                _add_id(message, record.id)
            await send(message)

        with ExitStack() as around:
            for observer in self._observers:
                around.enter_context(observer.around(scope, record))
            try:
                await self._app(scope, receive, send_with_id)
            except Exception:
                record.status = _FAILED
                raise
            finally:
                record.seconds = perf_counter() - begun
                for observer in self._observers:
                    observer.answered(record)
                CURRENT.reset(token)

    async def _connection(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection, begun = connect(scope), perf_counter()
        token = CURRENT.set(connection.id)

        async def receive_noted() -> Message:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                connection.closes(message.get("code", _CLOSE_USUAL))
            return message

        async def send_noted(message: Message) -> None:
            if message["type"] == "websocket.accept":
                _add_id(message, connection.id)
            elif message["type"] == "websocket.close":
                connection.closes(message.get("code", _CLOSE_USUAL))
            await send(message)

        try:
            with ExitStack() as around:
                for observer in self._observers:
                    around.enter_context(observer.around_connection(scope, connection))
                try:
                    await self._app(scope, receive_noted, send_noted)
                except Exception:
                    connection.closes(_CLOSE_FAILED)
                    raise
                finally:
                    connection.seconds = perf_counter() - begun
        finally:
            CURRENT.reset(token)


def _add_id(message: Message, key: str) -> None:
    message["headers"] = [*message.get("headers", ()), (_NAME, key.encode())]
