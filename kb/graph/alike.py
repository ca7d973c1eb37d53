"""Which places are most like each of many others: what `kb.graph.similarity` says of one, worked out for a chunk at once."""

from __future__ import annotations

from math import inf, nan

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kb.graph.geo import apart
from kb.graph.held import held_of
from kb.graph.holdings import TOUCHED, USED
from kb.graph.landscape import Landscape
from kb.graph.matrix import Floats, Ints, Matrix
from kb.graph.similarity import NEIGHBOURS, SHRINKAGE

CROWDED = 0.08  # the part of all actors from which on a practice is multiplied faster with its zeros than without
BLOCK = 32  # values of which the largest is looked at first


class Alike:
    """All actors of a landscape, to be compared with some of them at a time."""

    def __init__(self, landscape: Landscape, matrix: Matrix) -> None:
        self._matrix = matrix
        self._norms = np.array([landscape.norms.get(actor, 1.0) for actor in matrix.actors])  # 1: it has nothing in common anyway
        vectors = (landscape.atlas.vector(actor) or (nan, nan, nan) for actor in matrix.actors)
        self._vectors = np.array([*vectors]).reshape(-1, 3).T.copy()
        bonds = held_of(landscape).bonds
        touched = bonds.copy()
        touched.data = (bonds.data == TOUCHED).astype(np.float64)
        touched.eliminate_zeros()
        self._bonds, self._touched = _Product(bonds), _Product(touched) if touched.nnz else None

    def most(self, rows: Ints) -> sparse.csr_matrix:
        """Return the similarity of some actors to those most like them, in the order of their ids."""
        alike = self._similarities(rows)
        at, columns = highest(alike, NEIGHBOURS)
        kept = alike[at, columns] > 0
        at, columns = at[kept], columns[kept]
        best = self._nearest(rows[at], columns, alike[at, columns], at)
        at, columns = at[best], columns[best]
        found = sparse.csr_matrix((alike[at, columns], (at, columns)), shape=alike.shape)
        found.sort_indices()  # as one place sums its neighbours
        return found

    def _nearest(self, rows: Ints, columns: Ints, alike: Floats, at: Ints) -> Ints:
        """Return which pairs of actors are kept, at most NEIGHBOURS for each value of `at`: as `kb.graph.similarity.nearest`."""
        countries = self._matrix.countries
        far = apart(tuple(self._vectors[:, columns]), tuple(self._vectors[:, rows]))
        far[np.isnan(far)] = inf
        order = np.lexsort((columns, far, countries[rows] != countries[columns], -alike, at))
        starts = np.searchsorted(at, at)  # `at` is in order
        return order[np.arange(len(at)) - starts < NEIGHBOURS]

    def _similarities(self, rows: Ints) -> Floats:
        """Return how alike some actors are to all others: see `kb.graph.similarity.neighbours`."""
        product = self._bonds.of(rows)
        # the weaker of two bonds is their product, unless both are TOUCHED
        common = product + (TOUCHED * USED - TOUCHED**2) * self._touched.of(rows) if self._touched else product
        alike = self._norms[rows][:, None] * self._norms
        np.divide(product, alike, out=alike)
        alike *= common
        alike /= common + SHRINKAGE
        levels = self._matrix.levels
        for level in np.unique(levels[rows]).tolist():
            alike[np.ix_(levels[rows] == level, levels != level)] = 0
        alike[np.arange(len(rows)), rows] = 0
        return np.asarray(alike, dtype=np.float64)


class _Product:
    """A matrix times its own transpose, some rows at a time; its values are so round that single precision is exact.

    Sums of products of 0, 1/4 and 1 are exact below 2**20 practices.
    """

    def __init__(self, values: sparse.csr_matrix) -> None:
        crowded = np.bincount(values.indices, minlength=values.shape[1]) >= max(2, CROWDED * values.shape[0])
        columns = values.astype(np.float32).tocsc()
        self._sparse, self._crowded = columns[:, np.flatnonzero(~crowded)].tocsr(), columns[:, np.flatnonzero(crowded)].tocsr()
        self._turned = self._sparse.T.tocsr()
        self._dense: NDArray[np.float32] = self._crowded.T.toarray(order="C")

    def of(self, rows: Ints) -> Floats:
        """Return the product for some rows: shape (rows, all rows)."""
        found = (self._sparse[rows] @ self._turned).toarray()
        found += self._crowded[rows] @ self._dense  # not dense by dense: the threads of a BLAS wait for each other on a busy machine
        return np.asarray(found, dtype=np.float64)


def highest(values: Floats, count: int) -> tuple[Ints, Ints]:
    """Return where the `count` highest values of each row are, and all that equal the last of them: by row, then by column.

    Where `count` blocks of a row hold a value of some height, so many values are at least that high: few are left to sort.
    """
    rows, width = values.shape
    if width <= count:
        return _everywhere(values)
    blocks = width // BLOCK
    if blocks > count:
        at, columns = _candidates(values, count, blocks)
    else:
        at, columns = _everywhere(values)
    found = values[at, columns]
    order = np.lexsort((-found, at))
    starts = np.searchsorted(at, np.arange(rows))  # `at` is in order, before and after
    last = found[order][starts + count - 1]
    kept = found >= last[at]
    return at[kept], columns[kept]


def _candidates(values: Floats, count: int, blocks: int) -> tuple[Ints, Ints]:
    """Return where values are at least as high as the `count` highest blocks; a block is every so many-th column."""
    whole = blocks * BLOCK
    layers = values[:, :whole].reshape(len(values), BLOCK, blocks)
    tops = np.concatenate([layers.max(axis=1), values[:, whole:]], axis=1)
    least = np.partition(tops, tops.shape[1] - count, axis=1)[:, tops.shape[1] - count]
    rows, high = np.nonzero(tops >= least[:, None])
    alone = high >= blocks  # not of a block
    inside = rows[~alone], high[~alone]
    hit, layer = np.nonzero(layers[inside[0], :, inside[1]] >= least[inside[0], None])
    at = np.concatenate([inside[0][hit], rows[alone]])
    columns = np.concatenate([layer * blocks + inside[1][hit], high[alone] - blocks + whole])
    order = np.lexsort((columns, at))
    return at[order], columns[order]


def _everywhere(values: Floats) -> tuple[Ints, Ints]:
    at, columns = np.indices(values.shape).reshape(2, -1)
    return at, columns
