"""Who was followed, and who followed: infectiousness and susceptibility of adopters in a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kb.diffusion.exposure import Floats, plain

if TYPE_CHECKING:
    from scipy.sparse import coo_array, csr_array


def infectiousness(
    ties: csr_array,
    periods: Floats,
    *,
    reach: int = 1,
    discount: float | None = None,
    valued: bool = False,
    incoming: bool = False,
    normalized: bool = True,
) -> Floats:
    """Return how many of those tied to an adopter, of those that adopted after it, did so right after it.

    sum over k of x_ji z_j(t_i + k) / d_k, divided by the sum over k of x_ji z_j(t_i + k or later) / d_k, for k from 1
    to `reach` and x_ji the ties of others to i; normalized, divided also by all that adopted then, the sum of z_j(t_i + k) / d_k.

    Args:
        ties: n x n, x_ij the weight of the tie from i to j.
        periods: n, the period of adoption; NaN: never.
        reach: so many periods count (K).
        discount: r of d_k = (1 + r) ** (k - 1); None: d_k = k.
        valued: whether weights count; otherwise each tie counts 1.
        incoming: whether x_ij, the ties of i to others, count instead.
        normalized: whether to divide by the adopters of those periods.
    Returns:
        n: 0 to 1; NaN where nobody tied to it adopted later, and for who never adopted (netdiffuseR writes 0).
    Source: Myers (2000), American Journal of Sociology 106(1), 173-208, doi:10.1086/303110; Valente, Dyal, Chu, Wipfli and
        Fujimoto (2015), Social Science & Medicine 147, 89-99, doi:10.1016/j.socscimed.2015.10.001; as `infection` of netdiffuseR.
    """
    entries = plain(ties, valued=valued, incoming=not incoming).tocoo()  # row: whose number it is; column: who was tied to it
    return _followed(entries, periods, _weights(reach, discount), normalized)


def susceptibility(
    ties: csr_array,
    periods: Floats,
    *,
    reach: int = 1,
    discount: float | None = None,
    valued: bool = False,
    incoming: bool = False,
    normalized: bool = True,
) -> Floats:
    """Return how many of those that an adopter is tied to, of those that adopted before it, did so right before it.

    `infectiousness` with time turned round, on the ties of i to others: z_j(t_i - k), and earlier. Arguments, value and
    sources are the same; as `susceptibility` of netdiffuseR.
    """
    entries = plain(ties, valued=valued, incoming=incoming).tocoo()
    return _followed(entries, -periods, _weights(reach, discount), normalized)


def _weights(reach: int, discount: float | None) -> Floats:
    """Return 1 / d_k for k from 0, which counts nothing, to `reach`."""
    k = np.arange(1, reach + 1, dtype=float)
    return np.concatenate(([0.0], 1 / k if discount is None else (1 + discount) ** (1 - k)))


def _followed(ties: coo_array, periods: Floats, weights: Floats, normalized: bool) -> Floats:
    """Return the share of each row's node among its columns' nodes."""
    gaps = periods[ties.col] - periods[ties.row]
    after = gaps > 0  # never for NaN
    nodes, data, gaps = ties.row[after], ties.data[after], gaps[after].astype(int)
    n, reach = len(periods), len(weights) - 1
    near = np.where(gaps <= reach, weights[np.minimum(gaps, reach)], 0.0)
    right_after = np.bincount(nodes, data * near, n)
    ever_after = np.bincount(nodes, data * np.cumsum(weights)[np.minimum(gaps, reach)], n)
    share = np.divide(right_after, ever_after, out=np.full(n, np.nan), where=ever_after > 0)
    return _per_adopter(share, periods, weights) if normalized else share


def _per_adopter(share: Floats, periods: Floats, weights: Floats) -> Floats:
    """Divide by all that adopted in the periods that count; a share of nobody stays 0."""
    known, counts = np.unique(periods[np.isfinite(periods)], return_counts=True)
    adopters = dict(zip(known.tolist(), counts.tolist(), strict=True))
    then = np.array([sum(adopters.get(t + k, 0) * weight for k, weight in enumerate(weights)) for t in periods.tolist()])
    divided: Floats = np.divide(share, then, out=share.copy(), where=then > 0)
    return divided
