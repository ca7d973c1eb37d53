"""Whoever follows misses nothing, however often the connection breaks, however many others follow."""

from __future__ import annotations

import asyncio
import random
from typing import Any

from kb.store.base import LogPosition, Store
from tests.api.changes.conftest import Writing
from tests.api.changes.serving import BARE, Connected

CHANGES = 10_000
FOLLOWERS = 30
Place = tuple[int, str]


async def log(store: Store) -> list[Place]:
    """Return the change log after the first revision."""
    found: list[Place] = []
    while page := await store.changes(LogPosition(*found[-1]) if found else LogPosition(1), 1000):
        found += ((each.revision, each.id) for each in page)
    return found


async def write_all(write: Writing, chance: random.Random) -> None:
    """Write 10,000 changes, sometimes one alone, sometimes a thousand in one revision."""
    left = CHANGES
    while left:
        size = min(left, chance.choice([1, 10, 200, 1000]))
        await write(*(f"n{number:05}" for number in range(left - size, left)))
        left -= size


async def follow_with_cuts(address: str, chance: random.Random, **beginning: Any) -> list[Place]:
    """Follow over connections that are cut again and again, each time going on with the last cursor."""
    seen: list[Place] = []
    while len(seen) < CHANGES:
        async with Connected(address) as client:
            await client.ask(BARE, **beginning)
            for _ in range(min(chance.choice([1, 50, 700]), CHANGES - len(seen))):
                change = await client.change()
                seen.append((change["revision"], change["id"]))
                beginning = {"cursor": change["cursor"]}
            client.socket.transport.abort()
    return seen


async def test_ten_thousand_changes_over_connections_that_are_cut_are_each_seen_once(address: str, store: Store, write: Writing) -> None:
    writing = asyncio.create_task(write_all(write, random.Random(1)))
    seen = await follow_with_cuts(address, random.Random(2), after=1)
    await writing
    assert len(seen) == CHANGES
    assert seen == await log(store)


async def test_who_knows_only_the_last_revision_sees_none_before_it_again(address: str, store: Store, write: Writing) -> None:
    for start in range(0, 300, 100):
        await write(*(f"n{number}" for number in range(start, start + 100)))
    seen: list[Place] = []
    async with Connected(address) as client:
        await client.ask(BARE, after=1)
        seen += [(each["revision"], each["id"]) for each in await client.changes(150)]
        client.socket.transport.abort()
    last = seen[-1][0]
    async with Connected(address) as client:
        await client.ask(BARE, after=last - 1)
        again = [(each["revision"], each["id"]) for each in await client.changes(200)]
    assert last == 3
    assert sorted({*seen, *again}) == sorted(await log(store))
    assert {place for place in seen if place in again} == set(seen[100:])


async def test_many_follow_at_once_and_each_of_them_misses_nothing(address: str, store: Store, write: Writing) -> None:
    clients = [Connected(address) for _ in range(FOLLOWERS)]
    for client in clients:
        await client.__aenter__()
        await client.ask(BARE, after=1)
    await write(*(f"n{number:03}" for number in range(150)))
    await write("last")
    for client in clients:
        assert [(each["revision"], each["id"]) for each in await client.changes(151)] == await log(store)
        await client.__aexit__()
