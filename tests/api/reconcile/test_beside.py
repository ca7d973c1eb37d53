"""What a spreadsheet's client asks beside names: suggestions, previews, further columns."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kb.errors import StoreUnavailable
from kb.model import Source, Texts, Topic
from kb.service import KnowledgeBase
from kb.store.base import Store
from tests.api.client import Client
from tests.api.conftest import put


async def suggested(client: Client, what: str, **params: Any) -> list[dict[str, Any]]:
    response = await client.http.get(f"/reconcile/suggest/{what}", params=params)
    rows: list[dict[str, Any]] = response.json()["result"]
    return rows


async def test_entities_are_suggested_by_the_beginning_of_a_name(client: Client) -> None:
    rows = await suggested(client, "entity", prefix="мстис")
    assert [(row["id"], row["notable"][0]["id"]) for row in rows] == [("city:mstislavl", "city"), ("city:mstislavl-district", "city")]
    assert rows[0]["description"] == "town, Mstislavl District, Mogilev Region, Belarus"


async def test_an_id_suggests_its_entity(client: Client) -> None:
    assert (await suggested(client, "entity", prefix="practice:play"))[0]["id"] == "practice:play"


async def test_more_suggestions_follow_those_skipped(client: Client) -> None:
    assert [row["id"] for row in await suggested(client, "entity", prefix="мстис", cursor=1)] == ["city:mstislavl-district"]


@pytest.mark.parametrize("prefix", ["", "!", "source:news", "city:"])
async def test_where_nothing_begins_so_nothing_is_suggested(client: Client, prefix: str) -> None:
    found = [row["id"] for row in await suggested(client, "entity", prefix=prefix)]
    assert "source:news" not in found
    assert prefix == "source:news" or found == []


async def test_types_and_properties_are_suggested_by_id_and_name(client: Client) -> None:
    assert [row["id"] for row in await suggested(client, "type", prefix="tow")] == ["city"]
    assert [row["id"] for row in await suggested(client, "type", prefix="pr")] == ["practice", "programme"]
    assert [row["id"] for row in await suggested(client, "property", prefix="name_")] == ["name_en", "name_ru"]
    assert [row["id"] for row in await suggested(client, "property", prefix="name_", cursor="1")] == ["name_ru"]


async def test_a_view_tells_what_is_meant(client: Client) -> None:
    response = await client.http.get("/reconcile/view", params={"id": "practice:robotics"}, headers={"Accept-Language": "ru"})
    assert "<h1>Робототехника в центре</h1>" in response.text
    assert "<p>Дети собирают роботов.</p>" in response.text
    assert "frame-ancestors" not in response.headers["content-security-policy"]


async def test_a_text_is_shown_as_text(client: Client, store: Store) -> None:
    await put(store, [Topic(id="topic:attack", name=Texts(en="<script>alert(1)</script>"))])
    shown = (await client.http.get("/reconcile/view", params={"id": "topic:attack"})).text
    assert "<script>" not in shown
    assert "<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1>" in shown


@pytest.mark.parametrize("key", ["city:atlantis", "", "x", "source:news"])
async def test_there_is_no_view_of_nothing(client: Client, key: str) -> None:
    assert (await client.http.get("/reconcile/view", params={"id": key})).status_code == 404


async def extended(client: Client, ids: list[str], *properties: str) -> Any:
    query = {"ids": ids, "properties": [{"id": each} for each in properties]}
    response = await client.http.post("/reconcile", data={"extend": json.dumps(query)})
    assert response.status_code == 200, response.text
    return response.json()


async def test_ids_bring_further_columns(client: Client) -> None:
    answer = await extended(client, ["city:mstislavl", "city:nowhere"], "country", "partOf", "name_ru", "latitude")
    assert answer["meta"][:2] == [
        {"id": "country", "name": "Country", "type": {"id": "country", "name": "Country"}},
        {"id": "partOf", "name": "Place around it"},
    ]
    assert answer["rows"] == {
        "city:mstislavl": {
            "country": [{"id": "country:by", "name": "Belarus"}],
            "partOf": [{"id": "city:mstislavl-district", "name": "Mstislavl District"}],
            "name_ru": [{"str": "Мстиславль"}],
            "latitude": [],
        },
        "city:nowhere": {"country": [], "partOf": [], "name_ru": [], "latitude": []},
    }


async def test_an_institution_brings_its_place_and_website(client: Client) -> None:
    answer = await extended(client, ["institution:centre"], "name", "longitude", "website", "partOf")
    assert answer["rows"]["institution:centre"] == {
        "name": [{"str": "Children's Centre"}],
        "longitude": [{"float": 32.44}],
        "website": [{"str": "https://centre.example/"}],
        "partOf": [{"id": "city:pochinok-district", "name": "Pochinok District"}],
    }


async def test_a_country_is_in_itself(client: Client) -> None:
    answer = await extended(client, ["country:kz"], "country", "partOf")
    assert answer["rows"]["country:kz"] == {"country": [{"id": "country:kz", "name": "Kazakhstan"}], "partOf": []}


@pytest.mark.parametrize(
    ("extend", "status"),
    [
        ("{}", 400),
        ('{"ids": [1], "properties": []}', 400),
        ('{"ids": [], "properties": [{"id": "mayor"}]}', 400),
        (json.dumps({"ids": ["city:oral"] * 1001, "properties": []}), 413),
    ],
)
async def test_what_asks_for_no_columns_is_refused(client: Client, extend: str, status: int) -> None:
    assert (await client.http.post("/reconcile", data={"extend": extend})).status_code == status


async def test_properties_are_proposed_by_type(client: Client) -> None:
    answer = (await client.http.get("/reconcile/properties", params={"type": "topic"})).json()
    assert (answer["type"], [each["id"] for each in answer["properties"]]) == ("topic", ["name", "name_en", "name_ru"])
    answer = (await client.http.get("/reconcile/properties", params={"type": "city", "limit": "2"})).json()
    assert [each["id"] for each in answer["properties"]] == ["country", "partOf"]


async def test_a_store_that_is_away_is_told_in_general_terms(client: Client, kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(keys: object) -> object:
        raise StoreUnavailable("secret host")

    monkeypatch.setattr(kb.store, "nodes", away)
    response = await client.http.get("/reconcile/view", params={"id": "city:oral"})
    assert response.status_code == 503
    assert "secret" not in response.text


async def test_publications_are_not_reconciled(client: Client, store: Store) -> None:
    await put(store, [Source(id="source:oral", title="Oral")])
    assert [row["id"] for row in await suggested(client, "entity", prefix="oral")] == ["city:oral"]
