"""What a store is asked for: lists of facts and of nodes, their order and their filters, and words to find."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kb.model import AdoptionStage, FactKind, NodeId, NodeKind, Occurrence

EVERYTHING = ""  # the owner of the lists of all facts and all nodes


class FactSide(StrEnum):
    """By which of its ends facts are listed."""

    ALL = "all"  # owner: EVERYTHING
    TAKER = "taker"
    GIVER = "giver"
    PRACTICE = "practice"
    PROGRAMME = "programme"
    SOURCE = "source"


class NodeSide(StrEnum):
    """By which of their ties nodes are listed."""

    ALL = "all"  # owner: EVERYTHING
    WITHIN = "within"  # cities or institutions anywhere below a place
    ORIGIN = "origin"  # practices that began at a party
    DERIVED_FROM = "derived_from"  # practices that grew out of a practice, one step
    PROGRAMME = "programme"  # practices that facts of a programme are about
    TOPIC = "topic"  # practices about a topic
    PARTY = "party"  # programmes that a party takes part in or organises; an actor's: and the parties it acts for


class FactOrder(StrEnum):
    """By the earliest day a fact may mean."""

    DATE_DESC = "date_desc"
    DATE_ASC = "date_asc"


class NodeOrder(StrEnum):
    """By English name (case and accents aside), by adopters, or by the latest accepted fact."""

    NAME_ASC = "name_asc"
    ADOPTERS_DESC = "adopters_desc"  # a practice: actors that ever used it; a city: practices it ever used
    RECENT_DESC = "recent_desc"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactFilter:
    """What a fact must satisfy; an empty field asks nothing."""

    practice: NodeId | None = None
    party: NodeId | None = None  # at either end; an actor includes the parties it acts for
    programme: NodeId | None = None
    source: NodeId | None = None
    stages: frozenset[AdoptionStage] = frozenset()
    first_day: date | None = None  # its earliest to latest day overlaps these two; an undated fact does not
    last_day: date | None = None
    occurrence: Occurrence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FactList:
    """A list of facts that an owner has."""

    kind: FactKind | None  # None: all kinds
    side: FactSide
    current: bool = False  # adoptions: only the current step of each party with each practice
    order: FactOrder = FactOrder.DATE_DESC
    filter: FactFilter = FactFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeFilter:
    """What a node must satisfy; an empty field asks nothing."""

    ids: frozenset[NodeId] | None = None
    within: tuple[NodeId, ...] = ()  # below each of these places
    kinds: frozenset[str] = frozenset()  # CityKind or InstitutionKind
    has_practice: NodeId | None = None  # its actor originated it or is at piloting, adopted or adapted
    topics: frozenset[NodeId] = frozenset()  # any of them
    origin: NodeId | None = None
    adopted_by: NodeId | None = None
    shared_with: NodeId | None = None
    stages: frozenset[AdoptionStage] = frozenset()  # of some adoption, by `adopted_by` where that is given
    first_day: date | None = None  # of that adoption or share; of any, where neither party is given
    last_day: date | None = None
    max_cost: int | None = None
    max_effort: int | None = None
    min_evidence: int | None = None
    include_unknown: bool = True  # keep what has no recorded cost, effort or evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeList:
    """A list of nodes that an owner has."""

    kind: NodeKind
    side: NodeSide = NodeSide.ALL
    order: NodeOrder = NodeOrder.NAME_ASC
    filter: NodeFilter = NodeFilter()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """Words to find: a node must hold, for each word, one of its alternatives as a token or as a token's beginning."""

    words: tuple[tuple[str, ...], ...]  # an alternative that ends in * is a beginning
    kinds: frozenset[NodeKind] = frozenset()  # empty: all
    most: int = 1000
