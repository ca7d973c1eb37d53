"""By which names the server is asked, and which pages may ask."""

from __future__ import annotations

import socket
from typing import Any

import httpx2
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from kb.api.doors import Doors
from kb.config import Settings
from kb.errors import InvalidInput

MAP = "https://map.example.org"


async def answering(scope: Scope, receive: Receive, send: Send) -> None:
    """Stands behind the doors."""
    if scope["type"] == "http":
        await PlainTextResponse("in")(scope, receive, send)
    else:
        await send({"type": f"{scope['type']}.in"})


def doors(**settings: Any) -> Doors:
    return Doors(answering, Settings(store="", **settings))


async def asked(door: Doors, *, method: str = "GET", url: str = "http://localhost", **headers: str) -> httpx2.Response:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(door)) as http:
        return await http.request(method, url, headers={name.replace("_", "-"): value for name, value in headers.items()})


async def lets_in(door: Doors, host: str) -> bool:
    return (await asked(door, host=host)).status_code == 200


async def sent(door: Doors, kind: str, *headers: tuple[bytes, bytes]) -> list[Message]:
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    async def receive() -> Message:
        raise AssertionError

    await door({"type": kind, "headers": list(headers)}, receive, send)
    return messages


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "LOCALHOST", "localhost.", "127.0.0.1:9", "[::1]:8000", "[::1]"])
async def test_a_server_answers_for_the_machine_it_runs_on(host: str) -> None:
    assert await lets_in(doors(), host)


@pytest.mark.parametrize(
    "host", ["evil.example.org", "localhost.evil.org", "192.168.1.5", "", "[", "::1", "[::2]", "*", "localhost@evil.org"]
)
async def test_it_answers_for_no_other_host_and_says_which_setting_would(host: str) -> None:
    answer = await asked(doors(), host=host)
    assert answer.status_code == 400
    assert answer.text == f"this server does not answer for the host {host!r}; KB_ALLOWED_HOSTS names the hosts it answers for\n"


async def test_the_address_it_listens_on_is_its_own() -> None:
    host = "192.168.1.5"
    assert await lets_in(doors(host=host), f"{host}:8000")
    assert not await lets_in(doors(host=host), "192.168.1.6")


@pytest.mark.parametrize("everywhere", ["0.0.0.0", "::"])
async def test_one_that_listens_everywhere_answers_for_any_address_and_its_own_name_but_for_no_other_name(everywhere: str) -> None:
    door = doors(host=everywhere)
    for host in ("192.168.1.5:8000", "[2001:db8::1]:8000", "localhost", f"{socket.gethostname()}:8000"):
        assert await lets_in(door, host), host
    for host in ("evil.example.org", "127.0.0.1.evil.org", "1.2.3", "0x7f.1"):
        assert not await lets_in(door, host), host


@pytest.mark.parametrize(
    ("allowed", "host", "expected"),
    [
        ("kb.example.org", "kb.example.org", True),
        ("other.org, KB.example.org", "Kb.Example.Org:443", True),
        ("kb.example.org", "a.kb.example.org", False),
        ("*.example.org", "kb.example.org", True),
        ("*.example.org", "a.b.example.org", True),
        ("*.example.org", "example.org", False),
        ("*.example.org", "badexample.org", False),
        ("10.0.0.1,2001:db8::1", "10.0.0.1", True),
        ("10.0.0.1,2001:db8::1", "[2001:db8::1]:80", True),
        ("api", "api:8000", True),
        ("*", "anything.org", True),
    ],
)
async def test_further_hosts_are_allowed_by_setting(allowed: str, host: str, expected: bool) -> None:
    assert await lets_in(doors(allowed_hosts=allowed), host) is expected
    assert await lets_in(doors(allowed_hosts=allowed), "localhost")


async def test_a_request_names_one_host() -> None:
    for hosts in ([], [(b"host", b"localhost"), (b"host", b"localhost")]):
        start, body = await sent(doors(), "http", *hosts)
        assert (start["status"], body["body"].startswith(b"a request names one host")) == (400, True)


async def test_what_starts_and_stops_the_application_passes() -> None:
    assert await sent(doors(), "lifespan") == [{"type": "lifespan.in"}]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("allowed_hosts", "kb.example.org:8000"),
        ("allowed_hosts", "https://kb.example.org"),
        ("allowed_hosts", "127.0.0.1:80"),
        ("allowed_hosts", "kb.*.org"),
        ("cors_origins", "map.example.org"),
        ("cors_origins", "https://map.example.org/"),
        ("cors_origins", "https://*.example.org"),
        ("cors_origins", "null"),
    ],
)
def test_what_is_no_host_or_origin_is_named(setting: str, value: str) -> None:
    with pytest.raises(InvalidInput) as error:
        doors(**{setting: f"{value}, "})
    assert str(error.value).startswith(f"KB_{setting.upper()} has {value!r}; it takes ")


async def test_pages_of_other_origins_are_told_nothing_by_default() -> None:
    answer = await asked(doors(), origin=MAP)
    assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_pages_of_an_allowed_origin_may_read_answers() -> None:
    answer = await asked(doors(cors_origins=MAP), origin=MAP)
    assert (answer.text, answer.headers["access-control-allow-origin"], answer.headers["vary"]) == ("in", MAP, "Origin")
    assert "ETag" in answer.headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in answer.headers


async def test_caches_are_told_that_pages_are_answered_otherwise_than_others() -> None:
    for origins in (MAP, "*"):
        answer = await asked(doors(cors_origins=origins))
        assert (answer.text, answer.headers["vary"], "access-control-allow-origin" in answer.headers) == ("in", "Origin", False)
    assert "vary" not in (await asked(doors())).headers


async def test_a_browser_that_asks_beforehand_is_told_what_it_may_send() -> None:
    asking = {"access_control_request_method": "POST", "access_control_request_headers": "authorization,content-type"}
    answer = await asked(doors(cors_origins=MAP), method="OPTIONS", origin=MAP, **asking)
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, MAP)
    assert "POST" in answer.headers["access-control-allow-methods"]
    refused = await asked(doors(cors_origins=MAP), method="OPTIONS", origin="https://evil.example.org", **asking)
    assert (refused.status_code, "access-control-allow-origin" in refused.headers) == (400, False)


async def test_an_origin_opens_no_door_to_another_host() -> None:
    assert (await asked(doors(cors_origins="*"), host="evil.example.org", origin=MAP)).status_code == 400


@pytest.mark.parametrize(
    ("settings", "host", "origin", "expected"),
    [
        ({}, b"localhost:8000", None, True),
        ({}, b"localhost:8000", b"http://localhost:8000", True),
        ({}, b"localhost:8000", b"http://localhost:9000", False),
        ({}, b"localhost:8000", b"https://evil.example.org", False),
        ({}, b"localhost:8000", b"null", False),
        ({}, b"evil.example.org", b"http://evil.example.org", False),
        ({"cors_origins": MAP}, b"localhost:8000", MAP.encode(), True),
        ({"cors_origins": "*"}, b"localhost:8000", b"https://anything.org", True),
    ],
)
async def test_a_websocket_is_opened_by_this_server_s_pages_and_by_allowed_ones(
    settings: dict[str, str], host: bytes, origin: bytes | None, expected: bool
) -> None:
    headers = [(b"host", host), *([(b"origin", origin)] if origin else [])]
    opened = {"type": "websocket.in"} if expected else {"type": "websocket.close", "code": 1008}
    assert await sent(doors(**settings), "websocket", *headers) == [opened]
