"""Names find their ids, as OpenRefine asks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import httpx2
import pytest

from kb.access.callers import Role
from kb.access.tokens import Tokens
from kb.api.app import create_app
from kb.config import Settings
from kb.model import City, Texts
from kb.service import KnowledgeBase
from kb.store.base import Store
from tests.api.client import Client
from tests.api.conftest import put

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


async def reconciled(client: Client, **query: Any) -> list[dict[str, Any]]:
    response = await client.http.post("/reconcile", data={"queries": json.dumps({"q0": query})})
    assert response.status_code == 200, response.text
    rows: list[dict[str, Any]] = response.json()["q0"]["result"]
    return rows


def batch_of(number: int) -> dict[str, str]:
    return {"queries": json.dumps({f"q{index}": {"query": "Oral"} for index in range(number)})}


def ids(rows: Sequence[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


def certain(rows: Sequence[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows if row["match"]]


@pytest.fixture
async def namesakes(store: Store) -> None:
    """Another town of that name, in another country."""
    await put(store, [City(id="city:oral-in-russia", name=Texts(en="Oral", ru="Орал"), part_of="country:ru")])


async def test_the_service_describes_itself(client: Client) -> None:
    manifest = (await client.http.get("/reconcile")).json()
    assert manifest["versions"] == ["0.2"]
    assert (manifest["identifierSpace"], manifest["schemaSpace"]) == ("http://localhost/reconcile/view?id=", "http://localhost/graphql")
    assert [each["id"] for each in manifest["defaultTypes"]] == ["city", "institution", "practice", "programme"]
    assert manifest["view"]["url"] == "http://localhost/reconcile/view?id={{id}}"
    assert {key: each["service_path"] for key, each in manifest["suggest"].items()} == {
        "entity": "/suggest/entity",
        "property": "/suggest/property",
        "type": "/suggest/type",
    }


async def test_behind_a_proxy_that_encrypts_its_addresses_are_encrypted_too(client: Client) -> None:
    manifest = (await client.http.get("/reconcile", headers={"X-Forwarded-Proto": "https"})).json()
    assert manifest["preview"]["url"] == "https://localhost/reconcile/view?id={{id}}"


async def test_a_name_that_one_node_has_is_a_certain_match(client: Client) -> None:
    rows = await reconciled(client, query="Mstislavl")
    assert rows[0] == {
        "id": "city:mstislavl",
        "name": "Mstislavl",
        "description": "town, Mstislavl District, Mogilev Region, Belarus",
        "score": 100.0,
        "match": True,
        "type": [{"id": "city", "name": "City, town, village or district"}],
    }
    assert ids(rows) == ["city:mstislavl", "city:mstislavl-district"]


@pytest.mark.parametrize("name", ["Орал", "烏拉爾", "oral", " ORAL ", "Óral"])
async def test_a_name_may_be_in_any_language_and_case(client: Client, name: str) -> None:
    assert certain(await reconciled(client, query=name)) == ["city:oral"]


async def test_a_name_that_two_nodes_have_is_no_certain_match(client: Client, namesakes: None) -> None:
    rows = await reconciled(client, query="Oral")
    assert [(row["id"], row["score"], row["match"]) for row in rows] == [
        ("city:oral", 100.0, False),
        ("city:oral-in-russia", 100.0, False),
    ]


@pytest.mark.parametrize("country", ["country:ru", "RU", "ru", "Russia", "Россия", {"id": "country:ru"}, ["Nowhere", "Russia"]])
async def test_the_country_tells_namesakes_apart(client: Client, namesakes: None, country: Any) -> None:
    rows = await reconciled(client, query="Oral", properties=[{"pid": "country", "v": country}])
    assert ids(rows) == certain(rows) == ["city:oral-in-russia"]


async def test_a_place_around_it_tells_namesakes_apart(client: Client, store: Store) -> None:
    await put(store, [City(id="city:other", name=Texts(en="Mstislavl"), part_of="region:smolensk")])
    rows = await reconciled(client, query="Mstislavl", properties=[{"pid": "partOf", "v": "Могилевская область"}])
    assert certain(rows) == ["city:mstislavl"]
    assert "city:other" not in ids(rows)


async def test_what_is_nobody_knows_where_is_less_certain(client: Client) -> None:
    rows = await reconciled(client, query="Play streets", properties=[{"pid": "country", "v": "Ireland"}])
    assert (rows[0]["id"], rows[0]["score"], certain(rows)) == ("practice:play", 80.0, [])


async def test_a_practice_is_where_it_began(client: Client) -> None:
    rows = await reconciled(client, query="Mentoring", properties=[{"pid": "country", "v": "RU"}])
    assert (certain(rows), rows[0]["description"]) == (["practice:mentoring"], "practice, School 1, Moscow, Russia")


async def test_a_misspelt_name_is_offered_but_never_certain(client: Client) -> None:
    rows = await reconciled(client, query="Mstislavle")
    assert ids(rows)[0] == "city:mstislavl"
    assert certain(rows) == []


async def test_what_stands_after_a_comma_does_not_hide_the_name(client: Client) -> None:
    rows = await reconciled(client, query="Oral, the old capital")
    assert (rows[0]["id"], rows[0]["score"], certain(rows)) == ("city:oral", 90.0, [])


async def test_only_nodes_of_the_type_are_candidates(client: Client) -> None:
    assert ids(await reconciled(client, query="Robotics", type="topic")) == ["topic:robotics"]
    assert ids(await reconciled(client, query="Robotics", type=["topic", "city"])) == ["topic:robotics"]
    assert "topic:robotics" not in ids(await reconciled(client, query="Robotics", type="practice"))


async def test_there_are_as_many_candidates_as_asked_for(client: Client) -> None:
    assert len(await reconciled(client, query="Mstislavl", limit=1)) == 1


@pytest.mark.parametrize("query", [{"query": "Atlantis"}, {"query": ""}, {"query": "!"}, {"properties": [{"pid": "country", "v": "RU"}]}])
async def test_what_means_nothing_has_no_candidates(client: Client, query: dict[str, Any]) -> None:
    assert await reconciled(client, **query) == []


async def test_names_are_told_in_the_readers_language(client: Client) -> None:
    response = await client.http.get("/reconcile", params={"queries": '{"a": {"query": "Oral"}}'}, headers={"Accept-Language": "kk"})
    (row,) = response.json()["a"]["result"]
    assert (row["name"], row["description"]) == ("Орал", "city, Қазақстан")


@pytest.mark.parametrize(
    "queries",
    [
        "{",
        "[]",
        '{"a": 1}',
        '{"a": {"query": 1}}',
        '{"a": {"query": "x", "type": "planet"}}',
        '{"a": {"query": "x", "type": [1]}}',
        '{"a": {"query": "x", "properties": 1}}',
        '{"a": {"query": "x", "properties": [1]}}',
        '{"a": {"query": "x", "properties": [{"v": "RU"}]}}',
        json.dumps({"a": {"query": "x" * 301}}),
        "[" * 10_000,
    ],
)
async def test_what_is_no_batch_is_refused(client: Client, queries: str) -> None:
    response = await client.http.post("/reconcile", data={"queries": queries})
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")


async def test_a_batch_has_at_most_100_queries(client: Client) -> None:
    assert len((await client.http.post("/reconcile", data=batch_of(100))).json()) == 100
    assert (await client.http.post("/reconcile", data=batch_of(101))).status_code == 413


async def test_a_batch_counts_by_its_queries(kb: KnowledgeBase) -> None:
    client = Client(create_app(kb, Settings(store="", rate_per_minute=5)))
    assert (await client.http.post("/reconcile", data=batch_of(3))).status_code == 200
    refused = await client.http.post("/reconcile", data=batch_of(4))  # 2 are left, of which this takes one
    assert (refused.status_code, refused.json()["errors"][0]["extensions"]["code"]) == (429, "RATE_LIMITED")
    assert 12 < int(refused.headers["retry-after"]) <= 36  # until there are 4
    assert (await client.http.post("/reconcile", data=batch_of(1))).status_code == 200
    assert (await client.http.get("/reconcile")).status_code == 429


async def test_callers_with_tokens_have_batches_of_their_own(kb: KnowledgeBase) -> None:
    client = Client(create_app(kb, Settings(store="", rate_per_minute=5)))
    token = await Tokens(kb.store).create(Role.CONTRIBUTOR, expires=None)
    assert (await client.http.post("/reconcile", data=batch_of(5))).status_code == 200
    assert (await client.http.post("/reconcile", data=batch_of(5), headers={"Authorization": f"Bearer {token}"})).status_code == 200


async def test_a_batch_that_no_waiting_lets_in_is_told_what_would(kb: KnowledgeBase) -> None:
    client = Client(create_app(kb, Settings(store="", rate_per_minute=5)))
    refused = await client.http.post("/reconcile", data=batch_of(6))
    assert (refused.status_code, "retry-after" in refused.headers) == (413, False)
    assert refused.json()["errors"][0]["message"] == (
        "each query of a batch counts as a request, of which 5 a minute are answered; this batch has 6: send at most 5 at once"
    )


async def test_a_body_is_no_longer_than_any_other(kb: KnowledgeBase) -> None:
    client = Client(create_app(kb, Settings(store="", body_bytes=100)))
    assert (await client.http.post("/reconcile", data={"queries": "x" * 200})).status_code == 413


@pytest.mark.parametrize(("sent", "status"), [({"json": {"queries": {}}}, 415), ({"content": b"queries=%ff", "headers": FORM}, 400)])
async def test_a_body_is_a_form_in_utf_8(client: Client, sent: dict[str, Any], status: int) -> None:
    assert (await client.http.post("/reconcile", **sent)).status_code == status


async def test_a_callback_is_not_called(client: Client) -> None:
    response = await client.http.get("/reconcile", params={"callback": "steal"})
    assert (response.headers["content-type"], response.text[0]) == ("application/json", "{")


async def test_a_base_for_token_holders_answers_them_alone(kb: KnowledgeBase) -> None:
    client = Client(create_app(kb, Settings(store="", reading="token")))
    for path in ("/reconcile", "/reconcile/view?id=city:oral", "/reconcile/suggest/entity?prefix=or"):
        assert (await client.http.get(path)).status_code == 401


async def test_a_page_elsewhere_may_ask_where_settings_name_it(kb: KnowledgeBase) -> None:
    page = {"Origin": "http://127.0.0.1:3333"}
    client = Client(create_app(kb, Settings(store="", cors_origins="http://127.0.0.1:3333")))
    allowed: httpx2.Response = await client.http.get("/reconcile", headers=page)
    assert allowed.headers["access-control-allow-origin"] == "http://127.0.0.1:3333"
