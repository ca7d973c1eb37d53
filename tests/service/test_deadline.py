"""The graph takes the time that it needs, however little whoever asked first has left."""

from __future__ import annotations

from datetime import date
from time import sleep
from typing import Any

from kb.deadline import left, within
from kb.service import KnowledgeBase
from kb.store.base import Store
from tests.store.samples import NODES, TOWN, adoption, put


class Watched:
    """A store that notes how much time each call has."""

    def __init__(self, store: Store) -> None:
        self.seconds: dict[str, set[float]] = {}
        self._store = store

    def __getattr__(self, name: str) -> Any:
        self.seconds.setdefault(name, set()).add(left(1000))
        return getattr(self._store, name)


async def test_the_graph_is_made_and_followed_without_the_limit_of_the_request_that_asked_first(filled: Store) -> None:
    watched: Any = Watched(filled)
    base = KnowledgeBase(watched, lambda: date(2024, 5, 1), patience_seconds=60)
    with within(60):
        await base.practices_to_study(TOWN)
    await put(filled, adoption(), nodes=NODES)
    await base.practices_to_study(TOWN)
    await base.close()
    assert min(watched.seconds["revision"]) <= 60
    assert watched.seconds["scan"] == watched.seconds["changes"] == watched.seconds["facts"] == {1000}


async def test_what_is_read_after_an_answer_has_its_whole_time(filled: Store) -> None:
    base = KnowledgeBase(filled, lambda: date(2024, 5, 1), patience_seconds=60)

    def slow(_: object) -> None:
        sleep(0.3)

    with within(0.2):
        await base.ask(slow)
        assert left(1000) > 0.1
    await base.close()
