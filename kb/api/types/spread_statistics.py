"""A practice's spread in numbers that say how they are defined."""

from __future__ import annotations

from operator import attrgetter

import strawberry

from kb.api.arguments import PAGE, After, First, Lang, size
from kb.api.building import field, object_type
from kb.api.connections import Edge, Held
from kb.api.context import Info
from kb.api.enums import RogersCategory
from kb.api.execution import Later
from kb.api.types.base import NodeType
from kb.api.types.lists import AdopterStatisticsConnection
from kb.api.types.refs import PartyRef
from kb.graph.spread_rows import AdopterStatistics, ExposureOdds, LeadTime, SpreadStatistics


@object_type("LeadTime")
class LeadTimeType:
    """How long a practice took from a teacher's first use to the learner's, over recorded links of which both ends are dated.

    In years, between the middles of both dates, at least 0. Each pair counts once, none in which the learner was certainly
    first.
    """

    links: int = strawberry.field(description="How many such links there are.")
    shortest_years: float | None = strawberry.field(description="The shortest, in years; null without such a link.")
    median_years: float | None = strawberry.field(description="The median, in years; null without such a link.")
    longest_years: float | None = strawberry.field(description="The longest, in years; null without such a link.")

    @classmethod
    def of(cls, row: LeadTime) -> LeadTimeType:
        """Make it from a row."""
        return cls(links=row.links, shortest_years=row.shortest_years, median_years=row.median_years, longest_years=row.longest_years)


@object_type("ExposureOdds")
class ExposureOddsType:
    """Whether those whose partners had the practice adopted sooner; no proof that they passed it on.

    A logistic regression over the years in which a party with a recorded partner might still adopt: of adopting in that year,
    on the share of its partners that had it the year before, with a linear trend over years (Berry and Berry 1990).
    """

    ratio: float = strawberry.field(
        description="The odds of adopting in a year for one all of whose partners had it the year before, divided by those for one "
        "none of whose partners had. Above 1: sooner."
    )
    low: float = strawberry.field(description="The lower end of its 95 % interval (Wald).")
    high: float = strawberry.field(description="The upper end of its 95 % interval (Wald).")
    observations: int = strawberry.field(description="How many party-years at risk it rests on.")
    adoptions: int = strawberry.field(description="How many adoptions are among them.")

    @classmethod
    def of(cls, row: ExposureOdds) -> ExposureOddsType:
        """Make it from a row."""
        return cls(ratio=row.ratio, low=row.low, high=row.high, observations=row.observations, adoptions=row.adoptions)


@object_type("AdopterStatistics")
class AdopterStatisticsType:
    """An adopter of a practice, or its origin, in numbers.

    Partners are those that it visited or hosted, learned from or was shown something by, in whatever practice and at
    whatever time. Shares among partners do not prove influence: alike places take up alike practices (homophily), and one
    event may move many of them (common shocks).
    """

    row: strawberry.Private[AdopterStatistics]

    @field(PartyRef)
    def party(self, info: Info) -> Later[NodeType]:
        """The party; institutions count by their municipality."""
        return info.context.load.one(self.row.party)

    @field()
    def years_after_first(self) -> int | None:
        """Years from the first dated use anywhere to its own, by calendar year; null where it has no date."""
        return self.row.years_after_first

    @field()
    def category(self) -> RogersCategory | None:
        """Its category among five by year of adoption (Rogers 2003); null under 10 dated adopters, or where all came in one year."""
        return self.row.category

    @field()
    def reach(self) -> int:
        """How many learned it from here by recorded links, at first or further hand: what stands below it in the cascade."""
        return self.row.reach

    @field()
    def partners(self) -> int:
        """How many recorded partners it has."""
        return self.row.partners

    @field()
    def threshold(self) -> float | None:
        """Its exposure when it adopted: the share of its partners, 0 to 1, that had it by the end of that year (Valente 1996).

        A partner whose adoption has no date counts as one without it, but for the origin, which had it first. Null where it
        has no partner or no date, and for the origin.
        """
        return self.row.threshold

    @field()
    def infectiousness(self) -> float | None:
        """Who followed it: of those with it for a partner that adopted in a later year, the share that did so in the next.

        Divided by all that adopted in that year (Myers 2000; Valente et al. 2015; K = 1, normalised, as `infection` of
        netdiffuseR). 0 to 1; null where nobody with it for a partner adopted later, or it has no date.
        """
        return self.row.infectiousness

    @field()
    def susceptibility(self) -> float | None:
        """Whom it followed: of its partners that adopted in an earlier year, the share that did so in the year before.

        Divided by all that adopted in that year (as `susceptibility` of netdiffuseR; K = 1, normalised). 0 to 1; null where
        no partner adopted earlier, or it has no date.
        """
        return self.row.susceptibility


@object_type("SpreadStatistics")
class SpreadStatisticsType:
    """How a practice spread in numbers. Unrecorded is not the same as not adopted: each number says what it counts."""

    row: strawberry.Private[SpreadStatistics]

    @field()
    def population(self) -> int:
        """How many parties of the adopters' levels there are, the origin aside: whom hazards and penetration count as at risk."""
        return self.row.population

    @field()
    def dated(self) -> int:
        """How many adopters have a date; only these are in hazards, categories and thresholds."""
        return self.row.dated

    @field()
    def penetration(self) -> float | None:
        """Adopters, dated or not, / population: 0 to 1; null where nobody adopted it."""
        return self.row.penetration

    @field()
    def mean_hazard(self) -> float | None:
        """Dated adopters / years that parties were at risk, from the first adoption to the last.

        A rate per party and year, 0 to 1: the chance that one still without it took it up in a year (Allison 1982). Null
        where no adopter has a date.
        """
        return self.row.mean_hazard

    @field()
    def lead_time(self) -> LeadTimeType:
        """How long it took from teacher to learner, by recorded links."""
        return LeadTimeType.of(self.row.lead_time)

    @field()
    def mean_threshold(self) -> float | None:
        """The mean threshold of the adopters that have one, 0 to 1; null where none has."""
        return self.row.mean_threshold

    @field()
    def exposure_odds(self) -> ExposureOddsType | None:
        """Whether those whose partners had it adopted sooner; null under 10 adoptions at risk, or where it cannot be told."""
        return ExposureOddsType.of(self.row.exposure_odds) if self.row.exposure_odds else None

    @field(AdopterStatisticsConnection)
    def parties(self, info: Info, first: First = PAGE, after: After = None) -> Held[AdopterStatistics]:
        """The origin, then adopters by date, each in numbers."""
        return Held(
            info.context.load,
            self.row.parties,
            "adopter statistics",
            size(first),
            after,
            name=attrgetter("party"),
            needs=lambda row: [row.party],
            edge=lambda position, order, row: Edge(position, order, AdopterStatisticsType(row=row)),
        )

    @field()
    def cautions(self, info: Info, lang: Lang = None) -> list[str]:
        """What cannot be concluded from these numbers, in words."""
        return [info.context.say(caution, lang) for caution in self.row.cautions]
