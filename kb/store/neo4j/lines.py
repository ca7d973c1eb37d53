"""What an accepted fact is listed, filtered and counted by, and the sort keys that follow from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from kb.dates import FuzzyDate
from kb.model import IN_USE, AdoptionStage, AnyFact, NodeId, Occurrence, PartyId, kind_of
from kb.store.base import EVERYTHING, FactSide
from kb.store.derive import StepLine, circle, ends, span
from kb.store.neo4j.plain import Properties
from kb.store.neo4j.schema import CURRENT, STRANDS

END = "}"  # sorts after every letter of an id, and after |
LINE = (  # the part of a relationship's properties that `line_in` reads
    "{.id, .practice, .to, .from, .by, .learned_from, .visitor, .host, .taker_actor, .giver_actor, .programme, .sources,"
    " .day, .stage, .circle, .occurrence, .disputed, .strand}"
)
_FIRST_STRAND = {kind: strand for strand, kind in reversed(STRANDS.items())}
_ENDS = {"share": ("to", "from"), "adoption": ("by", "learned_from"), "visit": ("visitor", "host")}


class Line(NamedTuple):
    """An accepted fact as lists see it."""

    id: str
    practice: str | None
    taker: PartyId
    giver: PartyId | None
    taker_actor: PartyId
    giver_actor: PartyId | None
    programme: str | None
    sources: tuple[str, ...]
    day: int
    stage: str | None
    circle: str | None
    held: bool
    disputed: bool
    strand: str

    @property
    def kind(self) -> str:
        """The kind of fact."""
        return kind_of(self.id)

    @property
    def in_use(self) -> bool:
        """Whether it makes its taker an adopter."""
        return self.stage in IN_USE and self.counts

    @property
    def counts(self) -> bool:
        """Whether it was held, and by a party that is named."""
        return self.held and self.circle is None

    def step(self, number: int) -> StepLine:
        """Return what is looked at to tell which step is current, under a number."""
        when = FuzzyDate("", date.fromordinal(self.day), None) if self.day else None
        stage = AdoptionStage(str(self.stage))
        return StepLine(no=number, id=self.id, circle=self.circle, stage=stage, date=when, counts=self.counts, disputed=self.disputed)

    def owners(self) -> Iterator[tuple[FactSide, NodeId]]:
        """Yield every list that it is in, but that of everything."""
        yield from dict.fromkeys(((FactSide.TAKER, self.taker_actor), (FactSide.TAKER, self.taker)))
        if self.giver is not None and self.giver_actor is not None:
            yield from dict.fromkeys(((FactSide.GIVER, self.giver_actor), (FactSide.GIVER, self.giver)))
        if self.practice is not None:
            yield FactSide.PRACTICE, self.practice
        if self.programme is not None:
            yield FactSide.PROGRAMME, self.programme
        yield from ((FactSide.SOURCE, source) for source in self.sources)

    def sort(self, owner: str) -> str:
        """Return its key in an owner's list."""
        return f"{owner}|{self.strand}|{self.day:07d}|{self.id}"

    def sorts(self) -> Properties:
        """Return its sort keys; None where it is in no such list."""
        own_taker = self.taker if self.taker != self.taker_actor else None
        own_giver = self.giver if self.giver != self.giver_actor else None
        found = {
            "sort_day": self.sort(EVERYTHING),
            "sort_taker": self.sort(self.taker_actor),
            "sort_own_taker": own_taker and self.sort(own_taker),
            "sort_giver": self.giver_actor and self.sort(self.giver_actor),
            "sort_own_giver": own_giver and self.sort(own_giver),
            "sort_programme": self.programme and self.sort(self.programme),
        }
        if self.practice is not None:
            found["sort_practice"] = self.sort(self.practice)
        if self.stage is not None:
            found["sort_step"] = f"{step_group(self)}{self.taker}|{self.id}"
        return found

    def derived(self) -> Properties:
        """Return the properties that follow from the fact and from where its parties belong."""
        return {
            "taker_actor": self.taker_actor,
            "giver_actor": self.giver_actor,
            "day": self.day,
            "circle": self.circle,
            "occurrence": (Occurrence.HELD if self.held else Occurrence.ANNOUNCED).value,
            "strand": self.strand,
            "counts": self.counts,
            "current": None if self.stage is None else self.strand == CURRENT,
            **self.sorts(),
        }


def step_group(line: Line) -> str:
    """Return how the step keys of all steps of an actor with a practice begin."""
    return f"{line.practice}|{line.taker_actor}|"


def line_of(fact: AnyFact, actors: Mapping[NodeId, PartyId | None]) -> Line:
    """Return the line of an accepted fact; as for steps, it is taken for the current one."""
    practice, taker, giver, stage = ends(fact)
    return Line(
        id=fact.id,
        practice=practice,
        taker=taker,
        giver=giver,
        taker_actor=actors[taker] or taker,
        giver_actor=actors[giver] if giver else None,
        programme=fact.programme,
        sources=tuple(dict.fromkeys(cited.source for cited in fact.citations)),
        day=span(fact.date)[0],
        stage=stage.value if stage else None,
        circle=circle(fact.collective),
        held=fact.occurrence is Occurrence.HELD,
        disputed=fact.disputed,
        strand=_FIRST_STRAND[fact.fact_kind],
    )


def line_in(found: Mapping[str, Any]) -> Line:
    """Read a line back from the properties of a relationship."""
    taker, giver = _ENDS[kind_of(found["id"])]
    return Line(
        id=found["id"],
        practice=found.get("practice"),
        taker=found[taker],
        giver=found.get(giver),
        taker_actor=found["taker_actor"],
        giver_actor=found.get("giver_actor"),
        programme=found.get("programme"),
        sources=tuple(dict.fromkeys(found["sources"])),
        day=found["day"],
        stage=found.get("stage"),
        circle=found.get("circle"),
        held=found["occurrence"] == Occurrence.HELD,
        disputed=bool(found.get("disputed")),
        strand=found["strand"],
    )
