"""Who leads and who lags over many innovations, and how fast each adopts."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from kb.diffusion.exposure import Floats, Ints


def innovation_scores(places: ArrayLike, practices: ArrayLike, times: ArrayLike, count: int) -> Floats:
    """Return how early each place adopts: 1 - mean of (t - first) / (last - first) over practices; without it, a practice counts 1.

    Practices that were adopted at one time alone tell nobody from anybody, and are left out.

    Args:
        places: of each adoption, 0 to `count` - 1; a place adopts a practice once.
        practices: of each adoption, from 0 on.
        times: of each adoption, in any unit.
        count: how many places there are.
    Returns:
        One of 0 (never adopts) to 1 (always first) for each place; NaN for all without a practice to go by.
    Source: Walker (1969), American Political Science Review 63(3), 880-899, doi:10.2307/1954434.
    """
    where, what, when = _arrays(places, practices, times)
    first, last = _spans(what, when)
    spans = last - first
    told = spans[what] > 0
    lead = 1 - (when[told] - first[what[told]]) / spans[what[told]]
    practices_told = int((spans > 0).sum())
    if not practices_told:
        return np.full(count, np.nan)
    return np.bincount(where[told], lead, count) / practices_told


def adoption_rates(places: ArrayLike, practices: ArrayLike, years: ArrayLike, count: int) -> Floats:
    """Return adoptions / years at risk of each place: of each practice from its first to its last adoption, or to its own.

    Both those years count. Practices that were adopted in one year alone are left out, as in `innovation_scores`.

    Args:
        places: of each adoption, 0 to `count` - 1; a place adopts a practice once.
        practices: of each adoption, from 0 on.
        years: of each adoption, whole numbers.
        count: how many places there are.
    Returns:
        A rate per year and practice at risk, 0 to 1, for each place; NaN for all without a practice to go by.
    Source: Boehmke et al. (2020), Policy Studies Journal 48(2), 517-545, doi:10.1111/psj.12357.
    """
    where, what, when = _arrays(places, practices, years)
    first, last = _spans(what, when)
    spans = last - first
    told = spans[what] > 0
    spared = np.bincount(where[told], last[what[told]] - when[told], count)  # years after its own adoption
    at_risk = float((spans[spans > 0] + 1).sum()) - spared
    adopted = np.bincount(where[told], minlength=count)
    rates: Floats = np.divide(adopted, at_risk, out=np.full(count, np.nan), where=at_risk > 0)
    return rates


def _arrays(places: ArrayLike, practices: ArrayLike, times: ArrayLike) -> tuple[Ints, Ints, Floats]:
    return np.asarray(places, dtype=np.int64), np.asarray(practices, dtype=np.int64), np.asarray(times, dtype=float)


def _spans(practices: Ints, times: Floats) -> tuple[Floats, Floats]:
    """Return the first and last time of each practice; NaN for one that nobody adopted."""
    count = int(practices.max(initial=-1)) + 1
    first, last = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(first, practices, times)
    np.maximum.at(last, practices, times)
    return np.where(np.isfinite(first), first, np.nan), np.where(np.isfinite(last), last, np.nan)
