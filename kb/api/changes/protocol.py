"""The protocol graphql-transport-ws: what a message must be, and the codes by which a connection is closed.

Source: https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md (of 2024).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

import orjson

PROTOCOL = "graphql-transport-ws"
_LONGEST_ID = 200  # characters
_LONGEST_REASON = 120  # bytes of a reason that a WebSocket takes, roughly


class Code(IntEnum):
    """Why a connection is closed."""

    TRY_AGAIN = 1013
    BAD_MESSAGE = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    NO_SUCH_PROTOCOL = 4406
    NO_INIT = 4408
    TAKEN = 4409
    SECOND_INIT = 4429


class Closing(Exception):
    """A connection is closed, and why."""

    def __init__(self, code: Code, reason: str) -> None:
        super().__init__(reason)
        self.code = code

    @property
    def reason(self) -> str:
        """Why, as short as it has to be."""
        return str(self).encode()[:_LONGEST_REASON].decode(errors="ignore")


class Gone(Exception):
    """The client went away."""


def message_in(text: str | bytes | None) -> Mapping[str, Any]:
    """Read a message. Raises Closing for what is none."""
    try:
        message = orjson.loads(text or b"")
    except orjson.JSONDecodeError:
        raise Closing(Code.BAD_MESSAGE, "Invalid message received: it is no JSON") from None
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise Closing(Code.BAD_MESSAGE, "Invalid message received: an object with a `type` is expected")
    return message


def key_in(message: Mapping[str, Any]) -> str:
    """Return the id that a message is about. Raises Closing where there is none."""
    key = message.get("id")
    if not isinstance(key, str) or not 0 < len(key) <= _LONGEST_ID:
        raise Closing(Code.BAD_MESSAGE, f"Invalid message received: an `id` of 1 to {_LONGEST_ID} characters is expected")
    return key


def payload_in(message: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the payload of a message, empty where there is none. Raises Closing where it is no object."""
    payload = message.get("payload")
    if not isinstance(payload, dict | None):
        raise Closing(Code.BAD_MESSAGE, "Invalid message received: the `payload` is an object")
    return payload or {}
