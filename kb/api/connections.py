"""Lists as Relay connections: nothing is read before it is asked for, neither a page nor a count."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from kb.api.loaders import Loaders
from kb.api.types.values import PageInfo
from kb.model import AnyNode, NodeId, Version
from kb.paging import Page, Position, Slice, encode_cursor, page_of
from kb.service import KnowledgeBase
from kb.store.base import EVERYTHING, FactList, NodeList, NodeOrder

Item = TypeVar("Item")
Placed = tuple[Position, Item]


class Edge:
    """One place in a list: what stands there, the fact that puts it there, and the cursor to go on from."""

    __slots__ = ("_order", "_position", "fact", "node")

    def __init__(self, position: Position, order: str, node: object, fact: object = None) -> None:
        self._position = position
        self._order = order
        self.node = node
        self.fact = fact

    @property
    def cursor(self) -> str:
        """The cursor of this place."""
        return encode_cursor(self._position, self._order)


class Listing(ABC, Generic[Item]):
    """What the fields of a connection are read from."""

    def __init__(self, page: Page, order: str) -> None:
        self._page = page
        self._order = order

    @property
    def edges(self) -> Awaitable[list[Edge]]:
        """The page."""
        return self._edges()

    @property
    def page_info(self) -> Awaitable[PageInfo]:
        """Where the page begins and ends."""
        return self._page_info()

    @property
    def total_count(self) -> Awaitable[int]:
        """How long the whole list is."""
        return self._total()

    async def _edges(self) -> list[Edge]:
        return await self._edges_of((await self._slice()).items)

    async def _page_info(self) -> PageInfo:
        read = await self._slice()
        ends = [encode_cursor(position, self._order) for position, _ in (*read.items[:1], *read.items[-1:])]
        return PageInfo(
            has_next_page=read.more,
            has_previous_page=self._page.after is not None,
            start_cursor=ends[0] if ends else None,
            end_cursor=ends[-1] if ends else None,
        )

    @abstractmethod
    async def _slice(self) -> Slice[Item]:
        """Read the page."""

    @abstractmethod
    async def _total(self) -> int:
        """Count the whole list."""

    @abstractmethod
    async def _edges_of(self, items: Sequence[Placed[Item]]) -> list[Edge]:
        """Put what the page holds on its edges, loaded in one go."""


class Facts(Listing[Version]):
    """Facts that an owner has: as themselves, or as what stands at their other end."""

    def __init__(
        self, load: Loaders, what: FactList, owner: str, first: int, after: str | None, node: Callable[[Any], NodeId] | None = None
    ) -> None:
        order = f"{what.kind or 'fact'} {what.side} {what.order}"
        super().__init__(page_of(first, after, order, key=int), order)
        self._load, self._what, self._owner, self._node = load, what, owner, node

    async def _slice(self) -> Slice[Version]:
        return await self._load.fact_pages.load(((self._what, self._page), self._owner))

    async def _total(self) -> int:
        return await self._load.fact_counts.load((self._what, self._owner))

    async def _edges_of(self, items: Sequence[Placed[Version]]) -> list[Edge]:
        facts = [self._load.known(version) for _, version in items]
        nodes = facts if self._node is None else await self._load.all([self._node(version.fact) for _, version in items])
        return [Edge(position, self._order, node, fact) for (position, _), node, fact in zip(items, nodes, facts, strict=True)]


class Nodes(Listing[AnyNode]):
    """Nodes that an owner has."""

    def __init__(self, load: Loaders, what: NodeList, owner: str, first: int, after: str | None) -> None:
        order = f"{what.kind} {what.side} {what.order}"
        super().__init__(page_of(first, after, order, key=str if what.order is NodeOrder.NAME_ASC else int), order)
        self._load, self._what, self._owner = load, what, owner

    async def _slice(self) -> Slice[AnyNode]:
        return await self._load.node_pages.load(((self._what, self._page), self._owner))

    async def _total(self) -> int:
        return await self._load.node_counts.load((self._what, self._owner))

    async def _edges_of(self, items: Sequence[Placed[AnyNode]]) -> list[Edge]:
        return [Edge(position, self._order, self._load.known(node)) for position, node in items]


class AllNodes(Nodes):
    """Nodes of the whole base, of those that a text finds where one is given."""

    def __init__(self, kb: KnowledgeBase, load: Loaders, what: NodeList, text: str | None, first: int, after: str | None) -> None:
        super().__init__(load, what, EVERYTHING, first, after)
        self._kb, self._text = kb, text
        self._found: asyncio.Future[Slice[AnyNode]] | None = None

    async def _slice(self) -> Slice[AnyNode]:
        if self._text is None:
            return await super()._slice()
        if self._found is None:
            self._found = asyncio.ensure_future(self._kb.node_page(self._what, self._text, self._page))
        return await self._found

    async def _total(self) -> int:
        return await (super()._total() if self._text is None else self._kb.node_count(self._what, self._text))


class Held(Listing[Item]):
    """A list that is already in memory, in its own order. A page starts after the item of its cursor, wherever that stands now.

    Args:
        name: what tells an item of the list from the others.
        needs: the nodes that an item's edge shows, loaded before it is made.
        edge: makes the edge of an item.
    """

    def __init__(
        self,
        load: Loaders,
        items: Sequence[Item],
        order: str,
        first: int,
        after: str | None,
        *,
        name: Callable[[Item], str],
        needs: Callable[[Item], Iterable[NodeId]],
        edge: Callable[[Position, str, Item], Edge],
    ) -> None:
        super().__init__(page_of(first, after, order, key=int), order)
        self._load, self._needs, self._edge = load, needs, edge
        self._placed = [(Position(place, name(item)), item) for place, item in enumerate(items)]

    async def _slice(self) -> Slice[Item]:
        rest = self._placed[self._start() :]
        return Slice(tuple(rest[: self._page.first]), len(rest) > self._page.first)

    def _start(self) -> int:
        after = self._page.after
        if after is None:
            return 0
        places = {position.id: place for place, (position, _) in enumerate(self._placed)}
        return places[after.id] + 1 if after.id in places else max(0, int(after.key))  # what took the place of a gone item

    async def _total(self) -> int:
        return len(self._placed)

    async def _edges_of(self, items: Sequence[Placed[Item]]) -> list[Edge]:
        await self._load.all([key for _, item in items for key in self._needs(item)])
        return [self._edge(position, self._order, item) for position, item in items]
