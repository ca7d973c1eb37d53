"""Which links between places explain many cascades at once: the network inferred by NetInf."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heapreplace
from math import erfc, log, sqrt

import numpy as np

from kb.diffusion.cascades import Cascades, Pairs
from kb.diffusion.exposure import Floats, Ints

_CHOSEN = log(0.5)  # how likely a source passes something on, over a link of the network
_UNEXPLAINED = log(1e-10)  # and over none
_P_VALUE = 0.1


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the inferred network."""

    source: int
    learner: int
    gain: float  # by how much it raised the log-likelihood of all cascades when it was chosen, in nats
    cascades: int  # in how many of them it explained an adoption then
    p_value: float  # of Vuong's test that the network is no better with it


def netinf(of: Cascades, rate: float, *, most: int | None = None, p_value: float | None = _P_VALUE) -> list[Link]:
    """Choose links one after the other, each time the one that raises the likelihood of the cascades most.

    An adoption is explained by the source that makes it likeliest: log(1/2 f(lag)) over a link that was chosen,
    log(1e-10 f(lag)) over none, f(lag) = rate * exp(-rate * lag), the source certainly earlier. A gain can only fall
    while others are chosen, so those known from earlier are looked at again only when they come first. Of equal gains
    the link of the lower learner, then source, comes first.

    Args:
        of: the cascades.
        rate: of the exponential delay from source to learner, per year.
        most: how many links at most; None: no limit.
        p_value: stop before the first link after which Vuong's test does not say, at this level, that the network is
            better with it; None: go on as long as anything is gained. One parameter more costs 1 nat, once. (The R
            package NetworkInference charges it again with every link, and stops a little later.)
    Source: Gomez-Rodriguez, Leskovec and Krause (2010), KDD, 1019-1028, doi:10.1145/1835804.1835933; as `netinf` of the
        R package NetworkInference.
    """
    tree = _Tree(of.pairs, rate, len(of.places))
    chosen: list[Link] = []
    queue = [(-gain, link) for link, gain in enumerate(tree.gains().tolist()) if gain > 0]
    heapify(queue)
    while queue and queue[0][0] < 0 and (most is None or len(chosen) < most):
        known, link = queue[0]
        gains = tree.gain(link)
        now = float(gains.sum())
        if -now > known:
            heapreplace(queue, (-now, link))
            continue
        p = _vuong(gains, of.cascades)
        if p_value is not None and p >= p_value:
            break
        chosen.append(Link(int(of.pairs.sources[link]), int(of.pairs.learners[link]), now, int((gains > 0).sum()), p))
        tree.choose(link)
        heapreplace(queue, (0.0, link))
    return chosen


def delay_rate(of: Cascades) -> float | None:
    """Return 1 / the mean lag from the closest earlier adopter, per year; None without two adoptions one after the other."""
    lags = closest(of.pairs, len(of.places))
    known = lags[np.isfinite(lags)]
    return float(1 / known.mean()) if len(known) else None


def closest(pairs: Pairs, adoptions: int) -> Floats:
    """Return the lag of each adoption from the closest earlier one, in years; infinity for one that has none."""
    lags = np.full(adoptions, np.inf)
    np.minimum.at(lags, pairs.later, pairs.lag)
    return lags


class _Tree:
    """The likeliest source of every adoption, given the links chosen so far: how likely it makes the adoption."""

    def __init__(self, pairs: Pairs, rate: float, adoptions: int) -> None:
        self._pairs = pairs
        self._chosen = _CHOSEN + log(rate) - rate * pairs.lag
        self._now = _UNEXPLAINED + log(rate) - rate * closest(pairs, adoptions)  # -inf: no source there could be

    def gains(self) -> Floats:
        """Return by how much each link would raise the likelihood."""
        each = np.maximum(0.0, self._chosen - self._now[self._pairs.later])
        return np.add.reduceat(each, self._pairs.starts[:-1]) if len(each) else each

    def gain(self, link: int) -> Floats:
        """Return by how much a link would raise the likelihood of each adoption it may explain."""
        own = self._own(link)
        return np.maximum(0.0, self._chosen[own] - self._now[self._pairs.later[own]])

    def choose(self, link: int) -> None:
        """Let a link explain what it explains best."""
        own = self._own(link)
        later: Ints = self._pairs.later[own]  # one place's, each of another practice
        self._now[later] = np.maximum(self._now[later], self._chosen[own])

    def _own(self, link: int) -> slice:
        return slice(int(self._pairs.starts[link]), int(self._pairs.starts[link + 1]))


def _vuong(gains: Floats, cascades: int) -> float:
    """Return the p-value of Vuong's test, one-sided, from what the cascades gain by one link: the others gain nothing."""
    if cascades < 2:
        return 1.0
    penalty = 1 / cascades
    mean = float(gains.sum()) / cascades - penalty
    squares = float(((gains - penalty - mean) ** 2).sum()) + (cascades - len(gains)) * (penalty + mean) ** 2
    deviation = sqrt(squares / (cascades - 1))
    if deviation == 0:
        return 0.0 if mean > 0 else 1.0
    return 0.5 * erfc(mean * sqrt(cascades) / deviation / sqrt(2))
