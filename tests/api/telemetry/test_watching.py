"""Each request has an id and one line in the log, which tells what it was and never what it asked with which values."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from kb.api.telemetry.logs import JsonLines, Lines, TextLines, set_up
from kb.api.telemetry.record import CURRENT, of
from kb.api.telemetry.watching import Watching

SECRET = "kb_secret"


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Stands for the application, and notes what the view notes."""
    if scope["path"] == "/broken":
        raise RuntimeError("broken")
    record = of(scope)
    assert record is not None
    record.caller, record.operation, record.name, record.cost, record.has_errors = "h-1", "query", "Studied", 2013, True
    logging.getLogger("kb.api").warning("meanwhile")
    await PlainTextResponse("ok")(scope, receive, send)


async def ask(path: str = "/graphql", headers: dict[str, str] | None = None, method: str = "GET") -> httpx2.Response:
    transport = httpx2.ASGITransport(Watching(app, [Lines()]), raise_app_exceptions=False)
    async with httpx2.AsyncClient(transport=transport, base_url="http://localhost") as http:
        return await http.request(method, path, headers=headers)


@pytest.fixture
def lines() -> Iterator[list[str]]:
    """The lines that are logged, in JSON."""
    written: list[str] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            written.append(self.format(record))

    handler, log = Handler(), logging.getLogger("kb")
    handler.setFormatter(JsonLines())
    level = log.level
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    yield written
    log.removeHandler(handler)
    log.setLevel(level)


def request_line(lines: list[str]) -> dict[str, Any]:
    (found,) = [line for line in map(json.loads, lines) if line["logger"] == "kb.requests"]
    return dict(found)


async def test_a_request_has_one_line_of_what_it_was(lines: list[str]) -> None:
    await ask(f"/graphql?query={SECRET}", {"Authorization": f"Bearer {SECRET}"})
    line = request_line(lines)
    assert line.pop("milliseconds") >= 0
    assert {name: value for name, value in line.items() if name not in ("time", "message", "request_id")} == {
        "level": "info",
        "logger": "kb.requests",
        "method": "GET",
        "surface": "graphql",
        "operation": "query",
        "name": "Studied",
        "caller": "h-1",
        "cost": 2013,
        "status": 200,
        "errors": True,
    }
    assert SECRET not in "".join(lines)


async def test_an_id_that_comes_with_a_request_goes_with_its_answer_and_its_lines(lines: list[str]) -> None:
    response = await ask(headers={"X-Request-Id": "from-proxy_1.2"})
    assert response.headers["x-request-id"] == "from-proxy_1.2"
    assert [json.loads(line)["request_id"] for line in lines] == ["from-proxy_1.2"] * 2


@pytest.mark.parametrize("sent", ["", "two words", "x" * 65, "a\tb", "<b>", "{}"])
async def test_an_id_that_is_not_sane_is_replaced(sent: str) -> None:
    given = (await ask(headers={"X-Request-Id": sent})).headers["x-request-id"]
    assert given != sent
    assert len(given) == 32


async def test_two_requests_have_two_ids() -> None:
    assert (await ask()).headers["x-request-id"] != (await ask()).headers["x-request-id"]


async def test_outside_of_requests_no_line_has_an_id(lines: list[str]) -> None:
    await ask()
    logging.getLogger("kb.api").warning("later")
    assert "request_id" not in json.loads(lines[-1])
    assert CURRENT.get() == ""


@pytest.mark.parametrize(
    ("path", "surface"), [("/", "page"), ("/web/styles/base.css", "web"), ("/%0Aforged", "other"), ("/export.csv", "export.csv")]
)
async def test_an_address_is_told_by_its_first_part_where_that_is_known(lines: list[str], path: str, surface: str) -> None:
    await ask(path)
    assert request_line(lines)["surface"] == surface


async def test_a_method_that_http_does_not_know_is_not_repeated(lines: list[str]) -> None:
    await ask(method="FORGED")
    assert request_line(lines)["method"] == "OTHER"


async def test_a_request_that_breaks_has_its_line_too(lines: list[str]) -> None:
    await ask("/broken")
    assert request_line(lines)["status"] == 500


async def test_a_client_that_goes_before_the_answer_is_told_apart(lines: list[str]) -> None:
    async def silent(scope: Scope, receive: Receive, send: Send) -> None:
        """Nobody is there any more."""

    await Watching(silent, [Lines()])({"type": "http", "method": "GET", "path": "/", "headers": []}, None, None)  # type: ignore[arg-type]
    assert request_line(lines)["status"] == 499


async def test_what_is_no_request_goes_past() -> None:
    seen: list[Scope] = []

    async def other(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    await Watching(other, [Lines()])({"type": "lifespan"}, None, None)  # type: ignore[arg-type]
    assert seen == [{"type": "lifespan"}]


def test_text_is_for_people(caplog: pytest.LogCaptureFixture) -> None:
    record = logging.LogRecord("kb.api", logging.ERROR, "", 0, "not ready: %s", ("away",), None)
    assert TextLines().format(record) == "ERROR kb.api: not ready: away"
    token = CURRENT.set("id-1")
    assert TextLines().format(record) == "ERROR kb.api: not ready: away [id-1]"
    CURRENT.reset(token)


def test_json_tells_what_went_wrong() -> None:
    try:
        raise ValueError("why")
    except ValueError as error:
        record = logging.LogRecord("kb.api", logging.ERROR, "", 0, "bad", (), (ValueError, error, error.__traceback__))
    line = json.loads(JsonLines().format(record))
    assert line["message"] == "bad"
    assert line["exception"].endswith("ValueError: why")


@pytest.mark.parametrize(("form", "formatter"), [("json", JsonLines), ("text", TextLines), (None, TextLines)])
def test_the_setting_chooses_the_format(form: str | None, formatter: type[logging.Formatter], monkeypatch: pytest.MonkeyPatch) -> None:
    root = logging.RootLogger(logging.WARNING)
    monkeypatch.setattr(logging, "root", root)
    set_up("error", form)
    (handler,) = root.handlers
    assert type(handler.formatter) is formatter
    assert root.level == logging.ERROR
