"""Keyset paging: a page goes on after the last thing seen, so inserts and deletions in between never shift it."""

from __future__ import annotations

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from kb.errors import BadCursor, InvalidInput

Item = TypeVar("Item")
Key = int | float | str
MOST = 100
_LARGEST = 2**62  # no store's integers end before it


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page ended: the sort key of its last item (a day, a name or a score) and that item's id."""

    key: Key
    id: str


@dataclass(frozen=True, slots=True)
class Page:
    """The `first` items after a position; `counted`: and how many the whole list has; `joined`: and what each leads to."""

    first: int
    after: Position | None = None
    counted: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Slice(Generic[Item]):
    """A page's items with their positions, whether more follow, and the length of the whole list where it was asked for.

    `joined` has what each item leads to, item by item, where that was asked for and came along; else nothing.
    """

    items: tuple[tuple[Position, Item], ...] = ()
    more: bool = False
    total: int | None = None
    joined: tuple[Any, ...] = ()


def page_of(
    first: int,
    after: str | None,
    order: str,
    most: int = MOST,
    key: type[int] | type[float] | type[str] | None = None,
    *,
    joined: bool = False,
) -> Page:
    """Check what a client asked for; `key` is the type of the list's sort keys, `joined` as in Page.

    Raises:
        InvalidInput: the size is out of range.
        BadCursor: another list made the cursor, or none did.
    """
    if not 1 <= first <= most:
        raise InvalidInput(f"first is {first}; it goes from 1 to {most}")
    position = decode_cursor(after, order) if after is not None else None
    if position and key and not isinstance(position.key, key):
        raise _foreign(str(after))
    return Page(first, position, joined=joined)


def encode_cursor(position: Position, order: str) -> str:
    """Write a position as an opaque text that only a list of the same order takes back."""
    packed = json.dumps([order, position.key, position.id], separators=(",", ":"), ensure_ascii=False)
    return urlsafe_b64encode(packed.encode()).decode().rstrip("=")


def decode_cursor(cursor: str, order: str) -> Position:
    """Read a cursor back. Raises BadCursor unless a list of that order made it."""
    try:
        packed = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        made_by, key, item = packed if isinstance(packed, list) else (None, 0, "")
        f"{key}{item}".encode()  # refuses lone surrogates
    except (binascii.Error, ValueError, TypeError, UnicodeError, RecursionError):
        raise _foreign(cursor) from None
    if made_by != order or not isinstance(item, str) or not _is_key(key):
        raise _foreign(cursor)
    return Position(key, item)


def _is_key(key: object) -> bool:
    if isinstance(key, bool) or not isinstance(key, int | float):
        return isinstance(key, str)
    return -_LARGEST <= key <= _LARGEST  # false for what is not a number


def _foreign(cursor: str) -> BadCursor:
    return BadCursor(f"{cursor[:60]!r} is no cursor of such a list; give an endCursor of the same kind of list, in the same order")
