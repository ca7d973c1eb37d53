"""Prometheus reads counts and times; none of their labels grows with who asks what."""

from __future__ import annotations

import re

import httpx2
import pytest
from starlette.applications import Starlette

from kb.access.callers import Role
from kb.api.entry import Entry
from kb.api.limits.limits import Limits
from kb.api.reading import Readers
from kb.api.telemetry.calls import observed
from kb.api.telemetry.metrics import Metrics
from kb.api.telemetry.record import Record
from kb.config import Settings
from kb.errors import InvalidInput, StoreUnavailable
from kb.store.base import Store


def graph_query(name: str = "Studied", status: int = 200) -> Record:
    return Record("id", "POST", "graphql", "query", name, "h-1", 2013, asks_graph=True, status=status, seconds=0.02)


async def read(metrics: Metrics, store: Store, token: str = "") -> httpx2.Response:
    settings = Settings(store="")
    routes = metrics.routes(store, Readers(Entry(store, settings), Limits(settings)))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(Starlette(routes=routes)), base_url="http://localhost") as http:
        return await http.get("/metrics", headers={"Authorization": f"Bearer {token}"} if token else {})


@pytest.fixture
async def token(store: Store) -> str:
    return await Entry(store, Settings(store="")).gate.tokens.create(Role.READER, expires=None)


def samples(text: str, name: str) -> dict[str, float]:
    return {labels: float(value) for labels, value in re.findall(rf"^{name}(?:\{{(.*)\}})? (\S+)$", text, re.MULTILINE)}


async def test_requests_are_counted_by_what_they_did_and_status(store: Store, token: str) -> None:
    metrics = Metrics()
    for status in (200, 200, 503):
        metrics.answered(graph_query(status=status))
    metrics.answered(Record("id", "GET", "export.csv", has_errors=True, status=400))
    text = (await read(metrics, store, token)).text
    assert samples(text, "kb_requests_total") == {
        'operation="query",status="200"': 2,
        'operation="query",status="503"': 1,
        'operation="export.csv",status="400"': 1,
    }
    assert samples(text, "kb_request_seconds_count") == {'operation="query"': 3, 'operation="export.csv"': 1}
    assert samples(text, "kb_graph_requests_total") == {"": 3}
    assert samples(text, "kb_answers_with_errors_total") == {"": 1}
    assert samples(text, "kb_revision") == {"": await store.revision()}


async def test_who_asks_by_which_name_makes_no_further_label(store: Store, token: str) -> None:
    metrics = Metrics()
    for number in range(100):
        metrics.answered(graph_query(f"Name{number}"))
    text = (await read(metrics, store, token)).text
    assert len(samples(text, "kb_requests_total")) == 1
    assert "Name1" not in text
    assert "h-1" not in text


async def test_calls_of_the_store_are_timed_and_failures_counted(store: Store, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    metrics = Metrics()
    seen = observed(store, [metrics])

    async def away(keys: object) -> object:
        raise StoreUnavailable("secret host")

    assert set(await seen.nodes(["city:oral"])) == {"city:oral"}
    monkeypatch.setattr(store, "facts", away)
    with pytest.raises(StoreUnavailable):
        await seen.facts(["visit:oral"])
    text = (await read(metrics, store, token)).text
    assert samples(text, "kb_store_seconds_count") == {'call="nodes"': 1, 'call="facts"': 1}
    assert samples(text, "kb_store_errors_total") == {'code="STORE_UNAVAILABLE"': 1}
    assert "secret" not in text


async def test_a_store_that_is_away_hides_no_metrics(store: Store, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away() -> int:
        raise StoreUnavailable("secret host")

    monkeypatch.setattr(store, "revision", away)
    assert (await read(Metrics(), store, token)).status_code == 200


async def test_metrics_are_not_for_everybody(store: Store) -> None:
    response = await read(Metrics(), store)
    assert (response.status_code, response.headers["www-authenticate"]) == (401, 'Bearer realm="peer-learning-kb"')


async def test_while_tokens_cannot_be_checked_nobody_reads_them(store: Store, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(*_: object) -> dict[str, str]:
        raise StoreUnavailable("secret host")

    monkeypatch.setattr(store, "notes", away)
    response = await read(Metrics(), store, token)
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (503, "STORE_UNAVAILABLE")


async def test_without_observers_a_store_is_itself(store: Store) -> None:
    assert observed(store, []) is store


async def test_what_is_read_bit_by_bit_comes_through(store: Store) -> None:
    rows = [row async for batch in observed(store, [Metrics()]).scan() for row in batch]
    assert rows == [row async for batch in store.scan() for row in batch]


def test_an_extra_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "prometheus_client", None)
    with pytest.raises(InvalidInput, match=r"^prometheus_client is not installed: pip install 'peer-learning-kb\[metrics\]'$"):
        Metrics()
