"""A server that is broken again and again while an API serves and writers write, and what comes of that."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from time import monotonic

import httpx2

from kb.errors import StoreUnavailable
from kb.model import AnyFact
from kb.seeds import Reading
from kb.service.loading import load
from kb.store.neo4j import Neo4jStore, read_address
from tests.faults.processes import closing, neo4j_store
from tests.faults.serving import ANSWER, QUESTIONS, Api
from tests.neo4j.server import Server
from tests.store.samples import NODES, put, visit

FULL = os.environ.get("KB_FAULTS") == "full"
WRITES = 10_000 if FULL else 120
BREAKS = ["kill", "pause", *(["stop", "kill", "stop", "kill"] if FULL else [])]  # while writers write
PART = 5
LAST_REVISION = 1 + WRITES + 1  # one for the nodes, one for the load
LIMIT_SECONDS = 3
TOLERANCE_SECONDS = 1.0
WRITERS = 4
DEADLINE_SECONDS = 1800.0 if FULL else 120.0
_LOOK_SECONDS = 0.02


@dataclass
class Run:
    """What happened."""

    api: Api
    reading: Reading  # what is loaded
    acknowledged: dict[str, int] = field(default_factory=dict)  # the revision that a write came back with
    refused: list[float] = field(default_factory=list)  # seconds that a write took to end in StoreUnavailable
    revision_seen: int = 0  # by the graph of the API, in the end


async def fill(server: Server) -> None:
    """Make a store."""
    async with closing(neo4j_store(server.login_url)) as store:
        await put(store, nodes=NODES)


async def happen(server: Server, run: Run) -> None:
    """Ask without a rest; meanwhile write, then load, break the server now and then, and see that all is well again."""
    over = False
    await until_answered(run)  # the first graph is waited for, however long it takes
    run.api.asked.clear()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(run.api.keep_asking(lambda: over))
        await all_written(server, run)
        await all_loaded(server, run)
        await until(lambda: run.api.ready[-1] == 200)
        over = True
    await until_answered(run)
    await until_followed(run)


async def all_written(server: Server, run: Run) -> None:
    """Let several writers write, and break the server now and then."""
    numbers = iter(range(WRITES))
    async with asyncio.TaskGroup() as tasks:
        for _ in range(WRITERS):
            tasks.create_task(write(server, run, numbers))
        for how in BREAKS:
            enough = len(run.acknowledged) + WRITES // (len(BREAKS) + 1)
            await until(lambda: len(run.acknowledged) >= enough and run.api.ready[-1:] == [200])  # noqa: B023
            await broken(server, run, how)


async def all_loaded(server: Server, run: Run) -> None:
    """Load in many transactions, stop the server in the middle, and load again."""
    url = server.login_url
    async with closing(neo4j_store(url, part=PART)) as store, closing(neo4j_store(url)) as reader:
        first = asyncio.create_task(load(store, run.reading, recorded_by="hand"))
        while (found := (await reader.statistics()).unfinished) is None or not found.written:
            assert not first.done()
        await broken(server, run, "stop")
        with suppress(StoreUnavailable):  # or it held out until the server was there again
            await first
        await load(store, run.reading, recorded_by="hand")


async def broken(server: Server, run: Run, how: str) -> None:
    """Break the server until the API knows."""
    assert server.process is not None
    if how == "pause":
        server.process.send_signal(signal.SIGSTOP)
    else:
        await asyncio.to_thread(server.stop if how == "stop" else server.kill)
    await until(lambda: run.api.ready[-1] == 503)
    if how == "pause":
        server.process.send_signal(signal.SIGCONT)
    else:
        await asyncio.to_thread(server.start)


async def write(server: Server, run: Run, numbers: Iterator[int]) -> None:
    """Record one fact after the other, each until it is acknowledged."""
    async with closing(Neo4jStore(read_address(server.login_url), timeout_seconds=LIMIT_SECONDS)) as store:
        for number in numbers:
            while (fact := fact_of(number)).id not in run.acknowledged:
                began = monotonic()
                try:
                    run.acknowledged[fact.id] = await put(store, fact)
                except StoreUnavailable:
                    run.refused.append(monotonic() - began)


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(DEADLINE_SECONDS):
        while not holds():
            await asyncio.sleep(_LOOK_SECONDS)


async def until_answered(run: Run) -> None:
    """Wait until every question has its answer."""
    async with httpx2.AsyncClient(base_url=run.api.url) as http, asyncio.timeout(DEADLINE_SECONDS):
        for what in QUESTIONS:
            while await run.api.ask(http, what) is None or run.api.asked[-1].outcome != ANSWER:
                await asyncio.sleep(_LOOK_SECONDS)


async def until_followed(run: Run) -> None:
    """Wait until the graph of the API is that of the last revision."""
    async with httpx2.AsyncClient(base_url=run.api.url) as http, asyncio.timeout(DEADLINE_SECONDS):
        while run.revision_seen < LAST_REVISION:
            answer = await run.api.ask(http, "graph")
            run.revision_seen = answer["city"]["practicesToStudy"]["revision"]


def fact_of(number: int) -> AnyFact:
    """One fact of many."""
    return visit(date=(date(1500, 1, 1) + timedelta(days=number)).isoformat())
