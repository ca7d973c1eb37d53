"""What is done about memory where very many things are made at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_RARELY = (50_000, 20, 20)  # more things made than given back, until the newest are looked at; such looks, until older ones are


@contextmanager
def garbage_kept() -> Iterator[None]:
    """Look for no circles of garbage inside: what is made in bulk has none, and looking takes a quarter of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextmanager
def garbage_sought_rarely() -> Iterator[None]:
    """Look for circles of garbage seldom inside, and never among what was there before: a request leaves none behind."""
    before = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_RARELY)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
