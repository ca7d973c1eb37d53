"""What is seen of a graph: all of it today, and what was known on earlier days."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.graph.difference import Difference
    from kb.graph.landscape import Landscape

_KEPT_DAYS = 4  # that people look back to at the same time
_MOST_PENDING = 1000  # differences that a day nobody asks for waits with; then it is given up


@dataclass(frozen=True, slots=True)
class Seen:
    """A landscape, and the revision of the store that it is certainly not behind."""

    landscape: Landscape
    revision: int


@dataclass(slots=True)
class _Day:
    landscape: Landscape | None = None
    pending: list[Difference] = field(default_factory=list)  # that its landscape lacks
    making: asyncio.Lock = field(default_factory=asyncio.Lock)


class Views:
    """The landscapes of a few earlier days: made when one is first asked for, brought up to date when it is again."""

    def __init__(self) -> None:
        self._days: dict[date, _Day] = {}  # the one asked for last comes last

    def note(self, difference: Difference) -> None:
        """Remember what today's landscape has now, and the other days still lack."""
        for as_of, day in list(self._days.items()):
            day.pending.append(difference)
            if len(day.pending) > _MOST_PENDING:
                del self._days[as_of]

    def forget(self) -> None:
        """Give up every day: the graph was made anew."""
        self._days.clear()

    async def on(self, as_of: date, today: Callable[[], Seen]) -> Seen:
        """Return what was known on a day; `today` gives what is known now, of which every difference was noted at once."""
        day = self._days.pop(as_of, None) or _Day()
        self._days[as_of] = day
        while len(self._days) > _KEPT_DAYS:
            del self._days[next(iter(self._days))]
        async with day.making:
            now, pending = today(), tuple(day.pending)
            day.landscape = await asyncio.to_thread(_brought_up, day.landscape, pending, now.landscape, as_of)
            del day.pending[: len(pending)]
            return Seen(day.landscape, now.revision)


def _brought_up(landscape: Landscape | None, pending: tuple[Difference, ...], now: Landscape, as_of: date) -> Landscape:
    from kb.graph.survey import look_back, resurvey

    if landscape is None:
        return look_back(now, as_of)
    for difference in pending:
        landscape = resurvey(landscape, difference)
    return landscape
