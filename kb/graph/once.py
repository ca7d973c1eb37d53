"""What takes long to work out of a landscape, and is kept as long as the landscape is."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from kb.graph.landscape import Landscape, Lineage

Value = TypeVar("Value")


class _Cell(Generic[Value]):
    __slots__ = ("lock", "values")

    def __init__(self) -> None:
        self.lock = Lock()
        self.values: list[Value] = []  # none, or the one


class Once(Generic[Value]):
    """Works something out once for each landscape, whoever asks first; those who ask meanwhile wait for it.

    Args:
        make: works it out, from the landscape alone; what it returns must not hold the landscape.
    """

    def __init__(self, make: Callable[[Landscape], Value]) -> None:
        self._make = make
        self._cells: WeakKeyDictionary[Landscape, _Cell[Value]] = WeakKeyDictionary()
        self._lock = Lock()

    def __call__(self, landscape: Landscape) -> Value:
        """Return it for a landscape. Raises what `make` raises; then it is tried again when next asked for."""
        with self._lock:
            cell = self._cells.setdefault(landscape, _Cell())
        with cell.lock:
            if not cell.values:
                cell.values.append(self._make(landscape))
            return cell.values[0]


class Renewed(Once[Value]):
    """The same, with what was last made for a landscape of the same lineage at hand: most of it may still hold.

    Args:
        make: works it out, from the landscape and, unless it is the first of its lineage, from what was made last.
            That was made for any earlier or later landscape and must not change.
    """

    def __init__(self, make: Callable[[Landscape, Value | None], Value]) -> None:
        latest: WeakKeyDictionary[Lineage, Value] = WeakKeyDictionary()

        def renew(landscape: Landscape) -> Value:
            made = latest[landscape.lineage] = make(landscape, latest.get(landscape.lineage))
            return made

        super().__init__(renew)
