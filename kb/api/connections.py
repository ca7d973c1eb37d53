"""Lists as Relay connections: nothing is read before it is asked for, neither a page nor a count."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from kb.api.execution import Later, after
from kb.api.lists import Lists
from kb.api.loaders import Loaders
from kb.api.types.base import NodeType
from kb.api.types.values import PageInfo
from kb.model import AnyNode, NodeId, Version
from kb.paging import Page, Position, Slice, encode_cursor, page_of
from kb.store.base import FactList, NodeList, NodeOrder

Item = TypeVar("Item")


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
    def edges(self) -> Later[list[Edge]]:
        """The page."""
        return after(self._slice(), self._edges_of)

    @property
    def page_info(self) -> Later[PageInfo]:
        """Where the page begins and ends."""
        return after(self._slice(), self._page_info)

    @property
    def total_count(self) -> Later[int]:
        """How long the whole list is."""
        return self._total()

    def _page_info(self, read: Slice[Item]) -> PageInfo:
        ends = [encode_cursor(position, self._order) for position, _ in (*read.items[:1], *read.items[-1:])]
        return PageInfo(
            has_next_page=read.more,
            has_previous_page=self._page.after is not None,
            start_cursor=ends[0] if ends else None,
            end_cursor=ends[-1] if ends else None,
        )

    @abstractmethod
    def _slice(self) -> Later[Slice[Item]]:
        """Read the page."""

    @abstractmethod
    def _total(self) -> Later[int]:
        """Count the whole list."""

    @abstractmethod
    def _edges_of(self, read: Slice[Item]) -> Later[list[Edge]]:
        """Put what the page holds on its edges, loaded in one go."""


class Stored(Listing[Item]):
    """A list that the store has."""

    def __init__(self, load: Loaders, lists: Lists[Any, Item], what: Hashable, owner: str, page: Page, order: str) -> None:
        super().__init__(page, order)
        self._load, self._lists, self._list, self._owner = load, lists, lists.of(what), owner

    def _slice(self) -> Later[Slice[Item]]:
        return self._lists.page(self._list, self._page, self._owner)

    def _total(self) -> Later[int]:
        return self._lists.length(self._list, self._owner)


class Facts(Stored[Version]):
    """Facts that an owner has: as themselves, or as what stands at their other end."""

    def __init__(
        self, load: Loaders, what: FactList, owner: str, first: int, after: str | None, node: Callable[[Any], NodeId] | None = None
    ) -> None:
        order = f"{what.kind or 'fact'} {what.side} {what.order}"
        page = page_of(first, after, order, key=int, joined=node is not None)
        super().__init__(load, load.facts, what, owner, page, order)
        self._node = node

    def _edges_of(self, read: Slice[Version]) -> Later[list[Edge]]:
        facts = [self._load.known(version) for _, version in read.items]
        if self._node is None:
            return self._joined(read, facts, facts)
        came = [self._load.known(node) for node in read.joined]
        if len(came) == len(facts):
            return self._joined(read, came, facts)
        nodes = self._load.all([self._node(version.fact) for _, version in read.items])
        return after(nodes, lambda there: self._joined(read, there, facts))

    def _joined(self, read: Slice[Version], nodes: Sequence[NodeType], facts: Sequence[NodeType]) -> list[Edge]:
        return [Edge(position, self._order, node, fact) for (position, _), node, fact in zip(read.items, nodes, facts, strict=True)]


class Nodes(Stored[AnyNode]):
    """Nodes that an owner has; with a text, of those of the whole base only what it finds."""

    def __init__(self, load: Loaders, what: NodeList, owner: str, first: int, after: str | None, text: str | None = None) -> None:
        order = f"{what.kind} {what.side} {what.order}"
        page = page_of(first, after, order, key=str if what.order is NodeOrder.NAME_ASC else int)
        if text is None:
            super().__init__(load, load.nodes, what, owner, page, order)
        else:
            super().__init__(load, load.found, (what, text), owner, page, order)

    def _edges_of(self, read: Slice[AnyNode]) -> list[Edge]:
        return [Edge(position, self._order, self._load.known(node)) for position, node in read.items]


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

    def _slice(self) -> Slice[Item]:
        rest = self._placed[self._start() :]
        return Slice(tuple(rest[: self._page.first]), len(rest) > self._page.first)

    def _start(self) -> int:
        after = self._page.after
        if after is None:
            return 0
        places = {position.id: place for place, (position, _) in enumerate(self._placed)}
        return places[after.id] + 1 if after.id in places else max(0, int(after.key))  # what took the place of a gone item

    def _total(self) -> int:
        return len(self._placed)

    def _edges_of(self, read: Slice[Item]) -> Later[list[Edge]]:
        loaded = self._load.all([key for _, item in read.items for key in self._needs(item)])
        return after(loaded, lambda _: [self._edge(position, self._order, item) for position, item in read.items])
