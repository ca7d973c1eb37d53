"""Which places are most like each of many others: what `kb.graph.similarity` says of one, worked out for a chunk at once."""

from __future__ import annotations

from math import inf, nan
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kb.graph.geo import apart
from kb.graph.held import held_of
from kb.graph.holdings import TOUCHED, USED
from kb.graph.landscape import Landscape
from kb.graph.matrix import Floats, Ints, matrix_of
from kb.graph.once import Once
from kb.graph.similarity import NEIGHBOURS, SHRINKAGE

Number = TypeVar("Number", np.float32, np.float64)
Singles = NDArray[np.float32]

CROWDED = 0.005  # the part of all actors from which on a practice is multiplied faster with its zeros than without
BLOCK = 32  # values of which the largest is looked at first
SLACK = 1e-6  # relative: more than single precision, and a division that comes later, can be wrong by


class Alike:
    """All actors of a landscape, to be compared with some of them at a time."""

    def __init__(self, landscape: Landscape) -> None:
        matrix, bonds = matrix_of(landscape), held_of(landscape).bonds
        self._norms = np.array([landscape.norms.get(actor, 1.0) for actor in matrix.actors])  # 1: it has nothing in common anyway
        self._countries, self._levels = matrix.countries, matrix.levels
        vectors = (landscape.atlas.vector(actor) or (nan, nan, nan) for actor in matrix.actors)
        self._vectors = np.array([*vectors]).reshape(-1, 3).T.copy()
        touched = bonds.copy()
        touched.data = (bonds.data == TOUCHED).astype(np.float64)
        touched.eliminate_zeros()
        self._bonds, self._touched = _Product(bonds), _Product(touched) if touched.nnz else None

    def most(self, rows: Ints) -> sparse.csr_matrix:
        """Return the similarity of some actors to those most like them, in the order of their ids."""
        product = self._bonds.of(rows)
        # the weaker of two bonds is their product, unless both are TOUCHED
        common = product + np.float32(TOUCHED * USED - TOUCHED**2) * self._touched.of(rows) if self._touched else product
        roughly = _similarity(product, common, self._norms.astype(np.float32)[:, None])  # in the order of each column
        self._leave_out(roughly, rows)
        at, others = shortlist(roughly.T, NEIGHBOURS)
        known = roughly[others, at] > 0
        at, others = at[known], others[known]
        norms = self._norms[rows[at]] * self._norms[others]
        alike = _similarity(product[others, at].astype(np.float64), common[others, at].astype(np.float64), norms)
        best = self._nearest(rows[at], others, alike, at)
        found = sparse.csr_matrix((alike[best], (at[best], others[best])), shape=roughly.T.shape)
        found.sort_indices()  # as one place sums its neighbours
        return found

    def _leave_out(self, alike: Singles, rows: Ints) -> None:
        """Set to 0 how alike actors are to themselves and to those of other levels."""
        of_rows = self._levels[rows]
        for level in np.unique(of_rows).tolist():
            alike[np.ix_(self._levels != level, of_rows == level)] = 0
        alike[rows, np.arange(len(rows))] = 0

    def _nearest(self, rows: Ints, others: Ints, alike: Floats, at: Ints) -> Ints:
        """Return which pairs of actors are kept, at most NEIGHBOURS for each value of `at`: as `kb.graph.similarity.nearest`."""
        far = apart(tuple(self._vectors[:, others]), tuple(self._vectors[:, rows]))
        far[np.isnan(far)] = inf
        order = np.lexsort((others, far, self._countries[rows] != self._countries[others], -alike, at))
        starts = np.searchsorted(at[order], at[order])
        return order[np.arange(len(at)) - starts < NEIGHBOURS]


alike_of = Once(Alike)


class _Product:
    """A matrix times its own transpose, some columns of the product at a time.

    The values are powers of two of at most 1, so they are counted in units of the least of them: the smallest unsigned
    integers that hold the sums are the quickest to add up. No sum is above the largest sum of squares of a row, by the
    inequality of Cauchy and Schwarz. In single precision the result is exact below 2**20 practices.
    """

    def __init__(self, values: sparse.csr_matrix) -> None:
        unit = values.data.min(initial=USED)
        whole = values / unit
        columns = whole.astype(np.min_scalar_type(int(np.asarray(whole.power(2).sum(axis=1)).max(initial=0)))).tocsc()
        crowded = np.diff(columns.indptr) >= max(2, CROWDED * values.shape[0])
        self._sparse, self._crowded = columns[:, np.flatnonzero(~crowded)].tocsr(), columns[:, np.flatnonzero(crowded)].tocsr()
        self._scale = np.float32(unit**2)

    def of(self, rows: Ints) -> Singles:
        """Return the product for some rows: shape (all rows, rows)."""
        found = self._crowded @ self._crowded[rows].T.toarray()
        found += (self._sparse @ self._sparse[rows].T).toarray()
        scaled: Singles = np.multiply(found, self._scale, dtype=np.float32)
        return scaled


def _similarity(product: NDArray[Number], common: NDArray[Number], norms: NDArray[Number]) -> NDArray[Number]:
    """Return how alike actors are: see `kb.graph.similarity.neighbours`; to the last digit the same in double precision."""
    alike = product / norms
    alike *= common
    alike /= common + SHRINKAGE
    return alike


def shortlist(values: NDArray[Number], count: int) -> tuple[Ints, Ints]:
    """Return where the `count` highest values of each row are, and some others: all that are as high, but for a SLACK.

    Where `count` blocks of a row hold a value of some height, so many values are at least that high: few are left to sort.
    Values are 0 or more, or -inf.
    """
    blocks = values.shape[1] // BLOCK
    if blocks <= count:
        at, columns = np.indices(values.shape).reshape(2, -1)
        return at, columns
    whole = blocks * BLOCK
    layers, rest = values[:, :whole].reshape(len(values), BLOCK, blocks), values[:, whole:]
    tops = layers.max(axis=1)
    least = np.partition(tops, blocks - count, axis=1)[:, blocks - count] * (1 - SLACK)
    rows, block = np.nonzero(tops >= least[:, None])
    hit, layer = np.nonzero(layers[rows, :, block] >= least[rows, None])
    outside, column = np.nonzero(rest >= least[:, None])
    return np.concatenate([rows[hit], outside]), np.concatenate([layer * blocks + block[hit], column + whole])
