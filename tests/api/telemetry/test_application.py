"""The application notes what its requests are, and says so to whoever looks on; where nobody does, nothing is noted."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from kb.access.callers import Role
from kb.api.app import create_app
from kb.api.entry import Entry
from kb.api.telemetry import record
from kb.api.telemetry.seen import Seen
from kb.config import Settings
from kb.service import KnowledgeBase
from kb.store.base import Store
from tests.api.client import Client
from tests.api.telemetry.test_metrics import samples

STUDIED = "query Studied($city: ID!) { city(id: $city) { practicesToStudy(first: 1) { method } } }"
UNSEEN = Settings(store="")


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "kb.requests")
    return caplog


@pytest.fixture
def logged(kb: KnowledgeBase) -> Client:
    """A client of a server that writes a line for each request."""
    return Client(create_app(kb, seen=Seen.by(replace(UNSEEN, log_format="json"))))


def told(lines: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [line.request for line in lines.records if line.name == "kb.requests"]  # type: ignore[attr-defined]


@pytest.fixture
async def token(store: Store) -> str:
    return await Entry(store, UNSEEN).gate.tokens.create(Role.READER, expires=None)


async def test_a_question_is_logged_by_its_name_cost_and_caller(logged: Client, token: str, lines: pytest.LogCaptureFixture) -> None:
    answer = await logged.ask(STUDIED, token=token, city="city:oral")
    (line,) = told(lines)
    assert (line["operation"], line["name"], line["status"]) == ("query", "Studied", 200)
    assert line["cost"] == answer["extensions"]["cost"]["requested"]
    assert line["caller"]
    assert token not in lines.text
    assert "city:oral" not in lines.text


async def test_a_name_of_any_length_is_cut(logged: Client, lines: pytest.LogCaptureFixture) -> None:
    await logged.data(f"query {'x' * 200} {{ __typename }}")
    assert told(lines)[0]["name"] == "x" * 100


@pytest.mark.parametrize("document", ["{ nothing }", "{", 'query Wrong { city(id: "practice:play") { id } }'])
async def test_an_answer_with_errors_says_so(logged: Client, lines: pytest.LogCaptureFixture, document: str) -> None:
    await logged.errors(document)
    assert told(lines)[0]["errors"] is True


async def test_a_refusal_says_so_and_repeats_nothing(logged: Client, lines: pytest.LogCaptureFixture) -> None:
    await logged.http.get("/graphql?query=%7Bsecret", headers={"Authorization": "Bearer kb_secret"})
    assert [(line["errors"], line["status"]) for line in told(lines)] == [(True, 401)]
    assert "secret" not in lines.text


async def test_a_host_that_is_not_answered_for_is_logged_too(logged: Client, lines: pytest.LogCaptureFixture) -> None:
    assert (await logged.http.get("/", headers={"Host": "evil.example.org"})).status_code == 400
    assert told(lines)[0]["status"] == 400


async def test_whoever_exports_is_named_as_whoever_asks(logged: Client, token: str, lines: pytest.LogCaptureFixture) -> None:
    await logged.http.get("/export.jsonl", headers={"Authorization": f"Bearer {token}"})
    (line,) = told(lines)
    assert line["surface"] == "export.jsonl"
    assert line["caller"]


async def test_every_answer_has_an_id_where_somebody_looks_on(logged: Client) -> None:
    assert (await logged.http.get("/healthz", headers={"X-Request-Id": "id-1"})).headers["x-request-id"] == "id-1"


async def test_where_nobody_looks_on_no_request_has_an_id_a_record_or_a_line(
    client: Client, lines: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record, "Record", None)  # would break whoever makes one
    response: httpx2.Response = await client.http.post("/graphql", json={"query": "{ __typename }"}, headers={"X-Request-Id": "id-1"})
    assert response.json()["data"] == {"__typename": "Query"}
    assert "x-request-id" not in response.headers
    assert told(lines) == []
    assert (await client.http.get("/metrics")).status_code == 404


async def test_metrics_tell_of_the_application_where_they_are_asked_for(store: Store, token: str) -> None:
    seen = Seen.by(replace(UNSEEN, metrics=True))
    client = Client(create_app(KnowledgeBase(seen.store(store)), seen=seen))
    await client.data(STUDIED, city="city:oral")
    text = (await client.http.get("/metrics", headers={"Authorization": f"Bearer {token}"})).text
    assert samples(text, "kb_requests_total") == {'operation="query",status="200"': 1}
    assert samples(text, "kb_graph_requests_total") == {"": 1}
    assert 'call="nodes"' in samples(text, "kb_store_seconds_count")


async def test_traces_end_with_the_application(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    seen = Seen.by(replace(UNSEEN, traces=True))
    ended: list[bool] = []
    assert seen.traces is not None
    monkeypatch.setattr(seen.traces, "close", lambda: ended.append(True))
    app = create_app(KnowledgeBase(store), seen=seen)
    async with app.router.lifespan_context(app):
        assert ended == []
    assert ended == [True]
