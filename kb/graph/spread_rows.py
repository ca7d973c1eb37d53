"""What is counted and inferred of how practices spread, beside what is recorded: plain rows of ids and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kb.graph.rows import Message
from kb.model import PartyId, PracticeId


class RogersCategory(StrEnum):
    """By time of adoption: cuts at mean - 2 sd, mean - sd, mean, mean + sd (Rogers)."""

    INNOVATOR = "innovator"
    EARLY_ADOPTER = "early_adopter"
    EARLY_MAJORITY = "early_majority"
    LATE_MAJORITY = "late_majority"
    LAGGARD = "laggard"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTime:
    """How long a practice took over the recorded links of which both ends are dated; None without any."""

    links: int
    shortest_years: float | None
    median_years: float | None
    longest_years: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdopterStatistics:
    """An adopter, or the origin, in numbers. None: not known, or nothing to count."""

    party: PartyId
    years_after_first: int | None
    category: RogersCategory | None
    reach: int  # who learned it from here by recorded links, at first or further hand
    partners: int  # recorded, of any practice
    threshold: float | None  # share of the partners that had it by the end of the year in which this one took it up
    infectiousness: float | None
    susceptibility: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExposureOdds:
    """How much likelier those adopted in a year whose partners all had it the year before, as against none: no cause."""

    ratio: float  # of odds
    low: float  # of the interval that holds the ratio in 95 of 100 cases
    high: float
    observations: int  # party-years at risk
    adoptions: int  # in them


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadStatistics:
    """A practice's spread in numbers."""

    population: int  # whom the hazard counts as at risk
    dated: int  # adopters with a date
    penetration: float | None  # adopters / population
    mean_hazard: float | None  # dated adopters / party-years at risk, from the first adoption to the last
    lead_time: LeadTime
    mean_threshold: float | None  # of the adopters that have one
    exposure_odds: ExposureOdds | None
    parties: tuple[AdopterStatistics, ...]  # the origin, then adopters in the order of their dates
    cautions: tuple[Message, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InferredLink:
    """A link of the inferred network over which an adopter may have had a practice. Never stored."""

    source: PartyId
    target: PartyId
    lag_years: float
    gain: float  # of log-likelihood, in nats, over all practices
    practices: int  # in how many practices it explained an adoption best when it was chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class InferredNetwork:
    """The links that explain a practice's spread best, and on what that rests."""

    links: tuple[InferredLink, ...]
    rate_per_year: float | None  # of the exponential delay from source to learner
    basis: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """How many of a party's recorded partners have a practice."""

    practice: PracticeId
    party: PartyId  # whose partners: the party's actor
    partners: tuple[PartyId, ...]
    having: tuple[PartyId, ...]  # those of them that have it, by id
    caution: Message

    @property
    def share(self) -> float | None:
        """The share of the partners that have it, 0 to 1; None without a partner."""
        return len(self.having) / len(self.partners) if self.partners else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Innovation:
    """How early and how often a party adopts, as against the others of its level."""

    party: PartyId
    score: float  # 0: never, or always last; 1: always first
    rate_per_year: float  # adoptions / years at risk
    adoptions: int  # its own dated ones, of those practices
    practices: int  # that parties of its level took up in two years at least
