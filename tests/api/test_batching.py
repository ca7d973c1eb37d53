"""One store call a level: however many parents a question has, it costs the same number of calls."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from typing import Any

import pytest

from kb.api.app import create_app
from kb.dates import parse
from kb.model import (
    Adoption,
    AdoptionStage,
    AnyFact,
    AnyNode,
    City,
    Country,
    Institution,
    InstitutionKind,
    Practice,
    Programme,
    ProgrammeKind,
    Region,
    Share,
    Source,
    Texts,
    Topic,
    Visit,
)
from kb.service import KnowledgeBase
from kb.store import open_store
from kb.store.base import Row, Store
from tests.api.client import Client
from tests.api.conftest import put
from tests.api.world import BOOK

MANY = 50
RING = 2 * MANY  # no listed city learns from another that is listed


class Counted:
    """A store that counts the calls of each method. Calls under way together end together, so that no race changes a count."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._under_way = 0
        self._all_done = asyncio.Event()
        self.calls: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        async def call(*arguments: Any, **options: Any) -> Any:
            self.calls[name] += 1
            self._under_way += 1
            result = await getattr(self._store, name)(*arguments, **options)
            self._under_way -= 1
            await self._together()
            return result

        return call

    def scan(self, **options: Any) -> AsyncIterator[list[Row]]:
        self.calls["scan"] += 1
        return self._store.scan(**options)

    async def _together(self) -> None:
        done = self._all_done
        if self._under_way:
            await done.wait()
        else:
            self._all_done = asyncio.Event()
            done.set()


def grid() -> tuple[list[AnyNode], list[AnyFact]]:
    """Cities alike: each adopts from, is shown by and visits the one across the ring."""
    nodes: list[AnyNode] = [
        Country(id="country:ru", code="RU"),
        Region(id="region:r", name=Texts(en="R"), part_of="country:ru"),
        Topic(id="topic:t", name=Texts(en="T")),
        Topic(id="topic:u", name=Texts(en="U")),
        Source(id="source:book", title="B"),
        Programme(id="programme:p", name=Texts(en="P"), kind=ProgrammeKind.FORUM),
    ]
    facts: list[AnyFact] = []
    for place in range(RING):
        here, there, practice = f"city:c{place:02}", f"city:c{(place + MANY) % RING:02}", f"practice:p{place:02}"
        school = f"institution:s{place:02}"
        nodes += [
            City(id=here, name=Texts(en=f"C{place:02}"), part_of="region:r"),
            Institution(id=school, name=Texts(en=f"S{place:02}"), kind=InstitutionKind.SCHOOL, place=here),
            Practice(id=practice, title=Texts(en=f"P{place:02}"), topics=("topic:t",), origin=there),
        ]
        facts += [
            Adoption(
                practice=practice,
                by=school,
                stage=AdoptionStage.ADOPTED,
                learned_from=there,
                programme="programme:p",
                date=parse("2020"),
                citations=(BOOK,),
            ),
            Share(practice=practice, to=here, from_=there, programme="programme:p", date=parse("2019"), citations=(BOOK,)),
            Visit(visitor=here, host=there, programme="programme:p", date=parse("2018"), citations=(BOOK,)),
        ]
    return nodes, facts


@pytest.fixture
async def counted(store_url: str) -> Any:
    opened = open_store(store_url)
    await put(opened, *grid())
    yield Counted(opened)
    await opened.close()


def joins(store_url: str) -> bool:
    """Tell whether a page of the store brings the nodes along that its facts lead to."""
    return store_url.startswith("neo4j")


DEEP = """query($first: Int) { cities(first: $first) { totalCount edges { node {
  name country { name } municipality { name } region { name } partOf { name }
  institutions(first: 2) { totalCount edges { node { name city { name } } } }
  sharedPractices(first: 2) { totalCount edges { node { title } fact { from { name } programme { name } } } }
  visitsMade(first: 2) { totalCount edges { node { host { name } citations { source { title } } } } }
  adoptedPractices(first: 2) { totalCount pageInfo { hasNextPage } edges {
    fact { learnedFrom { name } citations { source { title } } }
    node { title topics { name } origin { name country { name } }
      adoptedBy(first: 2) { totalCount edges { fact { stage } node { name municipality { name
        visitsHosted(first: 2) { totalCount edges { node { visitor { name } } } } } } } } } } } } } } }"""


@pytest.mark.parametrize("parents", [5, MANY])
async def test_many_parents_cost_as_many_store_calls_as_one(counted: Counted, store_url: str, parents: int) -> None:
    client = Client(create_app(KnowledgeBase(counted)))
    await client.data(DEEP, first=1)
    alone = counted.calls.copy()
    counted.calls.clear()
    data = await client.data(DEEP, first=parents)
    assert len(data["cities"]["edges"]) == parents
    assert counted.calls == alone
    assert alone == {
        "node_pages": 2,
        "fact_pages": 5,
        "nodes": 3 - joins(store_url),
        "upwards": 3,
    }  # pages: shared, made, adopted; adopters; hosted


async def test_the_lists_of_all_topics_and_the_programmes_of_all_cities_are_counted_in_one_call_each(counted: Counted) -> None:
    client = Client(create_app(KnowledgeBase(counted)))
    data = await client.data("{ topics { practices { totalCount } } cities(first: 50) { edges { node { programmes { totalCount } } } } }")
    assert [topic["practices"]["totalCount"] for topic in data["topics"]] == [RING, 0]
    assert counted.calls == {"node_pages": 2, "node_counts": 2}


async def test_the_same_thing_is_loaded_once_a_question(counted: Counted) -> None:
    client = Client(create_app(KnowledgeBase(counted)))
    await client.data('{ a: city(id: "city:c00") { name } b: city(id: "city:c00") { name } c: node(id: "city:c01") { id } }')
    assert counted.calls == {"nodes": 1}


async def test_nothing_is_counted_or_read_unless_asked_for(counted: Counted, store_url: str) -> None:
    client = Client(create_app(KnowledgeBase(counted)))
    await client.data('{ city(id: "city:c00") { adoptedPractices { totalCount } } }')
    assert counted.calls == {"nodes": 1, "fact_counts": 1}
    counted.calls.clear()
    await client.data('{ city(id: "city:c00") { adoptedPractices { pageInfo { endCursor } } } }')
    assert counted.calls == {"nodes": 1, "fact_pages": 1}
    counted.calls.clear()
    await client.data('{ city(id: "city:c00") { adoptedPractices { edges { fact { date { edtf } } node { title } } totalCount } } }')
    assert counted.calls == {"nodes": 2 - joins(store_url), "fact_pages": 1}


async def test_one_question_never_sees_what_another_loaded(counted: Counted) -> None:
    client = Client(create_app(KnowledgeBase(counted)))
    for _ in range(2):
        await client.data('{ city(id: "city:c00") { name } }')
    assert counted.calls == {"nodes": 2}


async def test_a_page_is_read_once_for_its_edges_its_page_info_and_the_count(counted: Counted) -> None:
    client = Client(create_app(KnowledgeBase(counted)))
    await client.data("{ cities { totalCount edges { node { id } } pageInfo { endCursor } } }")
    assert counted.calls == {"node_pages": 1}
    counted.calls.clear()
    data = await client.data('{ cities(filter: {text: "C01"}) { totalCount edges { node { id } } pageInfo { endCursor } } }')
    assert counted.calls == {"match": 1, "node_pages": 1}
    assert data["cities"]["totalCount"] == len(data["cities"]["edges"]) == 1


async def test_a_count_comes_with_a_page_only_where_all_whom_it_is_asked_of_have_one(counted: Counted) -> None:
    client = Client(create_app(KnowledgeBase(counted)))
    both = 'a: city(id: "city:c00") { visitsMade { totalCount edges { node { id } } } }'
    data = await client.data("{ " + both + ' b: city(id: "city:c01") { visitsMade { totalCount } } }')
    assert counted.calls == {"nodes": 1, "fact_pages": 1, "fact_counts": 1}
    assert [data[name]["visitsMade"]["totalCount"] for name in "ab"] == [1, 1]
    counted.calls.clear()
    data = await client.data("{ " + both + ' b: city(id: "city:c01") { visitsMade { edges { node { id } } } } }')
    assert counted.calls == {"nodes": 1, "fact_pages": 1}
    counted.calls.clear()
    data = await client.data('{ city(id: "city:c00") { a: visitsMade(first: 1) { edges { cursor } } b: visitsMade { totalCount } } }')
    assert counted.calls == {"nodes": 1, "fact_pages": 1}
    assert data["city"]["b"]["totalCount"] == 1


async def test_what_was_read_of_a_list_is_not_read_again_further_down(counted: Counted) -> None:
    client = Client(create_app(KnowledgeBase(counted)))
    made = "visitsMade { totalCount edges { node { id } } }"
    await client.data('{ city(id: "city:c00") { ' + made + " municipality { municipality { " + made + " } } } }")
    assert counted.calls == {"nodes": 1, "upwards": 1, "fact_pages": 1}


FLOWS = """query($first: Int) { flows(first: $first) { flows {
  source { name location { latitude } country { name } } target { name location { latitude } country { name } } years { year } } } }"""


async def test_the_places_of_all_flows_come_in_one_batch(counted: Counted) -> None:
    client = Client(create_app(KnowledgeBase(counted, every_seconds=3600)))
    await client.data(FLOWS, first=1)  # makes the graph
    counted.calls.clear()
    data = await client.data(FLOWS, first=MANY)
    assert len(data["flows"]["flows"]) == MANY
    assert counted.calls == {"revision": 1, "nodes": 2, "upwards": 1}  # nodes: the places, their countries


async def test_what_was_recorded_lately_takes_as_many_calls_however_much_it_is(counted: Counted) -> None:
    client = Client(create_app(KnowledgeBase(counted)))
    document = """query($first: Int) { latest(first: $first) { date { edtf } citations { source { title } }
      ... on Visit { visitor { name } host { name } } ... on Share { practice { title } to { name } from { name } }
      ... on Adoption { practice { title } by { name } learnedFrom { name } } } }"""
    for first in (1, MANY):
        counted.calls.clear()
        assert len((await client.data(document, first=first))["latest"]) == first
        assert counted.calls == {"revision": 1, "changes": 1, "facts": 1, "nodes": 1}
