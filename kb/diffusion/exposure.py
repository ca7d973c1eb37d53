"""Who has seen how much of an innovation through its ties: exposure, and the threshold at which each adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def exposure(
    ties: csr_array,
    periods: Floats,
    last: int,
    *,
    lag: int = 0,
    valued: bool = False,
    incoming: bool = False,
    normalized: bool = True,
) -> Floats:
    """Return how exposed each node is in each period: sum of x_ij a_j(t - lag) / sum of x_ij over its ties j.

    Args:
        ties: n x n, x_ij the weight of the tie from i to j; what stands on the diagonal is left out.
        periods: n, the period of adoption, 1 to `last`; NaN: never. a_j(t) is 1 from the period of adoption on.
        last: how many periods there are.
        lag: so many periods ago; columns before there were so many are NaN.
        valued: whether weights count; otherwise each tie counts 1.
        incoming: whether x_ji counts instead of x_ij.
        normalized: whether to divide by the sum of the ties; a node without any is NaN then (netdiffuseR writes 0).
    Returns:
        n x last: a share of 0 to 1 where normalized, else a sum of ties.
    Source: Valente (1995), Network Models of the Diffusion of Innovations; as `exposure` of netdiffuseR.
    """
    weights = plain(ties, valued=valued, incoming=incoming)
    adopted = periods[:, None] <= np.arange(1, last + 1)[None, :]  # NaN is never at most anything
    seen: Floats = weights @ adopted.astype(float)
    if normalized:
        total = np.asarray(weights.sum(axis=1), dtype=float)[:, None]
        seen = np.divide(seen, total, out=np.full(seen.shape, np.nan), where=total > 0)
    late = np.full(seen.shape, np.nan)
    late[:, lag:] = seen[:, : seen.shape[1] - lag] if lag else seen
    return late


def thresholds(exposures: Floats, periods: Floats) -> Floats:
    """Return the exposure of each node in its own period of adoption; NaN for one that never adopted.

    Args:
        exposures: n x periods, as `exposure` gives them.
        periods: n, the period of adoption, 1 or later; NaN: never.
    Source: Valente (1996), Social Networks 18(1), 69-89, doi:10.1016/0378-8733(95)00256-1; as `threshold` of netdiffuseR.
    """
    found = np.full(len(periods), np.nan)
    adopters = np.flatnonzero(np.isfinite(periods))
    found[adopters] = exposures[adopters, periods[adopters].astype(int) - 1]
    return found


def plain(ties: csr_array, *, valued: bool, incoming: bool = False) -> csr_array:
    """Return ties without those of a node to itself, turned round if they are wanted incoming, each 1 unless valued."""
    from scipy.sparse import csr_array

    entries = ties.tocoo()
    rows, columns = (entries.col, entries.row) if incoming else (entries.row, entries.col)
    kept = (rows != columns) & (entries.data != 0)
    data = entries.data[kept].astype(float) if valued else np.ones(int(kept.sum()))
    return csr_array((data, (rows[kept], columns[kept])), shape=ties.shape)
