"""One WebSocket: who it belongs to, and the subscriptions that it carries, within limits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from time import monotonic
from typing import Any

import orjson
from graphql import GraphQLError
from starlette.websockets import WebSocket, WebSocketDisconnect

from kb.access.callers import Caller
from kb.api.changes.protocol import PROTOCOL, Closing, Code, Gone, key_in, message_in, payload_in
from kb.api.changes.subscribing import Invalid, Subscriber, Subscriptions
from kb.api.errors import Refusal, shown
from kb.api.telemetry.record import connection_of
from kb.errors import Forbidden, InvalidInput, KbError, Unauthenticated

Authenticate = Callable[[Mapping[bytes, bytes], bytes], Awaitable[Caller]]  # by headers, and what stands behind the address
MOST_SUBSCRIPTIONS = 20  # of one connection at a time
INIT_SECONDS = 10.0  # within which a client says who it is
SEND_SECONDS = 10.0  # within which a client takes a message
_CLOSE_SECONDS = 5.0  # within which a client that is slow takes the reason why it is sent away
_LOOK_AGAIN_SECONDS = 60.0  # after which it is looked at again whether a client still may be here


class Channel:
    """A connection by graphql-transport-ws, over which subscriptions alone are answered.

    Args:
        socket: not accepted yet.
        subscriptions: what answers.
        authenticate: tells who it is, by the headers, among them `authorization` as the first message has it.
        message_bytes: the longest message that is read.
        send_seconds: within which a client takes a message.
        init_seconds: within which it says who it is.
    """

    def __init__(
        self,
        socket: WebSocket,
        subscriptions: Subscriptions,
        authenticate: Authenticate,
        *,
        message_bytes: int,
        send_seconds: float = SEND_SECONDS,
        init_seconds: float = INIT_SECONDS,
    ) -> None:
        self._socket = socket
        self._subscriptions = subscriptions
        self._authenticate = authenticate
        self._message_bytes = message_bytes
        self._send_seconds, self._init_seconds = send_seconds, init_seconds
        self._headers = dict(socket.scope["headers"])
        self._record = connection_of(socket.scope)
        self._caller: Caller | None = None
        self._looked_at = 0.0
        self._open: dict[str, asyncio.Task[None]] = {}
        self._sending = asyncio.Lock()

    async def run(self) -> None:
        """Serve the connection until either side closes it; nothing is left of it then."""
        await self._socket.accept(PROTOCOL)
        closing: Closing | None = None
        try:
            async with asyncio.TaskGroup() as tasks:
                await self._converse(tasks)
        except* Closing as several:
            closing = next(_within(several))
        except* Gone:
            pass
        if closing is not None:
            await close(self._socket, closing)

    async def _converse(self, tasks: asyncio.TaskGroup) -> None:
        try:
            async with asyncio.timeout(self._init_seconds):
                while self._caller is None:
                    await self._take(await self._message(), tasks)
        except TimeoutError:
            raise Closing(Code.NO_INIT, "Connection initialisation timeout") from None
        while True:
            await self._take(await self._message(), tasks)

    async def _message(self) -> Mapping[str, Any]:
        received = await self._socket.receive()
        if received["type"] == "websocket.disconnect":
            raise Gone
        text = received.get("text") or received.get("bytes")
        if text and len(text) > self._message_bytes:
            raise Closing(Code.BAD_MESSAGE, f"Invalid message received: at most {self._message_bytes} bytes are read")
        return message_in(text)

    async def _take(self, message: Mapping[str, Any], tasks: asyncio.TaskGroup) -> None:
        match message["type"]:
            case "connection_init":
                await self._begin(payload_in(message))
            case "ping":
                await self._send({"type": "pong"})
            case "pong":
                pass
            case "subscribe":
                await self._subscribe(key_in(message), payload_in(message), tasks)
            case "complete":
                if task := self._open.pop(key_in(message), None):
                    task.cancel()
            case _:
                raise Closing(Code.BAD_MESSAGE, "Invalid message received: no such type is known")

    async def _begin(self, payload: Mapping[str, Any]) -> None:
        if self._caller is not None:
            raise Closing(Code.SECOND_INIT, "Too many initialisation requests")
        said = next((value for name, value in payload.items() if name.lower() == "authorization" and value is not None), None)
        if said is not None:
            if not isinstance(said, str) or not said.isascii():
                raise Closing(Code.BAD_MESSAGE, "Invalid message received: `authorization` is a text as in the header")
            self._headers[b"authorization"] = said.encode()
        caller = await self._look()
        await self._send({"type": "connection_ack"})
        self._caller = caller
        if self._record:
            self._record.caller = caller.handle

    async def _look(self) -> Caller:
        """Return who it is. Raises Closing where it may not be here, or no longer."""
        try:
            caller = await self._authenticate(self._headers, self._socket.scope["query_string"])
        except (Forbidden, InvalidInput, Unauthenticated) as error:
            raise Closing(Code.FORBIDDEN, f"Forbidden: {error}") from None
        except KbError as error:  # it cannot be looked at for now
            failed = shown(GraphQLError(str(error), original_error=error))
            raise Closing(Code.TRY_AGAIN, failed.message) from None
        self._looked_at = monotonic()
        return caller

    async def _subscribe(self, key: str, payload: Mapping[str, Any], tasks: asyncio.TaskGroup) -> None:
        if self._caller is None:
            raise Closing(Code.UNAUTHORIZED, "Unauthorized")
        if key in self._open:
            raise Closing(Code.TAKEN, f"Subscriber for {key} already exists")
        if len(self._open) >= MOST_SUBSCRIPTIONS:
            refusal = Refusal(429, "TOO_MANY", f"a connection carries at most {MOST_SUBSCRIPTIONS} subscriptions; end one, or open another")
            await self._fail(key, [refusal.error])
            return
        if self._record:
            self._record.asks()
        language = self._headers.get(b"accept-language", b"").decode("latin-1")
        self._open[key] = tasks.create_task(self._serve(key, payload, Subscriber(self._caller, language, self._socket.scope)))

    async def _serve(self, key: str, payload: Mapping[str, Any], subscriber: Subscriber) -> None:
        try:
            async with aclosing(self._subscriptions.events(payload, subscriber)) as events:
                async for event in events:
                    if monotonic() - self._looked_at > _LOOK_AGAIN_SECONDS:
                        await self._look()
                    await self._send({"id": key, "type": "next", "payload": event})
        except (Closing, Gone):
            raise
        except Invalid as invalid:
            await self._end(key, [shown(error) for error in invalid.errors])
        except Refusal as refusal:
            await self._end(key, [refusal.error])
        except GraphQLError as error:
            await self._end(key, [shown(error)])
        except Exception as error:
            await self._end(key, [shown(GraphQLError(str(error), original_error=error))])

    async def _end(self, key: str, errors: list[GraphQLError]) -> None:
        self._open.pop(key, None)
        await self._fail(key, errors)

    async def _fail(self, key: str, errors: list[GraphQLError]) -> None:
        await self._send({"id": key, "type": "error", "payload": [error.formatted for error in errors]})

    async def _send(self, message: Mapping[str, Any]) -> None:
        try:
            async with self._sending, asyncio.timeout(self._send_seconds):
                await self._socket.send_text(orjson.dumps(message).decode())
        except TimeoutError:
            raise Closing(Code.TRY_AGAIN, "Too slow: connect again, and go on with the last `cursor` that came") from None
        except (WebSocketDisconnect, RuntimeError):  # what starlette says of a socket that is closed
            raise Gone from None


async def close(socket: WebSocket, closing: Closing) -> None:
    """Close an accepted connection, and say why; not waiting for long."""
    try:
        async with asyncio.timeout(_CLOSE_SECONDS):
            await socket.close(closing.code, closing.reason)
    except (TimeoutError, WebSocketDisconnect, RuntimeError):
        return


def _within(several: BaseExceptionGroup[Closing]) -> Any:
    for each in several.exceptions:
        if isinstance(each, BaseExceptionGroup):
            yield from _within(each)
        else:
            yield each
