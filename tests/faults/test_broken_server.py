"""The server is stopped, killed and started while an API serves and writers write: everything ends in time, and nothing is lost."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from time import monotonic

import httpx2
import pytest

from kb.errors import StoreUnavailable
from kb.model import AnyFact
from kb.store.base import LogPosition
from kb.store.neo4j import Neo4jStore, read_address
from tests.faults.processes import closing, neo4j_store
from tests.faults.serving import ANSWER, QUESTIONS, Api, serving
from tests.neo4j.server import Server
from tests.store.samples import NODES, put, visit

FULL = os.environ.get("KB_FAULTS") == "full"
WRITES = 10_000 if FULL else 300
BREAKS = ["stop", "kill", "pause", *(["kill", "stop", "kill"] if FULL else [])]
LIMIT_SECONDS = 2
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


@pytest.fixture(scope="module")
def run(neo4j_of_our_own: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """All of it, once."""
    server = neo4j_of_our_own
    if not server.running:
        server.start()
    server.drop_everything()
    asyncio.run(fill(server))
    with serving(server.login_url, LIMIT_SECONDS, tmp_path_factory.mktemp("api")) as api:
        happened = Run(api)
        asyncio.run(happen(server, happened))
        yield happened


async def fill(server: Server) -> None:
    """Make a store."""
    async with closing(neo4j_store(server.login_url)) as store:
        await put(store, nodes=NODES)


async def happen(server: Server, run: Run) -> None:
    """Ask and write, break the server now and then, and see that all is well again."""
    over = False
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
    """Wait until every question has its answer again, and the graph is that of the last revision."""
    async with httpx2.AsyncClient(base_url=run.api.url) as http, asyncio.timeout(DEADLINE_SECONDS):
        for what in QUESTIONS:
            while await run.api.ask(http, what) is None or run.api.asked[-1].outcome != ANSWER:
                await asyncio.sleep(_LOOK_SECONDS)
        while run.revision_seen < 1 + WRITES:
            answer = await run.api.ask(http, "graph")
            run.revision_seen = answer["city"]["practicesToStudy"]["revision"]


def fact_of(number: int) -> AnyFact:
    """One fact of many."""
    return visit(date=(date(1500, 1, 1) + timedelta(days=number)).isoformat())


def test_every_request_ends_in_an_answer_or_in_word_that_the_store_is_unavailable(run: Run) -> None:
    outcomes = {what: {asked.outcome for asked in run.api.asked if asked.what == what} for what in QUESTIONS}
    assert outcomes == {what: {ANSWER, "STORE_UNAVAILABLE"} for what in QUESTIONS}


def test_every_request_and_every_write_ends_within_its_time_limit(run: Run) -> None:
    slowest = {what: max(asked.seconds for asked in run.api.asked if asked.what == what) for what in [*QUESTIONS, "/readyz"]}
    slowest["write"] = max(run.refused)
    assert {what: seconds for what, seconds in slowest.items() if seconds > LIMIT_SECONDS + TOLERANCE_SECONDS} == {}


def test_the_api_says_that_it_is_not_ready_and_then_again_that_it_is_without_a_restart(run: Run) -> None:
    assert run.api.ready == [200, *([503, 200] * len(BREAKS))]
    assert run.api.process.poll() is None


def test_the_graph_of_the_api_holds_what_was_written_while_the_server_broke(run: Run) -> None:
    assert run.revision_seen == 1 + WRITES


async def test_no_acknowledged_write_is_lost_or_doubled(run: Run, neo4j_of_our_own: Server) -> None:
    facts = {fact_of(number).id for number in range(WRITES)}
    assert set(run.acknowledged) == facts
    changes: list[str] = []
    async with closing(neo4j_store(neo4j_of_our_own.login_url)) as store:
        last = LogPosition(0)
        while page := await store.changes(last, 1000):
            last = LogPosition(page[-1].revision, page[-1].id)
            changes += [change.id for change in page]
        history = await store.history(facts)
        statistics = await store.statistics()
    assert Counter(changes) == Counter([*(node.id for node in NODES), *facts])
    assert {key: len(versions) for key, versions in history.items()} == dict.fromkeys(facts, 1)
    assert statistics.counts["visit"] == WRITES
    assert statistics.revision == 1 + WRITES
