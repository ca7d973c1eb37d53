"""All holdings as matrices of actors and practices; after a new fact only columns that changed are read again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from kb.graph.column import Column
from kb.graph.landscape import Landscape
from kb.graph.ledger import Ints, differing
from kb.graph.matrix import matrix_of
from kb.graph.once import Renewed
from kb.model import PartyId

CELL = np.dtype([("row", np.int32), ("bond", np.float32), ("pulse", np.float64), ("settled", np.bool_)])  # a bond is a power of two
Cells = NDArray[Any]  # of the type CELL


class Held:
    """All holdings, by number of actor and practice as in `kb.graph.matrix`.

    Args:
        landscape: it is read off.
        before: of a landscape of the same lineage. Where both have the same actors and practices, only columns that differ are read.
    """

    def __init__(self, landscape: Landscape, before: Held | None = None) -> None:
        matrix = matrix_of(landscape)
        self._numbered = (matrix.actors, matrix.practices)
        self._columns: Sequence[Column] = [landscape.columns[practice] for practice in matrix.practices]
        known = before if before is not None and before._numbered == self._numbered else None
        late = differing(self._columns, known._columns if known else ())
        self._ends = np.cumsum([len(column.cells) for column in self._columns], dtype=np.int64)  # of each column, among the cells
        self._cells: Cells = self._joined(late, matrix.row, known)
        self.bonds = self._matrix("bond", matrix.shape)
        self.pulses = self._matrix("pulse", matrix.shape)
        self.settled = self._matrix("settled", matrix.shape)  # 1: the actor has it, or gave it up
        self.settled.eliminate_zeros()

    @property
    def size_bytes(self) -> int:
        """How much its arrays take."""
        made = (self.bonds, self.pulses, self.settled)
        return self._cells.nbytes + self._ends.nbytes + sum(each.data.nbytes + each.indices.nbytes + each.indptr.nbytes for each in made)

    def _joined(self, late: Ints, row: Mapping[PartyId, int], known: Held | None) -> Cells:
        """Return all cells by practice: those read now, and between them what is known."""
        parts, done = [np.empty(0, CELL)], 0
        for number in late.tolist():
            if known:
                parts.append(known._between(done, number))
            parts.append(_read(self._columns[number], row))
            done = number + 1
        if known:
            parts.append(known._between(done, len(self._columns)))
        return np.concatenate(parts)

    def _between(self, begin: int, end: int) -> Cells:
        """Return the cells of some columns that stand in a row."""
        starts = np.concatenate([[0], self._ends])
        return self._cells[starts[begin] : starts[end]]

    def _matrix(self, name: str, shape: tuple[int, int]) -> sparse.csr_matrix:
        values = self._cells[name].astype(np.float64), self._cells["row"], np.concatenate([[0], self._ends])
        return sparse.csc_matrix(values, shape=shape).tocsr()


held_of = Renewed(Held)


def _read(column: Column, row: Mapping[PartyId, int]) -> Cells:
    cells = column.cells.values()
    return np.array([(row[cell.actor], cell.bond, cell.pulse, cell.has or cell.given_up) for cell in cells], dtype=CELL)
