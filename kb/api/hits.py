"""What a search found, as a connection."""

from __future__ import annotations

from collections.abc import Collection
from typing import Self

from kb.api.connections import Edge, Listing
from kb.api.context import Context
from kb.api.types.base import NodeType
from kb.model import NodeKind
from kb.paging import Page, Position, Slice, page_of
from kb.search import Hit
from kb.service import Found

_ORDER = "search"


class HitEdge(Edge):
    """A node that was found, how well it fits, and the text it was found in."""

    __slots__ = ("score", "snippet")

    def __init__(self, position: Position, node: NodeType, hit: Hit) -> None:
        super().__init__(position, _ORDER, node)
        self.score = hit.score
        self.snippet = hit.snippet


class Hits(Listing[Hit]):
    """A page of hits. The search is done at once: its count and its page come from the same ranking."""

    def __init__(self, context: Context, page: Page, found: Found) -> None:
        super().__init__(page, _ORDER)
        self._context = context
        self._found = found

    @classmethod
    async def of(cls, context: Context, text: str, kinds: Collection[NodeKind], lang: str | None, first: int, after: str | None) -> Self:
        """Search. Raises InvalidInput for a text without words."""
        page = page_of(first, after, _ORDER, key=float)
        return cls(context, page, await context.kb.search(text, kinds, page, context.langs(lang)[0]))

    def _slice(self) -> Slice[Hit]:
        return self._found.slice

    def _total(self) -> int:
        return self._found.total

    def _edges_of(self, read: Slice[Hit]) -> list[Edge]:
        return [HitEdge(position, self._context.load.known(hit.node), hit) for position, hit in read.items]
