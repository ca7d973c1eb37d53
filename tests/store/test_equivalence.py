"""Random graphs and random writes: a store answers as plain dictionaries do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kb.model import FactKind, NodeKind
from kb.paging import Page, Position
from kb.store.base import FactList, FactOrder, FactSide, NodeList, NodeOrder, NodeSide, SearchQuery, Store, Write
from tests.store.comparing import same_by_id, same_fact_list, same_node_list, same_unfiltered_lists, written
from tests.store.oracle import Oracle
from tests.store.strategies import DATES, fact_filters, histories, node_filters, queries

MAKE = Callable[[Path], Store]
WORK = Callable[[Store], Awaitable[None]]
slow = settings(
    max_examples=15,
    deadline=None,
    phases=set(Phase) - {Phase.explain},
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
days = st.sampled_from([when.sort_day if when else 0 for when in DATES])
fact_positions = st.builds(Position, days, st.sampled_from(["adoption:m", "share:a", "visit:z"]))
fact_lists = st.builds(
    FactList,
    kind=st.sampled_from([None, *FactKind]),
    side=st.sampled_from(FactSide),
    current=st.booleans(),
    order=st.sampled_from(FactOrder),
    filter=fact_filters,
)
name_positions = st.builds(Position, st.sampled_from(["elan", "museum", "школ"]), st.sampled_from(["city:b", "practice:q"]))
count_positions = st.builds(Position, st.integers(0, 3), st.sampled_from(["city:b", "practice:q"]))


@st.composite
def node_lists(draw: st.DrawFn) -> tuple[NodeList, Page]:
    order = draw(st.sampled_from(NodeOrder))
    positions = name_positions if order is NodeOrder.NAME_ASC else count_positions
    kind = draw(st.sampled_from([NodeKind.CITY, NodeKind.INSTITUTION, NodeKind.PRACTICE, NodeKind.PRACTICE, NodeKind.PROGRAMME]))
    what = NodeList(kind=kind, side=draw(st.sampled_from(NodeSide)), order=order, filter=draw(node_filters))
    return what, Page(draw(st.integers(1, 5)), draw(st.none() | positions), draw(st.booleans()))


async def filled(store: Store, writes: list[Write]) -> Oracle:
    oracle = Oracle()
    for write in writes:
        await written(store, oracle, write)
    return oracle


@slow
@given(writes=histories())
def test_what_is_asked_by_id_is_as_in_dictionaries(new_store: MAKE, writes: list[Write]) -> None:
    async def compare(store: Store) -> None:
        await same_by_id(store, await filled(store, writes))

    _on(new_store, compare)


@slow
@given(writes=histories())
def test_every_list_is_as_in_dictionaries(new_store: MAKE, writes: list[Write]) -> None:
    async def compare(store: Store) -> None:
        await same_unfiltered_lists(store, await filled(store, writes))

    _on(new_store, compare)


@slow
@given(
    writes=histories(),
    whats=st.lists(fact_lists, min_size=8, max_size=8),
    page=st.builds(Page, st.integers(1, 4), st.none() | fact_positions, st.booleans()),
)
def test_filtered_lists_of_facts_are_as_in_dictionaries(new_store: MAKE, writes: list[Write], whats: list[FactList], page: Page) -> None:
    async def compare(store: Store) -> None:
        oracle = await filled(store, writes)
        for what in whats:
            await same_fact_list(store, oracle, what, page)

    _on(new_store, compare)


@slow
@given(writes=histories(), asked=st.lists(node_lists(), min_size=8, max_size=8))
def test_filtered_lists_of_nodes_are_as_in_dictionaries(new_store: MAKE, writes: list[Write], asked: list[tuple[NodeList, Page]]) -> None:
    async def compare(store: Store) -> None:
        oracle = await filled(store, writes)
        for what, page in asked:
            await same_node_list(store, oracle, what, page)

    _on(new_store, compare)


@slow
@given(writes=histories(), asked=st.lists(queries, min_size=4, max_size=4))
def test_matches_are_as_in_dictionaries(new_store: MAKE, writes: list[Write], asked: list[SearchQuery]) -> None:
    async def compare(store: Store) -> None:
        oracle = await filled(store, writes)
        for query in asked:
            assert [node.id for node in await store.match(query)] == oracle.match(query)

    _on(new_store, compare)


@slow
@given(writes=histories(), size=st.integers(1, 7))
def test_a_copy_is_the_same_however_it_is_cut(new_store: MAKE, writes: list[Write], size: int) -> None:
    async def compare(store: Store) -> None:
        oracle = await filled(store, writes)
        rows = [row async for batch in store.scan(versions=True) for row in batch]

        async def restored(copy: Store) -> None:
            for _ in range(2):
                for start in range(0, len(rows), size):
                    await copy.restore(rows[start : start + size])
            await same_by_id(copy, oracle)
            await same_unfiltered_lists(copy, oracle)

        await _within(new_store, restored)

    _on(new_store, compare)


def _on(new_store: MAKE, work: WORK) -> None:
    asyncio.run(_within(new_store, work))


async def _within(new_store: MAKE, work: WORK) -> None:
    with TemporaryDirectory() as folder:
        store = new_store(Path(folder))
        try:
            await work(store)
        finally:
            await store.close()
