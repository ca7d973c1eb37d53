"""Curves and classes of adopters."""

from __future__ import annotations

import pytest

from kb.diffusion.adoption import adopter_classes, adoption_curve, mean_hazard


def test_each_period_has_its_adopters_and_those_left_at_risk() -> None:
    assert adoption_curve([2001, 2003, 2001], 4) == [(2001, 2, 2, 2 / 4), (2002, 0, 2, 0.0), (2003, 1, 3, 1 / 2)]


def test_nobody_left_has_no_hazard() -> None:
    assert [point.hazard for point in adoption_curve([1, 2], 1)] == [1, None]
    assert adoption_curve([], 5) == []


def test_the_mean_hazard_is_adopters_by_periods_at_risk() -> None:
    assert mean_hazard(adoption_curve([2001, 2003, 2001], 4), 4) == pytest.approx(3 / (4 + 2 + 2))
    assert mean_hazard([], 4) is None
    assert mean_hazard(adoption_curve([1], 0), 0) is None


# mean 5, sd sqrt(60 / 8) = 2.74: cuts at -0.48, 2.26, 5 and 7.74
TIMES = [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_valente_has_four_classes_and_a_cut_belongs_to_the_earlier() -> None:
    assert adopter_classes(TIMES) == [0, 0, 1, 1, 1, 2, 2, 3, 3]


def test_rogers_tells_innovators_from_early_adopters() -> None:
    # mean 9.1, sd 2.846: cuts at 3.41, 6.25, 9.1 and 11.95
    assert adopter_classes([1, *[10] * 9], rogers=True) == [0, *[3] * 9]
    assert adopter_classes(TIMES, rogers=True) == [1, 1, 2, 2, 2, 3, 3, 4, 4]
