"""Event history: whether those who were more exposed a period ago adopt sooner."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kb.diffusion.exposure import Floats, Ints

_MOST_STEPS = 50
_SETTLED = 1e-10
_SEPARATED = 20.0  # a log-odds beyond: what is observed lets it grow for ever


@dataclass(frozen=True, eq=False)
class Fit:
    """A logistic regression."""

    estimates: Floats  # log-odds, one for each column
    errors: Floats  # their standard errors
    deviance: float
    null_deviance: float  # with a constant alone


def at_risk(periods: Floats, exposures: Floats) -> tuple[Ints, Ints]:
    """Return the nodes and periods in which each might still adopt: up to its own adoption, wherever its exposure is known.

    Args:
        periods: n, the period of adoption, 1 or later; NaN: never.
        exposures: n x periods; NaN: not known, as in the first periods of a lagged exposure.
    Returns:
        Node and period (from 1) of each observation.
    """
    until = np.where(np.isnan(periods), np.inf, periods)
    still = np.arange(1, exposures.shape[1] + 1)[None, :] <= until[:, None]
    nodes, columns = np.nonzero(still & np.isfinite(exposures))
    return nodes, columns + 1


def logit(design: Floats, outcome: Floats) -> Fit | None:
    """Fit log-odds by maximum likelihood, with Newton's method; None where they cannot be told.

    That is where the outcome is always the same, where columns say the same, or where one parts the outcomes without error.

    Args:
        design: observations x columns, the constant among them.
        outcome: of each observation, 0 or 1.
    Source: Allison (1982), Sociological Methodology 13, 61-98, doi:10.2307/270718; with neighbours' adoption as Berry and
        Berry (1990), American Political Science Review 84(2), 395-415, doi:10.2307/1963526.
    """
    if not 0 < outcome.sum() < len(outcome) or np.linalg.matrix_rank(design) < design.shape[1]:
        return None
    estimates = np.zeros(design.shape[1])
    for _ in range(_MOST_STEPS):
        chances = 1 / (1 + np.exp(-design @ estimates))
        information = design.T @ (design * (chances * (1 - chances))[:, None])
        step = np.linalg.solve(information, design.T @ (outcome - chances))
        estimates = estimates + step
        if np.abs(estimates).max() > _SEPARATED:
            return None
        if np.abs(step).max() < _SETTLED:
            break
    errors = np.sqrt(np.diag(np.linalg.inv(information)))
    return Fit(estimates, errors, _deviance(outcome, chances), _deviance(outcome, np.full(len(outcome), outcome.mean())))


def _deviance(outcome: Floats, chances: Floats) -> float:
    return float(-2 * np.log(np.where(outcome == 1, chances, 1 - chances)).sum())
