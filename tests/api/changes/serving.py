"""The API behind a real server, and a client that speaks graphql-transport-ws to it."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Self

import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Origin, Subprotocol

PROTOCOL = "graphql-transport-ws"
PATIENCE_SECONDS = 30
CHANGED = "subscription ($after: Int, $cursor: String, $kinds: [ThingKind!]) { changed(after: $after, cursor: $cursor, kinds: $kinds) "
BARE = CHANGED + "{ revision id cursor } }"
WHOLE = CHANGED + "{ revision kind id status node { id __typename } } }"


@asynccontextmanager
async def served(app: Any) -> AsyncIterator[str]:
    """Serve an application on a free port, and give the address of its WebSocket."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_level="warning", timeout_graceful_shutdown=1))
        serving = asyncio.create_task(server.serve(sockets=[listening]))
        yield f"ws://127.0.0.1:{listening.getsockname()[1]}/graphql"
        server.should_exit = True
        await serving


class Connected:
    """A connection to the API."""

    def __init__(self, address: str, payload: Any = None, *, init: bool = True, protocol: str = PROTOCOL, **more: Any) -> None:
        if "origin" in more:
            more["origin"] = Origin(more["origin"])
        self._connecting = connect(address, subprotocols=[Subprotocol(protocol)], compression=None, ping_interval=None, **more)
        self._init = {"type": "connection_init", **({} if payload is None else {"payload": payload})} if init else None
        self.socket: ClientConnection

    async def __aenter__(self) -> Self:
        self.socket = await self._connecting.__aenter__()
        if self._init:
            await self.say(**self._init)
            assert await self.hear() == {"type": "connection_ack"}
        return self

    async def __aexit__(self, *error: Any) -> None:
        await self.socket.close()

    async def say(self, **message: Any) -> None:
        await self.socket.send(json.dumps(message))

    async def ask(self, document: str, key: str = "1", **variables: Any) -> None:
        await self.say(id=key, type="subscribe", payload={"query": document, "variables": variables})

    async def hear(self) -> Any:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return json.loads(await self.socket.recv())

    async def change(self) -> Any:
        message = await self.hear()
        assert message["type"] == "next", message
        assert "errors" not in message["payload"], message
        return message["payload"]["data"]["changed"]

    async def changes(self, count: int) -> list[Any]:
        return [await self.change() for _ in range(count)]

    async def error(self) -> str:
        """Return the code of the error that ends a subscription."""
        message = await self.hear()
        assert message["type"] == "error", message
        code: str = message["payload"][0]["extensions"]["code"]
        return code

    async def closed(self) -> tuple[int, str]:
        """Return the code and the reason by which the server closes the connection, whatever comes before."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            with suppress(ConnectionClosed):
                while True:
                    await self.socket.recv()
        return self.socket.close_code or 0, self.socket.close_reason or ""
