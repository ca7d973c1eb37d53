"""How a practice travelled. What is recorded and what is inferred stand in separate fields."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import attrgetter
from typing import Annotated, Self

import strawberry

from kb.api.arguments import After, First, size
from kb.api.building import field, object_type
from kb.api.connections import Edge, Held
from kb.api.context import Info
from kb.api.enums import AdopterCategory, AdoptionStage
from kb.api.execution import Later
from kb.api.types.base import NodeType
from kb.api.types.inferred import InferredNetworkType, LikelySourceType
from kb.api.types.lists import RecordedLinkConnection, SpreadAdopterConnection
from kb.api.types.refs import AdoptionRef, CountryRef, PartyRef
from kb.api.types.spread_statistics import SpreadStatisticsType
from kb.api.types.values import FuzzyDateType
from kb.dates import FuzzyDate
from kb.graph.rows import CountryReach, RecordedLink, Spread, SpreadAdopter, SpreadPoint
from kb.model import PracticeId
from kb.paging import MOST
from kb.service import Answer

_LIKELY = 3
AdopterId = Annotated[strawberry.ID, strawberry.argument(description="The id of the adopter.")]


@object_type("SpreadPoint")
class SpreadPointType:
    """One year of a practice's adoption curve."""

    year: int = strawberry.field(description="The year.")
    new_adopters: int = strawberry.field(description="How many adopted it in that year.")
    cumulative: int = strawberry.field(description="How many had adopted it by its end.")
    hazard: float | None = strawberry.field(
        description="New adopters / (population - earlier adopters): the chance that one still without it took it up that year. "
        "Null: nobody was left."
    )


@object_type("CountryReach")
class CountryReachType:
    """A country that a practice reached."""

    row: strawberry.Private[CountryReach]

    @field(CountryRef)
    def country(self, info: Info) -> Later[NodeType]:
        """The country."""
        return info.context.load.one(self.row.country)

    @field()
    def adopters(self) -> int:
        """How many adopters are in it."""
        return self.row.adopters

    @field(FuzzyDateType | None)
    def first(self) -> FuzzyDate | None:
        """When the first of them adopted it."""
        return self.row.first


@object_type("SpreadAdopter")
class SpreadAdopterType:
    """A party that ever used the practice; institutions count by their municipality."""

    row: strawberry.Private[SpreadAdopter]

    @field(PartyRef)
    def party(self, info: Info) -> Later[NodeType]:
        """The party."""
        return info.context.load.one(self.row.party)

    @field(FuzzyDateType | None)
    def date(self) -> FuzzyDate | None:
        """When it first used it; null where no source says so."""
        return self.row.date

    @field()
    def stage(self) -> AdoptionStage:
        """Its current stage: whoever gave the practice up later stays an adopter."""
        return self.row.stage

    @field()
    def category(self) -> AdopterCategory | None:
        """When it adopted, as against the others; null where fewer than 10 adopters are dated."""
        return self.row.category

    @field()
    def depth(self) -> int | None:
        """Steps from the root of the recorded cascade; null where no source ties it to one."""
        return self.row.depth


@object_type("RecordedLink")
class RecordedLinkType:
    """A source says that one party learned the practice from another."""

    row: strawberry.Private[RecordedLink]

    @field(PartyRef)
    def source(self, info: Info) -> Later[NodeType]:
        """From whom the practice was learned."""
        return info.context.load.one(self.row.source)

    @field(PartyRef)
    def target(self, info: Info) -> Later[NodeType]:
        """Who learned it."""
        return info.context.load.one(self.row.target)

    @field(AdoptionRef)
    def fact(self, info: Info) -> Later[NodeType]:
        """The fact that says so."""
        return info.context.load.one(self.row.fact)


@object_type("Spread")
class SpreadType:
    """How a practice travelled: who took it up when, and from whom."""

    practice: strawberry.Private[PracticeId]
    include_derived: strawberry.Private[bool]
    answer: strawberry.Private[Spread]
    as_of: date | None = strawberry.field(description="The last day that counts; null: every accepted fact counts.")
    size: int = strawberry.field(description="How many parties ever used it, the origin not among them.")
    depth: int = strawberry.field(description="The longest chain of recorded links from the origin.")
    breadth: int = strawberry.field(description="The most adopters at one depth.")
    structural_virality: float | None = strawberry.field(
        description="The mean distance between two parties of the recorded cascade: near 1 for a broadcast, large for a chain. "
        "Null under two parties."
    )
    median_lag_years: float | None = strawberry.field(
        description="The median time from teacher to learner, in years; null where no link is dated."
    )
    population: int = strawberry.field(description="How many parties of the adopters' levels there are: whom the hazard counts as at risk.")
    undated: int = strawberry.field(description="How many adopters have no date.")
    revision: int = strawberry.field(description="The revision of the knowledge base that the answer rests on.")

    @classmethod
    def of(cls, practice: PracticeId, include_derived: bool, answer: Answer[Spread]) -> Self:
        """Make it from what the service answered."""
        found = answer.value
        return cls(
            practice=practice,
            include_derived=include_derived,
            answer=found,
            as_of=found.as_of,
            size=found.size,
            depth=found.depth,
            breadth=found.breadth,
            structural_virality=found.structural_virality,
            median_lag_years=found.median_lag_years,
            population=found.population,
            undated=found.undated,
            revision=answer.revision,
        )

    @field(PartyRef | None)
    def origin(self, info: Info) -> Later[NodeType | None]:
        """The party where it began, if recorded."""
        return info.context.load.optional(self.answer.origin)

    @field(list[SpreadPointType])
    def curve(self) -> Sequence[SpreadPoint]:
        """Adopters year by year."""
        return self.answer.curve

    @field()
    def reach(self) -> list[CountryReachType]:
        """The countries it reached."""
        return [CountryReachType(row=row) for row in self.answer.reach]

    @field(SpreadAdopterConnection)
    def adopters(self, info: Info, first: First = MOST, after: After = None) -> Held[SpreadAdopter]:
        """Who took it up, by date; undated ones last."""
        return Held(
            info.context.load,
            self.answer.adopters,
            "spread adopters",
            size(first, MOST),
            after,
            name=attrgetter("party"),
            needs=lambda row: [row.party],
            edge=lambda position, order, row: Edge(position, order, SpreadAdopterType(row=row)),
        )

    @field(RecordedLinkConnection)
    def recorded_links(self, info: Info, first: First = MOST, after: After = None) -> Held[RecordedLink]:
        """Who learned it from whom, as sources say; the earliest first."""
        return Held(
            info.context.load,
            self.answer.recorded_links,
            "recorded links",
            size(first, MOST),
            after,
            name=attrgetter("fact"),
            needs=lambda row: [row.source, row.target, row.fact],
            edge=lambda position, order, row: Edge(position, order, RecordedLinkType(row=row)),
        )

    @field()
    async def statistics(self, info: Info) -> SpreadStatisticsType | None:
        """The spread in numbers: hazard, lead times, and how each adopter stands among its recorded partners."""
        answer = await info.context.answering.spread_statistics(self.practice, as_of=self.as_of, include_derived=self.include_derived)
        return SpreadStatisticsType(row=answer.value)

    @field()
    async def inferred_network(self, info: Info) -> InferredNetworkType | None:
        """Over which links it may have travelled, from the dates of all practices: inferred, never recorded."""
        answer = await info.context.answering.inferred_network(self.practice, as_of=self.as_of, include_derived=self.include_derived)
        return InferredNetworkType(row=answer.value)

    @field()
    async def likely_sources(self, info: Info, party: AdopterId, first: First = _LIKELY) -> list[LikelySourceType]:
        """From whom a party may have learned it, the most likely first: inferred from dates, never recorded.

        Only who certainly had it before is a source. P(u) is the share of a_uv * rate * exp(-rate * lag) in its sum over all of
        them and a background, the lag in years; where the base has few dated adoptions, a_uv is the same for all and the rate
        halves with every 2 years; else a_uv, rate and background are fitted to all practices by expectation and maximisation.
        """
        answer = await info.context.answering.likely_sources(
            self.practice, party, first=size(first, _LIKELY), as_of=self.as_of, include_derived=self.include_derived
        )
        return [LikelySourceType(row=row) for row in answer.value]
