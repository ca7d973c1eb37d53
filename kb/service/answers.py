"""The answers that need the whole graph, from memory."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from kb.deadline import renew
from kb.model import AnyNode
from kb.service.following import Follower
from kb.store.base import Store

if TYPE_CHECKING:
    from kb.graph.landscape import Landscape

Value = TypeVar("Value")
PATIENCE_SECONDS = 0.5
EVERY_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Answer(Generic[Value]):
    """What was found, and the revision of the store that it rests on."""

    value: Value
    revision: int


class Graphs:
    """What is asked of the graph of a store as it is now, and as it was known on earlier days.

    Whoever asks after a write of their own sees it, unless the graph cannot be brought up to date in a moment: then the
    answer rests on an earlier revision, which it names.

    Args:
        store: whose graph it is.
        today: the day that decay runs to.
        patience_seconds: how long a question waits for the revision that the store is at.
        every_seconds: how often the store is looked at for what others wrote.
    """

    def __init__(
        self,
        store: Store,
        today: Callable[[], date],
        patience_seconds: float = PATIENCE_SECONDS,
        every_seconds: float = EVERY_SECONDS,
    ) -> None:
        self._store = store
        self._patience_seconds = patience_seconds
        self._follower = Follower(store, today, every_seconds)

    async def ask(self, question: Callable[[Landscape], Value], as_of: date | None) -> Answer[Value]:
        """Answer a question from the graph as it was known on `as_of` (None: all of it), off the event loop.

        Raises:
            StoreError: the store does not say which revision it is at. A store that is down is said to be, though an
                answer of an earlier revision could be given.
        """
        await self._follower.reach(await self._store.revision(), self._patience_seconds)
        seen = self._follower.seen() if as_of is None else await self._follower.views.on(as_of, self._follower.seen)
        answer = Answer(await asyncio.to_thread(question, seen.landscape), seen.revision)
        renew()  # making the graph may have taken longer than any read may
        return answer

    def node(self, key: str) -> AnyNode | None:
        """Return a node of the graph last used, without asking the store."""
        kept = self._follower.kept
        return kept.landscape.nodes.get(key) if kept else None

    @property
    def revision(self) -> int | None:
        """The revision of the graph that there is; None: nobody has asked yet."""
        return self._follower.seen().revision if self._follower.kept else None

    async def close(self) -> None:
        """Stop looking at the store."""
        await self._follower.close()
