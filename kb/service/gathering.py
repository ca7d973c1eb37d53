"""What a graph is made of, read from a store: all of it, or what changed since a place in the change log."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TypeVar

from kb.model import AnyFact, AnyNode, FactId, NodeId, Version
from kb.model.references import references
from kb.store.base import Change, LogPosition, Row, Store

Item = TypeVar("Item")
MOST_CHANGES = 10_000  # that are read one by one; beyond, a store is read as a whole
_BATCH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Nodes and facts as they are now; None: a fact that is not accepted, or no longer."""

    begin: Change | None  # the first change of the log, by which one store is told from another; None: there is no change
    until: LogPosition  # the last change that is certainly in it
    nodes: Mapping[NodeId, AnyNode] = field(default_factory=dict)
    facts: Mapping[FactId, AnyFact | None] = field(default_factory=dict)


async def gather(store: Store, after: LogPosition, known: Container[NodeId], most: int | None = None) -> Gathered | None:
    """Return everything that changed after a place in the log, or None where that is more than `most`, or a known node was merged.

    What is written meanwhile may be in it in part, and is again in what changed next: taking it twice does no harm. What
    the nodes and facts in it refer to is in it too, unless it is `known`.

    Args:
        store: where it is read.
        after: the last change that is known already.
        known: the ids of nodes that need not be in it.
        most: how many changes are read at most; None: MOST_CHANGES.
    """
    most = MOST_CHANGES if most is None else most
    changes = await _changes(store, after, most)
    if len(changes) > most:
        return None
    facts = await _facts(store, {change.id for change in changes if change.status is not None})
    changed = await _nodes(store, {change.id for change in changes if change.status is None})
    nodes = _unmerged(changed)
    if any(key in known for key in changed.keys() - nodes.keys()):
        return None
    missing = _missing([*nodes.values(), *(fact for fact in facts.values() if fact)], known, nodes)
    while missing:
        found = await _nodes(store, missing)
        nodes |= found
        missing = _missing(found.values(), known, nodes)
    until = LogPosition(changes[-1].revision, changes[-1].id) if changes else after
    begin = next(iter(await store.changes(LogPosition(0), 1)), None)
    return Gathered(begin=begin, until=until, nodes=nodes, facts=facts)


async def everything(store: Store) -> Gathered:
    """Return all of a store, with what was written while it was read."""
    while True:
        begin = LogPosition(await store.revision())
        nodes: dict[NodeId, AnyNode] = {}
        facts: dict[FactId, AnyFact | None] = {}
        async for batch in store.scan():
            _sort_out(batch, nodes, facts)
        if later := await gather(store, begin, nodes):
            return replace(later, nodes={**nodes, **later.nodes}, facts={**facts, **later.facts})


def _unmerged(nodes: Mapping[NodeId, AnyNode]) -> dict[NodeId, AnyNode]:
    """Return the nodes that are not merged into others: nothing refers to the rest any more."""
    return {key: node for key, node in nodes.items() if node.merged_into is None}


def _sort_out(batch: list[Row], nodes: dict[NodeId, AnyNode], facts: dict[FactId, AnyFact | None]) -> None:
    for row in batch:
        if isinstance(row, Version):
            facts[row.fact.id] = row.fact
        elif not isinstance(row, Change) and row.merged_into is None:
            nodes[row.id] = row


async def _changes(store: Store, after: LogPosition, most: int) -> list[Change]:
    found: list[Change] = []
    while len(found) <= most and (page := await store.changes(after, _BATCH)):
        found += page
        after = LogPosition(page[-1].revision, page[-1].id)
    return found


async def _facts(store: Store, ids: Collection[FactId]) -> dict[FactId, AnyFact | None]:
    found: dict[FactId, AnyFact | None] = dict.fromkeys(ids)
    for batch in _batches(ids):
        found |= {key: version.fact for key, version in (await store.facts(batch)).items()}
    return found


async def _nodes(store: Store, ids: Collection[NodeId]) -> dict[NodeId, AnyNode]:
    found: dict[NodeId, AnyNode] = {}
    for batch in _batches(ids):
        found |= await store.nodes(batch)
    return found


def _missing(things: Iterable[AnyNode | AnyFact], known: Container[NodeId], nodes: Container[NodeId]) -> set[NodeId]:
    return {key for thing in things for key in references(thing) if key not in nodes and key not in known}


def _batches(items: Iterable[Item]) -> Iterable[list[Item]]:
    rest = iter(items)
    return iter(lambda: list(islice(rest, _BATCH)), [])
