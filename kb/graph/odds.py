"""Whether those whose partners had a practice took it up sooner."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp

import numpy as np

from kb.diffusion.exposure import exposure
from kb.diffusion.history import Fit, at_risk, logit
from kb.graph.atlas import level_of
from kb.graph.contacts import periods_of, ties_of
from kb.graph.landscape import Landscape
from kb.graph.partners import everybodys_partners
from kb.graph.spread_rows import ExposureOdds
from kb.model import PartyId

FEWEST = 10  # adoptions at risk, for an interval that says anything
_NORMAL = 1.96  # standard errors to either side that hold 95 of 100 cases


def exposure_odds(landscape: Landscape, years: Mapping[PartyId, int | None], origin: PartyId | None) -> ExposureOdds | None:
    """Return the odds ratio of adopting in a year, of all partners against none having had it the year before; None if it cannot be told.

    log odds = constant + b * share of the partners + c * year, over the years from the second of the practice on in which
    an actor of the adopters' levels that has partners might still adopt; the ratio is exp(b). Adopters without a date are left out,
    and so is the origin. Partners: see `kb.graph.partners`. None under 10 adoptions at risk, and where b has no bound.

    Args:
        landscape: what is known on the day.
        years: the year of each adopter, the origin among them; None: not known.
        origin: where the practice began.
    Source: Berry and Berry (1990), American Political Science Review 84(2), 395-415, doi:10.2307/1963526.
    """
    adopted = [year for party, year in years.items() if year is not None and party != origin]
    if len(adopted) < FEWEST:
        return None
    levels = {level_of(party) for party in years if party != origin}
    met = {party: others for party, others in everybodys_partners(landscape).items() if level_of(party) in levels}
    if not met:
        return None
    nodes = [*met, *sorted({other for others in met.values() for other in others} - met.keys())]
    periods = periods_of(nodes, years, origin)
    last = max(adopted) - min(year for year in years.values() if year is not None) + 1
    seen = exposure(ties_of(nodes, met), periods, last, lag=1)
    unknown = [party == origin or years.get(party, 0) is None for party in nodes]
    seen[np.array(unknown)] = np.nan
    rows, when = at_risk(periods, seen)
    outcome = (periods[rows] == when).astype(float)
    if outcome.sum() < FEWEST:
        return None
    fit = logit(np.column_stack([np.ones(len(rows)), seen[rows, when - 1], when - when.mean()]), outcome)
    return _odds(fit, outcome) if fit else None


def _odds(fit: Fit, outcome: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> ExposureOdds:
    estimate, error = float(fit.estimates[1]), float(fit.errors[1])
    return ExposureOdds(
        ratio=exp(estimate),
        low=exp(estimate - _NORMAL * error),
        high=exp(estimate + _NORMAL * error),
        observations=len(outcome),
        adoptions=int(outcome.sum()),
    )
