from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

from kb.model import AnyFact, AnyNode, FactStatus, Version
from kb.store.base import Change, Row

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def accepted(fact: AnyFact) -> Version:
    return Version(fact=fact, number=1, status=FactStatus.ACCEPTED, recorded_at=NOW, recorded_by="t", revision=1)


async def scan(nodes: Sequence[AnyNode], facts: Sequence[AnyFact]) -> AsyncIterator[list[Row]]:
    """Yield what a store does: nodes and then accepted facts, in batches of three, some of them short."""
    rows: list[Row] = [
        *nodes,
        *(Version(fact=fact, number=1, status=FactStatus.ACCEPTED, recorded_at=NOW, recorded_by="t", revision=1) for fact in facts),
    ]
    for start in range(0, len(rows), 3):
        yield rows[start : start + 3]
    yield []
    yield [Change(revision=1, id="city:a", at=NOW)]
