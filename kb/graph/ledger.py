"""Every practice in a row: what questions need of all of them, read off the columns once for each landscape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from kb.graph.activity import PRIOR
from kb.graph.atlas import Stratum
from kb.graph.landscape import Landscape
from kb.model import PartyId, PracticeId

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Ledger:
    """Practices by number, in the order of their ids: how much they move, by stratum, and whether others have them.

    What it reads is kept with each column, so that after one more fact it is put together again in milliseconds.
    """

    def __init__(self, landscape: Landscape) -> None:
        self.practices: Sequence[PracticeId] = tuple(landscape.practices)
        self.number = {practice: number for number, practice in enumerate(self.practices)}
        self._activities = [landscape.activity(practice) for practice in self.practices]
        self._populations = landscape.populations
        self._pulses: dict[Stratum, Floats] = {}
        self._adopters: dict[Stratum, Floats] = {}
        showing = [landscape.columns[practice].showing for practice in self.practices]
        recorded = np.array([landscape.as_of is None or landscape.columns[practice].recorded for practice in self.practices], dtype=bool)
        self.shown = np.array([len(actors) for actors in showing], dtype=np.int64) * recorded  # by how many actors

    def numbers(self, practices: Iterable[PracticeId]) -> Ints:
        """Return the numbers of some practices."""
        return np.fromiter((self.number[practice] for practice in practices), dtype=np.int64)

    def candidates(self, landscape: Landscape, actor: PartyId, settled: Ints) -> Ints:
        """Return the numbers of the practices that others have or showed, without those that an actor has or gave up: `settled`."""
        shown = self.shown.copy()
        shown[settled] = 0
        lonely = np.flatnonzero(shown == 1)
        mine = [number for number in lonely.tolist() if actor in landscape.columns[self.practices[number]].showing]
        shown[mine] = 0
        return np.flatnonzero(shown)

    def adopters(self, stratum: Stratum = None) -> Floats:
        """Return how many actors of a stratum ever had each practice."""
        if stratum not in self._adopters:
            self._adopters[stratum] = np.array([each.adopters.get(stratum, 0) for each in self._activities], dtype=np.float64)
        return self._adopters[stratum]

    def hazards(self, strata: Iterable[Stratum]) -> Floats:
        """Return the empirical hazard of each practice: see `Activity.hazard`."""
        rates: Floats | None = None
        for stratum in strata:
            at_risk = np.maximum(1, self._populations.get(stratum, 0) - self.adopters(stratum))
            pulse = self._pulse(stratum)
            rates = pulse / at_risk if rates is None else (pulse + PRIOR * rates) / (at_risk + PRIOR)
        return np.zeros(len(self.practices)) if rates is None else rates

    def _pulse(self, stratum: Stratum) -> Floats:
        if stratum not in self._pulses:
            self._pulses[stratum] = np.array([each.pulse.get(stratum, 0.0) for each in self._activities], dtype=np.float64)
        return self._pulses[stratum]


_kept: WeakKeyDictionary[Landscape, Ledger] = WeakKeyDictionary()


def ledger_of(landscape: Landscape) -> Ledger:
    """Return the ledger of a landscape; it is made once."""
    found = _kept.get(landscape)
    if found is None:
        found = _kept[landscape] = Ledger(landscape)
    return found
