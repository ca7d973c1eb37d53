"""GraphQL over HTTP, the pages, and the health checks."""

from __future__ import annotations

import gc
from typing import Any

import httpx2
import pytest

from kb.api.app import create_app
from kb.errors import StoreUnavailable
from kb.service import KnowledgeBase
from tests.api.client import Client
from tests.api.test_errors import broken

HTML = {"Accept": "text/html"}


async def test_a_query_may_come_by_get(client: Client) -> None:
    response = await client.http.get(
        "/graphql", params={"query": "query($id: ID!) { city(id: $id) { name } }", "variables": '{"id": "city:oral"}'}
    )
    assert response.headers["content-type"] == "application/json"
    assert response.json() == {"data": {"city": {"name": "Oral"}}}


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"1", b'{"query": 1}', b'{"query": "{x}", "variables": 1}', b"\xff", b'{"query":"\\ud800"}']
)
async def test_a_body_that_is_no_request_is_refused(client: Client, body: bytes) -> None:
    response = await client.http.post("/graphql", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 400


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "Application/JSON"])
async def test_a_question_comes_as_json(client: Client, kind: str) -> None:
    response = await client.http.post("/graphql", content=b'{"query": "{ statistics { cities } }"}', headers={"Content-Type": kind})
    assert response.json() == {"data": {"statistics": {"cities": 6}}}


async def test_it_may_stand_below_a_path(kb: KnowledgeBase) -> None:
    transport = httpx2.ASGITransport(create_app(kb), root_path="/peers")
    async with httpx2.AsyncClient(transport=transport, base_url="http://kb.test") as http:
        response = await http.post("/peers/graphql", json={"query": "{ statistics { cities } }"})
    assert response.json() == {"data": {"statistics": {"cities": 6}}}


async def test_a_get_changes_nothing(client: Client) -> None:
    response = await client.http.get("/graphql", params={"query": "mutation { x }"})
    assert (response.status_code, response.text) == (400, "mutations are not allowed when using GET")


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"query": "query A { statistics { cities } }", "operationName": "B"}, 'Unknown operation named "B".'),
        ({"query": "fragment F on City { id }"}, "Can't get GraphQL operation type"),
        ({"query": ""}, "No GraphQL query found in the request"),
        ({"query": "{ statistics { cities } }", "extensions": 1}, "The GraphQL operation's `extensions` must be an object or null"),
    ],
)
async def test_what_asks_nothing_is_refused_with_the_reason(client: Client, asked: dict[str, Any], reason: str) -> None:
    response = await client.http.post("/graphql", json=asked)
    assert response.status_code == 400
    assert response.text.startswith(reason)


async def test_batches_are_refused(client: Client) -> None:
    response = await client.http.post("/graphql", json=[{"query": "{ statistics { cities } }"}] * 2)
    assert response.status_code == 400


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "text/plain", "application/x-www-form-urlencoded"])
async def test_forms_and_uploads_are_refused(client: Client, kind: str) -> None:
    response = await client.http.post("/graphql", content=b'{"query": "{ statistics { cities } }"}', headers={"Content-Type": kind})
    assert response.status_code == 400


async def test_other_methods_are_refused(client: Client) -> None:
    assert (await client.http.put("/graphql", json={})).status_code == 405


async def test_a_browser_gets_the_editor_and_a_program_does_not(client: Client) -> None:
    page = await client.http.get("/graphql", headers=HTML)
    assert page.headers["content-type"].startswith("text/html")
    assert "graphiql" in page.text.lower()
    other = await client.http.get("/graphql", headers={"Accept": "application/json"})
    assert other.status_code == 400


async def test_the_first_page_is_served(client: Client) -> None:
    page = await client.http.get("/")
    assert page.headers["content-type"].startswith("text/html")
    assert 'href="/graphql"' in page.text


@pytest.mark.parametrize("path", ["/", "/graphql"])
async def test_pages_may_load_nothing_from_elsewhere(client: Client, path: str) -> None:
    policy = (await client.http.get(path, headers=HTML)).headers["content-security-policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert directives["frame-ancestors"] == "'none'"
    assert "http" not in policy
    assert "'unsafe-inline'" not in policy if path == "/" else directives["style-src"] == "'self' 'unsafe-inline'"


async def test_files_of_the_pages_are_served_and_nothing_else(client: Client) -> None:
    script = await client.http.get("/web/page.js")
    assert script.status_code == 200
    assert script.headers["x-content-type-options"] == "nosniff"
    for path in ("/web/none.js", "/web/../api/app.py", "/web/%2e%2e/api/app.py", "/web/", "/docs", "/redoc", "/openapi.json"):
        assert (await client.http.get(path)).status_code == 404


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
