"""From whom a place may have learned a practice, inferred from dates. Never stored, and never mixed with what is recorded."""

from __future__ import annotations

from math import exp, fsum, log

from kb.dates import FuzzyDate, before
from kb.graph.adopters import adopters, first_use, origin_of
from kb.graph.decay import HALF_LIFE_YEARS, middle_year
from kb.graph.landscape import Landscape
from kb.graph.rows import LikelySource
from kb.graph.similarity import check_first
from kb.model import PartyId, PracticeId

RATE = log(2) / HALF_LIFE_YEARS  # per year of lag
UNKNOWN_LAG_YEARS = 5.0  # a source that nobody recorded weighs as much as one known adopter that many years before


def likely_sources(
    landscape: Landscape, practice: PracticeId, party: PartyId, *, first: int = 3, include_derived: bool = False
) -> tuple[LikelySource, ...]:
    """Return the likeliest sources of an adopter, from dates alone, the likeliest first, of equals by id.

    P(u) = w(lag of u) / (sum of w over all earlier adopters + w(UNKNOWN_LAG_YEARS)), with w(lag) = RATE * exp(-RATE *
    lag) and the lag in years between the middles of both dates. Earlier adopters are those whose date is certainly
    before; the origin is one of them when a step of its own is dated. What is missing to 1 is the chance of a source
    that is not recorded. In simulations dates alone named the true source first in an eighth of all cases: a hint.

    Args:
        landscape: what is known on the day.
        practice: what was taken up.
        party: who took it up; its actor is meant. One without a dated first use has no likely sources.
        first: how many at most.
        include_derived: whether users of variants count as sources.
    Raises:
        NotFound, WrongKind: `practice` is no practice, or `party` no party, of the graph. InvalidInput: `first` below 1.
    Source: the exponential model of Gomez-Rodriguez, Balduzzi and Schölkopf (2011), ICML, 561-568, arXiv:1105.0697.
    """
    check_first(first)
    landscape.practice(practice)
    actor = landscape.atlas.known(party)
    family = landscape.family(practice) if include_derived else (practice,)
    when, dates = first_use(landscape, family, actor), _dates(landscape, family)
    earlier = {other: _density(date, when) for other, date in dates.items() if when and other != actor and before(date, when)}
    total = fsum([*earlier.values(), RATE * exp(-RATE * UNKNOWN_LAG_YEARS)])
    ranked = sorted(earlier, key=lambda other: (-earlier[other], other))
    return tuple(LikelySource(party=other, probability=earlier[other] / total) for other in ranked[:first])


def _dates(landscape: Landscape, family: tuple[PracticeId, ...]) -> dict[PartyId, FuzzyDate]:
    origin = origin_of(landscape, family[0])
    dates = {adopter.party: adopter.date for adopter in adopters(landscape, family, origin)}
    if origin:
        dates[origin] = first_use(landscape, family, origin)
    return {party: date for party, date in dates.items() if date}


def _density(earlier: FuzzyDate, later: FuzzyDate) -> float:
    return RATE * exp(-RATE * (middle_year(later) - middle_year(earlier)))
