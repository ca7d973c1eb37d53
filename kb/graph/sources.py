"""From whom a place may have learned a practice, inferred from dates. Never stored, and never mixed with what is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, fsum, log

import numpy as np

from kb.dates import FuzzyDate, before
from kb.diffusion.sources import SourceModel
from kb.graph.adopters import dated_uses, first_use
from kb.graph.decay import HALF_LIFE_YEARS, middle_year
from kb.graph.inference import inference, source_model, years
from kb.graph.landscape import Landscape
from kb.graph.rows import LikelySource, SourceMethod
from kb.graph.similarity import check_first
from kb.model import PartyId, PracticeId

RATE = log(2) / HALF_LIFE_YEARS  # per year of lag
UNKNOWN_LAG_YEARS = 5.0  # a source that nobody recorded weighs as much as one known adopter that many years before


def likely_sources(
    landscape: Landscape, practice: PracticeId, party: PartyId, *, first: int = 3, include_derived: bool = False
) -> tuple[LikelySource, ...]:
    """Return the likeliest sources of an adopter, from dates alone, the likeliest first, of equals by id.

    Sources are others whose date is certainly before; the origin is one of them when a step of its own is dated. Where
    the base has enough dated adoptions, they are weighed by what all practices say of who learns from whom (method
    CASCADES: see `kb.diffusion.sources`); in a small base by their lag alone (method LAG):

    P(u) = w(lag of u) / (sum of w over all earlier adopters + w(UNKNOWN_LAG_YEARS)), with w(lag) = RATE * exp(-RATE *
    lag) and the lag in years between the middles of both dates.

    What is missing to 1 is the chance of a source that is not recorded. In simulations with yearly dates the first of
    the list was the true source in a tenth of all cases by lag, in two fifths by a hundred cascades: a hint.

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
    when, dates = first_use(landscape, family, actor), dated_uses(landscape, family)
    if when is None:
        return ()
    model = source_model(landscape)
    if model is None:
        method, found = SourceMethod.LAG, _by_lag(dates, when)
    elif len(family) == 1:
        method, found = SourceMethod.CASCADES, _of_adoption(landscape, model, practice, actor)
    else:
        method, found = SourceMethod.CASCADES, _of_family(landscape, model, dates, actor)
    ranked = sorted(found, key=lambda other: (-found[other], other))
    return tuple(LikelySource(party=other, probability=found[other], method=method) for other in ranked[:first])


def _by_lag(dates: Mapping[PartyId, FuzzyDate], when: FuzzyDate) -> dict[PartyId, float]:
    earlier = {other: _density(date, when) for other, date in dates.items() if before(date, when)}
    total = fsum([*earlier.values(), RATE * exp(-RATE * UNKNOWN_LAG_YEARS)])
    return {other: density / total for other, density in earlier.items()}


def _density(earlier: FuzzyDate, later: FuzzyDate) -> float:
    return RATE * exp(-RATE * (middle_year(later) - middle_year(earlier)))


def _of_adoption(landscape: Landscape, model: SourceModel, practice: PracticeId, actor: PartyId) -> dict[PartyId, float]:
    known = inference(landscape)
    return {known.actors[place]: share for place, share in model.ranked(known.adoption(practice, actor))}


def _of_family(landscape: Landscape, model: SourceModel, dates: Mapping[PartyId, FuzzyDate], actor: PartyId) -> dict[PartyId, float]:
    """Weigh the users of a practice and its variants by the links that all practices, each by itself, show."""
    numbers, when = inference(landscape).numbers, dates[actor]
    earlier = sorted(other for other, date in dates.items() if before(date, when))
    lags = np.array([middle_year(when) - middle_year(dates[other]) for other in earlier])
    ends = [year for date in dates.values() for year in years(date)]
    places = np.array([numbers[other] for other in earlier], dtype=np.int64)
    shares = model.weigh(numbers[actor], places, lags, max(ends) - min(ends))
    return dict(zip(earlier, shares.tolist(), strict=True))
