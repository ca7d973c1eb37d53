"""A server that is broken again and again while an API serves and writers write, and what comes of that."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from time import monotonic

import httpx2

from kb.errors import StoreUnavailable
from kb.model import AnyFact
from kb.store.neo4j import Neo4jStore, read_address
from tests.faults.processes import closing, neo4j_store
from tests.faults.serving import ANSWER, QUESTIONS, Api
from tests.neo4j.server import Server
from tests.store.samples import NODES, put, visit

FULL = os.environ.get("KB_FAULTS") == "full"
WRITES = 10_000 if FULL else 120
BREAKS = ["stop", "kill", "pause", *(["kill", "stop", "kill"] if FULL else [])]
LIMIT_SECONDS = 3
TOLERANCE_SECONDS = 1.0
WRITERS = 4
DEADLINE_SECONDS = 120.0
_LOOK_SECONDS = 0.02


@dataclass
class Run:
    """What happened."""

    api: Api
    acknowledged: dict[str, int] = field(default_factory=dict)  # the revision that a write came back with
    refused: list[float] = field(default_factory=list)  # seconds that a write took to end in StoreUnavailable
    revision_seen: int = 0  # by the graph of the API, in the end


async def fill(server: Server) -> None:
    """Make a store."""
    async with closing(neo4j_store(server.login_url)) as store:
        await put(store, nodes=NODES)


async def happen(server: Server, run: Run) -> None:
    """Ask and write, break the server now and then, and see that all is well again."""
    over = False
    await until_answered(run)  # the first graph is waited for, however long it takes
    run.api.asked.clear()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(run.api.keep_asking(lambda: over))
        numbers = iter(range(WRITES))
        for _ in range(WRITERS):
            tasks.create_task(write(server, run, numbers))
        for how in BREAKS:
            enough = len(run.acknowledged) + WRITES // (len(BREAKS) + 1)
            await until(lambda: len(run.acknowledged) >= enough and run.api.ready[-1:] == [200])  # noqa: B023
            await broken(server, run, how)
        await until(lambda: len(run.acknowledged) == WRITES)
        await until(lambda: run.api.ready[-1] == 200)
        over = True
    await until_answered(run)
    await until_followed(run)


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
        while run.revision_seen < 1 + WRITES:
            answer = await run.api.ask(http, "graph")
            run.revision_seen = answer["city"]["practicesToStudy"]["revision"]


def fact_of(number: int) -> AnyFact:
    """One fact of many."""
    return visit(date=(date(1500, 1, 1) + timedelta(days=number)).isoformat())
