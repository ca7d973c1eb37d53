"""The rules of `kb check`, for what is handed in and all that it rests on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from kb import rules
from kb.model import AnyFact, AnyNode, NodeId
from kb.model.references import references
from kb.recording.missing import missing
from kb.recording.outcomes import Mistakes, mistakes_of
from kb.recording.submissions import Parts
from kb.store.base import Store

_ABOUT_MORE = frozenset({"NO_FACTS", "UNUSED_SOURCE", "TEACHER_WITHOUT_IT", "LIKELY_DUPLICATE", "UNCERTAIN_DATES", "NOTE"})  # than one fact


async def check(store: Store, parts: Parts, today: date) -> tuple[str, ...]:
    """Return what is doubtful about something. Raises Mistakes where a rule forbids it."""
    facts = [parts.fact] if parts.fact else []
    nodes = await _resting_on(store, parts.things)
    if absent := await missing(store, parts.things, nodes):
        raise Mistakes(absent)
    if problems := rules.check(nodes, facts, lambda key: key):
        raise mistakes_of(problems)
    about = {thing.id for thing in parts.things}
    doubts = rules.doubts(nodes, facts, today)
    return tuple(doubt.message for doubt in doubts if doubt.where in about and doubt.code not in _ABOUT_MORE)


async def check_nodes(store: Store, nodes: Collection[AnyNode]) -> None:
    """Raise Mistakes where nodes would break a rule."""
    if problems := rules.check(await _resting_on(store, nodes), (), lambda key: key):
        raise mistakes_of(problems)


async def _resting_on(store: Store, things: Collection[AnyNode | AnyFact]) -> dict[NodeId, AnyNode]:
    """Return those of some things that are nodes and every stored one that they lead to, as it would be."""
    nodes: dict[NodeId, AnyNode] = {thing.id: thing for thing in things if not isinstance(thing, AnyFact)}
    left = {key for thing in things for key in references(thing)}
    seen: set[NodeId] = set()
    while left := _new(left, nodes, seen):
        seen |= left
        found = await store.nodes(left)
        nodes |= found
        left = {key for node in found.values() for key in references(node)}
    return nodes


def _new(keys: Collection[NodeId], nodes: Collection[NodeId], seen: set[NodeId]) -> set[NodeId]:
    return {key for key in keys if key not in nodes and key not in seen}
