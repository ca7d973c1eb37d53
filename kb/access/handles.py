"""Names of callers that tell nothing about them."""

from __future__ import annotations

from base64 import b32encode
from hashlib import sha256

_LETTERS = 20  # of 5 bits each: no two callers come to share a handle


def handle_of(source: bytes) -> str:
    """Return a handle that is always the same for a source, and from which the source cannot be told."""
    return letters(sha256(source).digest(), _LETTERS)


def letters(source: bytes, count: int) -> str:
    """Return the first lower-case letters and digits, of 5 bits each, that bytes come to."""
    return b32encode(source).decode("ascii")[:count].lower()
