"""Infectiousness and susceptibility: the constants printed in netdiffuseR's own tests, and cases worked by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_array

from kb.diffusion.influence import infectiousness, susceptibility

# Node 5 points to nodes 1 to 4, which adopt in periods 1, 4, 1 and 2; node 5 in period 3.
STAR = csr_array((np.ones(4), ([4] * 4, [0, 1, 2, 3])), shape=(5, 5))
PERIODS = np.array([1.0, 4.0, 1.0, 2.0, 3.0])
NEVER = float("nan")


@pytest.mark.parametrize(
    ("asked", "expected"), [({}, 1 / 3), ({"reach": 2}, 2 / 4), ({"reach": 2, "discount": 0.1}, (1 + 2 / 1.1) / (3 + 2 / 1.1))]
)
def test_susceptibility_is_what_netdiffuser_prints(asked: dict[str, Any], expected: float) -> None:
    assert susceptibility(STAR, PERIODS, normalized=False, **asked)[4] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(("reach", "expected"), [(1, 1 / 3), (2, 1 / 2)])
def test_infectiousness_is_susceptibility_with_time_and_ties_turned_round(reach: int, expected: float) -> None:
    turned = csr_array(STAR.T)
    assert infectiousness(turned, 5 - PERIODS, reach=reach, normalized=False)[4] == pytest.approx(expected, abs=1e-12)


def test_normalised_it_is_divided_by_all_that_adopted_then() -> None:
    assert susceptibility(STAR, PERIODS)[4] == pytest.approx(1 / 3)  # node 4 alone adopted in period 2
    both = susceptibility(STAR, PERIODS, reach=2)[4]
    assert both == pytest.approx(2 / 4 / (1 + 2 / 2))  # node 4 one period before, nodes 1 and 3 two: half as much


def test_incoming_and_outgoing_ties_change_places() -> None:
    turned = csr_array(STAR.T)
    assert susceptibility(turned, PERIODS, incoming=True)[4] == susceptibility(STAR, PERIODS)[4]
    assert infectiousness(turned, PERIODS)[4] == infectiousness(STAR, PERIODS, incoming=True)[4] == 1  # node 2 alone came later


def test_valued_ties_count_by_their_weight() -> None:
    valued = STAR.copy()
    valued.data = np.array([1.0, 1.0, 1.0, 3.0])
    assert susceptibility(valued, PERIODS, valued=True, normalized=False)[4] == pytest.approx(3 / 5)


def test_nobody_later_or_earlier_among_the_ties_says_nothing() -> None:
    assert np.isnan(infectiousness(STAR, PERIODS)[4])  # nobody is tied to it
    assert np.isnan(susceptibility(STAR, PERIODS)[:4]).all()
    assert np.isnan(susceptibility(STAR, np.array([3.0, 3.0, 4.0, NEVER, 3.0]))[4])


def test_who_never_adopted_neither_follows_nor_is_followed() -> None:
    later = np.array([1.0, NEVER, 1.0, 2.0, NEVER])
    assert np.isnan(susceptibility(STAR, later)[4])
    assert susceptibility(STAR, np.array([1.0, NEVER, 1.0, 2.0, 3.0]), normalized=False)[4] == pytest.approx(1 / 3)


def test_a_follower_that_is_not_right_after_is_no_follower() -> None:
    assert infectiousness(csr_array(STAR.T), np.array([9.0, 9.0, 9.0, 9.0, 3.0]))[4] == 0
