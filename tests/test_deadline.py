"""The time of one request, which all its reads share."""

from __future__ import annotations

import asyncio

from kb.deadline import left, renew, within


def test_a_read_of_no_request_may_take_all_of_its_own_limit() -> None:
    assert left(5) == 5


def test_a_read_may_take_what_is_left_of_its_request_or_its_own_limit_whichever_is_less() -> None:
    with within(3):
        assert 2 < left(5) <= 3
        assert left(1) == 1
    assert left(5) == 5


def test_when_the_time_of_a_request_is_over_there_is_none_left() -> None:
    with within(0):
        assert left(5) == 0


def test_a_request_without_a_limit_leaves_each_read_its_own() -> None:
    with within(0), within(None):
        assert left(5) == 5


async def test_requests_at_the_same_time_do_not_share_their_limits() -> None:
    async def request(seconds: float) -> float:
        with within(seconds):
            await asyncio.sleep(0)
            return left(100)

    short, long = await asyncio.gather(request(0), request(50))
    assert short == 0
    assert 49 < long <= 50


async def test_the_time_of_a_request_begins_anew_for_all_its_tasks() -> None:
    async def reckoning() -> None:
        renew()

    with within(0.05):
        await asyncio.sleep(0.06)
        assert left(5) == 0
        await asyncio.create_task(reckoning())
        assert left(5) > 0
    renew()
    assert left(5) == 5
