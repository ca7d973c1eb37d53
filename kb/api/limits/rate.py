"""How often each caller may ask: a bucket that fills with time, and that every request takes from."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from time import monotonic

_KEPT = 10_000  # callers; one forgotten starts anew


class Buckets:
    """A bucket for each caller, filled at one rate up to a minute's worth.

    Args:
        per_minute: how much flows in each minute, and how much a bucket holds.
        clock: seconds, of any beginning.
    """

    def __init__(self, per_minute: int, clock: Callable[[], float] = monotonic) -> None:
        self._holds = float(per_minute)
        self._per_second = per_minute / 60
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()  # how full, and when that was so

    def wait_seconds(self, caller: str, requests: int = 1, taken: int = 0) -> int:
        """Take 1 for each request and return 0; where there is not as much, take nothing and return how long to wait.

        Args:
            caller: whose bucket it is.
            requests: at most as many as it holds.
            taken: for how many of them was taken before; who comes again brings all of them again.
        """
        now = self._clock()
        level = self._level(caller, now)
        if level >= requests - taken:
            self._set(caller, level - requests + taken, now)
            return 0
        return ceil((requests - level) / self._per_second)

    def charge(self, caller: str, more: int) -> None:
        """Take more, for a request that has begun: it may leave the bucket owing, at most as much as it holds."""
        now = self._clock()
        self._set(caller, max(-self._holds, self._level(caller, now) - more), now)

    def _level(self, caller: str, now: float) -> float:
        level, then = self._levels.get(caller, (self._holds, 0.0))
        return min(self._holds, level + (now - then) * self._per_second)

    def _set(self, caller: str, level: float, now: float) -> None:
        self._levels[caller] = level, now
        self._levels.move_to_end(caller)
        if len(self._levels) > _KEPT:
            self._levels.popitem(last=False)
