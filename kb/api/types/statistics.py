"""How much there is."""

from __future__ import annotations

from datetime import datetime
from typing import Self

import strawberry

from kb.api.building import object_type
from kb.model import FactKind, NodeKind
from kb.store.base import Statistics, Unfinished


@object_type("Unfinished")
class UnfinishedType:
    """A load or a copy that takes several transactions and has not come to its end: it runs, or it broke off."""

    started_at: datetime = strawberry.field(description="When it began.")
    written: int = strawberry.field(description="Nodes and facts that it wrote so far; they are of no revision yet.")
    total: int | None = strawberry.field(description="Nodes and facts in all; null where nobody knows beforehand.")


@object_type("Statistics")
class StatisticsType:
    """How much there is: nodes, and accepted facts."""

    revision: int = strawberry.field(description="How many changes were written so far.")
    last_change: datetime | None = strawberry.field(description="When the last change was written; null where nothing was yet.")
    cities: int = strawberry.field(description="Cities and their parts.")
    institutions: int = strawberry.field(description="Institutions.")
    practices: int = strawberry.field(description="Practices.")
    programmes: int = strawberry.field(description="Programmes.")
    sources: int = strawberry.field(description="Sources.")
    shares: int = strawberry.field(description="Shares, announced and collective ones included.")
    adoptions: int = strawberry.field(description="Adoptions: steps, not parties.")
    visits: int = strawberry.field(description="Visits.")
    unfinished: UnfinishedType | None = strawberry.field(
        description="A load that is not at its end: lists may hold a part of it. Null where none is."
    )

    @classmethod
    def of(cls, found: Statistics) -> Self:
        """Make it from the store's counts."""
        count = found.counts.get
        return cls(
            revision=found.revision,
            last_change=found.last_change,
            cities=count(NodeKind.CITY, 0),
            institutions=count(NodeKind.INSTITUTION, 0),
            practices=count(NodeKind.PRACTICE, 0),
            programmes=count(NodeKind.PROGRAMME, 0),
            sources=count(NodeKind.SOURCE, 0),
            shares=count(FactKind.SHARE, 0),
            adoptions=count(FactKind.ADOPTION, 0),
            visits=count(FactKind.VISIT, 0),
            unfinished=_unfinished(found.unfinished),
        )


def _unfinished(found: Unfinished | None) -> UnfinishedType | None:
    return UnfinishedType(started_at=found.started_at, written=found.written, total=found.total) if found else None
