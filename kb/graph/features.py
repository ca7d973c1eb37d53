"""What says, at a moment, how soon places will turn to practices: one number for each place, practice and feature."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import sparse

from kb.graph.matrix import Dated, Floats, Ints, Matrix
from kb.graph.similarity import NEIGHBOURS, SHRINKAGE

HALF_LIVES = (0.5, 1.0, 2.0, 4.0, 8.0)  # years
PRIOR = 5.0  # places exactly like this one, as in `kb.graph.scores`
LEAST = 0.002  # a rate so small that below it nothing is told apart
LONGEST = 300.0  # years
ALIKE_YEARS = 10.0  # half-life of what makes places alike lately
MOVES_YEARS = 3.0  # half-life of a place's own moves
TEMPO_YEARS, TEMPO_PRIOR, TEMPO = 30.0, 5.0, 0.4


class Moment:
    """What is known at a moment, for a few actors and every practice.

    Args:
        matrix: of the landscape.
        year: the moment; nothing later enters.
        rows: the numbers of the actors.
    """

    def __init__(self, matrix: Matrix, year: float, rows: Ints) -> None:
        self.matrix, self.year, self.rows = matrix, year, rows
        self.taken = matrix.taken.by(year)
        self.has = self.taken.matrix(matrix.shape)
        self.adopters = self._summed(np.ones(len(self.taken.row)))
        self.active = np.unique(self.taken.row)  # actors with any
        self.population = max(2, len(self.active))
        self.at_risk = self.population - self.adopters + 1
        self.since_last, self.since_first = self._ages()

    def features(self) -> Iterator[tuple[str, Floats]]:
        """Yield each feature by name; shape (practices,), or (rows, practices) where places differ in it."""
        yield from self._of_practices()
        yield from self._of_neighbours()
        yield from self._of_the_place()
        yield from self._of_company()
        yield from self._of_what_is_recorded()

    def _of_practices(self) -> Iterator[tuple[str, Floats]]:
        """How lately and how widely others turned to a practice."""
        share = self.adopters / self.population
        for half_life in HALF_LIVES:
            yield f"pulse-{half_life:g}", np.log(self._rate(half_life) + LEAST)
        yield "adopters", np.log1p(self.adopters)
        yield "share", share
        yield "share-squared", share**2
        yield "at-risk", np.log(self.at_risk)
        yield "since-last", np.log1p(self.since_last)
        yield "since-first", np.log1p(self.since_first)
        yield "pace", np.log(self.adopters / (self.since_first + 0.5) + LEAST)
        for back in range(3):
            yield f"year-{back}", np.log1p(self._summed(self._within(back)))
        yield "new-1", (self.since_first < 1).astype(float)
        yield "new-3", (self.since_first < 3).astype(float)

    def _of_neighbours(self) -> Iterator[tuple[str, Floats]]:
        """What those most like the place have, and turn to."""
        plain = self._alike(self.has)
        nearest = _nearest(plain)
        mass = np.asarray(nearest.sum(axis=1), dtype=np.float64).reshape(-1, 1)
        for half_life in (1.0, 3.0):
            pulses, rate = self._pulses(half_life), self._rate(half_life)
            votes = (nearest @ pulses).toarray() + PRIOR * rate
            yield f"alike-pulse-{half_life:g}", np.log(votes / (mass + PRIOR) + LEAST) - np.log(rate + LEAST)
        yield "alike-has", self._above_share(np.asarray((nearest @ self.has).toarray(), dtype=np.float64), mass)
        lately = self._alike(self._pulses(ALIKE_YEARS))
        weight = np.asarray(lately.sum(axis=1), dtype=np.float64).reshape(-1, 1)
        yield "alike-lately-has", self._above_share(np.asarray(lately @ self.has, dtype=np.float64), weight)
        gone = self.matrix.given_up.by(self.year).matrix(self.matrix.shape)
        yield "alike-gave-up", (nearest @ gone).toarray() / (mass + 0.5)

    def _of_the_place(self) -> Iterator[tuple[str, Floats]]:
        """How early and how often the place takes things up, against how far the practice is."""
        share, moves = self.adopters / self.population, self._moves()
        new, pulse = (self.since_first < 3).astype(float), np.log(self._rate(1.0) + LEAST)
        yield "tempo-share", np.outer(self._tempo(), share)
        yield "moves-share", np.outer(moves, share)
        yield "moves-new", np.outer(moves, new)
        yield "moves-pulse", np.outer(moves, pulse)

    def _of_company(self) -> Iterator[tuple[str, Floats]]:
        """Whether the practice goes with those that the place has, or took up lately; beside how it is for others."""
        everywhere = self._company(self.adopters[None, :]) / self.population
        own = np.asarray(self.has[self.rows].toarray(), dtype=np.float64)
        yield "company", self._company(own) / (everywhere + 0.5)
        pulses = self._pulses(MOVES_YEARS)
        around = self._company(np.asarray(pulses.sum(axis=0), dtype=np.float64).reshape(1, -1)) / self.population
        yield "company-lately", np.log((self._company(pulses[self.rows].toarray()) + 0.05) / (around + 0.05))

    def _of_what_is_recorded(self) -> Iterator[tuple[str, Floats]]:
        """What few data have: its country, its topics, what it was shown, and whom it visited."""
        matrix, rate = self.matrix, self._rate(1.0)
        home = _groups(matrix.countries)
        pulse, has = ((home @ ties).toarray()[matrix.countries[self.rows]] for ties in (self._pulses(1.0), self.has))
        there = np.bincount(matrix.countries[self.active], minlength=home.shape[0])[matrix.countries[self.rows]]
        at_risk = np.maximum(1, there[:, None] - has)
        apart = np.log((pulse + PRIOR * rate) / (at_risk + PRIOR) + LEAST) - np.log(rate + LEAST)
        yield "country-pulse", np.where(matrix.countries[self.rows][:, None] > 0, apart, 0.0)
        known = (self.has[self.rows] @ matrix.topics).toarray() + 0.5
        usual = np.asarray(self.adopters @ matrix.topics).reshape(1, -1) + 0.5
        affinity = np.log(known / known.sum(axis=1, keepdims=True)) - np.log(usual / usual.sum())
        yield "topic", np.asarray((matrix.topics @ affinity.T).T) / np.maximum(1, np.asarray(matrix.topics.sum(axis=1)).T)
        shown = matrix.shown.by(self.year)
        yield "shown", np.log1p(shown.matrix(matrix.shape, shown.decayed(self.year, MOVES_YEARS))[self.rows].toarray())
        visited = matrix.visited.by(self.year)
        hosts = visited.matrix((len(matrix.actors),) * 2, visited.decayed(self.year, MOVES_YEARS))[self.rows]
        yield "visited", np.log1p((hosts @ self.has).toarray())

    # -- what they are made of

    def _summed(self, values: Floats) -> Floats:
        return np.bincount(self.taken.column, weights=values, minlength=len(self.matrix.practices)).astype(np.float64)

    def _pulses(self, half_life: float) -> sparse.csr_matrix:
        return self.taken.matrix(self.matrix.shape, self.taken.decayed(self.year, half_life))

    def _rate(self, half_life: float) -> Floats:
        return self._summed(self.taken.decayed(self.year, half_life)) / self.at_risk

    def _within(self, back: int) -> Floats:
        age = self.year - self.taken.middle
        return ((age > back) & (age <= back + 1)).astype(np.float64)

    def _ages(self) -> tuple[Floats, Floats]:
        last, first = (np.full(len(self.matrix.practices), value) for value in (-np.inf, np.inf))
        np.maximum.at(last, self.taken.column, self.taken.middle)
        np.minimum.at(first, self.taken.column, self.taken.middle)
        ages = self.year - last, np.where(np.isinf(first), LONGEST, self.year - first)
        return np.minimum(ages[0], LONGEST), np.minimum(ages[1], LONGEST)

    def _alike(self, ties: sparse.csr_matrix) -> Floats:
        """Return how alike the actors are to all others: see `kb.graph.similarity`."""
        product = (ties[self.rows] @ ties.T).toarray()
        norms = np.sqrt(np.asarray(ties.multiply(ties).sum(axis=1)).ravel())
        alike = product / np.maximum(1e-9, np.outer(norms[self.rows], norms)) * product / (product + SHRINKAGE)
        alike[np.arange(len(self.rows)), self.rows] = 0
        alike[self.matrix.levels[self.rows][:, None] != self.matrix.levels] = 0
        return np.asarray(alike, dtype=np.float64)

    def _above_share(self, having: Floats, mass: Floats) -> Floats:
        return (having - mass * self.adopters / self.population) / (mass + 0.5)

    def _tempo(self) -> Floats:
        """Return how late in a practice's course a place usually is, 0 to 1, against all places."""
        recent = self.taken.middle > self.year - TEMPO_YEARS
        place = _ranks(self.taken)[recent] / max(1, self.population - 1)
        count, late = (np.bincount(self.taken.row[recent], weights=of, minlength=len(self.matrix.actors)) for of in (None, place))
        tempo = (late + TEMPO * TEMPO_PRIOR) / (count + TEMPO_PRIOR)
        return np.asarray(tempo[self.rows] - tempo[self.active].mean(), dtype=np.float64)

    def _moves(self) -> Floats:
        """Return how much a place takes up lately, as the logarithm of its ratio to all places."""
        made = np.bincount(self.taken.row, weights=self.taken.decayed(self.year, MOVES_YEARS), minlength=len(self.matrix.actors))
        return np.asarray(np.log((made + 1) / (made[self.active].mean() + 1))[self.rows], dtype=np.float64)

    def _company(self, weights: Floats) -> Floats:
        """Return the summed cosine of each practice to weighted other ones."""
        length = np.sqrt(np.maximum(1, self.adopters))
        through = self.has @ (weights / length).T
        return np.asarray((self.has.T @ through).T / length - weights * (self.adopters > 0), dtype=np.float64)


def _ranks(taken: Dated) -> Floats:
    """Return how many had the practice certainly earlier, or at the same time with a lower number, by tie."""
    order = np.lexsort((taken.row, taken.end, taken.column))
    columns = taken.column[order]
    starts = np.searchsorted(columns, columns)
    ranks = np.empty(len(order))
    ranks[order] = np.arange(len(order)) - starts
    return ranks


def _nearest(alike: Floats) -> sparse.csr_matrix:
    """Keep the NEIGHBOURS largest of each row; of equals those with the lower number."""
    best = np.argsort(-alike, axis=1, kind="stable")[:, :NEIGHBOURS]
    rows = np.repeat(np.arange(len(alike)), best.shape[1])
    return sparse.csr_matrix((alike[rows, best.ravel()], (rows, best.ravel())), shape=alike.shape)


def _groups(numbers: Ints) -> sparse.csr_matrix:
    """Return a matrix that sums actors by group."""
    count = int(numbers.max(initial=0)) + 1
    return sparse.csr_matrix((np.ones(len(numbers)), (numbers, np.arange(len(numbers)))), shape=(count, len(numbers)))
