"""What an operation costs is told before it is executed, in time that is linear in its document."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from graphql import GraphQLNamedType, GraphQLObjectType, get_introspection_query, parse
from hypothesis import given, settings
from hypothesis import strategies as st
from strawberry.schema.schema_converter import GraphQLCoreConverter

from kb.api.app import create_app
from kb.api.documents import Documents
from kb.api.limits.cost import Cost
from kb.api.limits.guard import guard
from kb.api.limits.prices import Price, Prices
from kb.api.limits.weights import ANSWERS
from kb.api.schema import schema
from kb.config import Settings
from kb.errors import TooComplex
from kb.service import KnowledgeBase
from tests.api.client import Client

EVERYTHING = """{ city(id: "city:oral") { id name kind names { lang text } region { name } country { name } location { latitude longitude }
  institutions { totalCount edges { node { name kind } } }
  originated { edges { node { title } } }
  sharedPractices { edges { node { title } fact { date { edtf } citations { source { title url } } } } }
  adoptedPractices { totalCount edges { node { title topics { name } } fact { stage date { edtf } citations { source { title } } } } }
  visitsMade { edges { node { host { name } date { edtf } } } } visitsHosted { edges { node { visitor { name } } } }
  practicesToStudy { method basis warnings rows { practice { title } score reasons { text facts { id } } seenAt { name } } }
  citiesToVisit { rows { city { name } distanceKm practices { practice { title } reasons { text } } hosts { name } reasons { text } } }
  visitPlan { stops { city { name } practices { practice { title } } } covered wanted totalKm }
  followUp { visit { host { name } } adoptions { practice { title } } }
  similarCities { city { name } similarity sharedPractices { title } }
  innovation { __typename } } }"""


def cost(document: str, most: int = 10**12, **variables: Any) -> Cost:
    read = Documents(schema(), 2000, cost=most).read(document)
    assert read.errors == []
    operation = read.operation(None)
    assert operation is not None
    return read.cost(operation, variables)


def requested(document: str, **variables: Any) -> int:
    return cost(document, **variables).requested


@pytest.mark.parametrize(
    ("document", "worth"),
    [
        ("{ __typename }", 1),
        ("{ statistics { cities visits } }", 2 + 2),  # a field and its object, and two values
        ('{ city(id: "city:oral") { region { name } } }', 2 + 2 + 1),
        ("{ cities { totalCount } }", 2 + 1),
        ("{ cities { edges { node { name } } } }", 2 + 1 + 20 * (1 + 2 + 1)),  # an edge, its node, the name
        ("{ cities(first: 100) { totalCount edges { node { name } } } }", 2 + 1 + 1 + 100 * 4),
        ("{ cities(first: 7) { edges { node { adoptedPractices(first: 3) { edges { cursor } } } } } }", 3 + 7 * (3 + 3 + 3 * 2)),
        ('{ nodes(ids: ["city:a", "city:b"]) { id } }', 1 + 2 * (1 + 1)),
        ('{ nodes(ids: "city:a") { id } }', 1 + 2),
        ("{ topics { name } }", 1 + 100 * 2),
        ('{ practice(id: "practice:play") { citations { locator } } }', 2 + 1 + 5 * 2),  # a list that nobody knows the length of
        ('{ city(id: "city:oral") { similarCities(first: 4) { similarity } } }', 2 + 1000 + 4 * 2),
        ('{ city(id: "city:oral") { practicesToStudy(first: 4) { rows { score } method } } }', 2 + 2001 + (1 + 4 * 2) + 1),
        ('{ city(id: "city:oral") { visitPlan(stops: 2) { stops { score } } } }', 2 + 2001 + 1 + 2 * 2),
        ('{ institution(id: "institution:x") { ... on Party { exposure(practice: "practice:x") { __typename } } } }', 2 + 502),
        ('{ search(text: "x", first: 2) { edges { cursor } } }', 201 + 1 + 2 * 2),
    ],
)
def test_each_look_up_counts_as_often_as_it_is_made(document: str, worth: int) -> None:
    assert requested(document) == worth


@pytest.mark.parametrize(
    ("given_", "length"),
    [
        ({}, 3),
        ({"n": 5}, 5),
        ({"n": None}, 20),
        ({"n": 0}, 0),
        ({"n": -(10**30)}, 0),
        ({"n": 10**400}, 100),
        ({"n": "x"}, 1),
        ({"n": {}}, 20),
    ],
)
def test_a_page_by_a_variable_is_as_long_as_the_variable_says(given_: dict[str, Any], length: int) -> None:
    assert requested("query($n: Int = 3) { cities(first: $n) { edges { cursor } } }", **given_) == 3 + length * 2


def test_a_variable_without_a_value_or_a_default_leaves_the_usual_page() -> None:
    assert requested("query($n: Int) { cities(first: $n) { edges { cursor } } }") == 3 + 20 * 2


def test_a_list_by_a_variable_is_as_long_as_the_variable() -> None:
    document = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert [requested(document, ids=["city:a"] * count) for count in (0, 1, 7, 5000)] == [1, 3, 15, 201]


def test_what_was_told_for_one_value_of_a_variable_is_not_told_for_another() -> None:
    read = Documents(schema(), 2000).read("query($n: Int) { cities(first: $n) { edges { cursor } } }")
    operation = read.operation(None)
    assert operation is not None
    assert [read.cost(operation, {"n": number}).requested for number in (*range(30), 3)] == [3 + 2 * number for number in (*range(30), 3)]
    assert read.cost(operation, {}).requested == read.cost(operation, {"n": None}).requested == 43


def test_a_fragment_counts_wherever_it_is_spread() -> None:
    fragment = " fragment f on City { region { name } }"
    once = requested('{ city(id: "city:oral") { ...f } }' + fragment)
    assert once == 2 + 3
    assert requested('{ city(id: "city:oral") { ...f ...f ... { ...f } ... on City { ...f } } }' + fragment) == 2 + 4 * 3
    in_pages = "fragment g on CityConnection { edges { node { name } } }"
    assert requested("{ a: cities(first: 2) { ...g } b: cities(first: 50) { ...g } } " + in_pages) == (3 + 2 * 4) + (3 + 50 * 4)


def test_the_contracts_sensible_questions_pass_by_far() -> None:
    pages = "{ cities(first: 20) { totalCount edges { node { name adoptedPractices(first: 5) { totalCount edges { node { title " + (
        "adoptedBy(first: 5) { totalCount edges { node { name } } } } } } } } } }"
    )
    assert requested(pages) < Settings.query_cost / 10
    assert requested(EVERYTHING) < Settings.query_cost / 4


def test_the_whole_schema_may_be_asked_for_once() -> None:
    assert Settings.query_cost / 5 < requested(get_introspection_query(input_value_deprecation=True)) < Settings.query_cost


def test_what_is_too_much_is_refused_with_the_cost_the_limit_and_the_heaviest_field() -> None:
    document = """{ statistics { cities } cities(first: 100) { totalCount edges { node { name mine: adoptedPractices(first: 100) {
      edges { node { adoptedBy(first: 100) { edges { node { name } } } } } } } } } }"""
    worth = 3 + 2 + 1 + 1 + 100 * (1 + 2 + 1 + 3 + 100 * (1 + 2 + 3 + 100 * 4))
    with pytest.raises(TooComplex) as error:
        cost(document, Settings.query_cost)
    assert str(error.value).startswith(f"this costs {worth}, and one request may cost 100000; most of it is cities.edges.node.mine.")
    assert "mine.edges.node.adoptedBy.edges.node: ask for fewer" in str(error.value)


def test_the_heaviest_field_is_found_in_a_fragment() -> None:
    fragments = (
        "fragment f on City { ...g id } fragment g on City { ... on Party { big: sharedPractices(first: 90) { edges { cursor } } } }"
    )
    with pytest.raises(TooComplex, match=r"most of it is cities\.edges\.node\.big\.edges:"):
        cost("{ cities(first: 90) { edges { node { ...f } } } } " + fragments, 100)


def test_a_cost_beyond_counting_is_told_as_that() -> None:
    deep = (
        "cities(first: 100) { edges { node { " + "adoptedPractices(first: 100) { edges { node { adoptedBy(first: 100) { edges { node { " * 3
    )
    with pytest.raises(TooComplex, match="this costs 1000000000000, and"):
        cost("{ " + deep + "id" + " }" * (3 + 18) + " }", 10**9)


def test_only_what_asks_the_graph_is_said_to() -> None:
    assert cost('{ city(id: "city:oral") { ...f } } fragment f on Party { followUp { __typename } }').asks_graph
    assert not cost('{ city(id: "city:oral") { name } }').asks_graph


def test_every_field_that_asks_the_graph_has_a_weight() -> None:
    asking = set()
    for type_ in schema()._schema.type_map.values():
        if not isinstance(type_, GraphQLObjectType):
            continue
        for name, field in type_.fields.items():
            written = field.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
            method = getattr(written, "base_resolver", None)
            if method and "context.answering" in inspect.getsource(method.wrapped_func):
                owners = [each.name for each in type_.interfaces if name in each.fields]  # what an interface has is weighed there
                asking.add(f"{[*owners, type_.name][0]}.{name}")
    assert asking == set(ANSWERS)


@settings(deadline=None)
@given(spread=st.lists(st.lists(st.integers(0, 40), max_size=12), min_size=1, max_size=40))
def test_the_work_is_linear_in_the_document(spread: list[list[int]]) -> None:
    """However fragments spread those after them, each selection is weighed once."""
    parts = [
        " ".join(["id", *(f"...f{number + 1 + skip}" for skip in inner if number + 1 + skip < len(spread))])
        for number, inner in enumerate(spread)
    ]
    document = parse(
        "{ node(id: 1) { ...f0 } }" + " ".join(f"fragment f{number} on Node {{ {part} }}" for number, part in enumerate(parts))
    )
    try:
        guard(document, 60, 75_000)
    except TooComplex:
        return
    worth = [1] * len(spread)
    for number in reversed(range(len(spread))):
        worth[number] += sum(worth[number + 1 + skip] for skip in spread[number] if number + 1 + skip < len(spread))
    read = Documents(schema(), 100_000, depth=60, cost=10**12)
    text = "{ node(id: 1) { ...f0 } }" + " ".join(f"fragment f{number} on Node {{ {part} }}" for number, part in enumerate(parts))
    found = read.read(text)
    operation = found.operation(None)
    assert operation is not None
    assert found.cost(operation, {}).requested == min(10**12, 2 + worth[0])


def test_a_fragment_is_weighed_once_wherever_it_is_spread(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = list[str]()
    look = Prices.of

    def counted(prices: Prices, parent: GraphQLNamedType, name: str) -> Price:
        looks.append(name)
        return look(prices, parent, name)

    monkeypatch.setattr(Prices, "of", counted)
    doubling = " ".join(f"fragment f{number} on Node {{ id ...f{number + 1} ...f{number + 1} }}" for number in range(7))
    requested('{ node(id: "city:oral") { ...f0 } } fragment f7 on Node { id } ' + doubling)
    assert looks == ["node", *["id"] * 8]


async def test_every_answer_tells_what_it_cost(kb: KnowledgeBase) -> None:
    answer = await Client(create_app(kb, Settings(store="", query_cost=500))).ask("{ statistics { cities } }")
    assert answer["extensions"] == {"cost": {"requested": 3, "most": 500}}


async def test_a_cost_above_the_setting_is_refused_before_anything_is_done(kb: KnowledgeBase) -> None:
    client = Client(create_app(kb, Settings(store="", query_cost=80)))
    assert (await client.only_error("{ cities { edges { node { name } } } }")).code == "TOO_COMPLEX"
    assert "data" not in await client.ask("{ cities { edges { node { name } } } }")
    assert (await client.data("{ cities(first: 2) { totalCount } }"))["cities"]["totalCount"] == 6
