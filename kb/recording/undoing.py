"""A merge taken back: what it moved returns, unless it was changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import orjson

from kb.model import AnyFact, AnyNode, FactId, FactStatus, NodeId, Texts, Version, kind_of
from kb.model.references import references
from kb.recording.merges import Merge
from kb.recording.moving import moved, new_ids
from kb.recording.shelves import FORMER
from kb.recording.writing import numbered
from kb.store.base import Recording, Store
from kb.wire import adapter


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """What is written to take a merge back."""

    nodes: tuple[AnyNode, ...]
    were: Mapping[NodeId, AnyNode]  # those nodes, as they are now
    recordings: tuple[Recording, ...] = ()
    warnings: tuple[str, ...] = field(default=())  # what was changed since, and stays


async def undo(store: Store, merge: Merge, reason: Texts) -> Undone:
    """Return what puts a merged node back, and what was moved for it and is still as it was moved.

    What it refers to may have turned out to be something else since: then it refers to that.
    """
    facts = await _facts(store, merge)
    formerly = await _formerly(store, merge)
    now = await store.nodes([merge.gone, *formerly])
    things = [*now.values(), *formerly.values(), *(version.fact for versions in facts.values() for version in versions)]
    ids = await new_ids(store, {key for thing in things for key in references(thing)} - {merge.gone})
    back = {merge.gone: replace(now[merge.gone], merged_into=None), **formerly}
    back = {key: moved(node, ids) for key, node in back.items()}
    same = [key for key, node in back.items() if key == merge.gone or moved(moved(node, merge.ids), ids) == now[key] != node]
    recordings = [Recording(fact=fact, reason=reason) for fact in _returning(merge, facts, ids)]
    left = {*back, *facts} - {*same, *(each.fact.id for each in recordings)}
    return Undone(
        nodes=tuple(back[key] for key in same),
        were={key: now[key] for key in same},
        recordings=tuple(recordings),
        warnings=tuple(f"{key} was changed since, and stays as it is" for key in sorted(left)),
    )


async def _facts(store: Store, merge: Merge) -> dict[FactId, tuple[Version, Version, Version]]:
    """Return each fact that was moved: before, after, and as it stands."""
    history = await store.history([key for key, _, _ in merge.facts])
    found = {}
    for key, before, after in merge.facts:
        by_number = {version.number: version for version in history[key]}
        standing = [version for version in history[key] if version.status is FactStatus.ACCEPTED] or history[key][-1:]
        found[key] = (by_number[before], by_number[after], standing[0])
    return found


async def _formerly(store: Store, merge: Merge) -> dict[NodeId, AnyNode]:
    """Return each node that was moved, as it was before."""
    bodies = await store.notes(FORMER, [numbered(key, number) for key, number in merge.nodes])
    return {key: adapter(kind_of(key)).validate_python(orjson.loads(bodies[numbered(key, number)])["was"]) for key, number in merge.nodes}


def _returning(merge: Merge, facts: Mapping[FactId, Sequence[Version]], ids: Mapping[NodeId, NodeId]) -> Iterator[AnyFact]:
    """Yield the facts that are as the merge left them, as they were before it."""
    for before, after, now in facts.values():
        if merge.gone in references(after.fact):  # the merge withdrew it: another one said the same
            as_left = now.status is FactStatus.WITHDRAWN and now.number == after.number
        else:
            as_left = now.status is FactStatus.ACCEPTED and now.fact == moved(after.fact, ids) != moved(before.fact, ids)
        if as_left:
            yield moved(before.fact, ids)
