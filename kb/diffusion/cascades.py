"""Many cascades at once: who adopted what when, and which earlier adopter may have been whose source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from kb.diffusion.exposure import Floats, Ints

MOST_EARLIER = 50  # the latest earlier adopters of an adoption that may have been its source
MOST_PAIRS = 2_000_000  # in all: where there would be more, fewer earlier adopters of each adoption are looked at
FEWEST_EARLIER = 5


@dataclass(frozen=True, kw_only=True, eq=False)
class Cascades:
    """Adoptions, each of one practice by one place: `e` of them, by practice, then by the time by which each was certain.

    A time may be uncertain: it lies between `begin` and `end`, and lags are taken between middles.
    """

    places: Ints  # of each adoption
    practices: Ints
    begin: Floats  # in years
    end: Floats
    count: int  # of places
    earlier: int = MOST_EARLIER

    @cached_property
    def middle(self) -> Floats:
        """The middle of each time, in years."""
        return (self.begin + self.end) / 2

    @cached_property
    def cascades(self) -> int:
        """How many practices there are with an adoption."""
        return len(np.unique(self.practices))

    @cached_property
    def pairs(self) -> Pairs:
        """Every adoption with those earlier ones of its practice that may have been its source."""
        most = max(FEWEST_EARLIER, min(self.earlier, MOST_PAIRS // max(1, len(self.places))))
        starts = np.searchsorted(self.practices, self.practices)  # of each adoption's practice
        certain = np.empty(len(self.places), dtype=np.int64)  # up to where others were certainly earlier
        for begin, end in _groups(self.practices):
            certain[begin:end] = begin + np.searchsorted(self.end[begin:end], self.begin[begin:end])
        from_ = np.maximum(starts, certain - most)
        sizes = certain - from_
        later = np.repeat(np.arange(len(sizes)), sizes)
        offsets = np.arange(len(later)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return _paired(self, from_[later] + offsets, later)


@dataclass(frozen=True, kw_only=True, eq=False)
class Pairs:
    """Pairs of adoptions of one practice, the first certainly before the second; by link, that is by both places.

    Links are numbered by their learner, then by their source.
    """

    earlier: Ints  # of each pair, the number of the earlier adoption
    later: Ints
    lag: Floats  # in years, above 0
    link: Ints  # of each pair, the number of its link
    starts: Ints  # of each link, its first pair; then the number of pairs
    sources: Ints  # of each link, the place
    learners: Ints


def cascades(places: ArrayLike, practices: ArrayLike, begin: ArrayLike, end: ArrayLike | None = None, *, count: int) -> Cascades:
    """Put adoptions in order.

    Args:
        places: of each adoption, 0 to `count` - 1; a place adopts a practice once.
        practices: of each adoption, any whole numbers.
        begin: when each was made, at the earliest, in years.
        end: at the latest; None: the same.
        count: how many places there are.
    """
    where, what = np.asarray(places, dtype=np.int64), np.asarray(practices, dtype=np.int64)
    since = np.asarray(begin, dtype=float)
    until = since if end is None else np.asarray(end, dtype=float)
    order = np.lexsort((where, since, until, what))
    return Cascades(places=where[order], practices=what[order], begin=since[order], end=until[order], count=count)


def _paired(of: Cascades, earlier: Ints, later: Ints) -> Pairs:
    keys = of.places[later] * of.count + of.places[earlier]
    order = np.argsort(keys, kind="stable")
    earlier, later, keys = earlier[order], later[order], keys[order]
    links, starts, link = np.unique(keys, return_index=True, return_inverse=True)
    return Pairs(
        earlier=earlier,
        later=later,
        lag=of.middle[later] - of.middle[earlier],
        link=link,
        starts=np.append(starts, len(keys)),
        sources=links % max(1, of.count),
        learners=links // max(1, of.count),
    )


def _groups(practices: Ints) -> list[tuple[int, int]]:
    bounds = [0, *(np.flatnonzero(np.diff(practices)) + 1).tolist(), len(practices)]
    return list(pairwise(bounds))
