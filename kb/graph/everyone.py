"""What every place could study next: the order that each would be told, without the reasons, worked out together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import fsum, inf

import numpy as np

from kb.graph.alike import Alike, highest
from kb.graph.asking import Asking
from kb.graph.atlas import Stratum
from kb.graph.held import held_of
from kb.graph.landscape import Landscape
from kb.graph.ledger import Ledger, ledger_of
from kb.graph.matrix import Floats, Ints, matrix_of
from kb.graph.scores import HAZARD, METHODS, NEIGHBOURS, PRIOR_NEIGHBOURS, method_named
from kb.model import PartyId, PracticeId

TOGETHER = 128  # actors that are worked out at once
Scoring = Callable[[Sequence[PartyId]], Floats]  # shape (actors, practices)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Practices for an actor to study, the best first, with their scores."""

    actor: PartyId
    order: Sequence[PracticeId]
    scores: Sequence[float]


def everyone(landscape: Landscape, actors: Sequence[PartyId], method: str | None = None, first: int | None = None) -> Iterator[Ranked]:
    """Rank for each of some actors, as `practices_to_study` does; neighbours from a matrix of all holdings, kept.

    Args:
        landscape: what is known on the day.
        actors: who would ask.
        method: as of `kb.graph.scores`; None: the default.
        first: how many practices each; None: all its candidates.
    Raises:
        InvalidInput: an unknown method, or too little to learn from.
    """
    ledger, scoring = ledger_of(landscape), _scoring(landscape, method_named(method))
    tie_break = np.argsort(np.argsort(-ledger.adopters(), kind="stable"))  # of equals what more have comes first, then by id
    for begin in range(0, len(actors), TOGETHER):
        some = actors[begin : begin + TOGETHER]
        scores = scoring(some)
        _close(landscape, ledger, some, scores)
        for actor, own, best in zip(some, scores, _best(scores, tie_break, first), strict=True):
            yield Ranked(actor, [ledger.practices[number] for number in best.tolist()], own[best].tolist())


def _close(landscape: Landscape, ledger: Ledger, actors: Sequence[PartyId], scores: Floats) -> None:
    """Put what is no candidate of an actor below everything: as `Ledger.candidates`."""
    matrix = matrix_of(landscape)
    settled = held_of(landscape).settled[np.array([matrix.row[actor] for actor in actors])].tocoo()
    scores[:, ledger.shown == 0] = -inf
    scores[settled.row, settled.col] = -inf
    for own, actor in zip(scores, actors, strict=True):
        if actor in ledger.alone:
            own[ledger.alone[actor]] = -inf


def _best(scores: Floats, tie_break: Ints, first: int | None) -> Iterator[Ints]:
    """Yield the numbers of the candidates of each row, the best first."""
    if first is None or first >= scores.shape[1]:
        for own in scores:
            known = np.flatnonzero(own > -inf)
            yield known[np.lexsort((tie_break[known], -own[known]))]
        return
    rows, columns = highest(scores, first)
    open_ = scores[rows, columns] > -inf
    rows, columns = rows[open_], columns[open_]
    columns = columns[np.lexsort((tie_break[columns], -scores[rows, columns], rows))]
    ends = np.cumsum(np.bincount(rows, minlength=len(scores)))
    for begin, end in zip([0, *ends[:-1]], ends, strict=True):
        yield columns[begin : min(end, begin + first)]


def _scoring(landscape: Landscape, method: str) -> Scoring:
    ledger = ledger_of(landscape)
    rates: dict[tuple[Stratum, ...], Floats] = {}

    def hazards(actors: Sequence[PartyId]) -> list[Floats]:
        strata = [landscape.atlas.strata(actor) for actor in actors]
        rates.update({each: ledger.hazards(each) for each in {*strata} - rates.keys()})
        return [rates[each] for each in strata]

    def one_by_one(actors: Sequence[PartyId]) -> Floats:
        scores = np.zeros((len(actors), len(ledger.practices)))
        for own, actor in zip(scores, actors, strict=True):
            asking = Asking.of(landscape, actor, ())
            own[asking.numbers] = METHODS[method](asking)
        return scores

    if method == NEIGHBOURS:
        return _by_neighbours(landscape, hazards)
    return (lambda actors: np.stack(hazards(actors))) if method == HAZARD else one_by_one


def _by_neighbours(landscape: Landscape, hazards: Callable[[Sequence[PartyId]], list[Floats]]) -> Scoring:
    """Score as `by_neighbours`, all practices."""
    matrix, pulses = matrix_of(landscape), held_of(landscape).pulses
    alike = Alike(landscape, matrix)

    def score(actors: Sequence[PartyId]) -> Floats:
        most = alike.most(np.array([matrix.row[actor] for actor in actors]))
        scores = (most @ pulses).toarray()
        ends, alike_to = most.indptr.tolist(), most.data.tolist()
        for own, rates, begin, end in zip(scores, hazards(actors), ends, ends[1:], strict=False):
            mass = fsum(alike_to[begin:end])
            prior = mass + PRIOR_NEIGHBOURS
            own += prior * rates
            own /= mass + prior
            if begin == end:
                own[:] = rates  # without neighbours the answer is the empirical hazard
        return np.asarray(scores, dtype=np.float64)

    return score
