"""Recall, nDCG and reciprocal rank of rankings, for many ways of counting the practices at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kb.model import PartyId, PracticeId

METRICS = ("recall", "ndcg", "mrr")
DEPTH = 250  # ranks in which resampling moves practices; a first hit further down counts at its plain rank
MOST_TOP = 100
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One ranking, for one place at one cutoff, and where in it those practices stand that were taken up afterwards."""

    place: PartyId
    cutoff: int
    shown: Ints  # numbers of the first DEPTH practices, the best first
    ranks: Ints  # of the relevant ones, from 0
    relevant: Ints  # their numbers, in the same order


def judge(
    place: PartyId, cutoff: int, order: Sequence[PracticeId], relevant: Collection[PracticeId], numbers: Mapping[PracticeId, int]
) -> Judged:
    """Find the relevant practices in a ranking. `numbers` has a number for every practice."""
    hits = [(rank, numbers[practice]) for rank, practice in enumerate(order) if practice in relevant]
    ranks, found = np.array(hits, dtype=np.int64).reshape(-1, 2).T
    return Judged(
        place=place,
        cutoff=cutoff,
        shown=np.array([numbers[practice] for practice in order[:DEPTH]], dtype=np.int64),
        ranks=ranks,
        relevant=found,
    )


def measure(judged: Judged, times: Ints, top: int) -> Floats:
    """Return the metrics of one ranking, once for each way in which its practices are counted.

    Args:
        judged: the ranking.
        times: shape (b, p): how often each practice is there, by its number; all 1 for the ranking as it is. One that
            is there twice takes two ranks.
        top: how many ranks count for recall and nDCG, at most MOST_TOP.
    Returns:
        Shape (b, 3): recall (relevant ones among the first `top` / all relevant ones), nDCG (gain 1, discount
        1 / log2(1 + rank), ideal: all relevant ones first) and reciprocal rank of the first relevant one. NaN where
        nothing relevant is there.
    Source: Järvelin and Kekäläinen (2002), ACM TOIS 20(4), 422-446, doi:10.1145/582415.582418.
    """
    counts = times[:, judged.relevant]
    near = int(np.searchsorted(judged.ranks, len(judged.shown)))
    ends = np.cumsum(times[:, judged.shown], axis=1)[:, judged.ranks[:near]]
    starts = ends - counts[:, :near]
    gains, relevant = _discounts(top), counts.sum(axis=1)
    found = (np.minimum(ends, top) - np.minimum(starts, top)).sum(axis=1)
    gained = (gains[np.minimum(ends, top)] - gains[np.minimum(starts, top)]).sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratios = found / relevant, gained / gains[np.minimum(relevant, top)], _reciprocal(judged.ranks, counts, starts)
    return np.where(relevant[:, None] > 0, np.stack(ratios, axis=1), np.nan)


def _reciprocal(ranks: Ints, counts: Ints, starts: Ints) -> Floats:
    known = np.tile(ranks, (len(counts), 1))
    known[:, : starts.shape[1]] = starts
    first = np.argmax(counts > 0, axis=1)
    return np.asarray(1 / (1 + known[np.arange(len(counts)), first]), dtype=np.float64)


@lru_cache(maxsize=8)
def _discounts(top: int) -> Floats:
    """Return the summed discounts of the first 0, 1, ... `top` ranks."""
    return np.concatenate([[0.0], np.cumsum(1 / np.log2(np.arange(2, top + 2)))])
