"""What the dates of all practices together say of who learns from whom. Worked out when first asked for, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kb.dates import FuzzyDate
from kb.diffusion.cascades import Cascades, cascades
from kb.diffusion.netinf import Link, delay_rate, netinf
from kb.diffusion.sources import SourceModel, likely_sources
from kb.graph.decay import DAYS_A_YEAR
from kb.graph.landscape import Landscape
from kb.graph.once import Once
from kb.model import PartyId, PracticeId

FEWEST_ADOPTIONS = 300  # in simulations, from these on the dates of all practices tell more of a source than its lag does
FEWEST_PRACTICES = 10  # that went from one place to another
FEWEST_EACH = 5  # adoptions for each place that has any


@dataclass(frozen=True, kw_only=True, eq=False)
class Inference:
    """The dated adoptions of a landscape as cascades, by number. An origin's own first use is one of them."""

    actors: tuple[PartyId, ...]  # in the order of their ids
    practices: tuple[PracticeId, ...]
    of: Cascades

    @cached_property
    def numbers(self) -> Mapping[PartyId, int]:
        """The number of each actor."""
        return {actor: number for number, actor in enumerate(self.actors)}

    @cached_property
    def _practice_numbers(self) -> Mapping[PracticeId, int]:
        return {practice: number for number, practice in enumerate(self.practices)}

    def adoption(self, practice: PracticeId, actor: PartyId) -> int:
        """Return the number of an adoption. Raises KeyError where there is none."""
        begin, end = np.searchsorted(self.of.practices, [self._practice_numbers[practice], self._practice_numbers[practice] + 1])
        found = np.flatnonzero(self.of.places[begin:end] == self.numbers[actor])
        if not len(found):
            raise KeyError((practice, actor))
        return int(begin + found[0])

    @cached_property
    def adopters(self) -> int:
        """How many actors have a dated adoption."""
        return len(np.unique(self.of.places))

    @cached_property
    def travelled(self) -> int:
        """How many practices have two dated adoptions, one certainly after the other."""
        return len(np.unique(self.of.practices[self.of.pairs.later]))

    @property
    def is_enough(self) -> bool:
        """Whether there are enough dates to infer anything from."""
        fewest = max(FEWEST_ADOPTIONS, FEWEST_EACH * self.adopters)
        return len(self.of.places) >= fewest and self.travelled >= FEWEST_PRACTICES

    @cached_property
    def rate(self) -> float | None:
        """The rate of the exponential delay that the network is inferred with, per year."""
        return delay_rate(self.of)


def _inference(landscape: Landscape) -> Inference:
    actors, practices = tuple(sorted(landscape.by_actor)), tuple(landscape.practices)
    numbers = {actor: number for number, actor in enumerate(actors)}
    places: list[int] = []
    numbered: list[int] = []
    begin: list[float] = []
    end: list[float] = []
    for number, practice in enumerate(practices):
        for actor, cell in landscape.cells(practice).items():
            if cell.since:
                first, last = years(cell.since)
                places.append(numbers[actor])
                numbered.append(number)
                begin.append(first)
                end.append(last)
    return Inference(actors=actors, practices=practices, of=cascades(places, numbered, begin, end, count=len(actors)))


def years(when: FuzzyDate) -> tuple[float, float]:
    """Return the first and the last day of a date in years. Raises ValueError unless both are known."""
    if when.earliest is None or when.latest is None:
        raise ValueError(f"{when} has an unknown end")
    return when.earliest.toordinal() / DAYS_A_YEAR, when.latest.toordinal() / DAYS_A_YEAR


inference = Once(_inference)
"""Return the dated adoptions of a landscape."""


def _model(landscape: Landscape) -> SourceModel | None:
    found = inference(landscape)
    return likely_sources(found.of) if found.is_enough else None


source_model = Once(_model)
"""Return what all practices say of who learns from whom; None where there are too few dates."""


def _network(landscape: Landscape) -> tuple[Link, ...]:
    found = inference(landscape)
    return tuple(netinf(found.of, found.rate)) if found.is_enough and found.rate else ()


network = Once(_network)
"""Return the links that explain all practices best, by numbers of actors; none where there are too few dates."""
