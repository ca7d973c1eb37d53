"""Eight processes that write the same at once: each thing is there once, and nobody is told of the others."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from kb.store.base import LogPosition
from tests.faults.processes import closing, neo4j_store, recording, together, writing
from tests.faults.world import earlier, everything_in, world
from tests.neo4j.endpoint import Endpoint

WRITERS = 8


async def test_processes_that_make_a_store_and_record_the_same_facts_in_it_at_once_record_each_once(
    neo4j_server: Endpoint, tmp_path: Path
) -> None:
    neo4j_server.drop_everything()
    whole = earlier(world(tmp_path / "t"))
    write = replace(whole, facts=whole.facts[:12])
    each = [(neo4j_server.login_url, write, number) for number in range(WRITERS)]
    assert together(recording, each) == [0] * WRITERS
    facts = {recording.fact.id for recording in write.facts}
    async with closing(neo4j_store(neo4j_server.login_url)) as store:
        changes = await store.changes(LogPosition(0), 1000)
        history = await store.history(facts)
        statistics = await store.statistics()
    assert Counter(change.id for change in changes) == Counter([*(node.id for node in write.nodes), *facts])
    assert {key: len(versions) for key, versions in history.items()} == dict.fromkeys(facts, 1)
    assert statistics.counts["adoption"] == len(facts)
    assert statistics.revision == 1 + len(facts)


async def test_processes_that_load_the_same_in_many_transactions_at_once_load_it_once(neo4j_server: Endpoint, tmp_path: Path) -> None:
    write = earlier(world(tmp_path / "t"))
    once = [(neo4j_server.login_url, write, 20)]
    held = []
    for each in (once, once * 4):
        neo4j_server.wipe()
        assert together(writing, each) == [0] * len(each)
        async with closing(neo4j_store(neo4j_server.login_url)) as store:
            held.append(await everything_in(store))
    assert held[0] == held[1]
