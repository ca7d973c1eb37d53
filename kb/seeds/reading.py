"""What a reading gathers: nodes and facts, where each of them stands, and every problem."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kb.errors import Problem
from kb.model import AnyFact, AnyNode, NodeId
from kb.model.ids import mint

_FILES = 1 << 20  # at most so many files in one reading


class Places(Mapping[str, str]):
    """Where things stand: id -> "file:line". One number is kept of each, so that a million are no burden."""

    def __init__(self) -> None:
        self._files: list[str] = []
        self.numbers: dict[str, int] = {}

    def file(self, name: str) -> int:
        """Take a file up, and return what `at` needs of it."""
        self._files.append(name)
        return len(self._files) - 1

    @staticmethod
    def at(file: int, line: int) -> int:
        """Return the number of a place."""
        return line * _FILES + file

    def say(self, number: int) -> str:
        """Put a place into words."""
        line, file = divmod(number, _FILES)
        return f"{self._files[file]}:{line}"

    def __getitem__(self, key: str) -> str:
        return self.say(self.numbers[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self.numbers)

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(slots=True)
class Reading:
    """What was read. Whoever loads it asks for `problems` first: what is wrong is in neither `nodes` nor `facts`."""

    nodes: dict[NodeId, AnyNode] = field(default_factory=dict)
    facts: list[AnyFact] = field(default_factory=list)
    where: Places = field(default_factory=Places)
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)  # ids of what is there, but wrong
    _keys: dict[str, int] = field(default_factory=dict)  # minted from the keys of facts that have another id

    def add_node(self, node: AnyNode, place: int) -> None:
        """Take a node up, unless its id stands somewhere else."""
        first = self.where.numbers.get(node.id)
        if first is not None:
            self.refuse(place, f"{node.id} stands at {self.where.say(first)} already", "DUPLICATE_ID")
            return
        self.where.numbers[node.id] = place
        self.nodes[node.id] = node

    def add_fact(self, fact: AnyFact, place: int, minted: bool) -> None:
        """Take a fact up, unless it stands somewhere else. `minted`: its id was made from its natural key just now."""
        numbers = self.where.numbers
        count = len(numbers)
        first = numbers.setdefault(fact.id, place)
        if len(numbers) == count:
            same = "this is the same fact as at {}; merge their citations" if minted else f"{fact.id} stands at {{}} already"
            self.refuse(place, same.format(self.where.say(first)), "DUPLICATE_FACT" if minted else "DUPLICATE_ID")
        elif (minted and not self._keys) or self._has_new_key(fact, place):
            self.facts.append(fact)

    def _has_new_key(self, fact: AnyFact, place: int) -> bool:
        """Note the natural key of a fact whose id may be older than it, unless another fact has it."""
        key = mint(fact.fact_kind, fact.natural_key)
        first = self._keys.get(key) or (self.where.numbers.get(key) if key != fact.id else None)
        if first is not None:
            self.refuse(place, f"this is the same fact as at {self.where.say(first)}; merge their citations", "DUPLICATE_FACT")
            del self.where.numbers[fact.id]
            return False
        if key != fact.id:
            self._keys[key] = place
        return True

    def refuse(self, place: int, message: str, code: str = "INVALID_INPUT") -> None:
        """Note what is wrong there."""
        self.problems.append(Problem(self.where.say(place), message, code))
