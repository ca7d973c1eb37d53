"""graphql-transport-ws: what a connection must do, what it may not, and by which code it is closed then."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import pytest
from websockets.exceptions import InvalidStatus

from kb.access.callers import Caller, Role
from kb.api.app import create_app
from kb.api.changes import channel
from kb.api.changes.channel import MOST_SUBSCRIPTIONS
from kb.api.changes.sockets import Sockets, anybody
from kb.api.changes.subscribing import Subscriptions
from kb.api.documents import Documents
from kb.api.limits.limits import Limits
from kb.api.schema import schema
from kb.api.trusted.registry import Registry
from kb.config import Settings
from kb.errors import Forbidden, StoreUnavailable, Unauthenticated
from kb.service import KnowledgeBase
from tests.api.changes.conftest import Writing
from tests.api.changes.serving import BARE, PATIENCE_SECONDS, Connected, served

SETTINGS = Settings(store="", body_bytes=2000)
OPENED = {"type": "connection_ack"}


def sockets(kb: KnowledgeBase, settings: Settings = SETTINGS, authenticate: Any = anybody, **more: Any) -> Sockets:
    """Make the door alone, as an application."""
    limits = Limits(settings)
    return Sockets(Subscriptions(kb, Documents(schema(), 2000), limits, Registry()), limits, authenticate, **more)


async def known(headers: Mapping[bytes, bytes], _: bytes) -> Caller:
    """Let in who says so."""
    if headers.get(b"authorization") == b"Bearer good":
        return Caller("h1", Role.READER)
    if headers.get(b"authorization") == b"Bearer broken":
        raise StoreUnavailable("the secret store is down")
    raise Forbidden("no") if b"authorization" in headers else Unauthenticated("send a token")


async def until(true: Callable[[], bool]) -> None:
    """Let others work until something is so."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not true():
            await asyncio.sleep(0.001)


@pytest.fixture
async def door(kb: KnowledgeBase) -> AsyncIterator[str]:
    """Where connections come in."""
    async with served(sockets(kb)) as address:
        yield address
    await kb.feed.close()


async def test_another_protocol_is_not_spoken(door: str) -> None:
    async with Connected(door, init=False, protocol="graphql-ws") as client:
        assert (await client.closed())[0] == 4406


async def test_whoever_does_not_say_who_it_is_is_sent_away(kb: KnowledgeBase) -> None:
    async with served(sockets(kb, init_seconds=0.01)) as address, Connected(address, init=False) as client:
        assert await client.closed() == (4408, "Connection initialisation timeout")


async def test_nothing_is_subscribed_to_before_the_beginning(door: str) -> None:
    async with Connected(door, init=False) as client:
        await client.ask(BARE)
        assert await client.closed() == (4401, "Unauthorized")


async def test_a_connection_begins_once(door: str) -> None:
    async with Connected(door) as client:
        await client.say(type="connection_init")
        assert (await client.closed())[0] == 4429


async def test_an_id_is_taken_while_its_subscription_is_open(door: str) -> None:
    async with Connected(door) as client:
        await client.ask(BARE, key="x")
        await client.ask(BARE, key="x")
        assert await client.closed() == (4409, "Subscriber for x already exists")


async def test_pings_are_answered_before_and_after_the_beginning(door: str) -> None:
    async with Connected(door, init=False) as client:
        for kind, answer in (("ping", "pong"), ("connection_init", "connection_ack"), ("pong", None), ("ping", "pong")):
            await client.say(type=kind)
            if answer:
                assert (await client.hear())["type"] == answer


async def test_what_is_not_open_may_be_completed(door: str) -> None:
    async with Connected(door) as client:
        await client.say(id="none", type="complete")
        await client.say(type="ping")
        assert (await client.hear())["type"] == "pong"


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "1", "{}", b"\xff", '{"type": 1}', '{"type": "next"}', '{"type": "complete"}',
        '{"type": "connection_init", "payload": []}',
        '{"type": "connection_init", "payload": {"authorization": 1}}',
        '{"type": "connection_init", "payload": {"authorization": "\\u00e9"}}',
        '{"type": "subscribe", "payload": {}}', '{"type": "subscribe", "id": 1}', '{"type": "subscribe", "id": ""}',
        '{"type": "subscribe", "id": "' + "x" * 201 + '"}',
        '{"type": "ping", "payload": "' + "x" * 2000 + '"}',
    ],
)  # fmt: skip
async def test_a_message_that_is_none_closes_the_connection(door: str, text: str | bytes) -> None:
    async with Connected(door, init=False) as client:
        await client.socket.send(text)
        assert (await client.closed())[0] == 4400


async def test_a_question_that_is_none_ends_its_subscription_alone(door: str) -> None:
    async with Connected(door) as client:
        await client.say(id="1", type="subscribe", payload={"query": 1})
        assert await client.error() == "BAD_REQUEST"
        await client.ask("subscription { changed(after: -1) { id } }", key="1")
        assert await client.error() == "INVALID_INPUT"


async def test_a_connection_carries_only_so_many_subscriptions(door: str, write: Writing) -> None:
    async with Connected(door) as client:
        for number in range(MOST_SUBSCRIPTIONS + 1):
            await client.ask(BARE, key=str(number), after=1)
        refused = await client.hear()
        assert (refused["type"], refused["id"]) == ("error", str(MOST_SUBSCRIPTIONS))
        assert refused["payload"][0]["extensions"]["code"] == "TOO_MANY"
        await client.say(id="0", type="complete")
        await client.ask(BARE, key="another", after=1)
        await write("a")
        heard = {(await client.hear())["id"] for _ in range(MOST_SUBSCRIPTIONS)}
        assert heard == {"another", *map(str, range(1, MOST_SUBSCRIPTIONS))}


async def test_a_process_carries_only_so_many_connections(kb: KnowledgeBase) -> None:
    async with served(sockets(kb, most=1)) as address:
        async with Connected(address), Connected(address, init=False) as second:
            assert (await second.closed())[0] == 1013
        async with Connected(address, init=False) as third:
            await third.say(type="connection_init")
            assert await third.hear() == OPENED


async def test_who_connects_too_often_is_told_to_come_later(kb: KnowledgeBase) -> None:
    settings = Settings(store="", rate_per_minute=2)
    async with served(sockets(kb, settings)) as address, Connected(address) as client:
        await client.ask(BARE, key="1")
        await client.ask(BARE, key="2")
        assert await client.error() == "RATE_LIMITED"
        async with Connected(address, init=False) as another:
            assert (await another.closed())[0] == 1013


@pytest.mark.parametrize(
    ("payload", "headers", "code"),
    [
        ({"authorization": "Bearer good"}, {}, None),
        ({"Authorization": "Bearer good"}, {}, None),
        (None, {"Authorization": "Bearer good"}, None),
        ({"authorization": None}, {"Authorization": "Bearer good"}, None),
        ({"authorization": "Bearer bad"}, {"Authorization": "Bearer good"}, 4403),
        ({"authorization": "Bearer bad"}, {}, 4403),
        ({"authorization": "Bearer broken"}, {}, 1013),
        ({"token": "good"}, {}, 4403),
        (None, {}, 4403),
    ],
)
async def test_who_it_is_comes_with_the_first_message_or_a_header(
    kb: KnowledgeBase, payload: Any, headers: dict[str, str], code: int | None
) -> None:
    async with served(sockets(kb, authenticate=known)) as address, Connected(address, init=False, additional_headers=headers) as client:
        await client.say(type="connection_init", payload=payload)
        if code is None:
            assert await client.hear() == OPENED
        else:
            closed = await client.closed()
            assert closed[0] == code
            assert "secret" not in closed[1]


async def test_who_may_no_longer_be_here_is_sent_away(kb: KnowledgeBase, write: Writing, monkeypatch: pytest.MonkeyPatch) -> None:
    revoked = False

    async def until_revoked(_: object, __: bytes) -> Caller:
        if revoked:
            raise Unauthenticated("revoked")
        return Caller("h1", Role.READER)

    async with served(sockets(kb, authenticate=until_revoked)) as address, Connected(address) as client:
        await client.ask(BARE, after=1)
        await write("a")
        assert (await client.change())["id"] == "topic:a"
        revoked = True
        monkeypatch.setattr(channel, "_LOOK_AGAIN_SECONDS", -1)
        await write("b")
        assert await client.closed() == (4403, "Forbidden: revoked")


async def test_pages_from_elsewhere_may_not_connect_unless_they_are_let(kb: KnowledgeBase) -> None:
    async with served(create_app(kb, Settings(store="", cors_origins="https://a.example"))) as address:
        own = address.replace("ws:", "http:").removesuffix("/graphql")
        for origin in (own, "https://a.example"):
            async with Connected(address, origin=origin):
                pass
        with pytest.raises(InvalidStatus) as refused:
            async with Connected(address, origin="https://evil.example"):
                pass
        assert refused.value.response.status_code == 403


async def test_who_does_not_take_its_messages_is_told_to_come_back(kb: KnowledgeBase, write: Writing) -> None:
    wide = "subscription { changed(after: 1) { " + " ".join(f"a{number}: id" for number in range(400)) + " } }"
    await write(*(f"{'long' * 10}{number:04}" for number in range(1000)))
    door = sockets(kb, Settings(store="", body_bytes=100_000), send_seconds=0.05)
    async with served(door) as address, Connected(address, max_queue=1) as client:
        await client.ask(wide)
        await until(lambda: kb.feed._followers == 1)
        await until(lambda: kb.feed._followers == 0)
        code, reason = await client.closed()
        assert (code, "last `cursor`" in reason) == (1013, True)


async def test_nothing_is_left_of_a_connection_that_broke_off(kb: KnowledgeBase) -> None:
    async with served(create_app(kb)) as address:
        async with Connected(address) as client:
            await client.ask(BARE, after=1)
            await client.say(type="ping")
            await client.hear()
            await until(lambda: kb.feed._followers == 1)
            client.socket.transport.abort()
        await until(lambda: kb.feed._followers == 0)
    assert len(asyncio.all_tasks()) <= 2  # this one, and the one that looks at the store for a last time
    await kb.feed.close()
