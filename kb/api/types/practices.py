"""Practices, their topics, and what they ask of those who take them up."""

from __future__ import annotations

from operator import attrgetter
from typing import Self

import strawberry

from kb.api.arguments import PAGE, After, AsOf, Current, First, IncludeDerived, Lang, OrderFacts, Stages, size
from kb.api.building import field, object_type
from kb.api.connections import Facts, Nodes
from kb.api.context import Info
from kb.api.enums import FactOrder
from kb.api.execution import Later
from kb.api.types.base import NodeType, wraps
from kb.api.types.lists import AdoptedByConnection, PracticeConnection, SharedWithConnection
from kb.api.types.parties import steps
from kb.api.types.refs import PartyRef, PracticeRef, TopicRef
from kb.api.types.sources import CitationType, cited
from kb.api.types.spread import SpreadType
from kb.api.types.values import LocalizedText, all_texts
from kb.model import FactKind, Feasibility, NodeKind, Practice, Topic
from kb.store.base import FactList, FactSide, NodeList, NodeSide

_ABOUT = NodeList(kind=NodeKind.PRACTICE, side=NodeSide.TOPIC)
_DERIVATIVES = NodeList(kind=NodeKind.PRACTICE, side=NodeSide.DERIVED_FROM)


@wraps(Topic)
@object_type("Topic")
class TopicType(NodeType):
    """A word of the controlled list of what practices are about."""

    node: strawberry.Private[Topic]

    @classmethod
    def of(cls, thing: Topic) -> Self:
        """Make it from a topic of the model."""
        return cls(id=strawberry.ID(thing.id), node=thing)

    @field()
    def name(self, info: Info, lang: Lang = None) -> str:
        """Its name."""
        return self.node.name.best(*info.context.langs(lang))

    @field()
    def names(self) -> list[LocalizedText]:
        """Its name in every language that is recorded."""
        return all_texts(self.node.name)

    @field(PracticeConnection)
    def practices(self, info: Info, first: First = PAGE, after: After = None) -> Nodes:
        """The practices about it, by name."""
        return Nodes(info.context.load, _ABOUT, self.id, size(first), after)


@object_type("Feasibility")
class FeasibilityType:
    """What a practice asks of those who take it up. Null is unknown: nobody recorded it."""

    card: strawberry.Private[Feasibility]

    @field()
    def cost(self) -> int | None:
        """1 (very low) to 5 (very high)."""
        return self.card.cost

    @field()
    def effort(self) -> int | None:
        """1 (very low) to 5 (very high)."""
        return self.card.effort

    @field()
    def months_to_start(self) -> float | None:
        """Months from the decision to the start."""
        return self.card.months_to_start

    @field()
    def prerequisites(self, info: Info, lang: Lang = None) -> str | None:
        """What has to be there before."""
        return self.card.prerequisites.maybe(*info.context.langs(lang))

    @field()
    def prerequisites_texts(self) -> list[LocalizedText]:
        """What has to be there before, in every language that is recorded."""
        return all_texts(self.card.prerequisites)

    @field()
    def evidence(self) -> int | None:
        """How well its effect is shown: 0 (not at all) to 5 (several independent studies)."""
        return self.card.evidence

    @field()
    def citations(self) -> list[CitationType]:
        """Where this is said."""
        return cited(self.card.citations)


@wraps(Practice)
@object_type("Practice")
class PracticeType(NodeType):
    """Something done in one place that others can learn."""

    node: strawberry.Private[Practice]

    @classmethod
    def of(cls, thing: Practice) -> Self:
        """Make it from a practice of the model."""
        return cls(id=strawberry.ID(thing.id), node=thing)

    @field()
    def title(self, info: Info, lang: Lang = None) -> str:
        """What it is called."""
        return self.node.title.best(*info.context.langs(lang))

    @field()
    def title_texts(self) -> list[LocalizedText]:
        """What it is called, in every language that is recorded."""
        return all_texts(self.node.title)

    @field()
    def summary(self, info: Info, lang: Lang = None) -> str | None:
        """What is done."""
        return self.node.summary.maybe(*info.context.langs(lang))

    @field()
    def summary_texts(self) -> list[LocalizedText]:
        """What is done, in every language that is recorded."""
        return all_texts(self.node.summary)

    @field()
    def problem(self, info: Info, lang: Lang = None) -> str | None:
        """Which problem it answers."""
        return self.node.problem.maybe(*info.context.langs(lang))

    @field()
    def problem_texts(self) -> list[LocalizedText]:
        """Which problem it answers, in every language that is recorded."""
        return all_texts(self.node.problem)

    @field()
    def audience(self, info: Info, lang: Lang = None) -> str | None:
        """For whom it is."""
        return self.node.audience.maybe(*info.context.langs(lang))

    @field()
    def audience_texts(self) -> list[LocalizedText]:
        """For whom it is, in every language that is recorded."""
        return all_texts(self.node.audience)

    @field()
    def note(self, info: Info, lang: Lang = None) -> str | None:
        """What is doubtful or worth knowing about it."""
        return self.node.note.maybe(*info.context.langs(lang))

    @field()
    def note_texts(self) -> list[LocalizedText]:
        """The note, in every language that is recorded."""
        return all_texts(self.node.note)

    @field(list[TopicRef])
    def topics(self, info: Info) -> Later[list[NodeType]]:
        """What it is about."""
        return info.context.load.all(self.node.topics)

    @field(PartyRef | None)
    def origin(self, info: Info) -> Later[NodeType | None]:
        """The party where it began, if recorded."""
        return info.context.load.optional(self.node.origin)

    @field(PracticeRef | None)
    def derived_from(self, info: Info) -> Later[NodeType | None]:
        """The practice that it grew out of, if recorded."""
        return info.context.load.optional(self.node.derived_from)

    @field(PracticeConnection)
    def derivatives(self, info: Info, first: First = PAGE, after: After = None) -> Nodes:
        """The practices that grew out of it directly, by name."""
        return Nodes(info.context.load, _DERIVATIVES, self.id, size(first), after)

    @field()
    def feasibility(self) -> FeasibilityType:
        """What it asks of those who take it up."""
        return FeasibilityType(card=self.node.feasibility)

    @field()
    def citations(self) -> list[CitationType]:
        """Where it is described."""
        return cited(self.node.citations)

    @field(SharedWithConnection)
    def shared_with(self, info: Info, first: First = PAGE, after: After = None, order_by: OrderFacts = FactOrder.DATE_DESC) -> Facts:
        """The parties that it was shown to."""
        what = FactList(kind=FactKind.SHARE, side=FactSide.PRACTICE, order=order_by or FactOrder.DATE_DESC)
        return Facts(info.context.load, what, self.id, size(first), after, attrgetter("to"))

    @field(AdoptedByConnection)
    def adopted_by(
        self,
        info: Info,
        first: First = PAGE,
        after: After = None,
        stages: Stages = None,
        current: Current = True,
        order_by: OrderFacts = FactOrder.DATE_DESC,
    ) -> Facts:
        """The parties that took a step with it, one row a party at its current stage."""
        what = steps(FactSide.PRACTICE, stages, current, order_by)
        return Facts(info.context.load, what, self.id, size(first), after, attrgetter("by"))

    @field()
    async def spread(self, info: Info, as_of: AsOf = None, include_derived: IncludeDerived = False) -> SpreadType | None:
        """How it travelled: who took it up when, and from whom."""
        derived = bool(include_derived)
        answer = await info.context.answering.spread(self.id, as_of=as_of, include_derived=derived)
        return SpreadType.of(self.id, derived, answer)
