"""Who leads over many innovations, worked by hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from kb.diffusion.exposure import Floats
from kb.diffusion.innovation import adoption_rates, innovation_scores

# practice 0: place 0 in 2000, place 1 in 2004, place 2 never; practice 1: place 1 in 2010, place 0 and 2 in 2012; practice 2: 0 alone
PLACES, PRACTICES, YEARS = [0, 1, 1, 0, 2, 0], [0, 0, 1, 1, 1, 2], [2000, 2004, 2010, 2012, 2012, 1990]


def test_who_is_always_first_scores_one_and_who_never_adopts_zero() -> None:
    assert innovation_scores([0, 1], [0, 0], [2000, 2005], 3).tolist() == [1, 0, 0]


def test_the_score_is_the_mean_lead_over_practices_that_tell_places_apart() -> None:
    assert innovation_scores(PLACES, PRACTICES, YEARS, 3) == pytest.approx([(1 + 0) / 2, (0 + 1) / 2, 0])


def test_rates_count_the_years_up_to_ones_own_adoption() -> None:
    # practice 0 spreads for 5 years, practice 1 for 3; place 0 is at risk in 1 + 3 years, place 1 in 5 + 1, place 2 in 5 + 3
    assert adoption_rates(PLACES, PRACTICES, YEARS, 3) == pytest.approx([2 / 4, 2 / 6, 1 / 8])


@pytest.mark.parametrize("measure", [innovation_scores, adoption_rates])
def test_without_a_practice_that_spread_nothing_can_be_said(measure: Callable[..., Floats]) -> None:
    assert np.isnan(measure([], [], [], 2)).all()
    assert np.isnan(measure([0, 1], [0, 0], [2000, 2000], 2)).all()
