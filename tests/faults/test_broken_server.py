"""The server is stopped, killed and started while an API serves and writers write: everything ends in time, and nothing is lost."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kb.errors import StoreUnavailable
from kb.service.loading import load
from kb.store.base import LogPosition
from tests.faults.breaking import BREAKS, DEADLINE_SECONDS, LIMIT_SECONDS, TOLERANCE_SECONDS, WRITES, Run, fact_of, fill, happen
from tests.faults.processes import closing, neo4j_store
from tests.faults.serving import ANSWER, QUESTIONS, serving
from tests.faults.world import CITIES, PRACTICES, STAGES, world
from tests.neo4j.server import Server
from tests.store.samples import NODES


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


async def test_a_load_whose_server_is_killed_is_completed_by_the_next_run(run: Run, neo4j_of_our_own: Server, tmp_path: Path) -> None:
    reading = world(tmp_path / "t")
    url = neo4j_of_our_own.login_url
    async with closing(neo4j_store(url, part=5)) as store, closing(neo4j_store(url)) as reader, asyncio.timeout(DEADLINE_SECONDS):
        first = asyncio.create_task(load(store, reading, recorded_by="hand"))
        while (found := (await reader.statistics()).unfinished) is None or not found.written:
            assert not first.done()
        await asyncio.to_thread(neo4j_of_our_own.kill)
        await asyncio.to_thread(neo4j_of_our_own.start)
        with suppress(StoreUnavailable):  # or it held out until the server was there again
            await first
        await load(store, reading, recorded_by="hand")
        history = await store.history([fact.id for fact in reading.facts])
        statistics = await store.statistics()
    assert {key: len(versions) for key, versions in history.items()} == {fact.id: 1 for fact in reading.facts}
    assert statistics.unfinished is None
    assert statistics.counts["adoption"] == len(CITIES) * len(PRACTICES) * len(STAGES)
    assert statistics.revision == 2 + WRITES
