"""How much SQLite does for a page: counted in steps of its machine, so that no clock is asked."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from kb.model import AnyFact, FactKind, NodeKind, Practice, Texts
from kb.paging import Page, Position
from kb.store.base import EVERYTHING, FactFilter, FactList, FactOrder, FactSide, NodeList, NodeOrder, NodeSide
from kb.store.sqlite import SqliteStore
from kb.store.sqlite.fact_lists import fact_counts, fact_pages
from kb.store.sqlite.node_lists import node_counts, node_pages
from kb.store.sqlite.opening import connect
from kb.store.sqlite.pool import Session
from kb.store.sqlite.reading import statistics
from tests.store.samples import CENTRE, DISTRICT, FORUM, GAZETTE, MUSEUM, NODES, POCHINOK, SCHOOL, adoption, put, share, visit

OWNERS = {
    FactSide.ALL: [EVERYTHING],
    FactSide.TAKER: [DISTRICT, SCHOOL],
    FactSide.GIVER: [POCHINOK, CENTRE],
    FactSide.PRACTICE: [MUSEUM],
    FactSide.PROGRAMME: [FORUM],
    FactSide.SOURCE: [GAZETTE],
}
STARTS = [None, Position(693_000, "share:m"), Position(0, "share:g")]


class Hub:
    """A store in which one school did everything, and nearly all of it with one practice."""

    def __init__(self, path: Path, size: int) -> None:
        asyncio.run(_fill(SqliteStore(path), size))
        self.connection = connect(path, timeout_seconds=1)

    def steps(self, work: Callable[[Session], object]) -> int:
        """Tens of steps that SQLite takes for some work."""
        counted = 0

        def count() -> int:
            nonlocal counted
            counted += 1
            return 0

        session = Session().use(self.connection)
        self.connection.set_progress_handler(count, 10)
        work(session)
        return counted


@pytest.fixture(scope="module")
def hubs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Hub]]:
    folder = tmp_path_factory.mktemp("hubs")
    hubs = [Hub(folder / f"{size}.sqlite", size) for size in (300, 3000)]
    yield hubs
    for hub in hubs:
        hub.connection.close()


def as_much_on_both(hubs: list[Hub], work: Callable[[Session], object]) -> bool:
    """Whether ten times the facts cost at most half as much again."""
    small, large = (hub.steps(work) for hub in hubs)
    return large <= small * 1.5


@pytest.mark.parametrize(("side", "order"), list(product(FactSide, FactOrder)))
def test_a_page_of_facts_costs_the_same_on_a_hub(hubs: list[Hub], side: FactSide, order: FactOrder) -> None:
    for kind, current, start in product([None, *FactKind], [False, True], STARTS):
        what, page = FactList(kind=kind, side=side, order=order, current=current), Page(5, start)
        assert as_much_on_both(hubs, partial(fact_pages, what=what, owners=OWNERS[side], page=page)), (what, page)


@pytest.mark.parametrize("side", FactSide)
def test_the_length_of_a_list_of_facts_costs_the_same_on_a_hub(hubs: list[Hub], side: FactSide) -> None:
    assert as_much_on_both(hubs, lambda session: fact_counts(session, FactList(kind=None, side=side), OWNERS[side]))


def test_a_rare_party_is_found_among_many_facts_without_reading_them(hubs: list[Hub]) -> None:
    what = FactList(kind=None, side=FactSide.ALL, filter=FactFilter(party="country:ru"))
    assert as_much_on_both(hubs, lambda session: fact_pages(session, what, [EVERYTHING], Page(5)))
    assert as_much_on_both(hubs, lambda session: fact_counts(session, what, [EVERYTHING]))


@pytest.mark.parametrize(
    ("side", "owner", "order"),
    [
        *product([NodeSide.ALL], [EVERYTHING], NodeOrder),
        (NodeSide.ORIGIN, POCHINOK, NodeOrder.NAME_ASC),
        (NodeSide.PROGRAMME, FORUM, NodeOrder.NAME_ASC),
    ],
)
def test_a_page_of_nodes_and_its_length_cost_the_same_however_many_there_are(
    hubs: list[Hub], side: NodeSide, owner: str, order: NodeOrder
) -> None:
    what = NodeList(kind=NodeKind.PRACTICE, side=side, order=order)
    assert as_much_on_both(hubs, lambda session: node_pages(session, what, [owner], Page(2)))
    assert as_much_on_both(hubs, lambda session: node_counts(session, what, [owner]))


def test_statistics_cost_the_same_however_much_there_is(hubs: list[Hub]) -> None:
    assert as_much_on_both(hubs, statistics)


async def _fill(store: SqliteStore, size: int) -> None:
    practices = [Practice(id=f"practice:p{number}", title=Texts(en=f"P {number}"), origin=CENTRE) for number in range(size // 10)]
    await put(store, *_facts(size), nodes=[*NODES, *practices])
    await store.close()


def _facts(size: int) -> list[AnyFact]:
    facts: dict[str, AnyFact] = {}
    for number in range(size):
        when = f"{1850 + number % 97}-{number % 12 + 1:02}" if number % 10 else None
        group = Texts() if when and number % 2 else Texts(en=f"group {number}")
        given: dict[str, Any] = {"date": when, "programme": FORUM, "collective": group}
        practice = MUSEUM if number % 3 else f"practice:p{number % (size // 10)}"
        for fact in (share(practice, **given), adoption(practice, learned_from=CENTRE, **given), visit(**given)):
            facts[fact.id] = fact
    return list(facts.values())
