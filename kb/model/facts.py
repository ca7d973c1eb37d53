"""What publications say: who showed what to whom, who took a step with it, who visited whom.

A fact's natural key (kind, parties, practice, date, stage, programme) detects repeats. Its id is minted
from the first key it had and survives corrections.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from kb.dates import FuzzyDate
from kb.errors import InvalidInput
from kb.model.checks import check_count
from kb.model.enums import PARTY_KINDS, AdoptionStage, DateMeaning, FactKind, FactStatus, NodeKind, Occurrence, ShareFormat
from kb.model.ids import FactId, PartyId, PracticeId, ProgrammeId, check_kind, mint
from kb.model.nodes import Citation
from kb.model.texts import NO_TEXTS, Texts

_PRACTICE, _PROGRAMME = (NodeKind.PRACTICE,), (NodeKind.PROGRAMME,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact has: a date or none, at least one citation, and what limits it."""

    fact_kind: ClassVar[FactKind]
    citations: tuple[Citation, ...]
    id: FactId = ""  # minted from the natural key unless given
    date: FuzzyDate | None = None  # None: the source does not say
    date_meaning: DateMeaning = DateMeaning.EVENT
    occurrence: Occurrence = Occurrence.HELD
    collective: Texts = NO_TEXTS  # the party stands for this group, which the source does not name one by one
    collective_size: int | None = None
    programme: ProgrammeId | None = None
    disputed: bool = False
    note: Texts = NO_TEXTS

    def __post_init__(self) -> None:
        if self.programme is not None:
            check_kind(self.programme, _PROGRAMME)
        if self.collective_size is not None:
            check_count("collective_size", self.collective_size)
        if self.id:
            check_kind(self.id, (self.fact_kind,))
        else:
            object.__setattr__(self, "id", mint(self.fact_kind, self.natural_key))
        if len(self.citations) != 1:  # one, nearly always
            self._check_citations()

    def _check_citations(self) -> None:
        if not self.citations:
            raise InvalidInput(f"{self.id} has no citation; name at least one source")
        if len({(cited.source, cited.locator) for cited in self.citations}) < len(self.citations):
            raise InvalidInput(f"{self.id} cites the same place twice")

    @property
    def natural_key(self) -> str:
        """What makes two records the same fact."""
        raise NotImplementedError

    @property
    def _frame(self) -> str:
        """The part of the natural key that every kind of fact has: date, programme, collective."""
        date = self.date.edtf if self.date else ""
        collective = "{}={}".format(*min(self.collective.items())) if self.collective else ""
        return f"{date}\x1f{self.programme or ''}\x1f{collective}"

    @property
    def event_date(self) -> FuzzyDate | None:
        """The date of the event itself; None where only the surrounding programme is dated, or nothing is."""
        return self.date if self.date_meaning is DateMeaning.EVENT else None

    @property
    def counts(self) -> bool:
        """Whether it may be ranked on, traced and counted: it was held, and by a party that is named."""
        return self.occurrence is Occurrence.HELD and not self.collective


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(Fact):
    """A practice was shown to a party."""

    fact_kind: ClassVar[FactKind] = FactKind.SHARE
    practice: PracticeId
    to: PartyId
    from_: PartyId | None = None
    format: ShareFormat | None = None
    event_participants: int | None = None  # heads at the whole event: never to be summed

    def __post_init__(self) -> None:
        check_kind(self.practice, _PRACTICE)
        check_kind(self.to, PARTY_KINDS)
        if self.from_ is not None:
            check_kind(self.from_, PARTY_KINDS)
        if self.event_participants is not None:
            check_count("event_participants", self.event_participants)
        if self.to == self.from_ and not self.collective:
            raise InvalidInput(f"{self.to} cannot show a practice to itself")
        Fact.__post_init__(self)

    @property
    def natural_key(self) -> str:
        """Practice, both parties, date and programme."""
        return f"share\x1f{self.practice}\x1f{self.to}\x1f{self.from_ or ''}\x1f{self._frame}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption(Fact):
    """A party took one step with a practice."""

    fact_kind: ClassVar[FactKind] = FactKind.ADOPTION
    practice: PracticeId
    by: PartyId
    stage: AdoptionStage
    learned_from: PartyId | None = None
    change: Texts = NO_TEXTS  # what was done otherwise than where it was learned
    outcome: Texts = NO_TEXTS

    def __post_init__(self) -> None:
        check_kind(self.practice, _PRACTICE)
        check_kind(self.by, PARTY_KINDS)
        if self.learned_from is not None:
            check_kind(self.learned_from, PARTY_KINDS)
        if self.by == self.learned_from and not self.collective:
            raise InvalidInput(f"{self.by} cannot learn from itself")
        Fact.__post_init__(self)

    @property
    def natural_key(self) -> str:
        """Practice, both parties, stage, date and programme."""
        return f"adoption\x1f{self.practice}\x1f{self.by}\x1f{self.learned_from or ''}\x1f{self.stage}\x1f{self._frame}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Fact):
    """A party came to see another."""

    fact_kind: ClassVar[FactKind] = FactKind.VISIT
    visitor: PartyId
    host: PartyId
    purpose: Texts = NO_TEXTS
    event_participants: int | None = None

    def __post_init__(self) -> None:
        check_kind(self.visitor, PARTY_KINDS)
        check_kind(self.host, PARTY_KINDS)
        if self.event_participants is not None:
            check_count("event_participants", self.event_participants)
        if self.visitor == self.host and not self.collective:
            raise InvalidInput(f"{self.visitor} cannot visit itself")
        Fact.__post_init__(self)

    @property
    def natural_key(self) -> str:
        """Both parties, date and programme."""
        return f"visit\x1f{self.visitor}\x1f{self.host}\x1f{self._frame}"


AnyFact = Share | Adoption | Visit
FACT_TYPES: dict[FactKind, type[AnyFact]] = {FactKind.SHARE: Share, FactKind.ADOPTION: Adoption, FactKind.VISIT: Visit}


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a fact: what it says, what became of it, who recorded it and when."""

    fact: AnyFact
    number: int  # 1 is the first
    status: FactStatus
    recorded_at: datetime  # UTC
    recorded_by: str  # an opaque handle
    revision: int  # of the store, when this version was written
    reason: Texts = field(default=NO_TEXTS)  # why it was corrected, rejected or withdrawn
