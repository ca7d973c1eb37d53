"""What is referred to and is not there: in which field it stands, and what may have been meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields
from typing import Any

from rapidfuzz import fuzz

from kb.model import AnyFact, AnyNode, Citation, NodeId, NodeKind, kind_of
from kb.model.nodes import Feasibility, Participation
from kb.model.references import references
from kb.recording.alike import named_alike
from kb.recording.outcomes import UserError
from kb.store.base import Store

_NEAR = 60  # of 100: as `school-museum` is to `school-museums-net`
_NAMED = 3


async def missing(store: Store, things: Collection[AnyNode | AnyFact], known: Collection[NodeId]) -> list[UserError]:
    """Return a mistake for every reference of some things to a node that is not known."""
    found: list[UserError] = []
    for thing in things:
        for key in references(thing):
            if key not in known:
                message = f"no {kind_of(key)} has the id {key!r}{await _meant(store, key)}"
                found.append(UserError(code="DANGLING_REFERENCE", message=message, field=next(_fields(thing, key), ())))
    return found


async def _meant(store: Store, key: NodeId) -> str:
    kind, _, slug = key.partition(":")
    others = await named_alike(store, NodeKind(kind), slug.replace("-", " "))
    near = sorted(others, key=lambda node: (-fuzz.token_set_ratio(slug, node.id.partition(":")[2]), node.id))
    named = [repr(node.id) for node in near[:_NAMED] if fuzz.token_set_ratio(slug, node.id.partition(":")[2]) >= _NEAR]
    return f"; did you mean {' or '.join(named)}?" if named else ""


def _fields(thing: Any, key: NodeId) -> Iterator[tuple[str, ...]]:
    """Yield the fields of a thing in which an id stands, from the outside in."""
    for each in fields(thing):
        value, name = getattr(thing, each.name), each.name.rstrip("_")
        if value == key:
            yield (name,)
        elif isinstance(value, Feasibility):
            yield from ((name, *inner) for inner in _fields(value, key))
        elif isinstance(value, tuple):
            for place, item in enumerate(value):
                if item == key:
                    yield name, str(place)
                elif isinstance(item, Citation | Participation):
                    yield from ((name, str(place), *inner) for inner in _fields(item, key))
