"""What people wrote before nodes turned out to be others, read as it is to be understood now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kb.errors import InvalidInput
from kb.model import AnyFact, AnyNode, NodeId
from kb.model.references import references
from kb.recording.moving import moved
from kb.seeds import Reading


@dataclass(slots=True)
class Understood:
    """A reading in which every reference is to what a merged node turned out to be, and why some rows are not in it."""

    reading: Reading
    left_out: list[str] = field(default_factory=list)


def understood(reading: Reading, stored: Mapping[NodeId, AnyNode]) -> Understood:
    """Read what refers to merged nodes as if it referred to what they turned out to be.

    A row of such a node is left out, so that it never undoes a merge; so is a row that says so itself of a node that is
    there and is not merged. Facts that then say the same are one, with the citations of all.

    Args:
        reading: what was read; its `where` learns the ids of what is moved.
        stored: every node of the store.
    """
    found = Understood(reading)
    taken = {key: node for key, node in reading.nodes.items() if _is_taken(key, node, stored, found)}
    every = {**stored, **taken}
    ids = {key: _now(key, every) for key, node in every.items() if node.merged_into}
    nodes = {key: moved(node, ids) for key, node in taken.items()} if ids else taken
    found.reading = replace(reading, nodes=nodes, facts=_facts(reading, ids, found) if ids else reading.facts)
    return found


def _now(key: NodeId, nodes: Mapping[NodeId, AnyNode]) -> NodeId:
    seen: set[NodeId] = set()
    while key in nodes and (into := nodes[key].merged_into) and key not in seen:
        seen.add(key)
        key = into
    return key


def _is_taken(key: NodeId, node: AnyNode, stored: Mapping[NodeId, AnyNode], found: Understood) -> bool:
    there = stored.get(key)
    if there is None or there.merged_into == node.merged_into:
        return True
    told = f"{key} was merged into {there.merged_into}" if there.merged_into else f"{key} is not merged into {node.merged_into} here"
    found.left_out.append(f"{found.reading.where.get(key, key)}: left out, as {told}")
    return False


def _facts(reading: Reading, ids: Mapping[NodeId, NodeId], found: Understood) -> list[AnyFact]:
    same: list[AnyFact] = []
    other: list[AnyFact] = []
    for fact in reading.facts:
        if ids.keys().isdisjoint(references(fact)):
            same.append(fact)
        else:
            other += _moved(fact, ids, found)
    return _joined(same, other) if other else same


def _moved(fact: AnyFact, ids: Mapping[NodeId, NodeId], found: Understood) -> list[AnyFact]:
    where = found.reading.where
    try:
        now = moved(fact, ids, anew=True)
    except InvalidInput as error:
        found.left_out.append(f"{where.get(fact.id, fact.id)}: left out, as {error}")
        return []
    if fact.id in where:
        where.numbers.setdefault(now.id, where.numbers[fact.id])
    return [now]


def _joined(same: list[AnyFact], other: list[AnyFact]) -> list[AnyFact]:
    """Put moved facts after the others, each with what it says once more."""
    keys = {fact.natural_key for fact in other}
    places: dict[str, int] = {}
    facts: list[AnyFact] = []
    for fact in (*same, *other):
        key = fact.natural_key
        if key in places:
            first = facts[places[key]]
            facts[places[key]] = replace(first, citations=tuple(dict.fromkeys((*first.citations, *fact.citations))))
            continue
        if key in keys:
            places[key] = len(facts)
        facts.append(fact)
    return facts
