"""The link to a server: opened once for all who ask, tried again until the time is over, and closed for good."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from neo4j.exceptions import Neo4jError, ServiceUnavailable

from kb.deadline import within
from kb.errors import StoreCorrupt, StoreError, StoreUnavailable
from kb.store.neo4j.address import Address
from kb.store.neo4j.link import Link

SOON = 0.2  # seconds: a limit that is waited for
NEVER_SECONDS = 30.0
Answer = Callable[[], Any]


class Fake(Link):
    """A link whose server does as it is told, one answer after another; the last one again and again."""

    def __init__(self, *answers: Answer, opening: Callable[[], Awaitable[None]] | None = None, seconds: float = SOON) -> None:
        async def opened(link: Link) -> None:
            self.openings += 1
            if opening is not None:
                await opening()

        super().__init__(Address("bolt://host"), seconds, opened)
        self.answers, self.asked, self.openings = list(answers), 0, 0
        self.limits: list[float] = []

    async def _once(self, cypher: str, values: dict[str, Any], access: str, seconds: float) -> Any:
        self.asked += 1
        self.limits.append(seconds)
        found = self.answers.pop(0)() if len(self.answers) > 1 else self.answers[0]()
        if asyncio.iscoroutine(found):
            await found
        self._trouble = None
        return found


def fails(error: Exception) -> Answer:
    def answer() -> None:
        raise error

    return answer


def hangs() -> Any:
    return asyncio.sleep(NEVER_SECONDS)


def passing() -> Neo4jError:
    return Neo4jError._hydrate_neo4j(code="Neo.TransientError.General.DatabaseUnavailable", message="it starts")


def refused() -> ServiceUnavailable:
    error = ServiceUnavailable("no link")
    error.__cause__ = ConnectionRefusedError()
    return error


async def test_what_may_pass_is_tried_again_until_it_has() -> None:
    link = Fake(fails(passing()), fails(refused()), lambda: 7, seconds=60)
    assert await link.value("any") == 7
    assert link.asked == 3


async def test_what_cannot_pass_is_not_tried_again() -> None:
    link = Fake(fails(Neo4jError._hydrate_neo4j(code="Neo.ClientError.Statement.SyntaxError", message="no Cypher")), seconds=60)
    with pytest.raises(StoreError, match="refuses what was asked: no Cypher"):
        await link.value("any")
    assert link.asked == 1


async def test_a_read_takes_no_longer_than_what_is_left_of_its_request() -> None:
    link = Fake(lambda: 7, seconds=60)
    with within(5):
        assert await link.value("any") == 7
    assert 4 < link.limits[0] <= 5


async def test_when_the_time_is_over_the_last_reason_is_told() -> None:
    link = Fake(fails(passing()), fails(refused()))
    with pytest.raises(StoreUnavailable, match="nothing listens there"):
        await link.value("any")
    assert link.asked > 1


async def test_a_server_that_says_nothing_is_late() -> None:
    with pytest.raises(StoreUnavailable, match=r"did not answer within 0\.2 s"):
        await Fake(hangs).value("any")


async def test_a_reason_is_over_once_something_went_well() -> None:
    link = Fake(fails(refused()), lambda: 7, hangs)
    assert await link.value("any") == 7
    with pytest.raises(StoreUnavailable, match="did not answer within"):
        await link.value("any")


async def test_all_who_ask_wait_for_one_opening() -> None:
    link = Fake(lambda: 7, seconds=60)
    assert await asyncio.gather(*(link.value("any") for _ in range(5))) == [7] * 5
    assert link.openings == 1


async def test_after_an_opening_that_failed_the_next_question_opens_again() -> None:
    failures: list[Exception] = [StoreCorrupt("something else"), refused()]

    async def opening() -> None:
        if failures:
            raise failures.pop(0)

    link = Fake(lambda: 7, opening=opening, seconds=60)
    with pytest.raises(StoreCorrupt, match="something else"):
        await link.value("any")
    with pytest.raises(StoreUnavailable, match="nothing listens there"):
        await link.value("any")
    assert await link.value("any") == 7
    assert link.openings == 3


async def test_an_opening_that_is_late_tells_the_last_reason() -> None:
    link = Fake(fails(refused()))
    link._opening = lambda link: link.attempt("any", {}, "READ", NEVER_SECONDS)
    with pytest.raises(StoreUnavailable, match="nothing listens there"):
        await link.value("any")
    await link.close()


async def test_an_opening_and_the_question_after_it_share_one_limit() -> None:
    async def opening() -> None:
        await asyncio.sleep(SOON)

    link = Fake(lambda: 7, opening=opening, seconds=60)
    await link.value("any")
    await link.value("any")
    assert link.limits[0] <= 60 - SOON
    assert link.limits[1] == 60


async def test_making_a_store_may_take_longer_than_a_question() -> None:
    async def opening() -> None:
        link.making = True
        await asyncio.sleep(2 * SOON)

    link = Fake(lambda: 7, opening=opening)
    assert await link.value("any") == 7
    assert link.limits == [SOON]


async def test_an_opening_that_nobody_waited_for_is_not_complained_of() -> None:
    complaints: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: complaints.append(context))

    async def opening() -> None:
        await asyncio.sleep(2 * SOON)
        raise refused()

    link = Fake(lambda: 7, opening=opening)
    with pytest.raises(StoreUnavailable, match="did not answer within"):
        await link.value("any")
    assert link._opened is not None
    await asyncio.wait([link._opened])
    link._opened = None
    gc.collect()
    await asyncio.sleep(0)
    assert complaints == []


async def test_closing_ends_an_opening_and_every_later_question() -> None:
    link = Fake(hangs, opening=hangs)
    with pytest.raises(StoreUnavailable, match="did not answer within"):
        await link.value("any")
    await link.close()
    await link.close()
    assert link._opened is not None
    assert link._opened.cancelled()
    with pytest.raises(StoreUnavailable, match="bolt://host/neo4j was closed: open it again"):
        _ = link.driver
