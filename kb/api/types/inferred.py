"""What is inferred from dates when asked, apart from what is recorded."""

from __future__ import annotations

from operator import attrgetter

import strawberry

from kb.api.arguments import After, First, Lang, size
from kb.api.building import field, object_type
from kb.api.connections import Edge, Held
from kb.api.context import Info
from kb.api.enums import SourceMethod
from kb.api.execution import Later
from kb.api.types.base import NodeType
from kb.api.types.lists import InferredLinkConnection
from kb.api.types.refs import PartyRef
from kb.graph.rows import LikelySource
from kb.graph.spread_rows import InferredLink, InferredNetwork
from kb.paging import MOST


@object_type("LikelySource")
class LikelySourceType:
    """From whom an adopter may have learned a practice: inferred when asked, never recorded."""

    row: strawberry.Private[LikelySource]

    @field(PartyRef)
    def party(self, info: Info) -> Later[NodeType]:
        """The party it may have learned from."""
        return info.context.load.one(self.row.party)

    @field()
    def probability(self) -> float:
        """How likely it is the source, 0 to 1. What all sources lack to 1 is the chance of one that is not recorded, or of none."""
        return self.row.probability

    @field()
    def method(self) -> SourceMethod:
        """What the probability is inferred from; the same for all sources of one answer."""
        return self.row.method


@object_type("InferredLink")
class InferredLinkType:
    """A link over which a party may have had the practice: inferred from dates when asked, said by no source."""

    row: strawberry.Private[InferredLink]

    @field(PartyRef)
    def source(self, info: Info) -> Later[NodeType]:
        """From whom it may have come: a party that certainly had it before."""
        return info.context.load.one(self.row.source)

    @field(PartyRef)
    def target(self, info: Info) -> Later[NodeType]:
        """Who may have learned it."""
        return info.context.load.one(self.row.target)

    @field()
    def lag_years(self) -> float:
        """Years from the source's first use to the target's, between the middles of both dates."""
        return self.row.lag_years

    @field()
    def gain(self) -> float:
        """How much the link adds to the log-likelihood of all practices' dates, in nats, given the links chosen before it."""
        return self.row.gain

    @field()
    def practices(self) -> int:
        """In how many practices, of all, it explained an adoption best when it was chosen."""
        return self.row.practices


@object_type("InferredNetwork")
class InferredNetworkType:
    """Over which links a practice may have travelled, inferred from the dates of all practices; apart from what is recorded.

    NetInf (Gomez-Rodriguez, Leskovec and Krause 2010, doi:10.1145/1835804.1835933): links are chosen one after the other,
    each the one that makes all dates likeliest with exponential delays, until Vuong's test no longer says that one more is
    worth it (p < 0.1). Of the chosen links to an adopter, the one with the shortest lag is shown.
    """

    row: strawberry.Private[InferredNetwork]

    @field(InferredLinkConnection)
    def links(self, info: Info, first: First = MOST, after: After = None) -> Held[InferredLink]:
        """The links, by the date of who may have learned; at most one for each adopter. None where there are too few dates."""
        return Held(
            info.context.load,
            self.row.links,
            "inferred links",
            size(first, MOST),
            after,
            name=attrgetter("target"),
            needs=lambda row: [row.source, row.target],
            edge=lambda position, order, row: Edge(position, order, InferredLinkType(row=row)),
        )

    @field()
    def rate_per_year(self) -> float | None:
        """The rate of the delays: 1 / the mean lag from the closest earlier adopter, over all practices; null with too few dates."""
        return self.row.rate_per_year

    @field()
    def basis(self, info: Info, lang: Lang = None) -> str:
        """What it rests on, or what it would take, in words."""
        return info.context.say(self.row.basis, lang)
