"""What many ask of the server at the same time is asked together, and nobody is told of an earlier state."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

import pytest

from kb.store.neo4j.gathering import Gathering


class Server:
    """Answers each key with the number of the round trip; a round trip lasts until it is let go."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.going: list[asyncio.Event] = []
        self.failing = False

    async def answer(self, keys: Collection[str]) -> dict[str, int]:
        self.asked.append(sorted(keys))
        self.going.append(asyncio.Event())
        number = len(self.going)
        await self.going[-1].wait()
        if self.failing:
            raise ConnectionError("gone")
        return dict.fromkeys(keys, number)

    def let_go(self, number: int) -> None:
        self.going[number - 1].set()


async def settle() -> None:
    """Let everything go as far as it can."""
    for _ in range(20):
        await asyncio.sleep(0)


class Asking:
    """Several who ask one after the other, without waiting for an answer."""

    def __init__(self) -> None:
        self.server, self.gathering = Server(), Gathering[int]()

    async def of(self, *keys: str, question: str = "q", seconds: float = 60) -> asyncio.Task[dict[str, int]]:
        task = asyncio.create_task(self.gathering.ask(question, keys, self.server.answer, seconds))
        await settle()
        return task


async def test_who_asks_while_an_answer_is_under_way_is_gathered_for_the_next() -> None:
    asking = Asking()
    first, second, third = [await asking.of(key) for key in "abc"]
    assert asking.server.asked == [["a"]]
    asking.server.let_go(1)
    assert await first == {"a": 1}
    await settle()
    assert asking.server.asked == [["a"], ["b", "c"]]
    fourth = await asking.of("d")
    asking.server.let_go(2)
    assert [await second, await third] == [{"b": 2}, {"c": 2}]
    await settle()
    asking.server.let_go(3)
    assert await fourth == {"d": 3}
    assert await asking.of("e")
    assert asking.server.asked[2:] == [["d"], ["e"]]
    asking.server.let_go(4)


async def test_an_answer_that_began_before_is_not_given_to_who_asks_for_the_same_later() -> None:
    asking = Asking()
    tasks = [await asking.of("a") for _ in range(3)]
    asking.server.let_go(1)
    await settle()
    asking.server.let_go(2)
    assert [await task for task in tasks] == [{"a": 1}, {"a": 2}, {"a": 2}]


async def test_other_questions_do_not_wait() -> None:
    asking = Asking()
    tasks = [await asking.of("a", question=question) for question in ("p", "q")]
    assert len(asking.server.asked) == 2
    asking.server.let_go(1)
    asking.server.let_go(2)
    assert [await task for task in tasks] == [{"a": 1}, {"a": 2}]


async def test_many_keys_are_a_round_trip_of_their_own() -> None:
    asking = Asking()
    tasks = [await asking.of("a"), await asking.of(*map(str, range(501)))]
    assert [len(keys) for keys in asking.server.asked] == [1, 501]
    asking.server.let_go(1)
    asking.server.let_go(2)
    await asyncio.gather(*tasks)


async def test_a_failure_reaches_all_who_asked_together_and_the_next_goes_well() -> None:
    asking = Asking()
    tasks = [await asking.of(key) for key in "abc"]
    asking.server.failing = True
    asking.server.let_go(1)
    await settle()
    asking.server.let_go(2)
    for task in tasks:
        with pytest.raises(ConnectionError, match="gone"):
            await task
    asking.server.failing = False
    last = await asking.of("d")
    asking.server.let_go(3)
    assert await last == {"d": 3}


async def test_who_gives_up_leaves_the_others_their_answer() -> None:
    asking = Asking()
    first, second, third = [await asking.of(key) for key in "abc"]
    second.cancel()
    first.cancel()
    await settle()
    assert asking.server.asked[1] == ["b", "c"]
    asking.server.let_go(2)
    assert await third == {"c": 2}


async def test_who_waits_for_others_waits_no_longer_than_its_limit() -> None:
    asking = Asking()
    first = await asking.of("a")
    with pytest.raises(TimeoutError):
        await (await asking.of("b", seconds=0.01))
    asking.server.let_go(1)
    await first
    await settle()
    asking.server.let_go(2)
    await settle()
