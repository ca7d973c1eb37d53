"""The whole at a glance: where practices flow, what was recorded lately, which countries there are."""

from __future__ import annotations

from typing import Any

import pytest

from kb.api.app import create_app
from kb.config import Settings
from kb.dates import parse
from kb.model import Visit
from kb.service import KnowledgeBase
from kb.store.base import Store
from tests.api.client import Client
from tests.api.conftest import put
from tests.api.world import BOOK

FLOWS = """query($first: Int, $topics: [ID!], $asOf: Date) { flows(first: $first, topics: $topics, asOf: $asOf) {
  totalCount firstYear lastYear undated within revision
  flows { source { id name location { latitude } } target { id } sourceLocation { latitude } targetLocation { latitude }
    adoptions shares visits years { year adoptions shares visits } } } }"""


async def flows(client: Client, **asked: Any) -> Any:
    return (await client.data(FLOWS, **asked))["flows"]


def ends(found: Any) -> list[tuple[str, str]]:
    return [(flow["source"]["id"].removeprefix("city:"), flow["target"]["id"].removeprefix("city:")) for flow in found["flows"]]


async def latest(client: Client, arguments: str = "") -> list[str]:
    return [fact["id"] for fact in (await client.data(f"{{ latest{arguments} {{ id }} }}"))["latest"]]


async def test_flows_say_who_learned_from_whom_place_by_place_and_when(client: Client) -> None:
    found = await flows(client)
    assert {key: found[key] for key in found if key != "flows"} == {
        "totalCount": 4,
        "firstYear": 2020,
        "lastYear": 2022,
        "undated": 1,
        "within": 0,
        "revision": 1,
    }
    assert ends(found) == [
        ("pochinok-district", "mstislavl-district"),
        ("moscow", "mstislavl-district"),
        ("moscow", "oral"),
        ("pochinok-district", "moscow"),
    ]
    assert found["flows"][1] == {
        "source": {"id": "city:moscow", "name": "Moscow", "location": {"latitude": 55.75}},
        "target": {"id": "city:mstislavl-district"},
        "sourceLocation": {"latitude": 55.75},
        "targetLocation": {"latitude": 54.02},
        "adoptions": 1,
        "shares": 0,
        "visits": 1,
        "years": [{"year": 2020, "adoptions": 0, "shares": 0, "visits": 1}, {"year": 2021, "adoptions": 1, "shares": 0, "visits": 0}],
    }


async def test_the_largest_flows_a_topic_and_a_day_are_asked_for(client: Client) -> None:
    largest = await flows(client, first=1)
    assert (ends(largest), largest["totalCount"]) == ([("pochinok-district", "mstislavl-district")], 4)
    robots = await flows(client, topics=["topic:robotics"])
    assert ends(robots) == [("pochinok-district", "mstislavl-district"), ("pochinok-district", "moscow")]
    assert ends(await flows(client, asOf="2020-12-31")) == [("moscow", "mstislavl-district")]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("first: 0", "INVALID_INPUT"),
        ("first: 1001", "INVALID_INPUT"),
        ('topics: ["topic:none"]', "NOT_FOUND"),
        ('topics: ["city:oral"]', "WRONG_KIND"),
    ],
)
async def test_flows_that_cannot_be_told_are_null_with_an_error(client: Client, arguments: str, code: str) -> None:
    answer = await client.ask(f"{{ flows({arguments}) {{ totalCount }} statistics {{ cities }} }}")
    assert answer["data"] == {"flows": None, "statistics": {"cities": 6}}
    assert [error["extensions"]["code"] for error in answer["errors"]] == [code]


async def test_as_many_flows_as_may_be_asked_for_with_names_places_and_years_are_within_the_usual_cost(kb: KnowledgeBase) -> None:
    document = FLOWS.replace("target { id }", "target { id name location { latitude longitude } }")
    answer = await Client(create_app(kb)).ask(document, first=1000)
    assert answer["extensions"]["cost"]["requested"] <= Settings(store="").query_cost
    assert "errors" not in answer


async def test_what_was_recorded_lately_comes_newest_first(client: Client, store: Store) -> None:
    await put(store, facts=[Visit(id="visit:late", visitor="city:cork", host="city:oral", date=parse("1999"), citations=(BOOK,))])
    assert await latest(client, "(first: 3)") == ["visit:late", "share:announced", "adoption:given-up"]


async def test_what_was_loaded_in_one_go_comes_by_date_and_undated_facts_last(client: Client) -> None:
    found = await latest(client, "(first: 100)")
    assert found[:7] == [
        "share:announced",
        "adoption:given-up",
        "adoption:full",
        "adoption:pilot",
        "visit:district",
        "share:day",
        "visit:oral",
    ]
    assert found[7:] == [
        "share:year",
        "adoption:gymnasium",
        "adoption:adapted",
        "visit:gymnasium",
        "adoption:interest",
        "share:season",
        "adoption:oral",
        "share:undated",
        "adoption:declined",
    ]
    assert await latest(client) == found[:10]


async def test_kinds_of_facts_are_asked_for_and_other_kinds_are_refused(client: Client) -> None:
    assert await latest(client, "(kinds: [VISIT])") == ["visit:district", "visit:oral", "visit:gymnasium"]
    assert await latest(client, "(kinds: [])") == await latest(client)
    error = await client.only_error("{ latest(kinds: [VISIT, CITY]) { id } }")
    assert (error.code, error.message) == ("INVALID_INPUT", "CITY is no kind of fact; ask for SHARE, ADOPTION or VISIT")


async def test_countries_are_listed_by_their_names_in_the_asked_language(client: Client) -> None:
    document = '{ countries { code name } russian: countries(lang: "ru") { code name(lang: "ru") } }'
    found = await client.data(document)
    assert [each["name"] for each in found["countries"]] == ["Belarus", "Ireland", "Kazakhstan", "Russia"]
    assert [each["name"] for each in found["russian"]] == ["Беларусь", "Ирландия", "Казахстан", "Россия"]
    finnish = await client.data("{ countries { name } }", accept_language="fi")
    assert [each["name"] for each in finnish["countries"]] == ["Irlanti", "Kazakstan", "Valko-Venäjä", "Venäjä"]
