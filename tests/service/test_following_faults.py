"""A store that fails, is emptied or changes too much, and those who come and go while it is followed."""

from __future__ import annotations

import asyncio
import logging
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kb.errors import StoreUnavailable
from kb.model import AnyFact
from kb.service import following, kept
from kb.service.answers import Graphs
from kb.store.base import Store
from kb.store.sqlite import SqliteStore
from tests.service.asking import LONG, TODAY, asking, steps, until
from tests.service.stores import EVERY_METHOD, Handled
from tests.store.samples import NODES, NOON, adoption, put, share


async def test_very_many_changes_at_once_are_read_as_a_whole(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Handled(filled)
    async with asking(store) as graphs:
        await graphs.ask(steps, None)
        await graphs.ask(steps, date(2023, 12, 31))
        monkeypatch.setattr("kb.service.gathering.MOST_CHANGES", 1)
        await put(filled, adoption(), share())
        answer = await graphs.ask(steps, None)
        assert (answer.value, answer.revision, store.asked["scan"]) == ([adoption().id], 2, 2)
        assert (await graphs.ask(steps, date(2023, 12, 31))).value == [adoption().id]


async def test_a_store_that_was_emptied_and_filled_again_is_another_one(filled: Store, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    store, other = Handled(filled), SqliteStore(tmp_path / "new" / "kb.sqlite")
    await put(other, adoption(), nodes=NODES, at=NOON + timedelta(days=1))
    async with asking(store, every_seconds=0.001) as graphs:
        await put(filled, share())
        assert (await graphs.ask(steps, None)).revision == 2
        store.store = other
        await until(lambda: graphs.revision == 1)
        assert (await graphs.ask(steps, None)).value == [adoption().id]
    await other.close()


async def test_a_store_that_was_empty_is_the_same_when_something_is_in_it(tmp_path: Path) -> None:
    store = Handled(SqliteStore(tmp_path / "kb.sqlite"))
    async with asking(store) as graphs:
        assert (await graphs.ask(lambda seen: len(seen.nodes), None)).value == 0
        await put(store, nodes=NODES)
        assert (await graphs.ask(lambda seen: len(seen.nodes), None)).value == len(NODES)
    assert store.asked["scan"] == 1
    await store.close()


async def test_a_graph_that_could_not_be_changed_is_made_anew(
    filled: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*arguments: Any) -> None:
        monkeypatch.setattr(following, "change", kept.change)
        kept.change(*arguments)
        raise RuntimeError("a slip")

    store = Handled(filled)
    async with asking(store, every_seconds=0.01) as graphs:
        await graphs.ask(steps, None)
        monkeypatch.setattr(following, "change", fail)
        await put(filled, adoption())
        answer = await graphs.ask(steps, None)
        assert (answer.value, answer.revision) == ([adoption().id], 2)
        await put(filled, share())
        assert (await graphs.ask(steps, None)).revision == 3
        assert store.asked["scan"] == 2
    assert "a slip" in caplog.text


async def test_a_store_that_is_down_is_said_to_be(filled: Store) -> None:
    store = Handled(filled)
    async with asking(store) as graphs:
        store.failing = EVERY_METHOD
        with pytest.raises(StoreUnavailable, match="nobody answers"):
            await graphs.ask(steps, None)
        store.failing = set()
        assert (await graphs.ask(steps, None)).revision == 1
        store.failing = EVERY_METHOD
        with pytest.raises(StoreUnavailable, match="nobody answers"):
            await graphs.ask(steps, None)


async def test_a_first_graph_that_could_not_be_made_is_tried_again(filled: Store) -> None:
    store = Handled(filled)
    async with asking(store) as graphs:
        store.failing = {"scan"}
        failed = await asyncio.gather(graphs.ask(steps, None), graphs.ask(steps, None), return_exceptions=True)
        assert [type(each) for each in failed] == [StoreUnavailable, StoreUnavailable]
        assert graphs.revision is None
        store.failing = set()
        assert (await graphs.ask(steps, None)).revision == graphs.revision == 1


async def test_a_store_that_fails_while_it_is_followed_is_logged_once_and_followed_again(
    filled: Store, caplog: pytest.LogCaptureFixture
) -> None:
    store = Handled(filled)
    async with asking(store, every_seconds=0.001) as graphs:
        await graphs.ask(steps, None)
        store.failing = EVERY_METHOD
        tries = store.asked["changes"]
        await put(filled, adoption())
        await until(lambda: store.asked["changes"] > tries + 5)
        assert [record.levelno for record in caplog.records] == [logging.WARNING]
        assert "nobody answers" in caplog.text
        store.failing = set()
        await until(lambda: graphs.revision == 2)
        assert [record.getMessage() for record in caplog.records][1:] == ["the store is followed again"]


async def test_a_graph_is_made_once_for_all_who_ask_first_and_though_one_of_them_leaves(filled: Store) -> None:
    store = Handled(filled)
    store.open.clear()
    async with asking(store) as graphs:
        leaving, staying = asyncio.create_task(graphs.ask(steps, None)), asyncio.create_task(graphs.ask(steps, None))
        await until(lambda: store.asked["changes"] > 0)
        leaving.cancel()
        await asyncio.wait([leaving])
        store.open.set()
        assert (await staying).revision == 1
    assert store.asked["scan"] == 1


async def test_a_closed_base_looks_at_the_store_no_more(filled: Store) -> None:
    store = Handled(filled)
    async with asking(store, every_seconds=0.001) as graphs:
        await graphs.ask(steps, None)
        await until(lambda: store.asked["changes"] > 5)
        await graphs.close()
        await graphs.close()
        asked = store.asked["changes"]
        await asyncio.sleep(0.02)
        assert store.asked["changes"] == asked
    assert [task for task in asyncio.all_tasks() if task is not asyncio.current_task()] == []


async def test_closing_does_not_wait_for_a_first_graph(filled: Store) -> None:
    store = Handled(filled)
    store.open.clear()
    async with asking(store) as graphs:
        asked = asyncio.create_task(graphs.ask(steps, None))
        await until(lambda: store.asked["changes"] > 0)
    with pytest.raises(asyncio.CancelledError):
        await asked


def test_another_event_loop_goes_on_where_the_last_one_ended(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "kb.sqlite")
    graphs = Graphs(store, lambda: TODAY, LONG, LONG)

    async def facts_after_a_write(*facts: AnyFact) -> int:
        await put(store, *facts, nodes=NODES)
        return (await graphs.ask(lambda seen: len(list(seen.facts())), None)).value

    async def end() -> None:
        await graphs.close()
        await store.close()

    assert asyncio.run(facts_after_a_write()) == 0
    assert asyncio.run(facts_after_a_write(share())) == 1
    asyncio.run(end())
