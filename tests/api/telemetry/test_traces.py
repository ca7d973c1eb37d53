"""A span for each request and for each call of the store, without what was asked in it."""

from __future__ import annotations

import sys
from typing import Any

import httpx2
import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import ConsoleSpanExporter, SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from kb.api.telemetry.calls import observed
from kb.api.telemetry.record import begin, of
from kb.api.telemetry.traces import Traces
from kb.api.telemetry.watching import Watching
from kb.errors import InvalidInput, StoreUnavailable
from kb.store.base import Store


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
def traces(exporter: InMemorySpanExporter) -> Traces:
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    return Traces(provider)


async def ask(traces: Traces, store: Store, status: int = 200, headers: dict[str, str] | None = None) -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        record = of(scope)
        assert record is not None
        record.operation, record.name, record.cost = "query", "Studied", 12
        await store.nodes(["city:oral"])
        await PlainTextResponse("ok", status)(scope, receive, send)

    transport = httpx2.ASGITransport(Watching(app, [traces]), raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as http:
        await http.post("/graphql?token=secret", headers=headers)


def spans(exporter: InMemorySpanExporter) -> dict[str, Any]:
    return {span.name: span for span in exporter.get_finished_spans()}


async def test_a_call_of_the_store_is_inside_its_request(traces: Traces, exporter: InMemorySpanExporter, store: Store) -> None:
    await ask(traces, observed(store, [traces]), headers={"X-Request-Id": "id-1"})
    found = spans(exporter)
    assert set(found) == {"graphql query", "store nodes"}
    request = found["graphql query"]
    assert found["store nodes"].parent.span_id == request.context.span_id
    assert dict(request.attributes) == {
        "http.request.method": "POST",
        "kb.request_id": "id-1",
        "http.response.status_code": 200,
        "graphql.operation.type": "query",
        "graphql.operation.name": "Studied",
        "kb.cost": 12,
    }


async def test_a_request_goes_on_with_the_trace_of_its_client(traces: Traces, exporter: InMemorySpanExporter, store: Store) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    await ask(traces, store, headers={"traceparent": f"00-{trace}-b7ad6b7169203331-01"})
    assert spans(exporter)["graphql query"].context.trace_id == int(trace, 16)


async def test_a_store_that_fails_is_told_by_its_code_alone(
    traces: Traces, exporter: InMemorySpanExporter, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(keys: object) -> object:
        raise StoreUnavailable("secret host")

    monkeypatch.setattr(store, "nodes", away)
    await ask(traces, observed(store, [traces]))
    found = spans(exporter)
    assert found["store nodes"].attributes["error.type"] == "STORE_UNAVAILABLE"
    assert not found["graphql query"].status.is_ok
    assert not any("secret" in span.to_json() for span in found.values())


async def test_an_answer_of_500_is_an_error(traces: Traces, exporter: InMemorySpanExporter, store: Store) -> None:
    await ask(traces, store, 503)
    assert not spans(exporter)["graphql query"].status.is_ok


async def test_what_goes_on_beside_requests_leaves_no_spans(traces: Traces, exporter: InMemorySpanExporter, store: Store) -> None:
    await observed(store, [traces]).nodes(["city:oral"])
    assert spans(exporter) == {}


def test_the_environment_says_where_they_go(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "console")
    monkeypatch.setenv("OTEL_SERVICE_NAME", "peers-of-oral")
    monkeypatch.setattr(
        ConsoleSpanExporter.__init__, "__defaults__", (None, sys.stdout, *(ConsoleSpanExporter.__init__.__defaults__ or ())[2:])
    )
    traces = Traces()
    scope = {"type": "http", "method": "POST", "path": "/graphql", "headers": []}
    with traces.around(scope, begin(scope)), traces.around_call("nodes"):
        pass
    traces.close()
    written = capsys.readouterr().out
    assert '"name": "store nodes"' in written
    assert "peers-of-oral" in written


def test_otherwise_they_go_out_by_otlp(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9")
    traces = Traces()
    traces.close()


def test_an_extra_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.trace", None)
    with pytest.raises(InvalidInput, match=r"^opentelemetry is not installed: pip install 'peer-learning-kb\[telemetry\]'$"):
        Traces()
