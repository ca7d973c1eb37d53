"""Pages go on after the last thing seen, whatever is inserted in between, and refuse what is no page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from kb.dates import parse
from kb.model import Share
from kb.paging import Position, encode_cursor
from kb.store.base import Store
from tests.api.client import Client
from tests.api.conftest import put
from tests.api.world import BOOK

PAGE = "totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"


async def page(client: Client, field: str, arguments: str, after: str | None = None) -> Any:
    document = "query($after: String) { list: " + field + "(" + arguments + ", after: $after) { " + PAGE + " } }"
    return (await client.data(document, after=after))["list"]


async def pages(client: Client, field: str, arguments: str) -> AsyncIterator[list[str]]:
    after = None
    while True:
        read = await page(client, field, arguments, after)
        yield [edge["node"]["id"].partition(":")[2] for edge in read["edges"]]
        after = read["pageInfo"]["endCursor"]
        if not read["pageInfo"]["hasNextPage"]:
            return


@pytest.mark.parametrize(
    ("field", "arguments", "expected"),
    [
        ("shares", "first: 2", [["announced", "day"], ["year", "season"], ["undated"]]),
        ("shares", "first: 2, orderBy: DATE_ASC", [["season", "year"], ["day", "announced"], ["undated"]]),
        ("cities", "first: 4", [["cork", "moscow", "mstislavl", "mstislavl-district"], ["oral", "pochinok-district"]]),
        ("programmes", "first: 1", [["exchange"], ["union"]]),
        ("practices", 'first: 1, filter: {text: "robotics"}', [["robotics"], ["robotics-groups"]]),
    ],
)
async def test_pages_follow_each_other_without_gaps_or_repeats(client: Client, field: str, arguments: str, expected: object) -> None:
    assert [ids async for ids in pages(client, field, arguments)] == expected


async def test_a_page_says_where_it_begins_and_ends(client: Client) -> None:
    first = await page(client, "shares", "first: 2")
    assert first["pageInfo"] == {
        "hasNextPage": True,
        "hasPreviousPage": False,
        "startCursor": first["edges"][0]["cursor"],
        "endCursor": first["edges"][1]["cursor"],
    }
    assert first["totalCount"] == 5
    last = await page(client, "shares", "first: 100", first["pageInfo"]["endCursor"])
    assert (last["pageInfo"]["hasNextPage"], last["pageInfo"]["hasPreviousPage"]) == (False, True)
    assert last["totalCount"] == 5


async def test_an_empty_page_has_no_cursors(client: Client) -> None:
    document = '{ city(id: "city:cork") { visitsMade { ' + PAGE + " } } }"
    assert (await client.data(document))["city"]["visitsMade"] == {
        "totalCount": 0,
        "edges": [],
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
    }


@pytest.mark.parametrize(
    ("start", "field", "arguments"),
    [
        ('city(id: "city:mstislavl-district")', "sharedPractices", ""),
        ('city(id: "city:mstislavl-district")', "adoptedPractices", "current: false, stages: [PILOTING, ADOPTED]"),
        ('city(id: "city:mstislavl-district")', "visitsMade", ""),
        ('city(id: "city:moscow")', "visitsHosted", ""),
        ('practice(id: "practice:robotics")', "sharedWith", "orderBy: DATE_ASC"),
        ('practice(id: "practice:robotics")', "adoptedBy", ""),
        ('programme(id: "programme:exchange")', "parties", ""),
    ],
)
async def test_every_list_goes_on_from_the_cursor_of_any_edge(client: Client, start: str, field: str, arguments: str) -> None:
    async def read(more: str) -> Any:
        given = ", ".join(filter(None, ("first: 100", arguments, more)))
        return (await client.data(f"{{ x: {start} {{ list: {field}({given}) {{ {PAGE} }} }} }}"))["x"]["list"]

    whole = await read("")
    assert len(whole["edges"]) > 1
    rest = await read(f'after: "{whole["edges"][0]["cursor"]}"')
    assert rest["edges"] == whole["edges"][1:]
    assert rest["pageInfo"]["endCursor"] == whole["edges"][-1]["cursor"]


async def test_what_is_inserted_between_two_pages_neither_shifts_nor_repeats_anything(client: Client, store: Store) -> None:
    first = await page(client, "shares", "first: 2")  # announced 2023, day 2022-10-05
    early, late = (
        Share(id=f"share:{name}", practice="practice:play", to="city:cork", date=parse(day), citations=(BOOK,))
        for name, day in (("early", "2024"), ("late", "2020"))
    )
    await put(store, facts=[early, late])
    second = await page(client, "shares", "first: 2", first["pageInfo"]["endCursor"])
    assert [edge["node"]["id"] for edge in second["edges"]] == ["share:year", "share:late"]


async def test_the_parties_of_a_programme_go_page_by_page(client: Client) -> None:
    document = """query($after: String) { programme(id: "programme:exchange") {
      parties(first: 2, after: $after) { totalCount edges { node { id } } pageInfo { hasNextPage endCursor } } } }"""
    first = (await client.data(document))["programme"]["parties"]
    assert ([edge["node"]["id"] for edge in first["edges"]], first["pageInfo"]["hasNextPage"], first["totalCount"]) == (
        ["city:mstislavl-district", "city:pochinok-district"],
        True,
        3,
    )
    rest = (await client.data(document, after=first["pageInfo"]["endCursor"]))["programme"]["parties"]
    assert [edge["node"]["id"] for edge in rest["edges"]] == ["institution:centre"]


async def test_a_list_in_memory_goes_on_from_where_a_vanished_item_stood(client: Client) -> None:
    gone = encode_cursor(Position(1, "city:gone"), "participations")
    document = 'query($after: String) { programme(id: "programme:exchange") { parties(after: $after) { edges { node { id } } } } }'
    rest = (await client.data(document, after=gone))["programme"]["parties"]
    assert [edge["node"]["id"] for edge in rest["edges"]] == ["city:pochinok-district", "institution:centre"]


@pytest.mark.parametrize(
    ("key", "kind", "field"),
    [
        ("source:book", "Source", "facts"),
        ("region:mogilev", "Region", "cities"),
        ("country:by", "Country", "visitsHosted"),
    ],
)
async def test_lists_of_other_nodes_go_on_from_their_cursors(client: Client, key: str, kind: str, field: str) -> None:
    async def read(arguments: str) -> Any:
        document = "query($id: ID!) { node(id: $id) { ... on " + kind + " { list: " + field + arguments + " { " + PAGE + " } } } }"
        return (await client.data(document, id=key))["node"]["list"]

    whole = await read("")
    for edge, rest in zip(whole["edges"], whole["edges"][1:], strict=False):
        assert (await read(f'(first: 1, after: "{edge["cursor"]}")'))["edges"] == [rest]


@pytest.mark.parametrize(
    ("field", "arguments"),
    [("adoptions", ""), ("visits", ""), ("institutions", ""), ("cities", "orderBy: ADOPTERS_DESC"), ("practices", "orderBy: RECENT_DESC")],
)
async def test_every_list_of_everything_goes_on_from_its_cursors(client: Client, field: str, arguments: str) -> None:
    comma = ", " if arguments else ""
    whole = await page(client, field, f"{arguments}{comma}first: 100")
    singly = [ids async for ids in pages(client, field, f"{arguments}{comma}first: 1")]
    assert singly == [[edge["node"]["id"].partition(":")[2]] for edge in whole["edges"]]


@pytest.mark.parametrize("first", [0, -1, 101])
@pytest.mark.parametrize(
    "field",
    [
        "cities(first: {})",
        "shares(first: {})",
        'search(text: "robotics", first: {})',
        'city(id: "city:oral") {{ adoptedPractices(first: {}) }}',
        'city(id: "city:oral") {{ practicesToStudy(first: {}) }}',
        'city(id: "city:oral") {{ similarCities(first: {}) }}',
        'programme(id: "programme:exchange") {{ parties(first: {}) }}',
    ],
)
async def test_a_page_of_a_size_out_of_range_is_refused_with_the_range(client: Client, field: str, first: int) -> None:
    body = field.format(first)
    inner = "{ __typename }"
    document = "{ " + (body[:-1] + inner + " }" if body.endswith("}") else body + " " + inner) + " }"
    error = await client.only_error(document)
    assert (error.code, error.message) == ("INVALID_INPUT", f"first is {first}; it goes from 1 to 100")


async def test_a_size_is_refused_where_only_the_count_is_asked_for(client: Client) -> None:
    assert (await client.only_error("{ cities(first: 101) { totalCount } }")).code == "INVALID_INPUT"


FOREIGN = [
    "nonsense",
    "",
    "ä",
    "W10",  # []
    encode_cursor(Position("moscow", "city:moscow"), "city all name_asc"),  # of another list
    encode_cursor(Position("text", "share:day"), "share all date_desc"),  # a text for a day
    encode_cursor(Position(10**30, "share:day"), "share all date_desc"),
    encode_cursor(Position(float("nan"), "share:day"), "share all date_desc"),
    "WyJzaGFyZSBhbGwgZGF0ZV9kZXNjIiwxLCJcdWQ4MDAiXQ",  # ["share all date_desc",1,"\ud800"]
    encode_cursor(Position(1, "share:day"), "share all date_asc"),  # of the other order
]


@pytest.mark.parametrize("cursor", FOREIGN)
async def test_a_cursor_that_the_list_did_not_make_is_refused(client: Client, cursor: str) -> None:
    error = await client.only_error("query($after: String) { shares(after: $after) { totalCount } }", after=cursor)
    assert error.code == "BAD_CURSOR"
    assert error.message.endswith("is no cursor of such a list; give an endCursor of the same kind of list, in the same order")


async def test_a_cursor_of_one_order_is_refused_by_the_other(client: Client) -> None:
    oldest = await page(client, "shares", "first: 1, orderBy: DATE_ASC")
    document = "query($after: String) { shares(after: $after) { totalCount } }"
    assert (await client.only_error(document, after=oldest["pageInfo"]["endCursor"])).code == "BAD_CURSOR"


async def test_a_cursor_of_a_list_serves_the_same_list_of_another_owner(client: Client) -> None:
    document = "query($id: ID!, $after: String) { city(id: $id) { visitsHosted(after: $after) { edges { cursor node { id } } } } }"
    first = (await client.data(document, id="city:moscow"))["city"]["visitsHosted"]["edges"][0]
    rest = (await client.data(document, id="city:pochinok-district", after=first["cursor"]))["city"]["visitsHosted"]["edges"]
    assert rest == []  # the district's only visit is later than the cursor's day


async def test_more_than_a_hundred_ids_are_refused(client: Client) -> None:
    error = await client.only_error("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=["city:oral"] * 101)
    assert (error.code, error.message) == ("INVALID_INPUT", "101 ids are asked for; give at most 100 at once")
    data = await client.data("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=["city:oral"] * 100)
    assert len(data["nodes"]) == 100
