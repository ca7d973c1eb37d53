"""Copying one store into another: every node, fact, version and change, and the proposals beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from kb.errors import InvalidInput, StoreCorrupt
from kb.model import Version
from kb.recording.shelves import COPIED
from kb.store.base import Change, LogPosition, Note, Row, Store, Write

_PAGE = 10_000  # changes compared at a time
_NOTES = 1000  # copied at a time


async def copy(origin: Store, target: Store, progress: Callable[[int], None] = lambda rows: None) -> int:
    """Copy everything as it is, in batches, and compare each with what the target then holds.

    Repeating it, or going on after a break, changes nothing twice.

    Returns:
        The number of rows copied.
    Raises:
        InvalidInput: the target has writes of its own that the origin lacks.
        StoreCorrupt: the target does not hold what was written to it.
    """
    if not await _is_earlier(target, origin):
        raise InvalidInput("the target has changes that the origin lacks; copy into an empty store")
    copied = 0
    async for batch in origin.scan(versions=True):
        await target.restore(batch, more=True)
        await _compare(batch, target)
        copied += len(batch)
        progress(copied)
    await target.restore([])
    for shelf in COPIED:
        await _copy_shelf(origin, target, shelf)
    return copied


async def _copy_shelf(origin: Store, target: Store, shelf: str) -> None:
    """Copy the notes of a shelf. Tokens and the names of requests are no part of what is known, and stay where they are."""
    after = ""
    while page := await origin.note_page(shelf, after, _NOTES):
        notes = [Note(shelf=shelf, key=key, body=body) for key, body in page]
        await target.write(Write(notes=notes, recorded_by="", recorded_at=datetime.now(UTC)))
        after = page[-1][0]


async def _compare(rows: Sequence[Row], target: Store) -> None:
    """Raise StoreCorrupt unless the target holds those nodes and versions. Changes are compared before the next copy."""
    versions = [row for row in rows if isinstance(row, Version)]
    nodes = [row for row in rows if not isinstance(row, Version | Change)]
    there = await target.nodes([node.id for node in nodes])
    history = await target.history({version.fact.id for version in versions})
    wrong = [node.id for node in nodes if there.get(node.id) != node]
    wrong += [version.fact.id for version in versions if version not in history.get(version.fact.id, ())]
    if wrong:
        raise StoreCorrupt(f"the target does not hold {wrong[0]} as it was written", "copy into an empty store")


async def _is_earlier(target: Store, origin: Store) -> bool:
    """Tell whether the target's change log is a part of the origin's: empty, of an earlier day, or of a copy that broke off."""
    after = LogPosition(0)
    while changes := await target.changes(after, _PAGE):
        last = LogPosition(changes[-1].revision, changes[-1].id)
        if not set(changes) <= await _changes_between(origin, after, last):
            return False
        after = last
    return True


async def _changes_between(store: Store, after: LogPosition, last: LogPosition) -> set[Change]:
    found: set[Change] = set()
    while after < last and (changes := await store.changes(after, _PAGE)):
        found.update(changes)
        after = LogPosition(changes[-1].revision, changes[-1].id)
    return found
