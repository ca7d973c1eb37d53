"""How a graph differs from itself at an earlier time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kb.model import AnyFact, AnyNode

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed. A node is never taken away; a fact that was corrected is gone as it was, and comes as it is."""

    nodes: Sequence[AnyNode] = ()  # new ones, and changed ones as they are now
    gone: Sequence[AnyFact] = ()
    come: Sequence[AnyFact] = ()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return bool(self.nodes or self.gone or self.come)


def replaced(old: Mapping[Key, Value], new: Mapping[Key, Value | None]) -> dict[Key, Value]:
    """Return a copy of `old` in which the values of `new` stand; a key whose value there is None is left out."""
    found = dict(old)
    for key, value in new.items():
        if value is None:
            found.pop(key, None)
        else:
            found[key] = value
    return found


def in_order(old: Mapping[str, Value], new: Mapping[str, Value | None]) -> dict[str, Value]:
    """Return what `replaced` does, by key, as `old` is."""
    found = replaced(old, new)
    return found if new.keys() <= old.keys() else {key: found[key] for key in sorted(found)}
