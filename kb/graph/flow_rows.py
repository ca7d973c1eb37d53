"""What is answered about who learned from whom, place by place: plain rows of ids and numbers."""

from __future__ import annotations

from dataclasses import dataclass

from kb.model import Coordinates, PartyId


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowYear:
    """How much of a flow a year saw."""

    year: int
    adoptions: int
    shares: int
    visits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """What one place learned from another: how many facts say so. Undated ones are in the totals alone."""

    source: PartyId
    target: PartyId
    adoptions: int
    shares: int
    visits: int
    years: tuple[FlowYear, ...]  # by year, those in which there was any
    source_location: Coordinates | None = None  # as recorded, else the middle of the place's parts
    target_location: Coordinates | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """The largest flows, and what there is in all of them together."""

    total: int  # flows in all
    flows: tuple[Flow, ...]  # the largest first, ties by ids
    first_year: int | None
    last_year: int | None
    undated: int  # facts between two places of which the year is not known
    within: int  # facts of which both ends are in one place
