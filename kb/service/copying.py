"""Copying one store into another: every node, fact, version and change."""

from __future__ import annotations

from collections.abc import Callable

from kb.errors import InvalidInput
from kb.store.base import Change, Store

_PAGE = 10_000  # changes compared at a time


async def copy(origin: Store, target: Store, progress: Callable[[int], None] = lambda rows: None) -> int:
    """Copy everything as it is, in batches; repeating it, or going on after a break, changes nothing twice.

    Returns:
        The number of rows copied.
    Raises:
        InvalidInput: the target has writes of its own that the origin lacks.
    """
    if not await _is_earlier(target, origin):
        raise InvalidInput("the target has changes that the origin lacks; copy into an empty store")
    copied = 0
    async for batch in origin.scan(versions=True):
        await target.restore(batch)
        copied += len(batch)
        progress(copied)
    return copied


async def _is_earlier(target: Store, origin: Store) -> bool:
    """Tell whether the target's change log is a part of the origin's: empty, of an earlier day, or of a copy that broke off."""
    after = 0
    while changes := await target.changes(after, _PAGE):
        after = changes[-1].revision
        if not set(changes) <= await _changes_until(origin, changes[0].revision - 1, after):
            return False
    return True


async def _changes_until(store: Store, after: int, last: int) -> set[Change]:
    found: set[Change] = set()
    while after < last and (changes := await store.changes(after, _PAGE)):
        found.update(changes)
        after = changes[-1].revision
    return found
