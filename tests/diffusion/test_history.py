"""Event history by logistic regression, against closed forms."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest

from kb.diffusion.history import at_risk, logit

# 4 of 10 exposed adopt, 3 of 20 others
EXPOSED = np.array([1.0] * 10 + [0.0] * 20)
OUTCOME = np.array([1.0] * 4 + [0.0] * 6 + [1.0] * 3 + [0.0] * 17)


def test_one_column_of_two_values_gives_the_log_of_the_odds_ratio() -> None:
    fit = logit(np.column_stack([np.ones(30), EXPOSED]), OUTCOME)
    assert fit is not None
    assert fit.estimates.tolist() == pytest.approx([log(3 / 17), log((4 / 6) / (3 / 17))], rel=1e-9)
    assert fit.errors[1] == pytest.approx(sqrt(1 / 4 + 1 / 6 + 1 / 3 + 1 / 17), rel=1e-9)
    assert fit.null_deviance == pytest.approx(-2 * (7 * log(7 / 30) + 23 * log(23 / 30)))
    assert fit.deviance == pytest.approx(-2 * (4 * log(0.4) + 6 * log(0.6) + 3 * log(0.15) + 17 * log(0.85)))


@pytest.mark.parametrize("outcome", [np.zeros(30), np.ones(30), EXPOSED], ids=["never", "always", "parted without error"])
def test_what_cannot_be_told_is_not_told(outcome: np.ndarray[tuple[int], np.dtype[np.float64]]) -> None:
    assert logit(np.column_stack([np.ones(30), EXPOSED]), outcome) is None


def test_columns_that_say_the_same_cannot_be_told_apart() -> None:
    assert logit(np.column_stack([np.ones(30), EXPOSED, 2 * EXPOSED]), OUTCOME) is None


def test_a_node_is_at_risk_up_to_its_adoption_where_its_exposure_is_known() -> None:
    exposures = np.array([[np.nan, 0, 0], [np.nan, 0, 1], [np.nan, np.nan, np.nan]])
    nodes, periods = at_risk(np.array([2.0, np.nan, 3.0]), exposures)
    assert list(zip(nodes.tolist(), periods.tolist(), strict=True)) == [(0, 2), (1, 2), (1, 3)]
