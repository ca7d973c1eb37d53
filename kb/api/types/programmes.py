"""Programmes: the frames in which parties learned from each other."""

from __future__ import annotations

from typing import Self

import strawberry

from kb.api.arguments import PAGE, After, First, Lang, size
from kb.api.building import field, object_type
from kb.api.connections import Edge, Facts, Held, Nodes
from kb.api.context import Info
from kb.api.enums import ProgrammeKind
from kb.api.execution import Later
from kb.api.languages import Languages
from kb.api.types.base import NodeType, wraps
from kb.api.types.lists import ParticipationConnection, PracticeConnection, ShareConnection, VisitConnection
from kb.api.types.refs import PartyRef, ProgrammeRef
from kb.api.types.sources import CitationType, cited
from kb.api.types.values import FuzzyDateType, LocalizedText, all_texts
from kb.dates import FuzzyDate
from kb.model import FactKind, NodeKind, Participation, Programme
from kb.paging import Position
from kb.store.base import FactList, FactSide, NodeList, NodeSide

_PRACTICES = NodeList(kind=NodeKind.PRACTICE, side=NodeSide.PROGRAMME)
_SHARES = FactList(kind=FactKind.SHARE, side=FactSide.PROGRAMME)
_VISITS = FactList(kind=FactKind.VISIT, side=FactSide.PROGRAMME)


@wraps(Programme)
@object_type("Programme")
class ProgrammeType(NodeType):
    """The frame in which parties learned from each other: a network, an internship, an agreement ..."""

    node: strawberry.Private[Programme]
    kind: ProgrammeKind = strawberry.field(description="What sort of frame it is.")
    organiser_name: str | None = strawberry.field(description="Who organises it, where that is no party of the knowledge base.")
    participants: int | None = strawberry.field(description="How many people took part, if recorded.")

    @classmethod
    def of(cls, thing: Programme) -> Self:
        """Make it from a programme of the model."""
        return cls(
            id=strawberry.ID(thing.id),
            node=thing,
            kind=thing.kind,
            organiser_name=thing.organiser_name,
            participants=thing.participants,
        )

    @field()
    def name(self, info: Info, lang: Lang = None) -> str:
        """Its name."""
        return self.node.name.best(*info.context.langs(lang))

    @field()
    def names(self) -> list[LocalizedText]:
        """Its name in every language that is recorded."""
        return all_texts(self.node.name)

    @field(PartyRef | None)
    def organiser(self, info: Info) -> Later[NodeType | None]:
        """The party that organises it."""
        return info.context.load.optional(self.node.organiser)

    @field(FuzzyDateType | None)
    def start(self) -> FuzzyDate | None:
        """When it began."""
        return self.node.start

    @field(FuzzyDateType | None)
    def end(self) -> FuzzyDate | None:
        """When it ended or is to end."""
        return self.node.end

    @field(PartyRef | None)
    def place(self, info: Info) -> Later[NodeType | None]:
        """The place where it was held."""
        return info.context.load.optional(self.node.place)

    @field(ProgrammeRef | None)
    def part_of(self, info: Info) -> Later[NodeType | None]:
        """The larger programme that it is part of."""
        return info.context.load.optional(self.node.part_of)

    @field()
    def note(self, info: Info, lang: Lang = None) -> str | None:
        """What is doubtful or worth knowing about it."""
        return self.node.note.maybe(*info.context.langs(lang))

    @field()
    def note_texts(self) -> list[LocalizedText]:
        """The note, in every language that is recorded."""
        return all_texts(self.node.note)

    @field()
    def citations(self) -> list[CitationType]:
        """Where it is described."""
        return cited(self.node.citations)

    @field(ParticipationConnection)
    def parties(self, info: Info, first: First = PAGE, after: After = None) -> Held[Participation]:
        """The parties that take part in it, by id."""
        load, langs = info.context.load, info.context.langs(None)
        return Held(
            load,
            sorted(self.node.parties, key=_name),
            "participations",
            size(first),
            after,
            name=_name,
            needs=lambda part: [part.party],
            edge=lambda position, order, part: ParticipationEdge(position, order, load.seen(part.party), part, langs),
        )

    @field(PracticeConnection)
    def practices(self, info: Info, first: First = PAGE, after: After = None) -> Nodes:
        """The practices that its facts are about, by name."""
        return Nodes(info.context.load, _PRACTICES, self.id, size(first), after)

    @field(ShareConnection)
    def shares(self, info: Info, first: First = PAGE, after: After = None) -> Facts:
        """What was shown in it, the latest first."""
        return Facts(info.context.load, _SHARES, self.id, size(first), after)

    @field(VisitConnection)
    def visits(self, info: Info, first: First = PAGE, after: After = None) -> Facts:
        """The visits that were part of it, the latest first."""
        return Facts(info.context.load, _VISITS, self.id, size(first), after)


class ParticipationEdge(Edge):
    """A party in a programme, with its role and its day of joining."""

    __slots__ = ("role", "since")

    def __init__(self, position: Position, order: str, node: NodeType, part: Participation, langs: Languages) -> None:
        super().__init__(position, order, node)
        self.role = part.role.maybe(*langs)
        self.since = part.since


def _name(part: Participation) -> str:
    return f"{part.party} {part.since or ''} {part.role.maybe() or ''}"  # a party may take part twice, in two roles
