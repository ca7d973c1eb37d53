"""Answers that rank: practices to study, cities to visit, a plan of visits, similar cities, what came of visits."""

from __future__ import annotations

from typing import Any

import strawberry

from kb.api.arguments import First, Lang, size
from kb.api.building import field, object_type
from kb.api.context import Info
from kb.api.enums import Level
from kb.api.execution import Later
from kb.api.types.base import NodeType
from kb.api.types.refs import AdoptionRef, CityRef, FactRef, InstitutionRef, PartyRef, PracticeRef, VisitRef
from kb.graph.rows import FollowUpRow, Plan, PracticeRow, Reason, SimilarRow, VisitRow
from kb.service import Answer

FEW = 5  # practices, hosts, facts beside a row unless told otherwise
SEEN = 3


@object_type("Reason")
class ReasonType:
    """Why a row stands where it does, and the facts that this rests on."""

    reason: strawberry.Private[Reason]

    @field()
    def code(self) -> str:
        """What sort of reason it is, for programs."""
        return self.reason.message.code

    @field()
    def text(self, info: Info, lang: Lang = None) -> str:
        """The reason in words."""
        return info.context.say(self.reason.message, lang)

    @field()
    def level(self) -> Level | None:
        """At which level it holds, where that matters."""
        return self.reason.level

    @field(list[FactRef])
    def facts(self, info: Info, first: First = FEW) -> Later[list[NodeType]]:
        """The facts that it rests on, the weightiest first."""
        return info.context.load.all(self.reason.facts[: size(first, FEW)])


@object_type("PracticeRecommendation")
class PracticeRecommendationType:
    """A practice to study."""

    row: strawberry.Private[PracticeRow]

    @field(PracticeRef)
    def practice(self, info: Info) -> Later[NodeType]:
        """The practice."""
        return info.context.load.one(self.row.practice)

    @field()
    def score(self) -> float:
        """The higher, the better; comparable within one answer only."""
        return self.row.score

    @field()
    def reasons(self) -> list[ReasonType]:
        """Why it stands where it does."""
        return _reasons(self.row.reasons)

    @field(list[PartyRef])
    def seen_at(self, info: Info, first: First = SEEN) -> Later[list[NodeType]]:
        """Where it can be studied, best first."""
        return info.context.load.all(self.row.seen_at[: size(first, SEEN)])


@object_type("VisitRecommendation")
class VisitRecommendationType:
    """A city to visit: what can be learned there, and whom to ask for."""

    row: strawberry.Private[VisitRow]

    @field(CityRef)
    def city(self, info: Info) -> Later[NodeType]:
        """The city."""
        return info.context.load.one(self.row.city)

    @field()
    def score(self) -> float:
        """The higher, the better; comparable within one answer only."""
        return self.row.score

    @field()
    def distance_km(self) -> float | None:
        """The great-circle distance in kilometres; null where a location is unknown."""
        return self.row.distance_km

    @field()
    def practices(self, first: First = FEW) -> list[PracticeRecommendationType]:
        """What can be learned there, best first; of a plan's stop, what that stop adds."""
        return [PracticeRecommendationType(row=row) for row in self.row.practices[: size(first, FEW)]]

    @field(list[InstitutionRef])
    def hosts(self, info: Info, first: First = FEW) -> Later[list[NodeType]]:
        """Institutions there that can be asked, best first."""
        return info.context.load.all(self.row.hosts[: size(first, FEW)])

    @field()
    def reasons(self) -> list[ReasonType]:
        """Why it stands where it does."""
        return _reasons(self.row.reasons)


@strawberry.type
class _Ranking:
    """What every ranking tells beside its rows."""

    answer: strawberry.Private[Answer[Any]]

    @field()
    def method(self) -> str:
        """How it was ranked."""
        return str(self.answer.value.method)

    @field()
    def revision(self) -> int:
        """The revision of the knowledge base that the answer rests on."""
        return self.answer.revision

    @field()
    def basis(self, info: Info, lang: Lang = None) -> str:
        """What the answer rests on, in words."""
        return info.context.say(self.answer.value.basis, lang)

    @field()
    def warnings(self, info: Info, lang: Lang = None) -> list[str]:
        """What to be careful about, in words: also why there are fewer rows or stops than asked for."""
        return [info.context.say(warning, lang) for warning in self.answer.value.warnings]


@object_type("PracticeRanking")
class PracticeRankingType(_Ranking):
    """Practices to study, best first."""

    @field()
    def rows(self) -> list[PracticeRecommendationType]:
        """The practices, best first."""
        return [PracticeRecommendationType(row=row) for row in self.answer.value.rows]


@object_type("VisitRanking")
class VisitRankingType(_Ranking):
    """Cities to visit, best first."""

    @field()
    def rows(self) -> list[VisitRecommendationType]:
        """The cities, best first."""
        return [VisitRecommendationType(row=row) for row in self.answer.value.rows]


@object_type("VisitPlan")
class VisitPlanType(_Ranking):
    """The stops of one journey: each adds practices that the others do not show."""

    stops: list[VisitRecommendationType] = strawberry.field(
        description="The stops in travel order; each stop's practices are those it adds."
    )
    covered: int = strawberry.field(description="How many practices the stops show together.")
    wanted: int = strawberry.field(description="How many practices worth studying some city shows.")
    total_km: float | None = strawberry.field(
        description="Home, the stops in order and home again, in great-circle kilometres; null where a location is unknown."
    )

    @classmethod
    def of(cls, answer: Answer[Plan]) -> VisitPlanType:
        """Make it from what the service answered."""
        plan = answer.value
        return cls(
            answer=answer,
            stops=[VisitRecommendationType(row=row) for row in plan.stops],
            covered=plan.covered,
            wanted=plan.wanted,
            total_km=plan.total_km,
        )


@object_type("SimilarCity")
class SimilarCityType:
    """A city that took up the same practices at about the same time."""

    row: strawberry.Private[SimilarRow]

    @field(CityRef)
    def city(self, info: Info) -> Later[NodeType]:
        """The city."""
        return info.context.load.one(self.row.city)

    @field()
    def similarity(self) -> float:
        """How alike they are, 0 to 1."""
        return self.row.similarity

    @field(list[PracticeRef])
    def shared_practices(self, info: Info, first: First = FEW) -> Later[list[NodeType]]:
        """Practices that both have."""
        return info.context.load.all(self.row.shared[: size(first, FEW)])


@object_type("FollowUp")
class FollowUpType:
    """A visit, and what the visitor took up from its host afterwards: sequence, not cause."""

    row: strawberry.Private[FollowUpRow]

    @field(VisitRef)
    def visit(self, info: Info) -> Later[NodeType]:
        """The visit."""
        return info.context.load.one(self.row.visit)

    @field(list[AdoptionRef])
    def adoptions(self, info: Info) -> Later[list[NodeType]]:
        """What the visitor took up from its host afterwards."""
        return info.context.load.all(self.row.adoptions)


def _reasons(reasons: tuple[Reason, ...]) -> list[ReasonType]:
    return [ReasonType(reason=reason) for reason in reasons]
