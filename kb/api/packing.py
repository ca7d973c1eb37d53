"""Answers that are compressed for who takes them so."""

from __future__ import annotations

import gzip

from kb.api.limits.body import Headers

SMALL_BYTES = 1000  # of an answer that is sent as it is
LEVEL = 5  # of compression: further ones cost more time than they save
_PACKED = {"Content-Encoding": "gzip"}
_PLAIN: dict[str, str] = {}


def takes_packed(headers: Headers) -> bool:
    """Tell whether whoever sent these headers takes answers that are compressed."""
    return b"gzip" in headers.get(b"accept-encoding", b"")


def packed(body: bytes, headers: Headers) -> tuple[bytes, dict[str, str]]:
    """Return a body as it is sent to whoever sent these headers, and what is said of that."""
    if len(body) < SMALL_BYTES or not takes_packed(headers):
        return body, _PLAIN
    return gzip.compress(body, LEVEL), _PACKED
