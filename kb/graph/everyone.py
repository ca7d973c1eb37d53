"""What every place could study next: the order that each would be told, without the reasons, worked out together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import fsum, inf

import numpy as np

from kb.graph.ahead import ahead
from kb.graph.alike import alike_of, shortlist
from kb.graph.asking import Asking
from kb.graph.atlas import Stratum
from kb.graph.held import held_of
from kb.graph.landscape import Landscape
from kb.graph.ledger import Ledger, ledger_of
from kb.graph.matrix import Floats, Ints, matrix_of
from kb.graph.scores import HAZARD, METHODS, NEIGHBOURS, PRIOR_NEIGHBOURS, method_named
from kb.model import PartyId, PracticeId

TOGETHER = 128  # actors that are worked out at once
Scoring = Callable[[Sequence[PartyId]], tuple[Floats, Floats]]  # shape (actors, practices), and what each actor's are to be divided by


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

    def ranked(some: Sequence[PartyId]) -> list[tuple[PartyId, Ints, Floats]]:
        values, divisors = scoring(some)
        _close(landscape, ledger, some, values)
        return [(actor, *best) for actor, best in zip(some, _best(values, divisors, tie_break, first), strict=True)]

    chunks = (actors[begin : begin + TOGETHER] for begin in range(0, len(actors), TOGETHER))
    for actor, numbers, scores in chain.from_iterable(ahead(ranked, chunks)):
        yield Ranked(actor, [ledger.practices[number] for number in numbers.tolist()], scores.tolist())


def _close(landscape: Landscape, ledger: Ledger, actors: Sequence[PartyId], values: Floats) -> None:
    """Put what is no candidate of an actor below everything: as `Ledger.candidates`."""
    matrix = matrix_of(landscape)
    settled = held_of(landscape).settled[np.array([matrix.row[actor] for actor in actors])].tocoo()
    values[:, np.flatnonzero(ledger.shown == 0)] = -inf
    values[settled.row, settled.col] = -inf
    for own, actor in zip(values, actors, strict=True):
        if actor in ledger.alone:
            own[ledger.alone[actor]] = -inf


def _best(values: Floats, divisors: Floats, tie_break: Ints, first: int | None) -> Iterator[tuple[Ints, Floats]]:
    """Yield the numbers of the candidates of each row, the best first, and their scores."""
    if first is None:
        for own, divisor in zip(values, divisors, strict=True):
            known = np.flatnonzero(own > -inf)
            scores = own[known] / divisor
            order = np.lexsort((tie_break[known], -scores))
            yield known[order], scores[order]
        return
    rows, columns = shortlist(values, first)
    open_ = values[rows, columns] > -inf
    rows, columns = rows[open_], columns[open_]
    scores = values[rows, columns] / divisors[rows]
    order = np.lexsort((tie_break[columns], -scores, rows))
    columns, scores = columns[order], scores[order]
    ends = np.cumsum(np.bincount(rows, minlength=len(values)))
    for begin, end in zip([0, *ends[:-1]], ends, strict=True):
        kept = slice(begin, min(end, begin + first))
        yield columns[kept], scores[kept]


def _scoring(landscape: Landscape, method: str) -> Scoring:
    ledger = ledger_of(landscape)
    rates: dict[tuple[Stratum, ...], Floats] = {}

    def hazards(actors: Sequence[PartyId]) -> list[Floats]:
        strata = [landscape.atlas.strata(actor) for actor in actors]
        rates.update({each: ledger.hazards(each) for each in {*strata} - rates.keys()})
        return [rates[each] for each in strata]

    def by_hazard(actors: Sequence[PartyId]) -> tuple[Floats, Floats]:
        return np.stack(hazards(actors)), np.ones(len(actors))

    def one_by_one(actors: Sequence[PartyId]) -> tuple[Floats, Floats]:
        scores = np.zeros((len(actors), len(ledger.practices)))
        for own, actor in zip(scores, actors, strict=True):
            asking = Asking.of(landscape, actor, ())
            own[asking.numbers] = METHODS[method](asking)
        return scores, np.ones(len(actors))

    if method == NEIGHBOURS:
        return _by_neighbours(landscape, hazards)
    return by_hazard if method == HAZARD else one_by_one


def _by_neighbours(landscape: Landscape, hazards: Callable[[Sequence[PartyId]], list[Floats]]) -> Scoring:
    """Score as `by_neighbours`, all practices."""
    matrix, alike, pulses = matrix_of(landscape), alike_of(landscape), held_of(landscape).pulses

    def score(actors: Sequence[PartyId]) -> tuple[Floats, Floats]:
        most = alike.most(np.array([matrix.row[actor] for actor in actors]))
        votes = (most @ pulses).toarray()
        divisors, share = np.ones(len(actors)), np.empty(votes.shape[1])
        ends, alike_to = most.indptr.tolist(), most.data.tolist()
        for at, (own, rates, begin, end) in enumerate(zip(votes, hazards(actors), ends, ends[1:], strict=False)):
            if begin == end:
                own[:] = rates  # without neighbours the answer is the empirical hazard
                continue
            mass = fsum(alike_to[begin:end])
            prior = mass + PRIOR_NEIGHBOURS
            own += np.multiply(rates, prior, out=share)
            divisors[at] = mass + prior
        return votes, divisors

    return score
