"""The door for WebSockets: who may come in, and how many."""

from __future__ import annotations

from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket

from kb.access.callers import ANONYMOUS, Caller
from kb.api.changes.channel import INIT_SECONDS, SEND_SECONDS, Authenticate, Channel, close
from kb.api.changes.protocol import PROTOCOL, Closing, Code
from kb.api.changes.subscribing import Subscriptions
from kb.api.errors import Refusal
from kb.api.limits.limits import Limits

MOST_CONNECTIONS = 1000  # of a process at a time


async def anybody(headers: object, query: bytes) -> Caller:
    """Let everybody in, as nobody in particular."""
    return ANONYMOUS


class Sockets:
    """Takes WebSockets in that speak graphql-transport-ws.

    Args:
        subscriptions: what answers.
        limits: what one request, and one caller, may ask for.
        authenticate: tells who it is, by headers, and by what stands behind the address; raises KbError.
        most: connections at a time.
        send_seconds: within which a client takes a message.
        init_seconds: within which it says who it is.
    """

    def __init__(
        self,
        subscriptions: Subscriptions,
        limits: Limits,
        authenticate: Authenticate = anybody,
        *,
        most: int = MOST_CONNECTIONS,
        send_seconds: float = SEND_SECONDS,
        init_seconds: float = INIT_SECONDS,
    ) -> None:
        self._subscriptions = subscriptions
        self._limits = limits
        self._authenticate = authenticate
        self._most = most
        self._send_seconds, self._init_seconds = send_seconds, init_seconds
        self._connections = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a connection, as ASGI has it."""
        socket = WebSocket(scope, receive, send)
        if refused := self._refused(socket):
            await socket.accept()
            await close(socket, refused)
            return
        self._connections += 1
        try:
            await self._channel(socket).run()
        finally:
            self._connections -= 1

    def _channel(self, socket: WebSocket) -> Channel:
        return Channel(
            socket,
            self._subscriptions,
            self._authenticate,
            message_bytes=self._limits.body_bytes,
            send_seconds=self._send_seconds,
            init_seconds=self._init_seconds,
        )

    def _refused(self, socket: WebSocket) -> Closing | None:
        if PROTOCOL not in socket.scope["subprotocols"]:
            return Closing(Code.NO_SUCH_PROTOCOL, f"Subprotocol not acceptable; {PROTOCOL} is")
        if self._connections >= self._most:
            return Closing(Code.TRY_AGAIN, "too many connections just now; connect again in a moment")
        try:
            self._limits.count(socket.scope, "")
        except Refusal as refusal:
            return Closing(Code.TRY_AGAIN, str(refusal))
        return None
