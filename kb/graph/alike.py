"""Which places are most like each of many others: what `kb.graph.similarity` says of one, worked out for a chunk at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kb.graph.held import held_of
from kb.graph.holdings import TOUCHED, USED
from kb.graph.landscape import Landscape
from kb.graph.matrix import Floats, Ints, Matrix
from kb.graph.similarity import NEIGHBOURS, SHRINKAGE, nearest

CROWDED = 0.08  # the part of all actors from which on a practice is multiplied faster with its zeros than without
BLOCK = 32  # values of which the largest is looked at first


class Alike:
    """All actors of a landscape, to be compared with some of them at a time."""

    def __init__(self, landscape: Landscape, matrix: Matrix) -> None:
        self._landscape, self._matrix = landscape, matrix
        self._norms = np.array([landscape.norms.get(actor, 1.0) for actor in matrix.actors])  # 1: it has nothing in common anyway
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
        counts = np.bincount(at, minlength=len(rows))
        starts = np.cumsum(counts) - counts
        for row in np.flatnonzero(counts > NEIGHBOURS).tolist():
            own = slice(starts[row], starts[row] + counts[row])
            columns[own] = self._told_apart(rows[row], alike[row], columns[own])
        at, columns = at[columns >= 0], columns[columns >= 0]
        found = sparse.csr_matrix((alike[at, columns], (at, columns)), shape=alike.shape)
        found.sort_indices()  # as one place sums its neighbours
        return found

    def _told_apart(self, row: int, alike: Floats, columns: Ints) -> Ints:
        """Put -1 for those of the last equals that one place's answer leaves out."""
        actors, least = self._matrix.actors, alike[columns].min()
        above, last = columns[alike[columns] > least], columns[alike[columns] == least]
        equals = nearest(self._landscape, actors[row], {actors[other]: least for other in last.tolist()}, NEIGHBOURS - len(above))
        return np.where([alike[other] > least or actors[other] in equals for other in columns.tolist()], columns, -1)

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
        at, columns = np.nonzero(np.ones_like(values, dtype=bool))
        return at, columns
    blocks = width // BLOCK
    if blocks > count:
        tops = np.concatenate([values[:, : blocks * BLOCK].reshape(rows, blocks, BLOCK).max(axis=2), values[:, blocks * BLOCK :]], axis=1)
    else:
        tops = values
    least = np.partition(tops, tops.shape[1] - count, axis=1)[:, tops.shape[1] - count]
    at, columns = np.nonzero(values >= least[:, None])
    found = values[at, columns]
    order = np.lexsort((-found, at))
    starts = np.searchsorted(at, np.arange(rows))  # `at` is in order, before and after
    last = found[order][starts + count - 1]
    kept = found >= last[at]
    return at[kept], columns[kept]
