"""How much Neo4j does for a read: counted in database hits, so that no clock is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from itertools import product
from typing import Any

import pytest

from kb.model import AnyFact, FactKind, NodeKind, Practice, Texts
from kb.paging import Page, Position
from kb.store.base import EVERYTHING, FactList, FactOrder, FactSide, LogPosition, NodeList, NodeOrder, NodeSide
from kb.store.neo4j import Neo4jStore
from kb.store.neo4j.fact_lists import fact_counts, fact_pages
from kb.store.neo4j.kept import Kept
from kb.store.neo4j.node_lists import node_counts, node_pages
from kb.store.neo4j.reading import changes, facts, history, known, statistics
from tests.bench.profiling import Profiler
from tests.neo4j.endpoint import Endpoint
from tests.store.samples import CENTRE, DISTRICT, FORUM, GAZETTE, MUSEUM, NODES, POCHINOK, SCHOOL, adoption, put, share, visit

Work = Callable[[Profiler], Awaitable[object]]
SIZES = (150, 1500)
OWNERS = {
    FactSide.ALL: [EVERYTHING],
    FactSide.TAKER: [DISTRICT, SCHOOL],
    FactSide.GIVER: [POCHINOK, CENTRE],
    FactSide.PRACTICE: [MUSEUM],
    FactSide.PROGRAMME: [FORUM],
    FactSide.SOURCE: [GAZETTE],
}
STARTS = {"first": None, "later": Position(693_000, "share:m"), "undated": Position(0, "share:g")}
NODE_LISTS = [
    *product([NodeSide.ALL], [EVERYTHING], NodeOrder),
    (NodeSide.ORIGIN, POCHINOK, NodeOrder.NAME_ASC),
    (NodeSide.DERIVED_FROM, MUSEUM, NodeOrder.NAME_ASC),
    (NodeSide.PROGRAMME, FORUM, NodeOrder.NAME_ASC),
]


def page_of_facts(side: FactSide, order: FactOrder, current: bool, start: str) -> Work:
    what = FactList(kind=FactKind.ADOPTION if current else None, side=side, order=order, current=current)
    return lambda reader: fact_pages(reader, Kept(), what, OWNERS[side], Page(5, STARTS[start], counted=True, joined=True))


def length_of_facts(side: FactSide) -> Work:
    return lambda reader: fact_counts(reader, FactList(kind=None, side=side), OWNERS[side])


def page_of_nodes(side: NodeSide, owner: str, order: NodeOrder) -> Work:
    what = NodeList(kind=NodeKind.PRACTICE, side=side, order=order)
    return lambda reader: node_pages(reader, Kept(), what, [owner], Page(2, counted=True))


def length_of_nodes(side: NodeSide, owner: str) -> Work:
    return lambda reader: node_counts(reader, NodeList(kind=NodeKind.PRACTICE, side=side), [owner])


ONE = share(date="1850-01", programme=FORUM)
WORKS: dict[str, Work] = {
    **{
        f"facts {side} {order} {'current' if current else 'all'} {start}": page_of_facts(side, order, current, start)
        for side, order, current, start in product(FactSide, FactOrder, [False, True], STARTS)
    },
    **{f"length of facts {side}": length_of_facts(side) for side in FactSide},
    **{f"nodes {side} {order}": page_of_nodes(side, owner, order) for side, owner, order in NODE_LISTS},
    **{f"length of nodes {side}": length_of_nodes(side, owner) for side, owner, _ in NODE_LISTS},
    "statistics": statistics,
    "a fact by its id": lambda reader: facts(reader, Kept(), [ONE.id]),
    "a fact's history": lambda reader: history(reader, Kept(), [ONE.id]),
    "what has a natural key": lambda reader: known(reader, [ONE.natural_key]),
    "changes": lambda reader: changes(reader, LogPosition(0), 5),
}
Hits = dict[str, int]


@pytest.fixture(scope="module")
def hits(neo4j_server: Endpoint) -> list[Hits]:
    """The database hits of every work, on a small hub and on one that is ten times as large."""
    neo4j_server.wipe()
    return asyncio.run(_measured(neo4j_server.login_url))


@pytest.mark.parametrize("work", WORKS)
def test_a_read_costs_the_same_on_a_hub_ten_times_as_large(hits: list[Hits], work: str) -> None:
    small, large = (measured[work] for measured in hits)
    assert large <= small * 1.2


async def _measured(url: str) -> list[Hits]:
    profiler, found = Profiler(url), []
    store = Neo4jStore(profiler.address, timeout_seconds=60)
    for size in SIZES:
        await _fill(store, size)
        found.append({name: await profiler.hits_for(work(profiler)) for name, work in WORKS.items()})
    await store.close()
    await profiler.close()
    return found


async def _fill(store: Neo4jStore, size: int) -> None:
    """Make the store one in which one school did everything, and nearly all of it with one practice."""
    practices = [_variant(number) for number in range(size // 10)]
    await put(store, *_facts(size), nodes=[*NODES, *practices])


def _variant(number: int) -> Practice:
    return Practice(id=f"practice:p{number}", title=Texts(en=f"P {number}"), origin=CENTRE, derived_from=MUSEUM)


def _facts(size: int) -> list[AnyFact]:
    found: dict[str, AnyFact] = {}
    for number in range(size):
        when = f"{1850 + number % 97}-{number % 12 + 1:02}" if number % 10 else None
        group = Texts() if when and number % 2 else Texts(en=f"group {number}")
        given: dict[str, Any] = {"date": when, "programme": FORUM, "collective": group}
        practice = MUSEUM if number % 3 else f"practice:p{number % (size // 10)}"
        for fact in (share(practice, **given), adoption(practice, learned_from=CENTRE, **given), visit(**given)):
            found[fact.id] = fact
    return list(found.values())
