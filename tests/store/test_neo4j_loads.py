"""Writes that take several transactions: whole at their end, gone on with after a break, and nobody else's business meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from kb.errors import Refused, StoreUnavailable
from kb.model import Adoption, AdoptionStage, AnyFact, FactKind, Version
from kb.store.base import FactSide, LogPosition, Recording, Row, Write
from kb.store.neo4j import Neo4jStore, lease, loads, read_address
from kb.store.neo4j.failures import TooLarge
from kb.store.sqlite import SqliteStore
from tests.neo4j.endpoint import Endpoint
from tests.store.samples import (
    CENTRE,
    CHOIR,
    MUSEUM,
    NODES,
    NOON,
    POCHINOK,
    ROBOTS,
    SCHOOL,
    TOWN,
    adoption,
    facts_listed,
    put,
    share,
    visit,
)

FACTS: list[AnyFact] = [
    *(adoption(by=party, stage=stage, date=date) for party in (SCHOOL, TOWN) for stage, date in (("planned", "2019"), ("adopted", "2020"))),
    *(share(practice, POCHINOK, SCHOOL, date="2021") for practice in (MUSEUM, ROBOTS, CHOIR)),
    visit(),
    visit(TOWN, CENTRE),
]
ALL = Write(nodes=NODES, facts=[Recording(fact=fact) for fact in FACTS], recorded_by="hand", recorded_at=NOON)


@pytest.fixture
async def open_base(neo4j_server: Endpoint) -> AsyncIterator[Callable[..., Neo4jStore]]:
    """What opens the one database, which is empty at first."""
    neo4j_server.wipe()
    opened: list[Neo4jStore] = []

    def opening(part: int = 4) -> Neo4jStore:
        opened.append(Neo4jStore(read_address(neo4j_server.login_url), timeout_seconds=30, part=part))
        return opened[-1]

    yield opening
    for store in opened:
        await store.close()


async def rows_of(store: Any) -> list[Row]:
    async with aclosing(store.scan(versions=True)) as batches:
        return sorted([row async for batch in batches for row in batch], key=str)


async def broken_off(store: Neo4jStore, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Begin the load, and let it break off after so many parts."""
    entered = 0
    enter = loads._Parts.enter

    async def failing(*args: Any) -> int:
        nonlocal entered
        if entered == after:
            raise ConnectionAbortedError
        entered += 1
        return await enter(*args)

    monkeypatch.setattr(loads._Parts, "enter", failing)
    with pytest.raises(ConnectionAbortedError):
        await store.write(ALL)
    monkeypatch.setattr(loads._Parts, "enter", enter)


async def test_a_write_in_parts_is_as_one_in_one_transaction(open_base: Callable[..., Neo4jStore], tmp_path: Path) -> None:
    store, other = open_base(), SqliteStore(tmp_path / "kb.sqlite")
    assert await store.write(ALL) == await other.write(ALL) == 1
    assert await rows_of(store) == await rows_of(other)
    assert await store.statistics() == await other.statistics()
    await other.close()


async def test_a_server_with_too_little_memory_for_a_part_gets_smaller_ones(
    open_base: Callable[..., Neo4jStore], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store, other, enter, sizes = open_base(part=8), SqliteStore(tmp_path / "kb.sqlite"), loads._Parts.enter, list[int]()

    async def short_of_memory(parts: Any, nodes: Any, recordings: Any, following: Any) -> int:
        sizes.append(len(nodes) + len(recordings))
        if sizes[-1] > 4:
            raise TooLarge("too little memory", "give it more")
        return await enter(parts, nodes, recordings, following)

    monkeypatch.setattr(loads, "_SMALLEST", 1)
    monkeypatch.setattr(loads._Parts, "enter", short_of_memory)
    await store.write(ALL)
    await other.write(ALL)
    assert sizes[:2] == [8, 4]
    assert max(sizes[1:]) == 4
    assert await rows_of(store) == await rows_of(other)
    await other.close()


async def test_a_server_with_too_little_memory_for_the_smallest_part_says_so(
    open_base: Callable[..., Neo4jStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def out_of_memory(*args: Any) -> int:
        raise TooLarge("too little memory", "give it more")

    monkeypatch.setattr(loads._Parts, "enter", out_of_memory)
    with pytest.raises(TooLarge, match="too little memory"):
        await open_base().write(ALL)


async def test_the_same_write_in_parts_again_changes_nothing(open_base: Callable[..., Neo4jStore]) -> None:
    store = open_base()
    await store.write(ALL)
    assert await store.write(ALL) == 1
    assert (await store.statistics()).unfinished is None


async def test_what_is_wrong_is_said_before_anything_is_written(open_base: Callable[..., Neo4jStore]) -> None:
    store = open_base()
    wrong = [share(to="city:no"), share(date="2022"), share(date="2022", id="share:again")]
    with pytest.raises(Refused) as refused:
        await store.write(Write(nodes=NODES, facts=[*ALL.facts, *map(_recording, wrong)], recorded_by="hand", recorded_at=NOON))
    assert sorted(problem.code for problem in refused.value.problems) == ["DANGLING_REFERENCE", "DUPLICATE_FACT", "DUPLICATE_FACT"]
    assert not any((await store.statistics()).counts.values())


async def test_what_says_the_same_as_a_fact_that_is_there_is_refused(open_base: Callable[..., Neo4jStore]) -> None:
    store = open_base()
    await put(store, share(date="2022"), nodes=NODES)
    with pytest.raises(Refused, match="it says the same as"):
        await store.write(Write(facts=[*ALL.facts, _recording(share(date="2022", id="share:again"))], recorded_by="hand", recorded_at=NOON))


@pytest.mark.parametrize("after", [0, 1, 4, 6])
async def test_a_load_that_broke_off_goes_on_and_is_as_an_undisturbed_one(
    open_base: Callable[..., Neo4jStore], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, after: int
) -> None:
    store, other = open_base(), SqliteStore(tmp_path / "kb.sqlite")
    await broken_off(store, monkeypatch, after)
    unfinished = (await store.statistics()).unfinished
    assert unfinished is not None
    assert (unfinished.written, unfinished.total) == (4 * after if after < 5 else 21, len(NODES) + len(FACTS))
    assert await store.revision() == 0
    assert await store.changes(LogPosition(0), 100) == []
    await open_base().write(ALL)
    await other.write(ALL)
    assert await rows_of(store) == await rows_of(other)
    assert await store.statistics() == await other.statistics()
    await other.close()


async def test_a_scan_leaves_out_what_an_unfinished_load_wrote(
    open_base: Callable[..., Neo4jStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_base()
    await broken_off(store, monkeypatch, 6)
    assert not [row for row in await rows_of(store) if isinstance(row, Version)]


async def test_nobody_else_writes_while_a_load_runs(open_base: Callable[..., Neo4jStore], monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_base()
    await broken_off(store, monkeypatch, 5)
    with pytest.raises(StoreUnavailable, match=r"a load or a copy is running since .*: try again when it is over"):
        await put(store, nodes=NODES)
    assert (await store.statistics()).unfinished


async def test_a_load_that_fell_silent_is_over_for_everybody_else(
    open_base: Callable[..., Neo4jStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_base()
    await broken_off(store, monkeypatch, 6)
    monkeypatch.setattr(lease, "_SILENT_SECONDS", -1)
    assert await put(store, visit(date="2023")) == 2
    assert (await store.statistics()).unfinished is None
    assert {change.revision for change in await store.changes(LogPosition(0), 100)} == {1, 2}
    assert await store.write(ALL) == 3
    assert (await store.statistics()).counts["visit"] == 3


async def test_two_steps_of_one_party_in_different_parts_leave_one_current(open_base: Callable[..., Neo4jStore]) -> None:
    store = open_base(part=1)
    await store.write(ALL)
    current = await facts_listed(store, FactSide.PRACTICE, MUSEUM, kind=FactKind.ADOPTION, current=True)
    assert sorted(current) == sorted(fact.id for fact in FACTS if isinstance(fact, Adoption) and fact.stage is AdoptionStage.ADOPTED)


def _recording(fact: AnyFact) -> Recording:
    return Recording(fact=fact)
