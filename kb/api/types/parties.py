"""The Party interface: who shares, adopts and visits, and what they can ask."""

from __future__ import annotations

from operator import attrgetter
from typing import Annotated

import strawberry

from kb.api.arguments import (
    MOST_STOPS,
    PAGE,
    RANKED,
    STOPS,
    After,
    AsOf,
    Countries,
    Current,
    First,
    IncludeDerived,
    Lang,
    MaxDistance,
    Method,
    OrderFacts,
    Stages,
    Stops,
    Topics,
    distance,
    ids,
    size,
)
from kb.api.building import field, interface
from kb.api.connections import Facts, Nodes
from kb.api.context import Info
from kb.api.enums import FactOrder
from kb.api.execution import Later, after
from kb.api.types.base import NodeType
from kb.api.types.lists import (
    AdoptedPracticeConnection,
    PracticeConnection,
    ProgrammeConnection,
    SharedPracticeConnection,
    VisitConnection,
)
from kb.api.types.rankings import FollowUpType, PracticeRankingType, VisitPlanType, VisitRankingType
from kb.api.types.refs import CityRef, CountryRef, PartyRef
from kb.api.types.standing import ExposureType, InnovationType
from kb.api.types.values import CoordinatesType, LocalizedText, all_texts
from kb.model import Coordinates, FactKind, NodeKind, Party
from kb.store.base import FactFilter, FactList, FactSide, NodeList, NodeSide

PracticeId = Annotated[strawberry.ID, strawberry.argument(description="The id of the practice.")]
_ORIGINATED = NodeList(kind=NodeKind.PRACTICE, side=NodeSide.ORIGIN)
_PROGRAMMES = NodeList(kind=NodeKind.PROGRAMME, side=NodeSide.PARTY)
_MADE = FactList(kind=FactKind.VISIT, side=FactSide.TAKER)
_HOSTED = FactList(kind=FactKind.VISIT, side=FactSide.GIVER)


@interface("Party")
class PartyType(NodeType):
    """A city, region, country or institution.

    It shares, adopts and visits. Whatever is asked of a municipality includes the parties in it.
    """

    node: strawberry.Private[Party]

    @field()
    def name(self, info: Info, lang: Lang = None) -> str:
        """Its name."""
        return self.node.name.best(*info.context.langs(lang))

    @field()
    def names(self) -> list[LocalizedText]:
        """Its name in every language that is recorded."""
        return all_texts(self.node.name)

    @field(PartyRef | None)
    def part_of(self, info: Info) -> Later[NodeType | None]:
        """The next larger place; of an institution, the place it is in."""
        return info.context.load.optional(self.node.part_of)

    @field(CountryRef | None)
    def country(self, info: Info) -> Later[NodeType | None]:
        """The country it is in; a country's own is itself."""
        load = info.context.load
        return after(load.place(self.id), lambda where: load.optional(where.country))

    @field(CityRef | None)
    def municipality(self, info: Info) -> Later[NodeType | None]:
        """The municipality that it belongs to and that its facts count for.

        The topmost place of kind City around it, itself included. Regions and countries have none and act for
        themselves.
        """
        load = info.context.load
        return after(load.place(self.id), lambda where: load.optional(where.municipality))

    @field(CoordinatesType | None)
    def location(self) -> Coordinates | None:
        """Where it is, if recorded."""
        return self.node.location

    @field(PracticeConnection)
    def originated(self, info: Info, first: First = PAGE, after: After = None) -> Nodes:
        """The practices that began at it, by name."""
        return Nodes(info.context.load, _ORIGINATED, self.id, size(first), after)

    @field(ProgrammeConnection)
    def programmes(self, info: Info, first: First = PAGE, after: After = None) -> Nodes:
        """The programmes that it takes part in or organises, by name."""
        return Nodes(info.context.load, _PROGRAMMES, self.id, size(first), after)

    @field(SharedPracticeConnection)
    def shared_practices(self, info: Info, first: First = PAGE, after: After = None, order_by: OrderFacts = FactOrder.DATE_DESC) -> Facts:
        """The practices that it was shown."""
        what = FactList(kind=FactKind.SHARE, side=FactSide.TAKER, order=order_by or FactOrder.DATE_DESC)
        return Facts(info.context.load, what, self.id, size(first), after, attrgetter("practice"))

    @field(AdoptedPracticeConnection)
    def adopted_practices(
        self,
        info: Info,
        first: First = PAGE,
        after: After = None,
        stages: Stages = None,
        current: Current = True,
        order_by: OrderFacts = FactOrder.DATE_DESC,
    ) -> Facts:
        """The practices that it took a step with: one row for each practice and party, its current step."""
        what = steps(FactSide.TAKER, stages, current, order_by)
        return Facts(info.context.load, what, self.id, size(first), after, attrgetter("practice"))

    @field(VisitConnection)
    def visits_made(self, info: Info, first: First = PAGE, after: After = None) -> Facts:
        """The visits that it made, the latest first."""
        return Facts(info.context.load, _MADE, self.id, size(first), after)

    @field(VisitConnection)
    def visits_hosted(self, info: Info, first: First = PAGE, after: After = None) -> Facts:
        """The visits that it hosted, the latest first."""
        return Facts(info.context.load, _HOSTED, self.id, size(first), after)

    @field()
    async def practices_to_study(
        self, info: Info, first: First = RANKED, topics: Topics = None, method: Method = None, as_of: AsOf = None
    ) -> PracticeRankingType | None:
        """The practices that its municipality could study next, best first, each with its reasons."""
        answer = await info.context.answering.practices_to_study(
            self.id, first=size(first, RANKED), topics=ids(topics), method=method, as_of=as_of
        )
        return PracticeRankingType(answer=answer)

    @field()
    async def cities_to_visit(
        self,
        info: Info,
        first: First = RANKED,
        topics: Topics = None,
        countries: Countries = None,
        max_distance_km: MaxDistance = None,
        as_of: AsOf = None,
    ) -> VisitRankingType | None:
        """The cities from which its municipality could learn most now, best first, each with its reasons."""
        answer = await info.context.answering.cities_to_visit(
            self.id,
            first=size(first, RANKED),
            topics=ids(topics),
            countries=ids(countries),
            max_distance_km=distance(max_distance_km),
            as_of=as_of,
        )
        return VisitRankingType(answer=answer)

    @field()
    async def visit_plan(
        self,
        info: Info,
        stops: Stops = STOPS,
        topics: Topics = None,
        countries: Countries = None,
        max_distance_km: MaxDistance = None,
        as_of: AsOf = None,
    ) -> VisitPlanType | None:
        """The stops of one journey, chosen so that each adds practices that the others do not show."""
        answer = await info.context.answering.visit_plan(
            self.id,
            stops=size(stops, STOPS, "stops", MOST_STOPS),
            topics=ids(topics),
            countries=ids(countries),
            max_distance_km=distance(max_distance_km),
            as_of=as_of,
        )
        return VisitPlanType.of(answer)

    @field()
    async def follow_up(self, info: Info, as_of: AsOf = None) -> list[FollowUpType] | None:
        """What came after the visits it made: sequence, not cause."""
        answer = await info.context.answering.follow_up(self.id, as_of=as_of)
        return [FollowUpType(row=row) for row in answer.value]

    @field()
    async def exposure(
        self, info: Info, practice: PracticeId, as_of: AsOf = None, include_derived: IncludeDerived = False
    ) -> ExposureType | None:
        """How many of its municipality's recorded partners have a practice; this does not prove that they pass it on."""
        derived = bool(include_derived)
        answer = await info.context.answering.exposure(str(practice), self.id, as_of=as_of, include_derived=derived)
        return ExposureType(row=answer.value)

    @field()
    async def innovation(self, info: Info, as_of: AsOf = None) -> InnovationType | None:
        """How early and how often its municipality adopts; null where no dated adoption of it can be compared with others."""
        answer = await info.context.answering.innovation(self.id, as_of=as_of)
        return InnovationType.of(answer.value) if answer.value else None


def steps(side: FactSide, stages: Stages, current: Current, order: OrderFacts) -> FactList:
    """Return the list of adoptions that a field's arguments ask for."""
    return FactList(
        kind=FactKind.ADOPTION,
        side=side,
        current=current is not False,
        order=order or FactOrder.DATE_DESC,
        filter=FactFilter(stages=frozenset(stages or ())),
    )
