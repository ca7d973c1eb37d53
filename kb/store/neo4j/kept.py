"""Nodes and accepted facts as they were read last, so that what did not change since crosses the link as a stamp only.

A read asks the store each time which content a thing has. What is kept is used where the store says that it has that
one still: no answer is older than the read that it rests on.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from kb.model import AnyNode, Version
from kb.store.neo4j.link import Reader
from kb.store.neo4j.records import node_of, version_of

_MOST = 50_000
Thing = TypeVar("Thing")
Stamped = tuple[str, Any]  # an id, and the stamp of what it has: a NODE_STAMP or a FACT_STAMP, though as a list


class Held(NamedTuple):
    """A node or a version, and the stamp of its content."""

    stamp: object
    thing: Any


class Kept:
    """Things by id, the ones read last; never more than `most`."""

    def __init__(self, most: int = _MOST) -> None:
        self._held: dict[str, Held] = {}
        self._most = most

    def held(self, ids: Iterable[str]) -> dict[str, Held]:
        """Return what is kept of some things."""
        return {key: held for key in ids if (held := self._held.get(key))}

    def node(self, row: Sequence[Any]) -> AnyNode:
        """Read a ROW, and keep it."""
        return self._keep(row[0]["id"], row[0]["hash"], node_of(row))

    def version(self, found: Mapping[str, Any]) -> Version:
        """Read a FACT, and keep it."""
        return self._keep(found["id"], found["stamp"], version_of(found))

    def _keep(self, key: str, stamp: object, thing: Thing) -> Thing:
        self._held.pop(key, None)
        if len(self._held) >= self._most:
            del self._held[next(iter(self._held))]
        self._held[key] = Held(stamp, thing)
        return thing


Read = Callable[[Reader, Kept, Collection[str]], Awaitable[dict[str, Thing]]]


async def things_of(reader: Reader, kept: Kept, stamped: Iterable[Stamped], read: Read[Thing]) -> dict[str, Thing]:
    """Return what a list of stamps stands for; what is not kept with that stamp is read, and absent where it is gone by then."""
    stamps: dict[str, Any] = dict(stamped)
    held = kept.held(stamps)
    found = {key: of.thing for key, of in held.items() if of.stamp == stamps[key]}
    missing = stamps.keys() - found.keys()
    return found | await read(reader, kept, missing) if missing else found
