"""How long one request may wait for a store, however many reads it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from time import monotonic


@dataclass(slots=True)
class _Limit:
    seconds: float
    end: float  # by the monotonic clock


_LIMIT: ContextVar[_Limit | None] = ContextVar("limit", default=None)  # None: each read has its own limit alone


@contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """Let all reads inside take so many seconds together; None: as many as they like. A task begun inside stays inside."""
    token = _LIMIT.set(None if seconds is None else _Limit(seconds, monotonic() + seconds))
    try:
        yield
    finally:
        _LIMIT.reset(token)


def left(most: float) -> float:
    """Return how many seconds a read may take: `most`, or what is left of the request that it serves, 0 or more."""
    limit = _LIMIT.get()
    return most if limit is None else max(0.0, min(most, limit.end - monotonic()))


def renew() -> None:
    """Begin the time of this request anew: what it took until now went to reckoning, not to the store."""
    limit = _LIMIT.get()
    if limit is not None:
        limit.end = monotonic() + limit.seconds
