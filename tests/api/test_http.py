"""GraphQL over HTTP, the pages, and the health checks."""

from __future__ import annotations

import gc
from typing import Any

import httpx2
import pytest

from kb.api import view
from kb.api.app import create_app
from kb.config import Settings
from kb.errors import StoreUnavailable
from kb.service import KnowledgeBase
from tests.api.client import Client
from tests.api.test_errors import broken

HTML = {"Accept": "text/html"}
RESPONSE = "application/graphql-response+json"
KNOWING = {"Accept": f"{RESPONSE}, application/json;q=0.9"}


def refusal(response: httpx2.Response) -> str:
    (error,) = response.json()["errors"]
    code: str = error["extensions"]["code"]
    return code


async def test_a_query_may_come_by_get(client: Client) -> None:
    response = await client.http.get(
        "/graphql", params={"query": "query($id: ID!) { city(id: $id) { name } }", "variables": '{"id": "city:oral"}'}
    )
    assert response.headers["content-type"] == "application/json"
    assert response.json()["data"] == {"city": {"name": "Oral"}}


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"1", b'{"query": 1}', b'{"query": "{x}", "variables": 1}', b"\xff", b'{"query":"\\ud800"}']
)
async def test_a_body_that_is_no_request_is_refused(client: Client, body: bytes) -> None:
    response = await client.http.post("/graphql", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 400


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "Application/JSON"])
async def test_a_question_comes_as_json(client: Client, kind: str) -> None:
    response = await client.http.post("/graphql", content=b'{"query": "{ statistics { cities } }"}', headers={"Content-Type": kind})
    assert response.json()["data"] == {"statistics": {"cities": 6}}


async def test_it_may_stand_below_a_path(kb: KnowledgeBase) -> None:
    transport = httpx2.ASGITransport(create_app(kb), root_path="/peers")
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as http:
        response = await http.post("/peers/graphql", json={"query": "{ statistics { cities } }"})
    assert response.json()["data"] == {"statistics": {"cities": 6}}


async def test_a_get_changes_nothing(client: Client) -> None:
    response = await client.http.get("/graphql", params={"query": "mutation { x }"})
    assert (response.status_code, response.headers["allow"], refusal(response)) == (405, "POST", "METHOD_NOT_ALLOWED")


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"query": "query A { statistics { cities } }", "operationName": "B"}, 'Unknown operation named "B".'),
        (
            {"query": "query A { topics { id } } query B { topics { id } }"},
            "The document has several operations; choose one by `operationName`: A, B",
        ),
        ({"query": "fragment F on City { id }"}, "Can't get GraphQL operation type"),
        ({"query": ""}, "No GraphQL query found in the request"),
        ({"query": "{ statistics { cities } }", "extensions": 1}, "The GraphQL operation's `extensions` must be an object or null"),
    ],
)
async def test_what_asks_nothing_is_refused_with_the_reason(client: Client, asked: dict[str, Any], reason: str) -> None:
    response = await client.http.post("/graphql", json=asked)
    assert response.status_code == 400
    assert response.json()["errors"][0]["message"].startswith(reason)


async def test_batches_are_refused(client: Client) -> None:
    response = await client.http.post("/graphql", json=[{"query": "{ statistics { cities } }"}] * 2)
    assert response.status_code == 400


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "text/plain", "application/x-www-form-urlencoded"])
async def test_forms_and_uploads_are_refused(client: Client, kind: str) -> None:
    response = await client.http.post("/graphql", content=b'{"query": "{ statistics { cities } }"}', headers={"Content-Type": kind})
    assert (response.status_code, refusal(response)) == (415, "UNSUPPORTED_MEDIA_TYPE")


async def test_other_methods_are_refused(client: Client) -> None:
    response = await client.http.put("/graphql", json={})
    assert (response.status_code, response.headers["allow"], refusal(response)) == (405, "GET, POST", "METHOD_NOT_ALLOWED")


async def test_what_is_read_and_refused_has_status_200_unless_a_client_knows_better(client: Client) -> None:
    for document, code in (
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ x }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ city(id: 1.5) { id } }", "GRAPHQL_VALIDATION_FAILED"),
    ):
        plain = await client.http.post("/graphql", json={"query": document})
        knowing = await client.http.post("/graphql", json={"query": document}, headers=KNOWING)
        assert (plain.status_code, plain.headers["content-type"], refusal(plain)) == (200, "application/json", code)
        assert (knowing.status_code, knowing.headers["content-type"], refusal(knowing)) == (400, RESPONSE, code)
        assert "data" not in knowing.json()


async def test_what_was_executed_has_status_200_even_where_all_of_it_failed(client: Client) -> None:
    answer = await client.http.post("/graphql", json={"query": '{ cities(filter: {country: "x"}) { totalCount } }'}, headers=KNOWING)
    assert (answer.status_code, answer.json()["data"]) == (200, None)
    assert answer.headers["content-type"] == RESPONSE


async def test_variables_that_do_not_fit_leave_a_question_without_execution(client: Client) -> None:
    asked = {"query": "query($first: Int) { cities(first: $first) { totalCount } }", "variables": {"first": "x"}}
    answer = await client.http.post("/graphql", json=asked, headers=KNOWING)
    assert (answer.status_code, refusal(answer)) == (400, "GRAPHQL_VALIDATION_FAILED")


async def test_what_is_no_fault_of_the_asker_says_so_by_its_status(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the secret is 42")

    monkeypatch.setattr(view, "execute", fail)
    answer = await Client(create_app(kb)).http.post("/graphql", json={"query": "{ topics { id } }"}, headers=KNOWING)
    assert (answer.status_code, refusal(answer)) == (500, "INTERNAL")
    assert "secret" not in answer.text


async def test_the_schema_is_told_unless_it_is_not_to_be(kb: KnowledgeBase) -> None:
    asked = "{ __schema { queryType { name } } }"
    assert await Client(create_app(kb)).data(asked) == {"__schema": {"queryType": {"name": "Query"}}}
    closed = Client(create_app(kb, Settings(store="", introspection=False)))
    assert {error.code for error in await closed.errors(asked)} == {"GRAPHQL_VALIDATION_FAILED"}
    assert await closed.data("{ __typename }") == {"__typename": "Query"}


async def test_a_browser_gets_the_editor_and_a_program_does_not(client: Client) -> None:
    page = await client.http.get("/graphql", headers=HTML)
    assert page.headers["content-type"].startswith("text/html")
    assert "graphiql" in page.text.lower()
    other = await client.http.get("/graphql", headers={"Accept": "application/json"})
    assert other.status_code == 400


async def test_it_is_alive_whatever_the_store_does(kb: KnowledgeBase) -> None:
    dead = broken(kb, "revision", StoreUnavailable("the store is locked"))
    assert (await dead.http.get("/healthz")).text == "ok\n"


async def test_it_is_ready_when_its_store_answers(client: Client) -> None:
    response = await client.http.get("/readyz")
    assert (response.status_code, response.text) == (200, "ready, at revision 1\n")


async def test_it_is_not_ready_when_its_store_does_not_answer(kb: KnowledgeBase) -> None:
    response = await broken(kb, "revision", StoreUnavailable("the store is locked", "try again")).http.get("/readyz")
    assert (response.status_code, response.text) == (503, "not ready: STORE_UNAVAILABLE\n")


async def test_garbage_is_sought_rarely_while_it_serves_and_as_ever_afterwards(kb: KnowledgeBase) -> None:
    usual = gc.get_threshold()
    app = create_app(kb)
    async with app.router.lifespan_context(app):
        assert gc.get_threshold() > usual
        assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == usual
    assert gc.get_freeze_count() == 0


async def test_the_store_is_closed_when_the_application_stops(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[Any] = []

    async def close() -> None:
        closed.append(1)

    monkeypatch.setattr(kb, "close", close)
    app = create_app(kb)
    async with app.router.lifespan_context(app):
        assert closed == []
    assert closed == [1]
