"""Whatever is written, and by whom, the graph in memory becomes the one that a fresh start would make."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.errors import Refused
from kb.graph.landscape import Landscape
from kb.model import City, Texts
from kb.service import KnowledgeBase
from kb.service.answers import Graphs
from kb.service.gathering import everything
from kb.service.kept import make
from kb.store.base import Store, Write
from kb.store.sqlite import SqliteStore
from tests.graph.comparing import answers, indexes
from tests.store.samples import TOWN, adoption, put
from tests.store.strategies import histories

TODAY = date(2024, 12, 31)
LONG = 60.0
MOST_SECONDS = 2  # until one process sees what another wrote
OTHER_PROCESS = """
import asyncio, sys
from kb.model import City, Texts
from kb.service import KnowledgeBase
from kb.store import open_store
from tests.store.samples import DISTRICT, put

async def main(url):
    base = KnowledgeBase(open_store(url))
    await base.similar_cities(DISTRICT)
    print("ready", flush=True)
    while base.name("city:here", "en") != "Here":
        await asyncio.sleep(0.01)
    print("seen", flush=True)
    await put(base.store, nodes=[City(id="city:there", name=Texts(en="There"))])
    print("written", flush=True)
    await base.close()

asyncio.run(main(sys.argv[1]))
"""


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(writes=histories(), asked=st.booleans())
def test_a_graph_that_follows_is_the_one_made_from_everything(writes: list[Write], asked: bool) -> None:
    async def compare(store: Store) -> None:
        graphs = Graphs(store, lambda: TODAY, LONG, LONG)
        for write in writes:
            await _written(store, write)
            seen = await graphs.ask(lambda seen: seen, None)
            fresh = make(await everything(store), TODAY).landscape
            assert seen.revision == await store.revision()
            assert indexes(seen.value) == indexes(fresh)
            assert not asked or list(answers(seen.value)) == list(answers(fresh))
        await graphs.close()

    asyncio.run(_with_store(compare))


async def test_questions_in_many_threads_see_whole_writes_while_others_write(filled: Store) -> None:
    graphs = Graphs(filled, lambda: TODAY, 0.0, 0.001)

    def pairs(seen: Landscape) -> tuple[int, int]:
        return len(list(seen.facts())), sum(len(cell.steps) for own in seen.by_actor.values() for cell in own.values())

    async def ask() -> None:
        while True:
            answer = await graphs.ask(pairs, None)
            assert answer.value == (2 * (answer.revision - 1),) * 2

    await graphs.ask(pairs, None)
    async with asyncio.TaskGroup() as group:
        asking = [group.create_task(ask()) for _ in range(4)]
        for year in range(1990, 2000):
            await put(filled, adoption(date=str(year)), adoption(by=TOWN, date=str(year)))
        for task in asking:
            task.cancel()
    await graphs.close()


async def test_two_processes_see_what_each_other_writes_within_two_seconds(filled: Store, store_url: str) -> None:
    base = KnowledgeBase(filled)
    await base.similar_cities(TOWN)
    with subprocess.Popen([sys.executable, "-c", OTHER_PROCESS, store_url], stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        line = other.stdout.readline
        assert await asyncio.to_thread(line) == "ready\n"
        await put(filled, nodes=[City(id="city:here", name=Texts(en="Here"))])
        async with asyncio.timeout(MOST_SECONDS):
            assert await asyncio.to_thread(line) == "seen\n"
        assert await asyncio.to_thread(line) == "written\n"
        async with asyncio.timeout(MOST_SECONDS):
            while base.name("city:there", "en") != "There":  # which does not ask the store
                await asyncio.sleep(0.01)
    await base.close()
    assert other.returncode == 0


async def _written(store: Store, write: Write) -> None:
    with suppress(Refused):
        await store.write(write)


async def _with_store(work: Callable[[Store], Awaitable[None]]) -> None:
    with TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "kb.sqlite")
        await work(store)
        await store.close()
