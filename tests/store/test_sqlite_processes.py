"""Several processes on one file, and one that is killed in the middle of a load."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from kb.store.base import EVERYTHING, FactList, FactSide
from kb.store.sqlite import SqliteStore
from tests.store.samples import NODES, facts_listed, put, share

WRITER = """
import asyncio, sys
from kb.store.sqlite import SqliteStore
from tests.store.samples import NODES, put, share

async def main(path, first):
    store = SqliteStore(path, timeout_seconds=60)
    for year in range(first, first + 10):
        await put(store, share(date=str(year)), nodes=NODES)
    await store.close()

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""
STOPPED_IN_THE_MIDDLE = """
import asyncio, sys
from kb.store.base import Recording, Write
from kb.store.sqlite import SqliteStore
from tests.store.samples import NOON, share

class Endless(list):
    times = 0

    def __iter__(self):
        self.times += 1
        yield from super().__iter__()
        if self.times > int(sys.argv[3]):
            print("in the middle", flush=True)
            sys.stdin.read()

async def main(path, bulk_from):
    store = SqliteStore(path, bulk_from=bulk_from)
    facts = Endless(Recording(fact=share(date=f"{year}-{month:02}")) for year in range(1000, 1500) for month in range(1, 13))
    await store.write(Write(facts=facts, recorded_by="hand", recorded_at=NOON))

asyncio.run(main(sys.argv[1], int(sys.argv[2])))
"""


async def test_processes_that_make_and_fill_a_store_together_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "kb.sqlite"
    running = [subprocess.Popen([sys.executable, "-c", WRITER, path, str(first)]) for first in (1000, 1100, 1200)]
    assert [process.wait() for process in running] == [0, 0, 0]
    store = SqliteStore(path)
    every = FactList(kind=None, side=FactSide.ALL)
    assert await store.fact_counts(every, [EVERYTHING]) == {EVERYTHING: 30}
    assert await store.revision() == 30
    await store.close()


@pytest.mark.parametrize(("bulk_from", "looks"), [(1, 1), (10_000, 0)], ids=["in bulk", "one by one"])
async def test_a_load_that_is_killed_leaves_the_store_as_before(tmp_path: Path, bulk_from: int, looks: int) -> None:
    path = tmp_path / "kb.sqlite"
    before = SqliteStore(path)
    await put(before, share(), nodes=NODES)
    arguments = [sys.executable, "-c", STOPPED_IN_THE_MIDDLE, str(path), str(bulk_from), str(looks)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as load:
        assert load.stdout is not None
        assert await asyncio.to_thread(load.stdout.readline) == "in the middle\n"
        assert await facts_listed(before) == [share().id]  # others read on meanwhile
        load.kill()
    after = SqliteStore(path)
    assert await facts_listed(after) == [share().id]
    assert await put(after, share(date="2001")) == 2
    assert len(await facts_listed(before)) == 2
    await after.close()
    await before.close()
