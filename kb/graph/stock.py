"""What is known of one actor."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from kb.graph.decay import is_dated
from kb.graph.holdings import Holding
from kb.model import PracticeId

Pulses = tuple[NDArray[np.int64], NDArray[np.float64]]


class Stock(dict[PracticeId, Holding]):
    """What one actor holds, by practice, in the order of their ids; what follows is worked out when first asked for, and kept.

    It must not change.
    """

    __slots__ = ("_dated_facts", "_given_up", "_having", "_pulses", "_settled")

    def __init__(self, cells: Mapping[PracticeId, Holding] | None = None) -> None:
        super().__init__(cells or {})
        self._having: frozenset[PracticeId] | None = None
        self._given_up: tuple[PracticeId, ...] | None = None
        self._dated_facts: int | None = None
        self._pulses: tuple[Mapping[PracticeId, int], Pulses] | None = None
        self._settled: tuple[Mapping[PracticeId, int], NDArray[np.int64]] | None = None

    @property
    def having(self) -> frozenset[PracticeId]:
        """The practices that it has."""
        if self._having is None:
            self._having = frozenset(key for key, cell in self.items() if cell.has)
        return self._having

    @property
    def given_up(self) -> tuple[PracticeId, ...]:
        """The practices that it gave up or declined, in order."""
        if self._given_up is None:
            self._given_up = tuple(key for key, cell in self.items() if cell.given_up)
        return self._given_up

    @property
    def dated_facts(self) -> int:
        """How many of its steps and of the shares to it are dated."""
        if self._dated_facts is None:
            self._dated_facts = sum(is_dated(fact.event_date) for cell in self.values() for fact in (*cell.steps, *cell.shares))
        return self._dated_facts

    def pulses(self, number: Mapping[PracticeId, int]) -> Pulses:
        """Return the number of each practice and the pulse of its holding; kept for as long as it is asked with the same `number`."""
        known = self._pulses
        if known is None or known[0] is not number:
            numbers = np.fromiter((number[key] for key in self), dtype=np.int64, count=len(self))
            pulses = np.fromiter((cell.pulse for cell in self.values()), dtype=np.float64, count=len(self))
            known = self._pulses = number, (numbers, pulses)
        return known[1]

    def settled(self, number: Mapping[PracticeId, int]) -> NDArray[np.int64]:
        """Return the numbers of the practices that it has, or gave up; kept in the same way."""
        known = self._settled
        if known is None or known[0] is not number:
            keys = (*self.having, *self.given_up)
            known = self._settled = number, np.fromiter((number[key] for key in keys), dtype=np.int64, count=len(keys))
        return known[1]
