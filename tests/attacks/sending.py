"""Requests as bytes, past every client that would set them right."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from starlette.types import ASGIApp, Message

_CHUNK = 65_536
_LARGE = 1_000_000  # bytes; nothing of it is kept


@dataclass(frozen=True, kw_only=True)
class Attack:
    """A request, and how it is to be refused."""

    name: str
    code: str
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    address: bytes | None = None  # what stands after the question mark; then it comes by GET
    tells_length: bool = True

    def again(self, number: int) -> Attack:
        """Return it in other words, so that nothing kept of it the last time helps."""
        return self if len(self.body) > _LARGE else replace(self, body=self.body.replace(b'{"query": "', b'{"query": "' + b" " * number, 1))


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def codes(self) -> list[str]:
        """The codes of its errors."""
        return [error["extensions"]["code"] for error in json.loads(self.body).get("errors", [])]


def query(name: str, document: str, code: str, variables: Mapping[str, Any] | None = None) -> Attack:
    """Return an attack by what is asked."""
    return Attack(name=name, code=code, body=json.dumps({"query": document, "variables": variables or {}}).encode())


async def send(app: ASGIApp, attack: Attack) -> Answer:
    """Send a request, and return what the application answers."""
    headers = {"content-type": "application/json", "host": "localhost", **attack.headers}
    if attack.tells_length:
        headers["content-length"] = str(len(attack.body))
    scope = {
        "type": "http", "http_version": "1.1", "method": "POST" if attack.address is None else "GET", "scheme": "http",
        "path": "/graphql", "raw_path": b"/graphql", "root_path": "", "query_string": attack.address or b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("203.0.113.7", 4000), "server": ("localhost", 80),
    }  # fmt: skip
    sent = 0
    came: list[Message] = []

    async def receive() -> Message:
        nonlocal sent
        if sent > len(attack.body):
            await asyncio.Event().wait()  # the client stays
        part = attack.body[sent : sent + _CHUNK]
        sent += _CHUNK
        more = sent < len(attack.body)
        sent = sent if more else len(attack.body) + 1
        return {"type": "http.request", "body": part, "more_body": more}

    async def answer(message: Message) -> None:
        came.append(message)

    await app(scope, receive, answer)
    told = {name.decode(): value.decode() for name, value in came[0]["headers"]}
    return Answer(came[0]["status"], told, b"".join(message.get("body", b"") for message in came[1:]))
