"""From whom each place may have learned, inferred from the times of many cascades."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_array

from kb.diffusion.cascades import Cascades
from kb.diffusion.exposure import Floats, Ints

PRIOR = 10.0  # practices that every link is taken to have had beside its own, passed on as often as all links do on average
SPAN_YEARS = 1.0  # that a cascade lasts at least
_MOST_ROUNDS = 100
_SETTLED = 1e-4
_MOST_MEETINGS = 1e7  # of two places in one practice


@dataclass(frozen=True, kw_only=True, eq=False)
class SourceModel:
    """What places learn from each other, as the times of many cascades say."""

    strengths: Floats  # of each link of the pairs: how likely its source passes a practice on to its learner, 0 to 1
    usual: float  # of any other link that could be
    spontaneous: float  # how likely a place takes up a practice by itself, over the time that the practice spreads
    rate: float  # of the exponential delay from source to learner, per year
    probabilities: Floats  # of each pair: how likely the earlier adoption is the source of the later one
    of: Cascades

    def ranked(self, adoption: int) -> list[tuple[int, float]]:
        """Return the likely sources of an adoption, by its number: places with their probabilities, the likeliest first.

        What is missing to 1 is the chance that it had none of them for a source.
        """
        begin, end = np.searchsorted(self._later, [adoption, adoption + 1])
        own = self._by_adoption[begin:end]
        found = zip(self.of.places[self.of.pairs.earlier[own]].tolist(), self.probabilities[own].tolist(), strict=True)
        return sorted(found, key=lambda one: (-one[1], one[0]))

    def weigh(self, learner: int, sources: Ints, lags: Floats, span_years: float) -> Floats:
        """Return how likely each of some sources is that of an adoption that is none of the cascades'.

        Args:
            learner: the place that adopted.
            sources: places that adopted certainly before.
            lags: how long before, in years.
            span_years: how long the practice has been spreading.
        """
        pairs, places = self.of.pairs, self.of.count
        keys = pairs.learners * places + pairs.sources
        wanted = learner * places + sources
        at = np.minimum(np.searchsorted(keys, wanted), max(0, len(keys) - 1))
        known = keys[at] == wanted if len(keys) else np.zeros(len(wanted), dtype=bool)
        strength = np.where(known, self.strengths[at] if len(keys) else 0.0, self.usual)
        weights = strength * self.rate * np.exp(-self.rate * lags)
        found: Floats = weights / (weights.sum() + self.spontaneous / max(SPAN_YEARS, span_years))
        return found

    @cached_property
    def _by_adoption(self) -> Ints:
        return np.argsort(self.of.pairs.later, kind="stable")

    @cached_property
    def _later(self) -> Ints:
        return self.of.pairs.later[self._by_adoption]


def likely_sources(of: Cascades) -> SourceModel | None:
    """Infer from whom each place learned, by expectation and maximisation over all practices; None without two dates in a row.

    An adoption of v at t came from the earlier one of u with a weight of a_uv * rate * exp(-rate * lag), or by itself
    with one of b / (years that the practice spreads); probabilities are shares of their sum. a_uv, how likely u passes a
    practice on to v, is (practices passed on + PRIOR * mean) / (practices that u had to pass on + PRIOR), the mean that
    over all links; the rate is 1 / the mean lag of what was passed on; b the share of places that took a practice up by
    themselves. What an adoption itself says of its link is left out when it is weighed: its own echo would make few data
    look certain. The steps are repeated until no probability moves by 0.0001, 100 times at most.

    Args:
        of: the cascades; of each adoption at most its latest earlier ones are looked at.
    Source: the exponential model of Gomez-Rodriguez, Balduzzi and Schölkopf (2011), ICML, 561-568, arXiv:1105.0697, fitted as in
        Saito, Nakano and Kimura (2008), KES, 67-75, doi:10.1007/978-3-540-85567-5_9.
    """
    pairs, adoptions = of.pairs, len(of.places)
    if not len(pairs.lag):
        return None
    trials, spans = _trials(of), _spans(of)
    shares: Floats = 0.9 / np.bincount(pairs.later, minlength=adoptions)[pairs.later]
    for _ in range(_MOST_ROUNDS):
        before, shares = shares, _expected(of, _maximised(of, shares), trials, spans, shares)
        if np.abs(shares - before).max() < _SETTLED:
            break
    found = _maximised(of, shares)
    return SourceModel(
        strengths=(found.passed + PRIOR * found.usual) / (trials + PRIOR),
        usual=found.usual,
        spontaneous=found.spontaneous,
        rate=found.rate,
        probabilities=shares,
        of=of,
    )


class _Found(NamedTuple):
    passed: Floats  # of each link: how many practices
    usual: float
    rate: float
    spontaneous: float


def _maximised(of: Cascades, shares: Floats) -> _Found:
    """Return what makes the shares of each pair likeliest."""
    adoptions, passed = len(of.places), float(shares.sum())
    return _Found(
        passed=np.add.reduceat(shares, of.pairs.starts[:-1]),
        usual=passed / (adoptions * (of.count - 1)),  # of all that anybody had to pass on to anybody
        rate=passed / float((shares * of.pairs.lag).sum()),
        spontaneous=(adoptions - passed) / (of.count * of.cascades),
    )


def _expected(of: Cascades, found: _Found, trials: Floats, spans: Floats, shares: Floats) -> Floats:
    """Return the share of each pair in its adoption, by what all other adoptions say of its link."""
    pairs = of.pairs
    strengths = (found.passed[pairs.link] - shares + PRIOR * found.usual) / (trials[pairs.link] - 1 + PRIOR)
    weights = strengths * found.rate * np.exp(-found.rate * pairs.lag)
    total = np.bincount(pairs.later, weights, len(of.places)) + found.spontaneous / spans
    known: Floats = weights / total[pairs.later]
    return known


def _trials(of: Cascades) -> Floats:
    """Return for each link how many practices its source had to pass on: its own, without those the learner had before or then.

    Where places meet in too many practices, those the learner took up at about the same time count as passed on in vain.
    """
    pairs, places = of.pairs, of.count
    had = np.asarray(_meetings(of)[pairs.learners, pairs.sources]) - np.diff(pairs.starts) if _are_few(of) else _before(of)
    return (np.bincount(of.places, minlength=places)[pairs.sources] - had).astype(float)


def _meetings(of: Cascades) -> csr_array:
    """Return how many practices each two places both adopted."""
    _, practices = np.unique(of.practices, return_inverse=True)
    adopted = csr_array((np.ones(len(of.places), dtype=np.int64), (of.places, practices)), shape=(of.count, of.cascades))
    return adopted @ adopted.T


def _are_few(of: Cascades) -> bool:
    _, sizes = np.unique(of.practices, return_counts=True)
    return float((sizes.astype(float) ** 2).sum()) <= _MOST_MEETINGS


def _before(of: Cascades) -> Ints:
    """Return for each link how many practices its learner certainly had before its source."""
    pairs, places = of.pairs, of.count
    keys, back = pairs.learners * places + pairs.sources, pairs.sources * places + pairs.learners
    at = np.minimum(np.searchsorted(keys, back), len(keys) - 1)
    return np.where(keys[at] == back, np.diff(pairs.starts)[at], 0)


def _spans(of: Cascades) -> Floats:
    """Return for each adoption how long its practice spreads, in years."""
    _, numbers = np.unique(of.practices, return_inverse=True)
    first, last = np.full(of.cascades, np.inf), np.full(of.cascades, -np.inf)
    np.minimum.at(first, numbers, of.begin)
    np.maximum.at(last, numbers, of.end)
    spans: Floats = np.maximum(SPAN_YEARS, last - first)
    return spans[numbers]
