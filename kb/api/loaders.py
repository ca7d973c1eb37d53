"""One request's batches: each level of a question costs one store call of a kind, however many parents ask."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from strawberry.dataloader import DataLoader

from kb.api.types.base import Later, NodeType, wrap
from kb.errors import NotFound
from kb.model import AnyNode, NodeId, PartyId, Version, kind_of
from kb.paging import Page, Slice
from kb.service import KnowledgeBase, Whereabouts
from kb.store.base import FactList, NodeList

Spec = TypeVar("Spec", bound=Hashable)
Value = TypeVar("Value")
Keys = tuple[str, ...]


class Loaders:
    """The loaders of one request; never shared between requests, so that no answer is stale or another reader's."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._seen: dict[str, NodeType | None] = {}
        self._things: DataLoader[Keys, list[NodeType | None]] = DataLoader(self._load_things)
        self.places: DataLoader[PartyId, Whereabouts] = DataLoader(self._load_places)
        self.fact_pages: DataLoader[tuple[tuple[FactList, Page], str], Slice[Version]] = DataLoader(self._load_fact_pages)
        self.fact_counts: DataLoader[tuple[FactList, str], int] = DataLoader(self._load_fact_counts)
        self.node_pages: DataLoader[tuple[tuple[NodeList, Page], str], Slice[AnyNode]] = DataLoader(self._load_node_pages)
        self.node_counts: DataLoader[tuple[NodeList, str], int] = DataLoader(self._load_node_counts)

    async def maybe(self, keys: Sequence[str]) -> list[NodeType | None]:
        """Return nodes and accepted facts by id, in order; None for an unknown id."""
        if all(key in self._seen for key in keys):
            return [self._seen[key] for key in keys]
        return await self._things.load(tuple(keys))

    async def all(self, keys: Sequence[str]) -> list[NodeType]:
        """Return nodes and accepted facts by id, in order. Raises NotFound for an unknown id."""
        return [_there(found, key) for found, key in zip(await self.maybe(keys), keys, strict=True)]

    def one(self, key: str) -> Later[NodeType]:
        """Return the node or accepted fact with that id. Raises NotFound."""
        return self._seen.get(key) or self._one(key)

    def optional(self, key: str | None) -> Later[NodeType | None]:
        """Return what `found` does, at once where it was loaded before."""
        if key is None or key in self._seen:
            return self._seen.get(key or "")
        return self.found(key)

    def seen(self, key: str) -> NodeType:
        """Return a node or accepted fact that was loaded before. Raises NotFound."""
        return _there(self._seen.get(key), key)

    async def found(self, key: str | None) -> NodeType | None:
        """Return the node or accepted fact with that id; None for no id and for an unknown one."""
        return (await self.maybe((key,)))[0] if key else None

    async def _one(self, key: str) -> NodeType:
        return (await self.all((key,)))[0]

    def known(self, thing: AnyNode | Version) -> NodeType:
        """Take what came with something else as loaded."""
        key = thing.fact.id if isinstance(thing, Version) else thing.id
        known = self._seen.get(key)
        if known is None:
            known = self._seen[key] = wrap(thing)
        return known

    async def _load_things(self, asked: list[Keys]) -> list[list[NodeType | None]]:
        missing = {key for keys in asked for key in keys if key not in self._seen}
        found = await self._kb.things(missing) if missing else {}
        for key in missing:
            self._seen[key] = wrap(found[key]) if key in found else None
        return [[self._seen[key] for key in keys] for keys in asked]

    async def _load_places(self, parties: list[PartyId]) -> list[Whereabouts]:
        found = await self._kb.places(parties)
        return [found.get(party) or Whereabouts() for party in parties]

    async def _load_fact_pages(self, asked: list[tuple[tuple[FactList, Page], str]]) -> list[Slice[Version]]:
        return await _together(asked, lambda spec, owners: self._kb.store.fact_pages(spec[0], owners, spec[1]))

    async def _load_fact_counts(self, asked: list[tuple[FactList, str]]) -> list[int]:
        return await _together(asked, self._kb.store.fact_counts)

    async def _load_node_pages(self, asked: list[tuple[tuple[NodeList, Page], NodeId]]) -> list[Slice[AnyNode]]:
        return await _together(asked, lambda spec, owners: self._kb.store.node_pages(spec[0], owners, spec[1]))

    async def _load_node_counts(self, asked: list[tuple[NodeList, NodeId]]) -> list[int]:
        return await _together(asked, self._kb.store.node_counts)


async def _together(asked: list[tuple[Spec, str]], ask: Callable[[Spec, list[str]], Awaitable[Mapping[str, Value]]]) -> list[Value]:
    """Ask once for all owners of the same list."""
    owners: dict[Spec, list[str]] = {}
    for spec, owner in asked:
        owners.setdefault(spec, []).append(owner)
    found = await asyncio.gather(*(ask(spec, of) for spec, of in owners.items()))
    answers = dict(zip(owners, found, strict=True))
    return [answers[spec][owner] for spec, owner in asked]


def _there(found: NodeType | None, key: str) -> NodeType:
    if found is None:
        raise NotFound(kind_of(key), key)
    return found
