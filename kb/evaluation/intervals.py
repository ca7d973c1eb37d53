"""Intervals of means over places: places are drawn with replacement, practices by halves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kb.evaluation.metrics import Floats, Ints, Judged, measure

RESAMPLES = 1000
SEED = 20_250_101  # any number would do; a fixed one makes runs repeatable
PERCENTILES = (2.5, 97.5)

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A mean over places, and where 95 % of it lies when places are drawn anew, or halves of the practices."""

    mean: float
    by_place: Interval
    by_practice: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """The metrics of one method: shape (3,), and (resamples, 3) with places drawn anew and with halves of the practices."""

    mean: Floats
    by_place: Floats
    by_practice: Floats
    least: float = 0.0  # that a metric can be

    def estimates(self) -> list[Estimate]:
        """Return one estimate for each metric."""
        places, practices = (self._interval(drawn) for drawn in (self.by_place, self.by_practice))
        return [
            Estimate(mean=float(mean), by_place=_pair(place), by_practice=_pair(practice))
            for mean, place, practice in zip(self.mean, places, practices, strict=True)
        ]

    def minus(self, other: Samples) -> Samples:
        """Return the paired difference from another method, on the same draws."""
        return Samples(
            mean=self.mean - other.mean,
            by_place=self.by_place - other.by_place,
            by_practice=self.by_practice - other.by_practice,
            least=-1.0,
        )

    def _interval(self, drawn: Floats) -> Floats:
        """Return percentiles of draws moved so that their mean is the estimate: a half of a ranking is another one."""
        moved = drawn - np.nanmean(drawn, axis=0) + self.mean
        return np.asarray(np.clip(np.nanpercentile(moved, PERCENTILES, axis=0), self.least, 1.0).T, dtype=np.float64)


def sample(judged: Mapping[str, Sequence[Judged]], practices: int, top: int, resamples: int = RESAMPLES) -> dict[str, Samples]:
    """Return the metrics of each method, all on the same draws.

    A place's value is the mean over its cutoffs, a method's the mean over places. By place, as many places as there
    are are drawn with replacement. By practice, half of the practices are drawn without, because a ranking in which one
    is there twice has no recall, and every ranking is judged again to half the depth: the first 5 of a half reach as
    deep as the first 10 of the whole. A mean over such a half varies as one over the whole does. For nDCG this covers a
    known truth best (`tests/evaluation/coverage.py`); intervals of reciprocal ranks by practice are too narrow in any
    way that was tried. Draws come from a fixed seed.

    Args:
        judged: the rankings of each method, those of the same places and cutoffs.
        practices: how many practices are numbered.
        top: how many ranks count for recall and nDCG.
        resamples: how many times to draw.
    Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, percentile intervals; whole clusters as in
    Davison and Hinkley (1997), Bootstrap Methods and their Application, 3.8; half-samples as in McCarthy (1969), Review
    of the International Statistical Institute 37, 239-264.
    """
    random = np.random.default_rng(SEED)
    places = sorted({each.place for rankings in judged.values() for each in rankings})
    chosen = random.integers(0, len(places), (resamples, len(places)))
    halves = half_samples(random, practices, resamples)
    return {method: _sampled(rankings, places, chosen, halves, top) for method, rankings in judged.items()}


def half_samples(random: np.random.Generator, count: int, resamples: int) -> Ints:
    """Draw half of `count` things without replacement, many times: shape (resamples, count), 1 where one is drawn."""
    order = random.random((resamples, count)).argsort(axis=1)
    return (order < max(1, count // 2)).astype(np.int64)


def half_depth(top: int) -> int:
    """Return how deep a half of a ranking is judged."""
    return (top + 1) // 2


def _sampled(rankings: Sequence[Judged], places: Sequence[str], chosen: Ints, halves: Ints, top: int) -> Samples:
    plain = _by_place(rankings, places, np.ones_like(halves[:1]), top)[0]
    drawn = _by_place(rankings, places, halves, half_depth(top))
    return Samples(mean=plain.mean(axis=0), by_place=plain[chosen].mean(axis=1), by_practice=_mean(drawn, 1))


def _by_place(rankings: Sequence[Judged], places: Sequence[str], times: Ints, top: int) -> Floats:
    """Return the metrics by place: shape (b, places, 3)."""
    found: dict[str, list[Floats]] = {place: [] for place in places}
    for judged in rankings:
        found[judged.place].append(measure(judged, times, top))
    return np.stack([_mean(np.stack(values), 0) for values in found.values()], axis=1)


def _mean(values: Floats, axis: int) -> Floats:
    """Return the mean of what is there."""
    known = ~np.isnan(values)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(known, values, 0).sum(axis=axis) / known.sum(axis=axis), dtype=np.float64)


def _pair(values: Floats) -> Interval:
    return float(values[0]), float(values[1])
