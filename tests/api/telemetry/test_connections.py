"""A WebSocket has an id and one line in the log when it ends; how many are open, and what they ask, is counted meanwhile."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.types import Message, Receive, Scope, Send
from websockets.exceptions import InvalidStatus

from kb.access.callers import Role
from kb.api.app import Application, create_app
from kb.api.entry import Entry
from kb.api.telemetry.logs import JsonLines, Lines
from kb.api.telemetry.metrics import Metrics
from kb.api.telemetry.record import CURRENT
from kb.api.telemetry.seen import Seen
from kb.api.telemetry.traces import Traces
from kb.api.telemetry.watching import Watching
from kb.config import Settings
from kb.model import Texts, Topic
from kb.service import KnowledgeBase
from kb.store.base import Store
from tests.api.changes.serving import WHOLE, Connected, served
from tests.api.client import Client
from tests.api.conftest import put
from tests.api.telemetry.test_metrics import samples

SCOPE = {"type": "websocket", "path": "/graphql", "headers": [], "subprotocols": []}


@pytest.fixture
def exporter() -> InMemorySpanExporter:
    return InMemorySpanExporter()


@pytest.fixture
async def app(store: Store, exporter: InMemorySpanExporter) -> AsyncIterator[Application]:
    """A server that everybody looks on."""
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    seen = Seen(metrics=Metrics(), traces=Traces(provider), lines=Lines())
    app = create_app(KnowledgeBase(seen.store(store), every_seconds=0.01), seen=seen)
    async with app.router.lifespan_context(app):
        yield app


@pytest.fixture
async def token(store: Store) -> str:
    return await Entry(store, Settings(store="")).gate.tokens.create(Role.READER, expires=None)


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "kb.requests")
    return caplog


def told(lines: pytest.LogCaptureFixture) -> dict[str, Any]:
    """Return what the one line of a WebSocket tells."""
    (line,) = [line.request for line in lines.records if line.getMessage() == "closed"]  # type: ignore[attr-defined]
    return dict(line)


async def counted(app: Application, token: str) -> tuple[float, float]:
    """Return how many WebSockets are open, and how many operations were begun over them."""
    text = (await Client(app).http.get("/metrics", headers={"Authorization": f"Bearer {token}"})).text
    return samples(text, "kb_websockets")[""], samples(text, "kb_websocket_operations_total")[""]


async def test_a_websocket_has_one_line_of_what_it_was(app: Application, token: str, lines: pytest.LogCaptureFixture) -> None:
    async with served(app) as address, Connected(address, {"authorization": f"Bearer {token}"}) as client:
        await client.ask(WHOLE, key="one")
        await client.ask("subscription Secret { nothing }", key="two")
        assert await client.error() == "GRAPHQL_VALIDATION_FAILED"
        assert [line for line in lines.records if line.name == "kb.requests"] == []
    line = told(lines)
    assert line.pop("milliseconds") >= 0
    assert line.pop("caller") not in ("", token)
    assert line == {"method": "WEBSOCKET", "surface": "graphql", "operations": 2, "code": 1000}
    assert token not in lines.text
    assert "Secret" not in lines.text


async def test_whoever_is_nobody_in_particular_is_not_named(app: Application, lines: pytest.LogCaptureFixture) -> None:
    async with served(app) as address, Connected(address):
        pass
    assert "caller" not in told(lines)


@pytest.mark.parametrize(
    ("payload", "said", "code"), [(None, {"type": "nonsense"}, 4400), ({"authorization": "Bearer kb_secret"}, {"type": "ping"}, 4403)]
)
async def test_a_server_that_closes_tells_its_own_code(
    app: Application, lines: pytest.LogCaptureFixture, payload: Any, said: dict[str, Any], code: int
) -> None:
    async with served(app) as address, Connected(address, init=False) as client:
        await client.say(type="connection_init", payload=payload)
        await client.say(**said)
        assert (await client.closed())[0] == code
    assert (told(lines)["code"], told(lines)["operations"]) == (code, 0)
    assert "secret" not in lines.text


async def test_a_client_that_is_cut_off_is_told_apart(app: Application, lines: pytest.LogCaptureFixture) -> None:
    async with served(app) as address, Connected(address) as client:
        client.socket.transport.abort()
    assert told(lines)["code"] == 1005  # no code came


async def test_a_page_that_may_not_open_one_has_its_line(app: Application, lines: pytest.LogCaptureFixture) -> None:
    async with served(app) as address:
        with pytest.raises(InvalidStatus):
            async with Connected(address, origin="https://evil.example"):
                pass
    assert (told(lines)["code"], told(lines)["operations"]) == (1008, 0)


async def test_an_id_goes_with_the_answer_and_the_line(app: Application, lines: pytest.LogCaptureFixture) -> None:
    lines.handler.setFormatter(JsonLines())
    async with served(app) as address, Connected(address, additional_headers={"X-Request-Id": "from-proxy_1.2"}) as client:
        assert client.socket.response is not None
        assert client.socket.response.headers["x-request-id"] == "from-proxy_1.2"
    assert json.loads(lines.text.splitlines()[-1])["request_id"] == "from-proxy_1.2"
    assert CURRENT.get() == ""


async def test_what_is_open_and_what_it_asks_is_counted_meanwhile(app: Application, token: str) -> None:
    async with served(app) as address:
        assert await counted(app, token) == (0, 0)
        async with Connected(address) as one, Connected(address):
            await one.ask("subscription { nothing }", key="one")
            await one.error()
            assert await counted(app, token) == (2, 1)
            await one.ask(WHOLE, key="two")
            await one.ask("subscription { nothing }", key="three")
            await one.error()
            assert await counted(app, token) == (2, 3)
    assert await counted(app, token) == (0, 3)


async def test_a_websocket_is_not_counted_as_a_request(app: Application, token: str) -> None:
    async with served(app) as address, Connected(address):
        pass
    text = (await Client(app).http.get("/metrics", headers={"Authorization": f"Bearer {token}"})).text
    assert samples(text, "kb_requests_total") == {}


async def test_a_websocket_is_one_span_however_long_it_is_open(app: Application, store: Store, exporter: InMemorySpanExporter) -> None:
    trace = "0af7651916cd43dd8448eb211c80319c"
    headers = {"traceparent": f"00-{trace}-b7ad6b7169203331-01", "X-Request-Id": "id-1"}
    async with served(app) as address, Connected(address, additional_headers=headers) as client:
        await client.ask(WHOLE, after=1)
        await put(store, [Topic(id="topic:art", name=Texts(en="Art"))])
        await client.change()  # for which the store was asked
    (span,) = exporter.get_finished_spans()
    assert (span.name, span.context.trace_id) == ("graphql websocket", int(trace, 16))
    assert dict(span.attributes or {}) == {"kb.request_id": "id-1", "kb.websocket.operations": 1, "kb.websocket.code": 1000}


async def test_one_that_breaks_is_over_too(lines: pytest.LogCaptureFixture) -> None:
    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError):
        await Watching(broken, [Lines()])(dict(SCOPE), _never, _never)  # type: ignore[arg-type]
    assert told(lines)["code"] == 1011


async def test_the_echo_of_a_close_is_not_taken_for_it(lines: pytest.LogCaptureFixture) -> None:
    async def closing(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.close", "code": 4400})
        await receive()

    async def received() -> Message:
        return {"type": "websocket.disconnect", "code": 1000}

    await Watching(closing, [Lines()])(dict(SCOPE), received, _unheard)
    assert told(lines)["code"] == 4400


async def test_a_close_without_a_code_is_the_usual_one(lines: pytest.LogCaptureFixture) -> None:
    async def closing(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "websocket.close"})

    await Watching(closing, [Lines()])(dict(SCOPE), _never, _unheard)
    assert told(lines)["code"] == 1000


async def _unheard(message: Message) -> None:
    """Stands for a client that does not mind."""


async def _never() -> Message:
    raise AssertionError("nothing is asked of the server")
