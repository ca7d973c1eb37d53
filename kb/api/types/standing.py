"""How a party stands among others: its exposure to a practice, and how early it adopts."""

from __future__ import annotations

import strawberry

from kb.api.arguments import First, Lang, size
from kb.api.building import field, object_type
from kb.api.context import Info
from kb.api.execution import Later
from kb.api.types.base import NodeType
from kb.api.types.refs import PartyRef
from kb.graph.spread_rows import Exposure, Innovation

_FEW = 5


@object_type("Exposure")
class ExposureType:
    """How many of a party's recorded partners have a practice: share = partners that have it / partners (Valente 1995).

    Partners are those that its municipality visited or hosted, learned from or was shown something by, in whatever practice.
    Exposure does not prove influence: alike places take up alike practices (homophily), and one event may move many of them
    (common shocks).
    """

    row: strawberry.Private[Exposure]

    @field()
    def partners(self) -> int:
        """How many recorded partners it has."""
        return len(self.row.partners)

    @field()
    def having(self) -> int:
        """How many of them have the practice now: themselves, or a party in them."""
        return len(self.row.having)

    @field()
    def share(self) -> float | None:
        """The share of the partners that have it, 0 to 1; null without a partner."""
        return self.row.share

    @field(list[PartyRef])
    def parties(self, info: Info, first: First = _FEW) -> Later[list[NodeType]]:
        """Some of the partners that have it, by id."""
        return info.context.load.all(self.row.having[: size(first, _FEW)])

    @field()
    def caution(self, info: Info, lang: Lang = None) -> str:
        """What the share does not prove, in words."""
        return info.context.say(self.row.caution, lang)


@object_type("Innovation")
class InnovationType:
    """How early and how often a party adopts, over the practices that parties of its level took up in two years at least.

    What nobody recorded counts as not adopted, and lowers both numbers.
    """

    score: float = strawberry.field(
        description="1 - mean of (year - first) / (last - first) over those practices; one that it is not known to have counts 1 "
        "in the mean. 0 to 1: 1 for who is always first (Walker 1969)."
    )
    rate_per_year: float = strawberry.field(
        description="Its dated adoptions / years at risk: of each practice from the first adoption to the last, or to its own, both "
        "years included. A rate per practice and year, 0 to 1 (Boehmke et al. 2020)."
    )
    adoptions: int = strawberry.field(description="Its own dated adoptions of those practices.")
    practices: int = strawberry.field(description="How many such practices there are.")

    @classmethod
    def of(cls, row: Innovation) -> InnovationType:
        """Make it from a row."""
        return cls(score=row.score, rate_per_year=row.rate_per_year, adoptions=row.adoptions, practices=row.practices)
