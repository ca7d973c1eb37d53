"""The body of a request, read as it comes, and no more of it than may be."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.requests import ClientDisconnect
from starlette.types import Receive

from kb.api.errors import Refusal
from kb.api.limits.limits import Limits

Headers = Mapping[bytes, bytes]  # of a request, by their names in lower case
MOST_BRACKETS = 20_000  # in a body: each is a list or an object in memory
_DIGITS = 18  # of a length that is believed


async def body(receive: Receive, headers: Headers, limits: Limits) -> bytes:
    """Return the body. Raises Refusal for one that is too long, or too slow to come, ClientDisconnect where it does not come."""
    told = headers.get(b"content-length", b"0")
    if len(told) > _DIGITS or (told.isdigit() and int(told) > limits.body_bytes):
        raise _too_large(limits.body_bytes)
    read, more = await _part(receive)
    if more:
        read = await _rest(receive, read, limits)
    if len(read) > limits.body_bytes:
        raise _too_large(limits.body_bytes)
    if len(read) > MOST_BRACKETS and read.count(b"[") + read.count(b"{") > MOST_BRACKETS:
        raise Refusal(413, "BODY_TOO_LARGE", f"a request has at most {MOST_BRACKETS} lists and objects")
    return read


async def _rest(receive: Receive, first: bytes, limits: Limits) -> bytes:
    read, more = bytearray(first), True
    try:
        async with asyncio.timeout(limits.request_seconds):
            while more and len(read) <= limits.body_bytes:
                part, more = await _part(receive)
                read += part
    except TimeoutError:
        raise Refusal(408, "TIMEOUT", f"the request did not come whole within {limits.request_seconds} s") from None
    return bytes(read)


async def _part(receive: Receive) -> tuple[bytes, bool]:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ClientDisconnect
    return message.get("body", b""), message.get("more_body", False)


def _too_large(most_bytes: int) -> Refusal:
    return Refusal(413, "BODY_TOO_LARGE", f"a request has at most {most_bytes} bytes")
