"""Who learned from whom, place by place: what a map of the world shows."""

from __future__ import annotations

from typing import Self

import strawberry

from kb.api.building import field, object_type
from kb.api.context import Info
from kb.api.execution import Later
from kb.api.types.base import NodeType
from kb.api.types.refs import PartyRef
from kb.api.types.values import CoordinatesType
from kb.graph.flow_rows import Flow, Flows, FlowYear
from kb.model import Coordinates
from kb.service import Answer


@object_type("FlowYear")
class FlowYearType:
    """How much of a flow a year saw. The year of a date is that of its last day, as on an adoption curve."""

    year: int = strawberry.field(description="The year.")
    adoptions: int = strawberry.field(description="Adoptions in that year.")
    shares: int = strawberry.field(description="Shares in that year.")
    visits: int = strawberry.field(description="Visits in that year.")

    @classmethod
    def of(cls, row: FlowYear) -> Self:
        """Make it from a row of the answer."""
        return cls(year=row.year, adoptions=row.adoptions, shares=row.shares, visits=row.visits)


@object_type("Flow")
class FlowType:
    """What one place learned from another: how many facts say so, the dated and the undated."""

    row: strawberry.Private[Flow]

    @field(PartyRef)
    def source(self, info: Info) -> Later[NodeType]:
        """Where it was learned: a municipality, or a region or country that acts for itself or through an institution in no city."""
        return info.context.load.one(self.row.source)

    @field(PartyRef)
    def target(self, info: Info) -> Later[NodeType]:
        """Who learned: a place of the same sort."""
        return info.context.load.one(self.row.target)

    @field(CoordinatesType | None)
    def source_location(self) -> Coordinates | None:
        """Where the source is drawn: as recorded, else the middle of its parts; null where neither is known."""
        return self.row.source_location

    @field(CoordinatesType | None)
    def target_location(self) -> Coordinates | None:
        """Where the target is drawn: as recorded, else the middle of its parts; null where neither is known."""
        return self.row.target_location

    @field()
    def adoptions(self) -> int:
        """Steps that the target took with what it learned from the source, as sources say."""
        return self.row.adoptions

    @field()
    def shares(self) -> int:
        """How often the source showed the target a practice."""
        return self.row.shares

    @field()
    def visits(self) -> int:
        """How often the target visited the source."""
        return self.row.visits

    @field()
    def years(self) -> list[FlowYearType]:
        """Its dated facts year by year, without the years that saw none."""
        return [FlowYearType.of(row) for row in self.row.years]


@object_type("Flows")
class FlowsType:
    """Who learned from whom, place by place. Facts that are announced, collective or without a source count nowhere."""

    answer: strawberry.Private[Flows]
    total_count: int = strawberry.field(description="How many flows there are, those beyond `first` among them.")
    first_year: int | None = strawberry.field(description="The first year that saw any of all these flows; null where none is dated.")
    last_year: int | None = strawberry.field(description="The last year that saw any; null where none is dated.")
    undated: int = strawberry.field(
        description="How many facts of all these flows have no known date of their own: they count in the totals, and in no year."
    )
    within: int = strawberry.field(description="How many facts have both ends in one place: they are in no flow.")
    revision: int = strawberry.field(description="The revision of the knowledge base that the answer rests on.")

    @classmethod
    def of(cls, answer: Answer[Flows]) -> Self:
        """Make it from what the service answered."""
        found = answer.value
        return cls(
            answer=found,
            total_count=found.total,
            first_year=found.first_year,
            last_year=found.last_year,
            undated=found.undated,
            within=found.within,
            revision=answer.revision,
        )

    @field()
    def flows(self) -> list[FlowType]:
        """The flows with the most facts, the largest first, ties by ids."""
        return [FlowType(row=row) for row in self.answer.flows]
