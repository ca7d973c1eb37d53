"""JSON lines: every node and accepted fact, one a line with its `type`; nothing is lost, and `kb load` reads it back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path

from kb.model import AnyFact, AnyNode, Version, kind_of
from kb.store.base import Change, Row
from kb.wire import encode


async def write_jsonl(out: Path, batches: AsyncIterator[list[Row]]) -> int:
    """Write one object a line: {"type": "city", "id": ...}. Return how many."""
    count = 0
    with out.open("wb") as file:
        async for batch in batches:
            for thing in things(batch):
                file.write(line(thing))
                count += 1
    return count


def line(thing: AnyNode | AnyFact) -> bytes:
    """Write a thing as one line, with its end."""
    return b'{"type":"%s",%s\n' % (kind_of(thing.id).encode(), encode(thing)[1:])


def unmerged(batch: Iterable[Row]) -> Iterator[AnyNode | AnyFact]:
    """Yield the nodes and the facts of a batch without the nodes that are merged into others, to which nothing refers."""
    for thing in things(batch):
        if isinstance(thing, AnyFact) or thing.merged_into is None:
            yield thing


def things(batch: Iterable[Row]) -> Iterator[AnyNode | AnyFact]:
    """Yield the nodes and the facts of a batch; a version is the fact it holds."""
    for row in batch:
        if isinstance(row, Version):
            yield row.fact
        elif not isinstance(row, Change):
            yield row
