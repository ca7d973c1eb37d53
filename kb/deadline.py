"""How long one request may wait for a store, however many reads it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

_END: ContextVar[float | None] = ContextVar("end", default=None)  # by the monotonic clock; None: each read has its own limit alone


@contextmanager
def within(seconds: float | None) -> Iterator[None]:
    """Let all reads inside take so many seconds together; None: as many as they like. A task begun inside stays inside."""
    token = _END.set(None if seconds is None else monotonic() + seconds)
    try:
        yield
    finally:
        _END.reset(token)


def left(most: float) -> float:
    """Return how many seconds a read may take: `most`, or what is left of the request that it serves, 0 or more."""
    end = _END.get()
    return most if end is None else max(0.0, min(most, end - monotonic()))
