"""What refuses a load: references to nothing, circles, one fact recorded twice, a programme that ends before it starts.

A reference to a thing of the wrong kind cannot get this far: ids carry their kind, and the model checks them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping

from kb.dates import before
from kb.errors import Nearest, Problem
from kb.model import AnyFact, AnyNode, City, NodeId, Practice, Programme, Region, kind_of
from kb.model.references import ends, references

Where = Callable[[str], str]


def check(nodes: Mapping[NodeId, AnyNode], facts: Iterable[AnyFact], where: Where, broken: Collection[str] = ()) -> list[Problem]:
    """Return every problem of a graph; none means that it may be loaded.

    Args:
        nodes: all nodes by id, those that a store holds already among them.
        facts: the facts to be loaded, in one pass.
        where: tells where the thing with an id stands.
        broken: ids of things that are there but wrong, and told of already: references to them are no second problem.
    """
    known = {None, *nodes, *broken}
    near = Nearest(nodes)
    problems = [problem for node in nodes.values() for problem in _dangling(node, known, near, where)]
    problems += _circles(nodes, where)
    problems += _reversed(nodes.values(), where)
    seen = _Seen(where)
    for fact in facts:
        joined = ends(fact)
        if not (known.issuperset(joined) and all(cited.source in known for cited in fact.citations)):
            problems += _dangling(fact, known, near, where)
        problems += seen.again(fact, joined)
    return problems


def _dangling(thing: AnyNode | AnyFact, known: Container[NodeId | None], near: Nearest, where: Where) -> list[Problem]:
    return [
        Problem(where(thing.id), f"no {kind_of(key)} has the id {key!r}{near(key)}", "DANGLING_REFERENCE")
        for key in references(thing)
        if key not in known
    ]


def _circles(nodes: Mapping[NodeId, AnyNode], where: Where) -> Iterator[Problem]:
    places = {node.id: node.part_of for node in nodes.values() if isinstance(node, City | Region) and node.part_of}
    practices = {node.id: node.derived_from for node in nodes.values() if isinstance(node, Practice) and node.derived_from}
    programmes = {node.id: node.part_of for node in nodes.values() if isinstance(node, Programme) and node.part_of}
    for parents, verb in ((places, "part of"), (practices, "derived from"), (programmes, "part of")):
        for circle in circles(parents):
            yield Problem(where(circle[0]), f"{f' is {verb} '.join((*circle, circle[0]))}: a circle", "CIRCLE")


def circles(parents: Mapping[NodeId, NodeId]) -> list[list[NodeId]]:
    """Return every circle of a map of each thing to the one above it, each from its least id."""
    walked: dict[NodeId, NodeId] = {}  # what has been walked over, and from where that walk began
    found = []
    for start in parents:
        step: NodeId | None = start
        path: list[NodeId] = []
        while step is not None and step not in walked:
            walked[step] = start
            path.append(step)
            step = parents.get(step)
        if step is not None and walked[step] == start:
            circle = path[path.index(step) :]
            least = circle.index(min(circle))
            found.append(circle[least:] + circle[:least])
    return found


def _reversed(nodes: Iterable[AnyNode], where: Where) -> Iterator[Problem]:
    for node in nodes:
        if isinstance(node, Programme) and before(node.end, node.start):
            yield Problem(where(node.id), f"{node.id} ends ({node.end}) before it starts ({node.start})", "ENDS_BEFORE_START")


class _Seen:
    """The facts that have come by. Few join the same things; only of those the natural keys are compared."""

    def __init__(self, where: Where) -> None:
        self._where = where
        self._ids: set[str] = set()
        self._joining: dict[int, AnyFact] = {}  # the first fact of each kind to join some things, by their hash
        self._keys: dict[str, AnyFact] = {}

    def again(self, fact: AnyFact, joined: tuple[NodeId | None, ...]) -> list[Problem]:
        """Return what is wrong if the fact, or its id, came before."""
        if fact.id in self._ids:
            return [Problem(self._where(fact.id), f"{fact.id} is the id of another fact too", "DUPLICATE_ID")]
        self._ids.add(fact.id)
        first = self._joining.setdefault(hash((fact.fact_kind, joined)), fact)
        return [] if first is fact else self._same(first, fact)

    def _same(self, first: AnyFact, fact: AnyFact) -> list[Problem]:
        self._keys.setdefault(first.natural_key, first)
        other = self._keys.setdefault(fact.natural_key, fact)
        if other is fact:
            return []
        message = f"this is the same fact as at {self._where(other.id)}; merge their citations"
        return [Problem(self._where(fact.id), message, "DUPLICATE_FACT")]
