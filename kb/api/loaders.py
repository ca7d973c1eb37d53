"""One request's batches: each level of a question costs one store call of a kind, however many parents ask."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from kb.api.execution import Later, Loader, Need, after
from kb.api.lists import Lists
from kb.api.types.base import NodeType, wrap
from kb.errors import NotFound
from kb.model import AnyNode, PartyId, Version, kind_of
from kb.paging import Page, Slice
from kb.service import KnowledgeBase, Whereabouts, filtering
from kb.store.base import EVERYTHING, FactList, NodeList

Sought = tuple[NodeList, str]  # of a list of all nodes, those that a text finds


class Things(Loader[Sequence[str], list[NodeType | None]]):
    """Nodes and accepted facts by id. `seen`: what was loaded; None for an id that nothing has."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self.seen: dict[str, NodeType | None] = {}

    async def many(self, keys: list[Sequence[str]]) -> list[list[NodeType | None]]:
        """Load what is not seen yet of all ids together."""
        missing = {key for asked in keys for key in asked if key not in self.seen}
        found = await self._kb.things(missing) if missing else {}
        for key in missing:
            self.seen[key] = wrap(found[key]) if key in found else None
        return [[self.seen[key] for key in asked] for asked in keys]


class Places(Loader[PartyId, Whereabouts]):
    """Where parties belong. `seen`: what was loaded."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self.seen: dict[PartyId, Whereabouts] = {}

    async def many(self, keys: list[PartyId]) -> list[Whereabouts]:
        """Load what is not seen yet."""
        missing = set(keys) - self.seen.keys()
        found = await self._kb.places(missing) if missing else {}
        self.seen |= {party: found.get(party) or Whereabouts() for party in missing}
        return [self.seen[party] for party in keys]


class Loaders:
    """The loaders of one request; never shared between requests, so that no answer is stale or another reader's.

    None of them refers to what refers to it, so that all of it is given back as soon as the request is answered.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._things = Things(kb)
        self._places = Places(kb)
        self._seen = self._things.seen
        self.facts: Lists[FactList, Version] = Lists(partial(filtering.fact_pages, kb.store), partial(filtering.fact_counts, kb.store))
        self.nodes: Lists[NodeList, AnyNode] = Lists(partial(filtering.node_pages, kb.store), partial(filtering.node_counts, kb.store))
        self.found: Lists[Sought, AnyNode] = Lists(partial(_page_found, kb), partial(_count_found, kb))

    def maybe(self, keys: Sequence[str]) -> Later[list[NodeType | None]]:
        """Return nodes and accepted facts by id, in order; None for an unknown id."""
        seen = self._seen
        try:
            return [seen[key] for key in keys]
        except KeyError:
            return Need(self._things, keys)

    def all(self, keys: Sequence[str]) -> Later[list[NodeType]]:
        """Return nodes and accepted facts by id, in order. Raises NotFound for an unknown id."""
        return after(self.maybe(keys), lambda found: [_there(thing, key) for thing, key in zip(found, keys, strict=True)])

    def one(self, key: str) -> Later[NodeType]:
        """Return the node or accepted fact with that id. Raises NotFound."""
        return self._seen.get(key) or Need(self._things, (key,), lambda found: _there(found[0], key))

    def optional(self, key: str | None) -> Later[NodeType | None]:
        """Return the node or accepted fact with that id; None for no id and for an unknown one."""
        if key is None or key in self._seen:
            return self._seen.get(key or "")
        return Need(self._things, (key,), _only)

    def seen(self, key: str) -> NodeType:
        """Return a node or accepted fact that was loaded before. Raises NotFound."""
        return _there(self._seen.get(key), key)

    def known(self, thing: AnyNode | Version) -> NodeType:
        """Take what came with something else as loaded."""
        key = thing.fact.id if isinstance(thing, Version) else thing.id
        known = self._seen.get(key)
        if known is None:
            known = self._seen[key] = wrap(thing)
        return known

    def place(self, party: PartyId) -> Later[Whereabouts]:
        """Return where a party belongs."""
        return self._places.seen.get(party) or Need(self._places, party)


async def _page_found(kb: KnowledgeBase, what: Sought, _: object, page: Page) -> dict[str, Slice[AnyNode]]:
    return {EVERYTHING: await kb.node_page(*what, page)}


async def _count_found(kb: KnowledgeBase, what: Sought, _: object) -> dict[str, int]:
    return {EVERYTHING: await kb.node_count(*what)}


def _only(found: list[NodeType | None]) -> NodeType | None:
    return found[0]


def _there(found: NodeType | None, key: str) -> NodeType:
    if found is None:
        raise NotFound(kind_of(key), key)
    return found
