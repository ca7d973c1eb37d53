"""A base split in time: what was visible at a cutoff, and what each place took up within the horizon after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import networkx as nx

from kb.dates import FuzzyDate
from kb.errors import InvalidInput
from kb.graph.build import facts_of
from kb.graph.decay import is_dated
from kb.graph.landscape import Landscape
from kb.graph.survey import survey
from kb.model import IN_USE, Adoption, PartyId, PracticeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """One cutoff: what is visible, and what comes after it."""

    cutoff: int  # the last year that is visible
    seen: Landscape  # on its last day
    later: Landscape  # on the last day of the horizon
    places: tuple[PartyId, ...]  # with any fact by the cutoff, in order: these can be ranked for
    straddling: int  # steps of use whose dates begin by the cutoff, or by the end of the horizon, and end after it

    def taken_up(self, place: PartyId, candidates: Iterable[PracticeId]) -> frozenset[PracticeId]:
        """Return which of its candidates a place certainly took up after the cutoff and within the horizon."""
        after = self.later.held(place)
        return frozenset(key for key in candidates if key in after and self._is_later(after[key].since))

    def _is_later(self, when: FuzzyDate | None) -> bool:
        return when is not None and when.earliest is not None and when.earliest > self.seen.day


def split(graph: nx.MultiDiGraph[str], cutoff: int, horizon: int) -> Split:
    """Split a graph of record at the end of a year, and at the end of the horizon, `horizon` years later.

    Visible is what certainly happened by a day; what may or may not have happened by then is not, and is counted.
    """
    last, end = year_end(cutoff), year_end(cutoff + horizon)
    seen = survey(graph, last, last)
    straddling = sum(_straddles(step, day) for step in uses(graph) for day in (last, end))
    return Split(cutoff=cutoff, seen=seen, later=survey(graph, end, end), places=places_of(seen), straddling=straddling)


def places_of(seen: Landscape) -> tuple[PartyId, ...]:
    """Return who can be ranked for, in order: actors with a visible fact about a practice. Of others nothing is known."""
    return tuple(sorted(actor for actor, cells in seen.by_actor.items() if any(cell.steps or cell.shares for cell in cells.values())))


def uses(graph: nx.MultiDiGraph[str]) -> Iterable[Adoption]:
    """Return the steps that say that a practice was in use, and count."""
    return (fact for fact in facts_of(graph) if isinstance(fact, Adoption) and fact.stage in IN_USE and fact.counts)


def check_years(graph: nx.MultiDiGraph[str], cutoffs: Iterable[int]) -> tuple[int, int]:
    """Return the first and the last year of the dated steps of use. Raises InvalidInput for a cutoff not between them."""
    dates = [step.event_date for step in uses(graph) if is_dated(step.event_date)]
    years = [day.year for when in dates if when for day in (when.earliest, when.latest) if day]
    if not years:
        raise InvalidInput("no dated adoption is there, so nothing can be ranked or judged")
    first, last = min(years), max(years)
    for cutoff in cutoffs:
        if not first <= cutoff <= last:
            raise InvalidInput(f"the cutoff {cutoff} is outside the data, which go from {first} to {last}")
    return first, last


def year_end(year: int) -> date:
    """Return the last day of a year. Raises InvalidInput for a year that no calendar has."""
    try:
        return date(year, 12, 31)
    except ValueError:
        raise InvalidInput(f"{year} is no year; write one as 2015") from None


def _straddles(step: Adoption, day: date) -> bool:
    when = step.event_date
    return bool(when and when.earliest and when.latest and when.earliest <= day < when.latest)
