"""The change log, followed: live, from memory where possible, and through what goes wrong."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import pytest

from kb.errors import InvalidInput
from kb.model import Texts, Topic
from kb.service import feeding
from kb.service.feeding import Feed
from kb.store.base import LogPosition, Store
from tests.service.stores import Handled
from tests.store.samples import put


async def write(store: Store, *names: str) -> None:
    """Write topics of these names in one revision."""
    await put(store, nodes=[Topic(id=f"topic:{name}", name=Texts(en=name)) for name in names])


@pytest.fixture
def handled(filled: Store) -> Any:
    """The store, at revision 1, in the hands of the test."""
    return Handled(filled)


@pytest.fixture
async def feed(handled: Any) -> AsyncIterator[Feed]:
    """A feed that looks at its store all the time."""
    made = Feed(handled, 0.001)
    yield made
    await made.close()
    await made.close()


async def following(feed: Feed, after: LogPosition, count: int) -> list[str]:
    """Follow until so many changes came, and return what changed."""
    found: list[str] = []
    async with asyncio.timeout(30), aclosing(feed.follow(after)) as batches:
        async for batch in batches:
            found += (change.id for change in batch)
            if len(found) >= count:
                break
    return found


async def until_read(handled: Any, times: int) -> None:
    """Wait until the store was asked for its revision so many more times."""
    wanted = handled.asked["revision"] + times
    while handled.asked["revision"] < wanted:
        await asyncio.sleep(0.001)


async def test_many_followers_take_one_read_of_the_log(handled: Any, feed: Feed) -> None:
    followers = [asyncio.create_task(following(feed, LogPosition(1), 2)) for _ in range(20)]
    await until_read(handled, 22)
    assert handled.asked["changes"] == 0
    await write(handled, "a", "b")
    assert await asyncio.gather(*followers) == [["topic:a", "topic:b"]] * 20
    assert handled.asked["changes"] == 1


async def test_nobody_looks_at_the_store_once_nobody_follows(handled: Any, feed: Feed) -> None:
    await write(handled, "a")
    await following(feed, LogPosition(1), 1)
    assert feed._looking is not None
    async with asyncio.timeout(30):
        await feed._looking


async def test_more_than_is_remembered_comes_from_the_store_and_none_is_missed(
    handled: Any, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeding, "_REMEMBERED", 5)
    monkeypatch.setattr(feeding, "BATCH", 3)
    monkeypatch.setattr(feeding, "_READ", 4)
    follower = asyncio.create_task(following(feed, LogPosition(1), 17))
    await until_read(handled, 3)
    names = [f"n{number:02}" for number in range(17)]
    await write(handled, *names)
    assert await follower == [f"topic:{name}" for name in names]


async def test_so_much_that_it_is_not_read_through_for_all_is_read_by_each(
    handled: Any, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeding, "_READ", 2)
    monkeypatch.setattr(feeding, "_MOST_READ", 4)
    follower = asyncio.create_task(following(feed, LogPosition(1), 9))
    await until_read(handled, 3)
    names = [f"n{number}" for number in range(9)]
    await write(handled, *names)
    assert await follower == [f"topic:{name}" for name in names]


async def test_a_write_that_is_told_of_is_seen_at_once(handled: Any) -> None:
    feed = Feed(handled, 3600)
    follower = asyncio.create_task(following(feed, LogPosition(1), 1))
    await until_read(handled, 2)
    await write(handled, "a")
    feed.wake()
    assert await follower == ["topic:a"]
    await feed.close()


async def test_a_store_that_fails_is_looked_at_again_and_the_log_says_so_once(
    handled: Any, feed: Feed, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "kb.service")
    follower = asyncio.create_task(following(feed, LogPosition(1), 1))
    await until_read(handled, 2)
    handled.failing = {"revision"}
    await until_read(handled, 3)
    handled.failing = set()
    await write(handled, "a")
    assert await follower == ["topic:a"]
    assert [record.message for record in caplog.records] == [
        "the change log cannot be followed, and is tried again: nobody answers: start it",
        "the change log is followed again",
    ]


async def test_a_place_that_the_log_has_not_come_to_is_refused(feed: Feed) -> None:
    with pytest.raises(InvalidInput, match="the store is at revision 1, not yet at 2"):
        await following(feed, LogPosition(2), 1)


async def test_whoever_follows_a_store_that_is_emptied_is_told_to_begin_again(handled: Any, feed: Feed) -> None:
    await write(handled, "a")
    follower = asyncio.create_task(following(feed, LogPosition(2), 1))
    await until_read(handled, 3)

    async def emptied() -> int:
        handled.asked["revision"] += 1
        return 1

    handled.revision = emptied
    with pytest.raises(InvalidInput, match="Begin again after 0"):
        await follower
