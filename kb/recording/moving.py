"""Nodes that turned out to be others: what refers to them is made to refer to those, and their ids lead there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from kb.model import AnyFact, AnyNode, Citation, NodeId, Practice, Programme
from kb.model.ids import mint
from kb.model.references import SINGLE, references
from kb.recording.shelves import COUNT, MERGE_COUNT
from kb.store.base import Note, Store

Thing = TypeVar("Thing", bound=AnyNode | AnyFact)
_LONGEST = 20  # merges one after another that are followed


def moved(thing: Thing, ids: Mapping[NodeId, NodeId], *, anew: bool = False) -> Thing:
    """Return a node or a fact with every reference as `ids` has it; what is not in `ids` stays.

    Args:
        thing: what refers to nodes.
        ids: the new id by the old one.
        anew: a fact whose id was minted from its natural key gets the one of its new key.
    Raises:
        InvalidInput: it would refer to itself, or be about one party alone.
    """
    if ids.keys().isdisjoint(references(thing)):
        return thing
    changes: dict[str, Any] = {name: ids[key] for name in SINGLE[type(thing)] if (key := getattr(thing, name)) in ids}
    changes |= _lists(thing, ids)
    if anew and isinstance(thing, AnyFact) and thing.id == mint(thing.fact_kind, thing.natural_key):
        changes["id"] = ""
    return replace(thing, **changes)


def _lists(thing: AnyNode | AnyFact, ids: Mapping[NodeId, NodeId]) -> dict[str, Any]:
    """Return the fields with several references, each reference once."""
    lists: dict[str, Any] = {}
    if cited := getattr(thing, "citations", ()):
        lists["citations"] = _cited(cited, ids)
    if isinstance(thing, Practice):
        lists["topics"] = tuple(dict.fromkeys(ids.get(topic, topic) for topic in thing.topics))
        lists["feasibility"] = replace(thing.feasibility, citations=_cited(thing.feasibility.citations, ids))
    if isinstance(thing, Programme):
        parties = [replace(each, party=ids[each.party]) if each.party in ids else each for each in thing.parties]
        lists["parties"] = tuple(each for place, each in enumerate(parties) if each not in parties[:place])
    return lists


def _cited(citations: Collection[Citation], ids: Mapping[NodeId, NodeId]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(replace(each, source=ids.get(each.source, each.source)) for each in citations))


async def standing(store: Store, keys: Collection[NodeId]) -> dict[NodeId, AnyNode]:
    """Return nodes by id, each merged one as the one that it turned out to be; unknown ids are absent."""
    found = await store.nodes(keys)
    for _ in range(_LONGEST):
        merged = {key: node.merged_into for key, node in found.items() if node.merged_into}
        if not merged:
            break
        into = await store.nodes(set(merged.values()))
        found |= {key: into[other] for key, other in merged.items()}
    return found


async def new_ids(store: Store, keys: Collection[NodeId]) -> dict[NodeId, NodeId]:
    """Return the id that each merged node of some goes by now."""
    return {key: node.id for key, node in (await standing(store, keys)).items() if node.id != key}


async def guard(store: Store) -> tuple[Note, ...]:
    """Return what to write with something so that it fails, with Conflict, where nodes were merged since this was asked."""
    return (Note(shelf=MERGE_COUNT, key=str(await _merges(store) + 1), body=None, fresh=True),)


async def counted(store: Store) -> tuple[Note, ...]:
    """Return what is written with a merge, or with its undoing."""
    count = str(await _merges(store) + 1)
    return (Note(shelf=MERGE_COUNT, key=count, body="", fresh=True), Note(shelf=MERGE_COUNT, key=COUNT, body=count))


async def _merges(store: Store) -> int:
    return int((await store.notes(MERGE_COUNT, [COUNT])).get(COUNT, 0))
