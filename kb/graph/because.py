"""How reasons are made: a code, what fills it, and the facts that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from kb.graph.atlas import level_of
from kb.graph.holdings import Holding
from kb.graph.rows import Level, Message, Reason, Value
from kb.model import FactId, NodeId

MOST_FACTS = 100  # that one reason rests on
MOST_NAMES = 3  # that one sentence names
Filling = Value | tuple[NodeId, ...] | None


def message(code: str, **values: Filling) -> Message:
    """Make a message; values that are None or empty are left out, and its sentence does without them."""
    return Message(code=code, values={name: value for name, value in values.items() if value is not None and value != ()})


def because(code: str, facts: Iterable[FactId | None] = (), level: Level | None = None, **values: Filling) -> Reason:
    """Make a reason that rests on facts, the best first."""
    return Reason(message=message(code, **values), facts=tuple(fact for fact in facts if fact)[:MOST_FACTS], level=level)


def names(cells: Sequence[Holding]) -> tuple[NodeId, ...]:
    """Return the first few actors."""
    return tuple(cell.actor for cell in cells[:MOST_NAMES])


def takings(cells: Iterable[Holding]) -> list[FactId]:
    """Return the facts by which each took the practice up; not more than a reason names."""
    steps = (cell.taking for cell in cells)
    return list(islice((step.id for step in steps if step), MOST_FACTS))


def common_level(cells: Iterable[Holding]) -> Level | None:
    """Return the level at which all hold the practice; None when they differ."""
    levels = {cell.level(level_of(cell.actor)) for cell in cells}
    return levels.pop() if len(levels) == 1 else None
