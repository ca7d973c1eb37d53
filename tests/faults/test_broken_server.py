"""The server is stopped, killed and started while an API serves and writers write: everything ends in time, and nothing is lost."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator

import pytest

from kb.model import Adoption
from kb.store.base import Change, LogPosition, Store
from tests.faults.breaking import BREAKS, LAST_REVISION, LIMIT_SECONDS, TOLERANCE_SECONDS, WRITES, Run, fact_of, fill, happen
from tests.faults.processes import closing, neo4j_store
from tests.faults.serving import ANSWER, QUESTIONS, serving
from tests.faults.world import world
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
        happened = Run(api, world(tmp_path_factory.mktemp("tables")))
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
    assert run.api.ready.count(503) >= len(BREAKS) + 1
    assert run.api.ready[0] == run.api.ready[-1] == 200
    assert run.api.process.poll() is None


def test_the_graph_of_the_api_holds_what_was_written_while_the_server_broke(run: Run) -> None:
    assert run.revision_seen == LAST_REVISION


async def test_no_acknowledged_write_is_lost_or_doubled(run: Run, neo4j_of_our_own: Server) -> None:
    facts = {fact_of(number).id for number in range(WRITES)}
    assert set(run.acknowledged) == facts
    async with closing(neo4j_store(neo4j_of_our_own.login_url)) as store:
        changes = await changes_of(store)
        history = await store.history(facts)
        revision = await store.revision()
    assert Counter(change.id for change in changes if change.revision < LAST_REVISION) == Counter([*(node.id for node in NODES), *facts])
    assert {change.revision for change in changes} == set(range(1, LAST_REVISION + 1))
    assert {key: len(versions) for key, versions in history.items()} == dict.fromkeys(facts, 1)
    assert revision == LAST_REVISION


async def changes_of(store: Store) -> list[Change]:
    """The whole change log."""
    found = await store.changes(LogPosition(0), 1000)
    while page := await store.changes(LogPosition(found[-1].revision, found[-1].id), 1000):
        found += page
    return found


async def test_a_load_whose_server_was_stopped_is_completed_by_the_next_run(run: Run, neo4j_of_our_own: Server) -> None:
    async with closing(neo4j_store(neo4j_of_our_own.login_url)) as store:
        history = await store.history([fact.id for fact in run.reading.facts])
        statistics = await store.statistics()
    assert {key: len(versions) for key, versions in history.items()} == {fact.id: 1 for fact in run.reading.facts}
    assert statistics.counts["adoption"] == sum(isinstance(fact, Adoption) for fact in run.reading.facts)
    assert (statistics.revision, statistics.unfinished) == (LAST_REVISION, None)
