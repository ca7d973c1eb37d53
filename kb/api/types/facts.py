"""Facts: a practice was shown, a step with it was taken, a party visited another."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

import strawberry

from kb.api.arguments import Lang
from kb.api.building import field, interface, object_type
from kb.api.context import Info
from kb.api.enums import AdoptionStage, DateMeaning, FactStatus, Occurrence, ShareFormat
from kb.api.execution import Later
from kb.api.types.base import NodeType, wraps
from kb.api.types.refs import PartyRef, PracticeRef, ProgrammeRef
from kb.api.types.sources import CitationType, cited
from kb.api.types.values import FuzzyDateType, LocalizedText, all_texts
from kb.dates import FuzzyDate
from kb.model import Adoption, Share, Version, Visit


@interface("Fact")
class FactType(NodeType):
    """What a publication says happened, or was to happen."""

    fact: strawberry.Private[Any]  # a Share, an Adoption or a Visit
    version: strawberry.Private[Version]

    @classmethod
    def of(cls, thing: Version) -> Self:
        """Make it from a version of a fact."""
        return cls(id=strawberry.ID(thing.fact.id), fact=thing.fact, version=thing)

    @field(FuzzyDateType | None)
    def date(self) -> FuzzyDate | None:
        """When; null where the source does not say."""
        return self.version.fact.date

    @field()
    def date_meaning(self) -> DateMeaning:
        """Whether the date is that of the event, or only of the programme around it."""
        return self.version.fact.date_meaning

    @field()
    def occurrence(self) -> Occurrence:
        """Whether it happened, or was only announced."""
        return self.version.fact.occurrence

    @field()
    def collective(self, info: Info, lang: Lang = None) -> str | None:
        """The group that the party stands for, where the source names no members, as in `institutes of 36 regions`."""
        return self.version.fact.collective.maybe(*info.context.langs(lang))

    @field()
    def collective_texts(self) -> list[LocalizedText]:
        """The group that the party stands for, in every language that is recorded."""
        return all_texts(self.version.fact.collective)

    @field()
    def collective_size(self) -> int | None:
        """How many that group has."""
        return self.version.fact.collective_size

    @field()
    def citations(self) -> list[CitationType]:
        """Where publications say it: one or more."""
        return cited(self.version.fact.citations)

    @field()
    def note(self, info: Info, lang: Lang = None) -> str | None:
        """What is doubtful or worth knowing about it."""
        return self.version.fact.note.maybe(*info.context.langs(lang))

    @field()
    def note_texts(self) -> list[LocalizedText]:
        """The note, in every language that is recorded."""
        return all_texts(self.version.fact.note)

    @field()
    def disputed(self) -> bool:
        """Whether another source contradicts it; what that one says is a fact of its own."""
        return self.version.fact.disputed

    @field()
    def status(self) -> FactStatus:
        """What became of it."""
        return self.version.status

    @field()
    def recorded_at(self) -> datetime:
        """When this version of it was recorded."""
        return self.version.recorded_at


@wraps(Share)
@object_type("Share")
class ShareType(FactType):
    """A practice was shown to a party."""

    fact: strawberry.Private[Share]

    @field(PracticeRef)
    def practice(self, info: Info) -> Later[NodeType]:
        """What was shown."""
        return info.context.load.one(self.fact.practice)

    @field(PartyRef | None, name="from")
    def from_(self, info: Info) -> Later[NodeType | None]:
        """Who showed it, if recorded."""
        return info.context.load.optional(self.fact.from_)

    @field(PartyRef)
    def to(self, info: Info) -> Later[NodeType]:
        """Whom it was shown to."""
        return info.context.load.one(self.fact.to)

    @field(ProgrammeRef | None)
    def programme(self, info: Info) -> Later[NodeType | None]:
        """The programme in which it was shown."""
        return info.context.load.optional(self.fact.programme)

    @field()
    def format(self) -> ShareFormat | None:
        """How it was shown, if recorded."""
        return self.fact.format

    @field()
    def event_participants(self) -> int | None:
        """Heads at the whole event: a total that must not be summed over facts."""
        return self.fact.event_participants


@wraps(Adoption)
@object_type("Adoption")
class AdoptionType(FactType):
    """A party took one step with a practice."""

    fact: strawberry.Private[Adoption]

    @field(PracticeRef)
    def practice(self, info: Info) -> Later[NodeType]:
        """The practice."""
        return info.context.load.one(self.fact.practice)

    @field(PartyRef)
    def by(self, info: Info) -> Later[NodeType]:
        """Who took the step."""
        return info.context.load.one(self.fact.by)

    @field(PartyRef | None)
    def learned_from(self, info: Info) -> Later[NodeType | None]:
        """From whom it learned the practice, where a source says so."""
        return info.context.load.optional(self.fact.learned_from)

    @field()
    def stage(self) -> AdoptionStage:
        """How far it went with this step."""
        return self.fact.stage

    @field(ProgrammeRef | None)
    def programme(self, info: Info) -> Later[NodeType | None]:
        """The programme in which it took the step."""
        return info.context.load.optional(self.fact.programme)

    @field()
    def change(self, info: Info, lang: Lang = None) -> str | None:
        """What it does otherwise than where it learned it."""
        return self.fact.change.maybe(*info.context.langs(lang))

    @field()
    def change_texts(self) -> list[LocalizedText]:
        """What it does otherwise, in every language that is recorded."""
        return all_texts(self.fact.change)

    @field()
    def outcome(self, info: Info, lang: Lang = None) -> str | None:
        """What came of it, failures included."""
        return self.fact.outcome.maybe(*info.context.langs(lang))

    @field()
    def outcome_texts(self) -> list[LocalizedText]:
        """What came of it, in every language that is recorded."""
        return all_texts(self.fact.outcome)


@wraps(Visit)
@object_type("Visit")
class VisitType(FactType):
    """A party came to see another."""

    fact: strawberry.Private[Visit]

    @field(PartyRef)
    def visitor(self, info: Info) -> Later[NodeType]:
        """Who came."""
        return info.context.load.one(self.fact.visitor)

    @field(PartyRef)
    def host(self, info: Info) -> Later[NodeType]:
        """Who was visited."""
        return info.context.load.one(self.fact.host)

    @field(ProgrammeRef | None)
    def programme(self, info: Info) -> Later[NodeType | None]:
        """The programme of which the visit was part."""
        return info.context.load.optional(self.fact.programme)

    @field()
    def purpose(self, info: Info, lang: Lang = None) -> str | None:
        """What the visit was for."""
        return self.fact.purpose.maybe(*info.context.langs(lang))

    @field()
    def purpose_texts(self) -> list[LocalizedText]:
        """What the visit was for, in every language that is recorded."""
        return all_texts(self.fact.purpose)

    @field()
    def event_participants(self) -> int | None:
        """Heads at the whole event: a total that must not be summed over facts."""
        return self.fact.event_participants
