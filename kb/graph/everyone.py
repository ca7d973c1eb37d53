"""What every place could study next: the order that each would be told, without the reasons, worked out together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np
from scipy import sparse

from kb.graph.asking import Asking
from kb.graph.holdings import TOUCHED, USED
from kb.graph.landscape import Landscape
from kb.graph.ledger import Ledger, ledger_of
from kb.graph.matrix import Floats, Ints, Matrix, matrix_of
from kb.graph.scores import HAZARD, METHODS, NEIGHBOURS, PRIOR_NEIGHBOURS, method_named
from kb.graph.similarity import NEIGHBOURS as MOST
from kb.graph.similarity import SHRINKAGE, nearest
from kb.model import PartyId, PracticeId

TOGETHER = 256  # actors that are worked out at once


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
    used, ledger, matrix = method_named(method), ledger_of(landscape), matrix_of(landscape)
    if used == NEIGHBOURS:
        rows = _by_neighbours(landscape, ledger, actors)
    elif used == HAZARD:
        rows = ((actor, ledger.hazards(landscape.atlas.strata(actor))) for actor in actors)
    else:
        rows = _one_by_one(landscape, ledger, actors, used)
    tie_break = np.argsort(np.argsort(-ledger.adopters(), kind="stable"))  # of equals what more have comes first, then by id
    for actor, scores in rows:
        known = ledger.candidates(landscape, actor, matrix.held.settled_of(matrix.row[actor]))
        best = _best(scores[known], tie_break[known], first)
        chosen = known[best]
        yield Ranked(actor, [ledger.practices[number] for number in chosen.tolist()], scores[chosen].tolist())


def _best(scores: Floats, tie_break: Ints, first: int | None) -> Ints:
    if first is None or first >= len(scores):
        return np.lexsort((tie_break, -scores))
    least = np.partition(scores, len(scores) - first)[len(scores) - first]
    near = np.flatnonzero(scores >= least)
    return near[np.lexsort((tie_break[near], -scores[near]))[:first]]


def _one_by_one(landscape: Landscape, ledger: Ledger, actors: Iterable[PartyId], method: str) -> Iterator[tuple[PartyId, Floats]]:
    for actor in actors:
        found = METHODS[method](Asking.of(landscape, actor, ()))
        scores = np.zeros(len(ledger.practices))
        scores[ledger.numbers(found)] = list(found.values())
        yield actor, scores


def _by_neighbours(landscape: Landscape, ledger: Ledger, actors: Sequence[PartyId]) -> Iterator[tuple[PartyId, Floats]]:
    """Yield what `by_neighbours` scores, for all practices."""
    matrix = matrix_of(landscape)
    norms = np.array([landscape.norms.get(actor, 0.0) for actor in matrix.actors])
    rates: dict[tuple[object, ...], Floats] = {}
    for begin in range(0, len(actors), TOGETHER):
        some = actors[begin : begin + TOGETHER]
        rows = np.array([matrix.row[actor] for actor in some])
        alike = _nearest(landscape, matrix, rows, _similarities(matrix, rows, norms))
        votes = (alike @ matrix.held.pulses).toarray()
        for at, actor in enumerate(some):
            strata = landscape.atlas.strata(actor)
            if strata not in rates:
                rates[strata] = ledger.hazards(strata)
            mass = fsum(alike.data[alike.indptr[at] : alike.indptr[at + 1]])
            mixed = (votes[at] + PRIOR_NEIGHBOURS * rates[strata]) / (mass + PRIOR_NEIGHBOURS)
            yield actor, mixed if mass else rates[strata]  # without neighbours the answer is the empirical hazard


def _similarities(matrix: Matrix, rows: Ints, norms: Floats) -> Floats:
    """Return how alike some actors are to all others: see `kb.graph.similarity.neighbours`."""
    bonds = matrix.held.bonds
    touched = bonds.copy()
    touched.data = (bonds.data == TOUCHED).astype(np.float64)
    touched.eliminate_zeros()
    product = (bonds[rows] @ bonds.T).toarray()
    # the weaker of two bonds is their product, unless both are TOUCHED
    common = product + (TOUCHED * USED - TOUCHED**2) * (touched[rows] @ touched.T).toarray() if touched.nnz else product
    with np.errstate(invalid="ignore", divide="ignore"):
        alike = product / (norms[rows][:, None] * norms) * common / (common + SHRINKAGE)
    apart = matrix.levels[rows][:, None] != matrix.levels
    alike[apart | (product == 0)] = 0
    alike[np.arange(len(rows)), rows] = 0
    return np.asarray(alike, dtype=np.float64)


def _nearest(landscape: Landscape, matrix: Matrix, rows: Ints, alike: Floats) -> sparse.csr_matrix:
    """Keep the most alike of each row, in the order of their ids; where equals must be told apart, as one place is answered."""
    kept = []
    for row, own in zip(rows.tolist(), alike, strict=True):
        found = np.flatnonzero(own)
        if len(found) > MOST:
            found = np.flatnonzero(own >= np.partition(own, -MOST)[-MOST])
        if len(found) > MOST:
            equals = {matrix.actors[other]: own[other] for other in found.tolist()}
            found = np.sort([matrix.row[other] for other in nearest(landscape, matrix.actors[row], equals)])
        kept.append(found)
    starts = np.concatenate([[0], np.cumsum([len(found) for found in kept])])
    columns = np.concatenate(kept).astype(np.int64)
    data = alike[np.repeat(np.arange(len(rows)), np.diff(starts)), columns]
    return sparse.csr_matrix((data, columns, starts), shape=alike.shape)
