"""What every store derives from nodes and facts, in one place: so that no two of them can differ."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass

from kb.dates import FuzzyDate
from kb.errors import Problem
from kb.model import (
    IN_USE,
    Adoption,
    AdoptionStage,
    AnyFact,
    AnyNode,
    City,
    FactStatus,
    Institution,
    NodeId,
    NodeKind,
    PartyId,
    Practice,
    PracticeId,
    Programme,
    Region,
    Share,
    Texts,
    TopicId,
    kind_of,
)
from kb.model.places import PartOf, actor
from kb.model.references import references
from kb.model.steps import current_step

OPEN_END = 9_999_999  # the latest day of what may last for ever; later than any day
NEVER = -1  # the latest day of what has no date; before any day
_SCAN_ORDER = (  # no node refers to one of a later group
    {NodeKind.SOURCE, NodeKind.TOPIC},
    {NodeKind.COUNTRY, NodeKind.REGION, NodeKind.CITY},
    {NodeKind.INSTITUTION},
    {NodeKind.PRACTICE},
    {NodeKind.PROGRAMME},
)
SCAN_RANK: dict[str, int] = {kind.value: rank for rank, kinds in enumerate(_SCAN_ORDER) for kind in kinds}
MERGED_RANK = len(_SCAN_ORDER)  # of a merged node, whatever its kind

Ends = tuple[PracticeId | None, PartyId, PartyId | None, AdoptionStage | None]


def ends(fact: AnyFact) -> Ends:
    """Return a fact's practice, taker, giver and stage: who learns what from whom, and how far it went."""
    if isinstance(fact, Adoption):
        return fact.practice, fact.by, fact.learned_from, fact.stage
    if isinstance(fact, Share):
        return fact.practice, fact.to, fact.from_, None
    return None, fact.visitor, fact.host, None


def span(when: FuzzyDate | None) -> tuple[int, int]:
    """Return the first and last day a date may mean, as ordinals: 0 for an unknown first one, OPEN_END or NEVER for no last one."""
    if when is None:
        return 0, NEVER
    return when.sort_day, when.latest.toordinal() if when.latest else OPEN_END


def in_use(fact: AnyFact) -> bool:
    """Tell whether a fact makes its taker an adopter: a held step at piloting, adopted or adapted by a party that is named."""
    return isinstance(fact, Adoption) and fact.stage in IN_USE and fact.counts


def circle(collective: Texts) -> str | None:
    """Return what tells one unnamed group that a party stands for from another; None where it stands for itself."""
    return "=".join(min(collective.items())) if collective else None


def larger(node: AnyNode) -> NodeId | None:
    """Return what a node is a part of: the place around it, the practice it grew out of, the programme above it; if merged, nothing."""
    if node.merged_into is not None:
        return None
    if isinstance(node, City | Region | Institution | Programme):
        return node.part_of
    return node.derived_from if isinstance(node, Practice) else None


def origin_of(node: AnyNode) -> PartyId | None:
    """Return where a practice began; None for a node of another kind, and for one that is merged."""
    return node.origin if isinstance(node, Practice) and node.merged_into is None else None


def topics_of(node: AnyNode) -> tuple[TopicId, ...]:
    """Return what a practice is about; nothing for a node of another kind, and for one that is merged."""
    return node.topics if isinstance(node, Practice) and node.merged_into is None else ()


def parties_of(node: AnyNode) -> tuple[PartyId, ...]:
    """Return who takes part in a programme or organises it, each once; nobody for a node of another kind, and for one that is merged."""
    if not isinstance(node, Programme) or node.merged_into is not None:
        return ()
    organisers = (node.organiser,) if node.organiser else ()
    return tuple(dict.fromkeys((*organisers, *(part.party for part in node.parties))))


def name_key(node: AnyNode) -> str:
    """Return what a node is sorted by: its English name (else as `Texts.best` has it), case and accents aside."""
    plain = unicodedata.normalize("NFKD", node.name.best("en").casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def form(node: AnyNode) -> str | None:
    """Return the kind of a city, an institution or a programme; None for a node of another kind."""
    return node.kind.value if isinstance(node, City | Institution | Programme) else None


def dangling(things: Iterable[AnyNode | AnyFact], known: Container[NodeId]) -> list[Problem]:
    """Return a problem for every reference to a node that is not known, each once."""
    return [
        Problem(thing.id, f"it refers to {key}, and nothing has that id", "DANGLING_REFERENCE")
        for thing in things
        for key in dict.fromkeys(references(thing))
        if key not in known
    ]


def twice(fact: str, other: str) -> Problem:
    """Return the problem that two accepted facts say the same."""
    return Problem(fact, f"it says the same as {other}: one fact with the citations of both", "DUPLICATE_FACT")


def displaces(status: FactStatus) -> bool:
    """Tell whether a new version of that status takes the place of the accepted one: what is only proposed, or refused, does not."""
    return status in (FactStatus.ACCEPTED, FactStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """What is looked at to tell which step is current."""

    no: int
    id: str
    circle: str | None
    stage: AdoptionStage
    date: FuzzyDate | None
    counts: bool
    disputed: bool


def current_steps(steps: Iterable[StepLine]) -> set[int]:
    """Return the numbers of the steps that are current: one for each group, of accepted steps of one party with one practice."""
    circles: dict[str | None, list[StepLine]] = defaultdict(list)
    for step in steps:
        circles[step.circle].append(step)
    return {current_step(group).no for group in circles.values()}


def actor_of(key: PartyId, parent: PartOf) -> PartyId:
    """Return the party that a party's facts count for. In a circle of places, which the rules refuse, each counts for itself."""
    found = actor(key, parent)
    return found if actor(found, parent) == found else key


def is_party(key: NodeId) -> bool:
    """Tell whether an id is that of a city, a region, a country or an institution."""
    return kind_of(key) in _PARTIES


_PARTIES = frozenset({NodeKind.CITY.value, NodeKind.REGION.value, NodeKind.COUNTRY.value, NodeKind.INSTITUTION.value})
