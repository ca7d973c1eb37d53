"""Work that takes too long, or whose client went away, is given up, in the store as well."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from starlette.requests import ClientDisconnect
from starlette.types import Message

from kb.api.app import create_app
from kb.api.errors import Refusal
from kb.api.limits.watching import Watched
from kb.config import Settings
from kb.service import KnowledgeBase
from kb.store.base import Row, Store
from tests.api.client import Client


class Stuck:
    """A store whose nodes never come."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.begun = asyncio.Event()
        self.cancelled = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def nodes(self, _: object) -> None:
        self.begun.set()
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise


class Slow:
    """A store that is read whole only when it is let."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.go = asyncio.Event()
        self.scans = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def scan(self, *, versions: bool = False) -> AsyncIterator[list[Row]]:
        self.scans += 1
        await self.go.wait()
        async for batch in self._store.scan(versions=versions):
            yield batch


async def stays() -> Message:
    await asyncio.Event().wait()
    raise AssertionError("nothing comes")


async def goes() -> Message:
    return {"type": "http.disconnect"}


async def test_work_in_time_is_left_alone() -> None:
    with Watched(stays, 10, 0):
        await asyncio.sleep(0)


async def test_work_that_takes_too_long_ends_in_a_refusal() -> None:
    with pytest.raises(Refusal, match="took more than 0 s") as error, Watched(stays, 0, 0):
        await asyncio.Event().wait()
    assert (error.value.status, error.value.code) == (504, "TIMEOUT")


async def test_work_for_a_client_that_went_away_ends() -> None:
    with pytest.raises(ClientDisconnect), Watched(goes, 10, 0):
        await asyncio.Event().wait()


async def test_the_rest_of_a_body_that_nobody_wants_is_no_sign_of_going() -> None:
    parts: list[Message] = [{"type": "http.disconnect"}, {"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        return parts.pop()

    with pytest.raises(ClientDisconnect), Watched(receive, 10, 0):
        await asyncio.Event().wait()
    assert parts == []


async def test_a_cancellation_from_elsewhere_stays_one() -> None:
    async def work() -> None:
        with Watched(stays, 10, 0):
            await asyncio.Event().wait()

    task = asyncio.create_task(work())
    for _ in range(3):
        await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_work_that_ends_as_it_is_given_up_is_done() -> None:
    with Watched(goes, 10, 0), pytest.raises(asyncio.CancelledError):
        await asyncio.Event().wait()
    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0


async def test_a_request_beyond_its_time_is_told_so_and_its_read_is_given_up(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    stuck: Any = Stuck(kb.store)
    app = create_app(KnowledgeBase(stuck), Settings(store=""))
    monkeypatch.setattr(app._graphql._limits, "request_seconds", 0.05)
    response = await Client(app).http.post("/graphql", json={"query": '{ city(id: "city:oral") { name } }'})
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (504, "TIMEOUT")
    assert stuck.cancelled


async def test_a_graph_is_made_though_whoever_asked_for_it_was_given_up(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    slow: Any = Slow(kb.store)
    app = create_app(KnowledgeBase(slow, today=kb.today), Settings(store=""))
    monkeypatch.setattr(app._graphql._limits, "request_seconds", 0.05)
    client, question = Client(app), {"query": '{ city(id: "city:oral") { practicesToStudy { method } } }'}
    response = await client.http.post("/graphql", json=question)
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (504, "TIMEOUT")
    monkeypatch.setattr(app._graphql._limits, "request_seconds", 60)
    slow.go.set()
    assert (await client.http.post("/graphql", json=question)).json()["data"]["city"]["practicesToStudy"]["method"]
    assert slow.scans == 1


async def test_a_client_that_goes_away_leaves_no_work_behind(kb: KnowledgeBase) -> None:
    stuck: Any = Stuck(kb.store)
    app = create_app(KnowledgeBase(stuck), Settings(store=""))
    body = json.dumps({"query": '{ city(id: "city:oral") { name } }'}).encode()
    before, coming = asyncio.all_tasks(), [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[Message] = []

    async def receive() -> Message:
        if coming:
            return coming.pop()
        await stuck.begun.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/json"), (b"host", b"localhost")]
    await app(
        {"type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "headers": headers, "client": None}, receive, send
    )
    await asyncio.sleep(0)
    assert (sent, stuck.cancelled, asyncio.all_tasks() - before) == ([], True, set())
