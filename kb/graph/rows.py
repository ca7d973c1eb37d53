"""What the graph answers with: plain rows of ids, numbers and reasons. Words are made from them in `kb.words`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kb.dates import FuzzyDate
from kb.model import AdoptionStage, FactId, NodeId, PartyId, PlaceId, PracticeId

Value = str | int | float | date | FuzzyDate  # of a message: ids of nodes are named in the reader's language


class Level(StrEnum):
    """At which level something holds: one school in Moscow is not Moscow."""

    MUNICIPALITY = "municipality"
    INSTITUTION = "institution"
    REGION = "region"
    COUNTRY = "country"


class AdopterCategory(StrEnum):
    """By time of adoption: cuts at mean - sd, mean, mean + sd (Valente)."""

    EARLY_ADOPTER = "early_adopter"
    EARLY_MAJORITY = "early_majority"
    LATE_MAJORITY = "late_majority"
    LAGGARD = "laggard"


class SourceMethod(StrEnum):
    """What a likely source is inferred from."""

    LAG = "lag"
    CASCADES = "cascades"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """Something to be said: a code of the catalogue in `kb.words` and what fills it."""

    code: str
    values: Mapping[str, Value | tuple[NodeId, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a row stands where it does, and the facts that this rests on (best first)."""

    message: Message
    facts: tuple[FactId, ...] = ()
    level: Level | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRow:
    """A practice to study. `score` is comparable within one ranking only."""

    practice: PracticeId
    score: float
    reasons: tuple[Reason, ...] = ()
    seen_at: tuple[PartyId, ...] = ()  # where it can be studied, best first


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRanking:
    """Practices to study, best first; how they were ranked, and on what that rests."""

    rows: tuple[PracticeRow, ...]
    method: str
    basis: Message
    warnings: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """A city to visit, with what can be learnt there and whom to ask for."""

    city: PlaceId
    score: float
    distance_km: float | None  # great-circle; None where a location is unknown
    practices: tuple[PracticeRow, ...]
    hosts: tuple[PartyId, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRanking:
    """Cities to visit, best first."""

    rows: tuple[VisitRow, ...]
    method: str
    basis: Message
    warnings: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Stops in travel order; each stop's practices are those it adds. How it was made, on what it rests, why it is short."""

    stops: tuple[VisitRow, ...]
    covered: int  # practices that the stops show
    wanted: int  # practices worth studying that some city shows
    total_km: float | None  # home, the stops in order, home again; None where a location is unknown
    method: str
    basis: Message
    warnings: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarRow:
    """A city like another, by what both have taken up and when."""

    city: PlaceId
    similarity: float  # 0 to 1
    shared: tuple[PracticeId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpRow:
    """A visit, and what the visitor took up from its host afterwards: sequence, not cause."""

    visit: FactId
    adoptions: tuple[FactId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadPoint:
    """One year of an adoption curve. `hazard` is new adopters / (population - earlier adopters); None: nobody is left."""

    year: int
    new_adopters: int
    cumulative: int
    hazard: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryReach:
    """A country that a practice reached."""

    country: PlaceId
    adopters: int
    first: FuzzyDate | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadAdopter:
    """An actor that ever used the practice. `depth` is its distance from the root of the recorded cascade."""

    party: PartyId
    date: FuzzyDate | None
    stage: AdoptionStage
    category: AdopterCategory | None
    depth: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedLink:
    """A source says that `target` learned the practice from `source`."""

    source: PartyId
    target: PartyId
    fact: FactId


@dataclass(frozen=True, slots=True, kw_only=True)
class LikelySource:
    """An inferred source of an adopter, with its probability. Never stored."""

    party: PartyId
    probability: float
    method: SourceMethod


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How a practice travelled. What is recorded and what is inferred are apart."""

    origin: PartyId | None
    as_of: date | None
    size: int  # adopters, the origin not among them
    depth: int
    breadth: int
    structural_virality: float | None
    median_lag_years: float | None
    population: int  # actors of the adopters' levels: whom the hazard counts as at risk
    undated: int
    curve: tuple[SpreadPoint, ...]
    reach: tuple[CountryReach, ...]
    adopters: tuple[SpreadAdopter, ...]  # dated ones first, by date
    recorded_links: tuple[RecordedLink, ...]
