"""The answers that need the whole graph: kept in memory for the store's revision, built again when it has moved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from kb.memory import garbage_kept
from kb.model import AnyFact, AnyNode, Version
from kb.store.base import Change, Row, Store

if TYPE_CHECKING:  # networkx takes a third of a second to import: not before the first answer
    from networkx import MultiDiGraph

    from kb.graph.landscape import Landscape

Value = TypeVar("Value")
_KEPT_VIEWS = 4  # days that people look back to at the same time


@dataclass(frozen=True, slots=True)
class Answer(Generic[Value]):
    """What was found, and the revision of the store that it rests on."""

    value: Value
    revision: int


@dataclass(slots=True)
class _Built:
    graph: MultiDiGraph[str]
    revision: int
    views: dict[tuple[date | None, date], Landscape]


class Graphs:
    """The graph of a store's current revision, and what is seen of it as of a day."""

    def __init__(self, store: Store, today: Callable[[], date]) -> None:
        self._store = store
        self._today = today
        self._building = asyncio.Lock()
        self._built: _Built | None = None

    async def ask(self, question: Callable[[Landscape], Value], as_of: date | None) -> Answer[Value]:
        """Answer a question from the graph as it was known on `as_of` (None: all of it), off the event loop."""
        built = await self._current()
        value = await asyncio.to_thread(lambda: question(self._view(built, as_of)))
        return Answer(value, built.revision)

    def node(self, key: str) -> AnyNode | None:
        """Return a node of the graph last used, without asking the store."""
        if self._built is None or key not in self._built.graph:
            return None
        found: AnyNode | None = self._built.graph.nodes[key].get("node")
        return found

    async def _current(self) -> _Built:
        revision = await self._store.revision()
        async with self._building:
            if self._built is None or self._built.revision != revision:
                self._built = await self._build(revision)
            return self._built

    async def _build(self, revision: int) -> _Built:
        from kb.graph.build import build

        nodes: list[AnyNode] = []
        facts: list[AnyFact] = []
        with garbage_kept():
            async for batch in self._store.scan():
                _sort_out(batch, nodes, facts)
            return _Built(await asyncio.to_thread(build, nodes, facts), revision, {})

    def _view(self, built: _Built, as_of: date | None) -> Landscape:
        from kb.graph.landscape import Landscape

        key = (as_of, self._today())
        if key not in built.views:
            while len(built.views) >= _KEPT_VIEWS:
                built.views.pop(next(iter(built.views)), None)
            built.views[key] = Landscape(built.graph, as_of=as_of, today=key[1])
        return built.views[key]


def _sort_out(batch: list[Row], nodes: list[AnyNode], facts: list[AnyFact]) -> None:
    for row in batch:
        if isinstance(row, Version):
            facts.append(row.fact)
        elif not isinstance(row, Change):
            nodes.append(row)
