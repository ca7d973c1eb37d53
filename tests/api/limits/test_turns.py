"""The graph gives a few answers at once; others wait their turn, and not too many of them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from kb import deadline
from kb.api.app import create_app
from kb.api.errors import Refusal
from kb.api.limits.turns import Turns, rationed
from kb.config import Settings
from kb.deadline import left, within
from kb.service import KnowledgeBase
from tests.api.client import Client

RANKED = '{ city(id: "city:oral") { practicesToStudy { method } } }'


class Work:
    """Work that goes on until it is let go."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.ended: list[int] = []
        self.go = asyncio.Event()

    async def __call__(self, number: int) -> int:
        self.begun.append(number)
        await self.go.wait()
        self.ended.append(number)
        return number


async def settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_so_many_work_at_once_and_the_others_afterwards() -> None:
    turns, work = Turns(2, 0), Work()
    tasks = [asyncio.create_task(turns.turn(lambda number=number: work(number))) for number in range(5)]  # type: ignore[misc]
    await settled()
    assert work.begun == [0, 1]
    work.go.set()
    assert await asyncio.gather(*tasks) == [0, 1, 2, 3, 4]


async def test_what_has_begun_keeps_its_turn_to_its_end_though_nobody_waits_for_it() -> None:
    turns, work = Turns(1, 0), Work()
    first = asyncio.create_task(turns.turn(lambda: work(1)))
    await settled()
    first.cancel()
    second = asyncio.create_task(turns.turn(lambda: work(2)))
    await settled()
    assert (first.cancelled(), work.begun) == (True, [1])
    work.go.set()
    assert await second == 2
    assert work.ended == [1, 2]


async def test_whoever_goes_away_while_waiting_takes_no_turn() -> None:
    turns, work = Turns(1, 0), Work()
    tasks = [asyncio.create_task(turns.turn(lambda number=number: work(number))) for number in range(3)]  # type: ignore[misc]
    await settled()
    tasks[1].cancel()
    work.go.set()
    assert await asyncio.gather(*tasks[::2]) == [0, 2]
    assert work.begun == [0, 2]


async def test_the_wait_for_a_turn_is_not_held_against_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    turns, work, now = Turns(1, 0), Work(), iter([0.0, 10.0, 10.0, 10.0])
    monkeypatch.setattr(deadline, "monotonic", lambda: next(now))

    async def late() -> float:
        return left(100)

    first = asyncio.create_task(turns.turn(lambda: work(1)))
    await settled()
    with within(5):
        second = asyncio.create_task(turns.turn(late))
        await settled()
        assert left(100) == 0
        work.go.set()
        assert await second == 5
    await first


async def test_a_failure_gives_its_turn_back() -> None:
    turns = Turns(1, 0)

    async def fail() -> None:
        raise ValueError("no")

    for _ in range(3):
        with pytest.raises(ValueError, match="no"):
            await turns.turn(fail)


def test_requests_beyond_those_that_may_wait_are_refused() -> None:
    turns = Turns(1, 1)
    with turns.admitted(), turns.admitted(), pytest.raises(Refusal, match="ask again in a moment") as error, turns.admitted():
        pass
    assert (error.value.status, error.value.code, error.value.headers) == (503, "BUSY", {"Retry-After": "1"})
    with turns.admitted():
        pass


async def test_every_answer_of_a_rationed_knowledge_base_waits_its_turn() -> None:
    class Base:
        spread = Work()

    base: Any = Base()
    kb = rationed(base, Turns(1, 0))
    asked: list[Any] = [asyncio.create_task(kb.spread(number)) for number in (1, 2)]  # type: ignore[arg-type]
    await settled()
    assert base.spread.begun == [1]
    base.spread.go.set()
    assert await asyncio.gather(*asked) == [1, 2]


async def test_a_request_too_many_is_told_to_come_again_and_others_are_answered(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    work = Work()

    async def slow(*_: object, **__: object) -> None:
        await work(1)
        raise ValueError("let go")

    monkeypatch.setattr(kb, "practices_to_study", slow)
    app = create_app(kb, Settings(store="", graph_answers=1, graph_waiting=1))
    client, turns = Client(app), app._graphql._limits.turns
    asked = [asyncio.create_task(client.ask(RANKED)) for _ in range(2)]
    while not (work.begun and turns._requests == 2):
        await asyncio.sleep(0)
    refused = await client.http.post("/graphql", json={"query": RANKED})
    assert (refused.status_code, refused.headers["retry-after"], refused.json()["errors"][0]["extensions"]["code"]) == (503, "1", "BUSY")
    assert await client.data("{ statistics { cities } }") == {"statistics": {"cities": 6}}
    assert work.begun == [1]
    work.go.set()
    assert [answer["data"]["city"] for answer in await asyncio.gather(*asked)] == [{"practicesToStudy": None}] * 2
    assert work.ended == [1, 1]
