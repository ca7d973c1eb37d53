"""How much a practice moves lately, and the rate at which places that lack it turn to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from kb.graph.atlas import Stratum
from kb.graph.holdings import TOUCHED, USED, Holding
from kb.model import IN_USE

SHARPNESS = 4  # of its half-life for neighbours a pulse has this part where all places count: some four months
PRIOR = 5.0  # places: the fewer of them, the more a country's rate is drawn to its level's, and this to that of all


@dataclass(frozen=True, slots=True)
class Activity:
    """One practice, by stratum: how much turns to it this season (summed, see `season`), and how many actors had it ever."""

    pulse: Mapping[Stratum, float]
    adopters: Mapping[Stratum, int]

    def hazard(self, strata: Iterable[Stratum], populations: Mapping[Stratum, int]) -> float:
        """Return how fast those turn to the practice lately who are still without it: the empirical hazard.

        What turns to it this season / the actors still without it, in the first stratum; in each narrower one that ratio
        drawn to the one before by PRIOR pseudo-places. A stratum like the one before changes nothing.

        Args:
            strata: groups of actors, the widest first.
            populations: how many actors there are in each.
        Returns:
            A rate per actor, dimensionless, 0 or more.
        Source: Allison (1982), Sociological Methodology 13, 61-98, doi:10.2307/270718 (discrete-time hazard).
        """
        rate = None
        for stratum in strata:
            at_risk = max(1, populations.get(stratum, 0) - self.adopters.get(stratum, 0))
            pulse = self.pulse.get(stratum, 0.0)
            rate = pulse / at_risk if rate is None else (pulse + PRIOR * rate) / (at_risk + PRIOR)
        return rate or 0.0


def season(cell: Holding) -> float:
    """Return how much a holding says that places turn to the practice this very season: its pulse, fading SHARPNESS times as fast.

    As of the pulse, a use counts as much as 1 / TOUCHED showings or intents.

    Returns:
        0 to 1, dimensionless.
    """
    scale = USED if cell.stage in IN_USE else TOUCHED
    return scale * float((cell.pulse / scale) ** SHARPNESS)


def activity(cells: Iterable[Holding], strata: Callable[[str], Iterable[Stratum]]) -> Activity:
    """Sum the holdings of one practice by stratum, in a way that their order does not matter."""
    pulses: dict[Stratum, list[float]] = defaultdict(list)
    adopters: dict[Stratum, int] = defaultdict(int)
    for cell in cells:
        for stratum in strata(cell.actor):
            if cell.pulse:
                pulses[stratum].append(season(cell))
            adopters[stratum] += cell.has or cell.adopted
    return Activity({stratum: fsum(values) for stratum, values in pulses.items()}, adopters)
