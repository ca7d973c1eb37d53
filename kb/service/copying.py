"""Copying one store into another: every node, fact, version and change."""

from __future__ import annotations

from collections.abc import Callable

from kb.errors import InvalidInput
from kb.store.base import Store


async def copy(origin: Store, target: Store, progress: Callable[[int], None] = lambda rows: None) -> int:
    """Copy everything as it is, in batches; repeating it, or going on after a break, changes nothing twice.

    Returns:
        The number of rows copied.
    Raises:
        InvalidInput: the target has writes of its own that the origin lacks.
    """
    if await target.revision() > await origin.revision():
        raise InvalidInput("the target has changes that the origin lacks; copy into an empty store")
    copied = 0
    async for batch in origin.scan(versions=True):
        await target.restore(batch)
        copied += len(batch)
        progress(copied)
    return copied
