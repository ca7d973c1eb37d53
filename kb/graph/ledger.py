"""Every practice in a row: what questions need of all of them, read off the columns; after a new fact off those that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kb.graph.activity import PRIOR, Activity
from kb.graph.atlas import Stratum
from kb.graph.column import Column
from kb.graph.landscape import Landscape
from kb.graph.once import Renewed
from kb.model import PartyId, PracticeId

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Read = Callable[[Activity, Stratum], float]


class Ledger:
    """Practices by number, in the order of their ids: how much they move, by stratum, and whether others have them.

    Args:
        landscape: it is read off.
        before: of a landscape of the same lineage. Where both have the same practices, only columns that differ are read.
    """

    number: Mapping[PracticeId, int]
    shown: Ints  # by how many actors each is to be seen
    _activities: dict[int, Activity]

    def __init__(self, landscape: Landscape, before: Ledger | None = None) -> None:
        self.practices: Sequence[PracticeId] = tuple(landscape.practices)
        self._columns: Sequence[Column] = [landscape.columns[practice] for practice in self.practices]
        self._populations = landscape.populations
        known = before if before is not None and before.practices == self.practices else None
        late = differing(self._columns, known._columns if known else ())
        if known:
            self.number, self.shown, self._activities = known.number, known.shown.copy(), known._activities.copy()
        else:
            self.number = {practice: number for number, practice in enumerate(self.practices)}
            self.shown, self._activities = np.zeros(len(late), dtype=np.int64), {}
        for number in late.tolist():
            column = self._columns[number]
            self.shown[number] = len(column.showing) * (landscape.as_of is None or column.recorded)
            self._activities[number] = column.activity(landscape.atlas)
        self._pulses: _Sums = _Sums(self._activities, _pulse, late, known._pulses if known else None)
        self._adopters: _Sums = _Sums(self._activities, _adopters, late, known._adopters if known else None)

    def candidates(self, actor: PartyId, settled: Ints) -> Ints:
        """Return the numbers of the practices that others have or showed, without those that an actor has or gave up: `settled`."""
        open_ = self.shown > 0
        open_[settled] = False
        open_[self.alone.get(actor, [])] = False
        return np.flatnonzero(open_)

    @cached_property
    def alone(self) -> dict[PartyId, list[int]]:
        """The numbers of the practices that one actor alone has or showed, by that actor."""
        found: dict[PartyId, list[int]] = {}
        for number in np.flatnonzero(self.shown == 1).tolist():
            found.setdefault(next(iter(self._columns[number].showing)), []).append(number)
        return found

    def adopters(self, stratum: Stratum = None) -> Floats:
        """Return how many actors of a stratum ever had each practice."""
        return self._adopters.of(stratum)

    def hazards(self, strata: Iterable[Stratum]) -> Floats:
        """Return the empirical hazard of each practice: see `Activity.hazard`."""
        rates: Floats | None = None
        for stratum in strata:
            at_risk = np.maximum(1, self._populations.get(stratum, 0) - self.adopters(stratum))
            pulse = self._pulses.of(stratum)
            rates = pulse / at_risk if rates is None else (pulse + PRIOR * rates) / (at_risk + PRIOR)
        return np.zeros(len(self.practices)) if rates is None else rates

    @property
    def size_bytes(self) -> int:
        """How much its arrays take."""
        return self.shown.nbytes + self._pulses.size_bytes + self._adopters.size_bytes


class _Sums:
    """One number for each practice, by stratum: read when first asked for; later what is known to differ is read again."""

    def __init__(self, activities: Mapping[int, Activity], read: Read, late: Ints, before: _Sums | None) -> None:
        self._activities, self._read = activities, read
        known = before._known.copy() if before else {}
        self._known: dict[Stratum, tuple[Floats, Ints]] = {
            stratum: (values, np.union1d(missing, late)) for stratum, (values, missing) in known.items()
        }

    def of(self, stratum: Stratum) -> Floats:
        """Return the numbers of a stratum. They must not change."""
        count = len(self._activities)
        values, missing = self._known[stratum] if stratum in self._known else (np.zeros(count), np.arange(count))
        if len(missing):
            values = values.copy()
            values[missing] = [self._read(self._activities[number], stratum) for number in missing.tolist()]
            self._known[stratum] = values, missing[:0]
        return values

    @property
    def size_bytes(self) -> int:
        """How much its arrays take."""
        return sum(values.nbytes + missing.nbytes for values, missing in self._known.copy().values())


def differing(columns: Sequence[Column], before: Sequence[Column]) -> Ints:
    """Return the numbers of the columns that are not the ones that were there before; all, unless they are as many."""
    if len(columns) != len(before):
        return np.arange(len(columns))
    return np.array([number for number, (new, old) in enumerate(zip(columns, before, strict=True)) if new is not old], dtype=np.int64)


ledger_of = Renewed(Ledger)


def _pulse(activity: Activity, stratum: Stratum) -> float:
    return activity.pulse.get(stratum, 0.0)


def _adopters(activity: Activity, stratum: Stratum) -> float:
    return activity.adopters.get(stratum, 0)
