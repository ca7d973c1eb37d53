"""The learned method: a yearly event-history logit of how soon a place turns to a practice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kb.errors import InvalidInput, KbError
from kb.graph.features import Moment
from kb.graph.landscape import Landscape
from kb.graph.matrix import SLACK_YEARS, Floats, Ints, Matrix, matrix_of
from kb.graph.once import Once
from kb.model import PartyId, PracticeId

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

ENOUGH = 1000  # dated adoptions to learn from
YEARS = 25  # that are learned from
LEADS = 5  # years ahead of each
LIVE_YEARS = 5.0  # learned from are practices that somebody took up so lately
MOST_PLACES = 200  # learned from; drawn where there are more
MOST_PAIRS = 20_000  # of places and practices, a year; beyond, those without an event are drawn
DIGITS = 9  # of features: the last ones of a sum hang on how many places there are that nothing is known of
STRENGTH = 0.001  # inverse of the regularisation
SEED = 20_250_102  # any number would do; a fixed one makes answers repeatable


@dataclass(frozen=True, slots=True)
class Model:
    """What was learned: weights of standardised features."""

    names: Sequence[str]
    mean: Floats
    deviation: Floats
    weights: Floats
    intercept: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """What is learned from: features of shape (cases, features), whether it happened, and what each case weighs."""

    names: Sequence[str]
    values: Floats
    events: NDArray[np.bool_]
    weights: Floats


@dataclass(frozen=True, slots=True)
class Forecast:
    """For one place, by number of practice: chances within a year, and what each feature adds to their logit.

    `parts` has the shape (practices, features).
    """

    model: Model
    column: Mapping[PracticeId, int]
    chances: Floats
    parts: Floats

    def chance(self, practice: PracticeId) -> float:
        """Return the chance of one practice."""
        return float(self.chances[self.column[practice]])

    def added(self, practice: PracticeId, among: Iterable[PracticeId], groups: Sequence[tuple[str, ...]]) -> list[float]:
        """Return what each group of features adds to the logit of a practice, beside the mean over some practices.

        `groups` says how the names of their features begin.
        """
        own = self.parts[self.column[practice]] - self.parts[[self.column[key] for key in among]].mean(axis=0)
        return [float(own[[name.startswith(starts) for name in self.model.names]].sum()) for starts in groups]


def model_of(landscape: Landscape) -> Model:
    """Learn from a landscape, once; whoever asks meanwhile waits. It takes seconds: ask off the event loop.

    Each year of the last YEARS, each place without a practice that is alive then, and each of the up to LEADS years
    that followed it by the landscape's day is one case: did it turn to the practice in that year? The features are
    those of `kb.graph.features`, of the beginning of the first year; nothing after the landscape's day enters.

    Raises:
        InvalidInput: fewer than ENOUGH dated adoptions. KbError: scikit-learn is not installed.
    Source: Allison (1982), Sociological Methodology 13, 61-98, doi:10.2307/270718; Berry and Berry (1990), American
    Political Science Review 84(2), 395-415, doi:10.2307/1963526 (adoption by neighbours in an event-history logit).
    """
    return _learned(landscape)


def forecast(landscape: Landscape, actor: PartyId) -> Forecast:
    """Return how likely an actor turns to each practice within a year. Raises as `model_of`."""
    model, matrix = model_of(landscape), matrix_of(landscape)
    moment = Moment(matrix, matrix.now, np.array([matrix.row[actor]]))
    every = np.arange(matrix.shape[1])
    values = _values(moment, np.zeros_like(every), every)[1]
    parts = (values - model.mean) / model.deviation * model.weights
    chances = 1 / (1 + np.exp(-(parts.sum(axis=1) + model.intercept)))
    return Forecast(model, matrix.column, np.where(moment.adopters > 0, chances.round(DIGITS), 0.0), parts)


def _learn(landscape: Landscape) -> Model:
    logistic = _logistic()
    matrix = matrix_of(landscape)
    if len(matrix.taken.row) < ENOUGH:
        known = f"the method 'hazard' learns from {ENOUGH:,} dated adoptions or more; here are {len(matrix.taken.row):,}"
        raise InvalidInput(f"{known}; 'neighbours', the default, ranks without learning")
    cases = _cases(matrix)
    mean, deviation = cases.values.mean(axis=0), cases.values.std(axis=0)
    deviation = np.where(deviation > 1e-9, deviation, np.inf)  # a feature that is always the same says nothing
    fitted = logistic(C=STRENGTH, max_iter=300).fit((cases.values - mean) / deviation, cases.events, sample_weight=cases.weights)
    return Model(cases.names, mean, deviation, fitted.coef_[0], float(fitted.intercept_[0]))


_learned = Once(_learn)


def _cases(matrix: Matrix) -> Cases:
    random = np.random.default_rng(SEED)
    rows = np.unique(matrix.taken.row)
    if len(rows) > MOST_PLACES:
        rows = np.sort(random.choice(rows, MOST_PLACES, replace=False))
    event = np.full((len(rows), matrix.shape[1]), np.inf)  # when each place turned to each practice
    of_them = np.isin(matrix.taken.row, rows)
    event[np.searchsorted(rows, matrix.taken.row[of_them]), matrix.taken.column[of_them]] = matrix.taken.end[of_them]
    years = [_year(Moment(matrix, matrix.now - back, rows), event, min(LEADS, back), random) for back in range(1, YEARS + 1)]
    known = [year for year in years if year is not None]
    if not known or not any(year.events.any() for year in known):
        raise InvalidInput("the method 'hazard' finds no year in which a place turned to what others had")
    return Cases(
        names=known[0].names,
        values=np.concatenate([year.values for year in known]),
        events=np.concatenate([year.events for year in known]),
        weights=np.concatenate([year.weights for year in known]),
    )


def _year(moment: Moment, event: Floats, leads: int, random: np.random.Generator) -> Cases | None:
    """Return the cases that begin at a moment: with an event each, and without one, weighted by the years without."""
    alive = (moment.adopters > 0) & (moment.since_last <= LIVE_YEARS)
    lead = np.ceil(event - moment.year - SLACK_YEARS)  # 1: within the first year
    row, column = np.nonzero(alive & (lead >= 1))
    if not len(row):
        return None
    after = lead[row, column]
    happened = after <= leads
    drawn, times = _drawn(happened, random)
    row, column, after, happened = row[drawn], column[drawn], after[drawn], happened[drawn]
    names, values = _values(moment, row, column)
    quiet = np.where(happened, after - 1, leads) * np.where(happened, 1.0, times)
    weights = np.concatenate([np.ones(int(happened.sum())), quiet])
    events = np.arange(len(weights)) < happened.sum()
    return Cases(names=names, values=np.concatenate([values[happened], values]), events=events, weights=weights)


def _drawn(happened: NDArray[np.bool_], random: np.random.Generator) -> tuple[Ints, float]:
    """Return which pairs to learn from, and for how many each of those without an event stands."""
    without = np.flatnonzero(~happened)
    if len(without) <= MOST_PAIRS:
        return np.arange(len(happened)), 1.0
    kept = random.choice(without, MOST_PAIRS, replace=False)
    return np.sort(np.concatenate([np.flatnonzero(happened), kept])), len(without) / MOST_PAIRS


def _values(moment: Moment, rows: Ints, columns: Ints) -> tuple[Sequence[str], Floats]:
    """Return the features of pairs of places (by their place in the moment) and practices: shape (pairs, features)."""
    named = [(name, of[columns] if of.ndim == 1 else of[rows, columns]) for name, of in moment.features()]
    values = np.stack([values for _, values in named], axis=1)
    return [name for name, _ in named], values.round(DIGITS)


def _logistic() -> type[LogisticRegression]:
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        raise KbError("the method 'hazard' needs scikit-learn: pip install 'peer-learning-kb[learned]'") from None
    made: type[LogisticRegression] = LogisticRegression
    return made
