"""A load of many transactions that others come in between of, or whose server goes away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from kb.errors import StoreUnavailable
from kb.model import Texts, Topic
from kb.store.base import LogPosition, Write
from kb.store.neo4j import lease, loads
from kb.store.neo4j.putting import dangling_in
from tests.faults.processes import closing, neo4j_store
from tests.faults.world import THEN, earlier, world
from tests.neo4j.endpoint import Endpoint

PART = 8
OTHER = Write(nodes=[Topic(id="topic:other", name=Texts(en="Other"))], recorded_by="hand", recorded_at=THEN)


def before(function: Callable[..., Awaitable[Any]], call: int, happen: Callable[[], Awaitable[None]]) -> Callable[..., Awaitable[Any]]:
    """What does the same as a function, and lets something happen first when it is called for the n-th time."""
    calls = 0

    async def replaced(*arguments: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == call:
            await happen()
        return await function(*arguments)

    return replaced


async def test_what_is_left_of_a_load_that_fell_silent_comes_after_what_others_wrote_meanwhile(
    neo4j_server: Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    neo4j_server.wipe()
    write = earlier(world(tmp_path / "t"))
    async with closing(neo4j_store(neo4j_server.login_url, PART)) as store, closing(neo4j_store(neo4j_server.login_url)) as other:

        async def others_write() -> None:
            with monkeypatch.context() as patched:
                patched.setattr(lease, "_SILENT_SECONDS", -1)
                assert await other.write(OTHER) == 2

        monkeypatch.setattr(loads._Parts, "enter", before(loads._Parts.enter, 5, others_write))
        assert await store.write(write) == 3
        changed: defaultdict[int, list[str]] = defaultdict(list)
        for change in await store.changes(LogPosition(0), 1000):
            changed[change.revision].append(change.id)
        assert (await store.statistics()).unfinished is None
    assert changed[2] == ["topic:other"]
    assert len(changed[1]) == 21 + PART  # all nodes, in three parts, and a part of the facts
    assert sorted(changed[1] + changed[3]) == sorted([*(node.id for node in write.nodes), *(each.fact.id for each in write.facts)])


async def test_nobody_writes_between_the_check_of_a_load_and_its_first_part(
    neo4j_server: Endpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    neo4j_server.wipe()
    async with closing(neo4j_store(neo4j_server.login_url, PART)) as store, closing(neo4j_store(neo4j_server.login_url)) as other:

        async def others_write() -> None:
            with pytest.raises(StoreUnavailable, match="a load or a copy is running"):
                await other.write(OTHER)

        monkeypatch.setattr("kb.store.neo4j.loads.dangling_in", before(dangling_in, 1, others_write))
        assert await store.write(earlier(world(tmp_path / "t"))) == 1
