"""How practices are scored for a place. Every score uses dates; what has no dated evidence scores 0.

What enters, beside who took a practice up and when:

- Shown, or intended: a quarter of a use, in how alike places are and in how much a practice moves (`Holding.bond`,
  `Holding.pulse`); for the learned method also whether it was shown to the asking place itself.
- Given up or declined: a place's own ends its candidacy; elsewhere it takes its pulse away, and is a warning on the
  row that names places like the asking one first; for the learned method it is a feature of its own.
- Visited: for the learned method, how many hosts of the asking place's visits have it; for all, a reason.
- Topics asked for: a condition on candidates, no score; for the learned method the place's own topics are a feature.
- Outcomes and feasibility: reasons and filters, no score: nobody has measured yet that they foretell anything.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from math import fsum

import numpy as np

from kb.dates import FuzzyDate
from kb.errors import InvalidInput, did_you_mean
from kb.graph.asking import Asking
from kb.graph.decay import years_back
from kb.graph.ledger import Floats, ledger_of

Scoring = Callable[[Asking], Floats]  # one number for each candidate, in their order

NEIGHBOURS, HAZARD, POPULARITY, LEARNED = "neighbours", "empirical-hazard", "recent-popularity", "hazard"
PRIOR_NEIGHBOURS = 5.0  # the rate of all places weighs as much as all neighbours do, and five places exactly like this one


def method_named(name: str | None) -> str:
    """Return a method's name; the default one for None. Raises InvalidInput that names the known ones."""
    if name is None:
        return NEIGHBOURS
    if name not in METHODS:
        raise InvalidInput(f"{name!r} is no method; there are {', '.join(METHODS)}{did_you_mean(name, list(METHODS))}")
    return name


def by_neighbours(asking: Asking) -> Floats:
    """Score practices by how much the places most like the asking one turn to them lately.

    The mean pulse (see `Holding.pulse`) of a practice over the neighbours, weighted by similarity, drawn to the
    practice's empirical hazard as if that were the mean of as much similarity again, and of PRIOR_NEIGHBOURS: without
    neighbours it is the hazard itself. Pulses fade faster in the hazard (see `kb.graph.activity.season`): half of it is
    what places alike turned to in these years, half what all places turn to now.

    Returns:
        A rate per place, dimensionless, 0 to 1, for each candidate, in their order.
    Source: user-based nearest neighbours, Resnick et al. (1994), CSCW, 175-186, doi:10.1145/192844.192905, with the
    votes decayed by age as in Ding and Li (2005), CIKM, 485-492, doi:10.1145/1099554.1099689.
    """
    number = ledger_of(asking.landscape).number
    votes = np.zeros(len(number))
    for other in sorted(asking.neighbours):  # as `kb.graph.everyone` sums them: scores are the same to the last digit
        numbers, pulses = asking.landscape.held(other).pulses(number)
        votes[numbers] += asking.neighbours[other] * pulses
    mass = fsum(asking.neighbours.values())
    prior = mass + PRIOR_NEIGHBOURS
    return np.asarray((votes[asking.numbers] + prior * by_hazard(asking)) / (mass + prior), dtype=np.float64)


def by_hazard(asking: Asking) -> Floats:
    """Score practices by their empirical hazard among all actors, those of its level, and those of its country.

    Returns:
        A rate per place, dimensionless, 0 or more, for each candidate: see `Activity.hazard`.
    """
    rates = ledger_of(asking.landscape).hazards(asking.landscape.atlas.strata(asking.actor))
    return np.asarray(rates[asking.numbers], dtype=np.float64)


def by_popularity(asking: Asking) -> Floats:
    """Score practices by how many actors took them up in the last year: the baseline. It is the same for every actor.

    Returns:
        A number of actors, 0 or more; a date that only partly falls into the year counts by that part.
    """
    last, uptake = asking.landscape.day, asking.landscape.uptake
    after = years_back(last, 1)
    counts = (fsum(_part_after(cell.since, after, last) for cell in uptake(practice).since(after)) for practice in asking.candidates)
    return np.fromiter(counts, dtype=np.float64)


def by_learned(asking: Asking) -> Floats:
    """Score practices by the chance that the asking place turns to them within a year, learned from the years before.

    Returns:
        A probability for each candidate; 0 for what nobody is known to have turned to on a date.
    Raises:
        InvalidInput: too few dated adoptions to learn from: see `kb.graph.learned`.
    """
    known = asking.forecast
    return np.fromiter((known.chance(practice) for practice in asking.candidates), dtype=np.float64)


METHODS: dict[str, Scoring] = {NEIGHBOURS: by_neighbours, HAZARD: by_hazard, POPULARITY: by_popularity, LEARNED: by_learned}


def _part_after(when: FuzzyDate | None, after: date, last: date) -> float:
    assert when is not None  # as in every dated holding
    assert when.earliest is not None
    assert when.latest is not None
    begin, end = max(when.earliest, after + timedelta(days=1)), min(when.latest, last)
    return max(0, (end - begin).days + 1) / ((when.latest - when.earliest).days + 1)
