"""Answers rest on the store as it is, or say on which earlier revision of it they rest."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from kb.model import FactStatus, Institution, InstitutionKind, Texts
from kb.service import following
from kb.service.answers import Graphs
from kb.store import open_store
from kb.store.base import Store
from tests.service.asking import LONG, TODAY, asking, steps, until
from tests.service.stores import Handled
from tests.store.samples import MUSEUM, POCHINOK, SCHOOL, adoption, put


async def test_who_writes_sees_it_in_the_next_answer(filled: Store) -> None:
    async with asking(filled) as graphs:
        assert (await graphs.ask(steps, None)).value == []
        fact = adoption()
        for wrote, seen in [(put(filled, fact), [fact.id]), (put(filled, fact, status=FactStatus.WITHDRAWN), [])]:
            revision = await wrote
            answer = await graphs.ask(steps, None)
            assert (answer.revision, answer.value) == (revision, seen)


async def test_one_more_fact_is_read_by_itself(filled: Store) -> None:
    store = Handled(filled)
    async with asking(store) as graphs:
        await graphs.ask(steps, None)
        await put(filled, adoption())
        await graphs.ask(steps, None)
    assert (store.asked["scan"], store.asked["facts"]) == (1, 1)


async def test_a_new_place_and_what_was_learned_there_come_together(filled: Store) -> None:
    async with asking(filled) as graphs:
        await graphs.ask(steps, None)
        school = Institution(id="institution:new", name=Texts(en="New"), kind=InstitutionKind.SCHOOL, place=POCHINOK)
        await put(filled, adoption(by=school.id), nodes=[school])
        assert (await graphs.ask(lambda seen: list(seen.cells(MUSEUM)), None)).value == [POCHINOK]
        assert graphs.node(school.id) == school


async def test_a_name_is_known_once_there_is_a_graph(filled: Store) -> None:
    async with asking(filled) as graphs:
        assert graphs.node(SCHOOL) is None
        await graphs.ask(steps, None)
        assert graphs.node(SCHOOL) is not None
        assert graphs.node("city:atlantis") is None


async def test_the_first_graph_is_waited_for_whatever_the_patience(filled: Store) -> None:
    async with asking(filled, patience_seconds=0) as graphs:
        assert (await graphs.ask(steps, None)).revision == 1


async def test_a_graph_that_cannot_be_brought_up_to_date_soon_answers_as_it_is(filled: Store) -> None:
    store = Handled(filled)
    async with asking(store, patience_seconds=0.01) as graphs:
        await graphs.ask(steps, None)
        store.open.clear()
        assert await put(filled, adoption()) == 2
        answer = await graphs.ask(steps, None)
        assert (answer.value, answer.revision) == ([], 1)
        store.open.set()
        await until(lambda: graphs.revision == 2)
        assert (await graphs.ask(steps, None)).revision == 2


async def test_who_asks_in_the_middle_of_something_slow_does_not_wait_for_it(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store, long_ago = Handled(filled), asyncio.get_running_loop().time() - 2 * LONG
    async with asking(store) as graphs:
        with monkeypatch.context() as earlier:
            earlier.setattr(following, "_now", lambda: long_ago)
            await graphs.ask(steps, None)
            store.open.clear()
            await put(filled, adoption())
            await graphs.ask(steps, None)
            await until(lambda: store.is_waiting)
        async with asyncio.timeout(LONG / 2):
            assert (await graphs.ask(steps, None)).revision == 1


async def test_what_others_write_is_seen_though_nobody_asks(filled: Store, store_url: str) -> None:
    other = open_store(store_url, seconds=60)
    async with asking(filled, every_seconds=0.01) as graphs:
        await graphs.ask(steps, None)
        assert await put(other, adoption()) == 2
        await until(lambda: graphs.revision == 2)
    await other.close()


async def test_on_a_new_day_answers_are_those_of_that_day(filled: Store) -> None:
    day = TODAY
    graphs = Graphs(filled, lambda: day, LONG, LONG)
    assert (await graphs.ask(lambda seen: seen.day, None)).value == TODAY
    day = date(2025, 1, 1)
    assert (await graphs.ask(lambda seen: seen.day, None)).value == day
    await graphs.close()
