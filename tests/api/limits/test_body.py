"""A body is read as it comes, and no more of it than may be."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.requests import ClientDisconnect
from starlette.types import Message

from kb.api.app import create_app
from kb.api.errors import Refusal
from kb.api.limits.body import MOST_BRACKETS, body
from kb.api.limits.limits import Limits
from kb.config import Settings
from kb.service import KnowledgeBase
from tests.api.client import Client

LIMITS = Limits(Settings(store="", body_bytes=10))


class Coming:
    """A body in parts."""

    def __init__(self, *parts: bytes) -> None:
        self.parts = list(parts)

    async def __call__(self) -> Message:
        part = self.parts.pop(0)
        return {"type": "http.request", "body": part, "more_body": bool(self.parts)}


async def test_a_body_may_come_in_parts() -> None:
    assert await body(Coming(b"abcde", b"", b"fghij"), {}, LIMITS) == b"abcdefghij"
    assert await body(Coming(b"abc"), {b"content-length": b"3"}, LIMITS) == b"abc"


@pytest.mark.parametrize("told", [b"11", b"9" * 30])
async def test_a_body_that_says_it_is_too_long_is_not_read(told: bytes) -> None:
    coming = Coming(b"abc")
    with pytest.raises(Refusal, match="at most 10 bytes") as error:
        await body(coming, {b"content-length": told}, LIMITS)
    assert (error.value.status, error.value.code, coming.parts) == (413, "BODY_TOO_LARGE", [b"abc"])


async def test_a_body_that_turns_out_too_long_is_read_no_further() -> None:
    coming = Coming(b"a" * 6, b"b" * 6, b"c")
    with pytest.raises(Refusal, match="at most 10 bytes"):
        await body(coming, {b"content-length": b"5"}, LIMITS)
    assert coming.parts == [b"c"]
    with pytest.raises(Refusal, match="at most 10 bytes"):
        await body(Coming(b"a" * 11), {}, LIMITS)


async def test_a_client_that_goes_away_before_its_question_is_whole_asked_nothing() -> None:
    parts: list[Message] = [{"type": "http.request", "body": b"a", "more_body": True}, {"type": "http.disconnect"}]

    async def receive() -> Message:
        return parts.pop(0)

    with pytest.raises(ClientDisconnect):
        await body(receive, {}, LIMITS)


async def test_a_body_that_comes_too_slowly_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: Any = Limits(Settings(store=""))
    monkeypatch.setattr(limits, "request_seconds", 0)
    first = [b"a"]

    async def receive() -> Message:
        if not first:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": first.pop(), "more_body": True}

    with pytest.raises(Refusal, match="did not come whole") as error:
        await body(receive, {}, limits)
    assert (error.value.status, error.value.code) == (408, "TIMEOUT")


async def test_brackets_are_few_whatever_they_hold() -> None:
    limits = Limits(Settings(store=""))
    assert await body(Coming(b"[{" * (MOST_BRACKETS // 2) + b" "), {}, limits)
    with pytest.raises(Refusal, match=f"at most {MOST_BRACKETS} lists and objects"):
        await body(Coming(b"[{" * (MOST_BRACKETS // 2) + b"["), {}, limits)


async def test_the_longest_body_is_a_setting(kb: KnowledgeBase) -> None:
    client = Client(create_app(kb, Settings(store="", body_bytes=60)))

    async def parts() -> AsyncIterator[bytes]:
        yield b'{"query": "{ topics { id } }",'
        yield b" " * 40

    for content in (b" " * 61, parts()):
        response = await client.http.post("/graphql", content=content, headers={"Content-Type": "application/json"})
        assert (response.status_code, response.json()["errors"][0]["message"]) == (413, "a request has at most 60 bytes")
    assert await client.data("{ statistics { cities } }")


async def test_variables_are_few_and_short_and_shallow(kb: KnowledgeBase) -> None:
    client = Client(create_app(kb))
    document = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    nested: object = "x"
    for _ in range(101):
        nested = [nested]
    for ids, message in (
        (["city:oral"] * 5000, "variables hold more than 5000 values; send fewer at once"),
        (["x" * 65_537], "a variable holds a text of more than 65536 characters; send a shorter one"),
        (nested, "variables are nested in each other too deeply; at most 100 deep is allowed"),
    ):
        error = await client.only_error(document, ids=ids)
        assert (error.code, error.message) == ("TOO_COMPLEX", message)


async def test_a_rate_is_told_by_status_and_by_when_to_come_again(kb: KnowledgeBase) -> None:
    client = Client(create_app(kb, Settings(store="", rate_per_minute=3, query_cost=60)))
    codes = []
    for document in ("{ __typename }", "{ cities { edges { cursor } } }", "{ __typename }"):  # the second counts as 1 + 43 * 20 // 60
        response = await client.http.post("/graphql", json={"query": document})
        codes.append((response.status_code, response.json().get("errors", [{}])[0].get("extensions")))
    assert codes == [(200, None), (200, None), (429, {"code": "RATE_LIMITED"})]
    assert 60 < int(response.headers["retry-after"]) <= 81
