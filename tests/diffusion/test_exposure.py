"""Exposure and thresholds, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from kb.diffusion.exposure import Floats, exposure, thresholds

NEVER = float("nan")
# 0 is tied to 1 (weight 3) and 2; 1 to 2; 2 to nobody; 3 to 0. They adopt in periods 3, 1, 2 and never.
TIES = csr_array((np.array([3.0, 1.0, 1.0, 1.0]), ([0, 0, 1, 3], [1, 2, 2, 0])), shape=(4, 4))
PERIODS = np.array([3.0, 1.0, 2.0, NEVER])


def same(found: Floats, expected: list[list[float]]) -> bool:
    return bool(np.allclose(found, expected, atol=1e-15, equal_nan=True))


def test_exposure_is_the_share_of_ties_that_have_adopted() -> None:
    assert same(exposure(TIES, PERIODS, 3), [[1 / 2, 1, 1], [0, 1, 1], [NEVER] * 3, [0, 0, 1]])


def test_valued_ties_count_by_their_weight() -> None:
    assert same(exposure(TIES, PERIODS, 3, valued=True)[:1], [[3 / 4, 1, 1]])


def test_incoming_ties_count_who_is_tied_to_one() -> None:
    assert same(exposure(TIES, PERIODS, 3, incoming=True), [[0, 0, 0], [0, 0, 1], [1 / 2, 1 / 2, 1], [NEVER] * 3])


def test_a_lag_looks_back_and_knows_nothing_of_before() -> None:
    assert same(exposure(TIES, PERIODS, 3, lag=1)[:2], [[NEVER, 1 / 2, 1], [NEVER, 0, 1]])


def test_without_normalisation_ties_are_added_up() -> None:
    found = exposure(TIES, PERIODS, 3, valued=True, normalized=False)
    assert same(found, [[3, 4, 4], [0, 1, 1], [0, 0, 0], [0, 0, 1]])


def test_a_tie_to_oneself_is_none() -> None:
    own = csr_array((np.array([1.0, 1.0]), ([0, 0], [0, 1])), shape=(2, 2))
    assert same(exposure(own, np.array([1.0, NEVER]), 1)[:1], [[0]])


def test_a_threshold_is_the_exposure_at_ones_own_adoption() -> None:
    found = thresholds(exposure(TIES, PERIODS, 3), PERIODS)
    assert same(found[None, :], [[1, 0, NEVER, NEVER]])


def test_a_network_without_ties_exposes_nobody() -> None:
    empty = csr_array((2, 2))
    assert np.isnan(exposure(empty, np.array([1.0, 2.0]), 2)).all()


@pytest.mark.parametrize("count", [0, 3])
def test_without_an_adopter_nobody_is_exposed(count: int) -> None:
    nobody = np.full(4, NEVER)
    assert np.nansum(exposure(TIES, nobody, count)) == 0
    assert np.isnan(thresholds(exposure(TIES, nobody, count), nobody)).all()
