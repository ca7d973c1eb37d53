"""Calls that run at the same time, that are cancelled, that come from several event loops."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from pathlib import Path

import pytest

from kb.errors import StoreUnavailable
from kb.store.base import Recording, Write
from kb.store.sqlite import SqliteStore
from kb.store.sqlite.pool import Pool, Session
from tests.store.samples import NODES, NOON, facts_listed, put, share

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
WORK = Callable[[Session], None]
PATIENCE_SECONDS = 60  # until a test fails that would otherwise hang


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    store = SqliteStore(tmp_path / "kb.sqlite", timeout_seconds=0.05)
    await put(store, nodes=NODES)
    yield store
    await store.close()


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[Pool]:
    pool = Pool(tmp_path / "kb.sqlite", timeout_seconds=1)
    yield pool
    pool.close()


async def cancelled_while_running(call: Callable[[WORK], Coroutine[None, None, None]], first: WORK = lambda session: None) -> None:
    """Cancel a call while its work runs: `first`, and then without end."""
    begun = threading.Event()

    def work(session: Session) -> None:
        first(session)
        begun.set()
        session.rows(ENDLESS)

    task = asyncio.create_task(call(work))
    await asyncio.to_thread(begun.wait)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


@pytest.mark.parametrize("kind", ["read", "write"])
async def test_cancelling_a_call_ends_what_runs_in_its_thread(pool: Pool, kind: str) -> None:
    await cancelled_while_running(getattr(pool, kind))
    await asyncio.wait_for(asyncio.to_thread(pool.close), PATIENCE_SECONDS)  # it waits for every thread


async def test_cancelling_a_scan_ends_what_runs_in_its_thread(pool: Pool) -> None:
    session = Session()
    await cancelled_while_running(lambda work: pool.step(session, work))
    pool.give_back(session)
    await asyncio.wait_for(asyncio.to_thread(pool.close), PATIENCE_SECONDS)


def test_stopping_a_call_that_has_ended_leaves_the_next_one_with_its_connection_alone() -> None:
    connection = sqlite3.connect(":memory:")
    ended, running = Session().use(connection), Session().use(connection)
    connection.create_function("stop_the_other", 0, ended.stop)
    counted = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 3) SELECT i, stop_the_other() FROM n"
    assert running.rows(counted) == [(1, None), (2, None), (3, None)]
    connection.close()


async def test_a_cancelled_write_leaves_nothing_and_the_next_one_goes_through(pool: Pool) -> None:
    def writing(session: Session) -> None:
        session.run("INSERT INTO revision (number, at) VALUES (7, 0)")

    await cancelled_while_running(pool.write, first=writing)
    assert await pool.read(lambda session: session.rows("SELECT number FROM revision")) == []
    await pool.write(writing)
    assert await pool.read(lambda session: session.rows("SELECT number FROM revision")) == [(7,)]


async def test_a_call_cancelled_between_two_statements_goes_no_further(pool: Pool) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(session: Session) -> None:
        session.run("INSERT INTO revision (number, at) VALUES (7, 0)")
        begun.set()
        go_on.wait()
        session.many("INSERT INTO revision (number, at) VALUES (?, 0)", [(8,)])

    task = asyncio.create_task(pool.write(work))
    await asyncio.to_thread(begun.wait)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    go_on.set()
    assert await pool.write(lambda session: session.rows("SELECT number FROM revision")) == []


async def test_a_call_that_waits_its_turn_is_cancelled_before_it_begins(pool: Pool) -> None:
    begun, go_on, ran = threading.Event(), threading.Event(), threading.Event()

    def waiting(session: Session) -> None:
        begun.set()
        go_on.wait()

    first = asyncio.create_task(pool.write(waiting))
    await asyncio.to_thread(begun.wait)
    second = asyncio.create_task(pool.write(lambda session: ran.set()))
    await asyncio.sleep(0)
    second.cancel()
    with pytest.raises(asyncio.CancelledError):
        await second
    go_on.set()
    await first
    await pool.write(lambda session: None)
    assert not ran.is_set()


async def test_a_scan_that_is_cancelled_before_it_has_a_connection_leaves_none(pool: Pool) -> None:
    session = Session()
    session.stop()
    with pytest.raises(asyncio.CancelledError):
        await pool.step(session, lambda session: session.rows("SELECT 1"))
    unused = Session()
    pool.give_back(unused)
    pool.close()
    pool.give_back(session)
    assert not unused.connected


async def test_reads_go_on_while_a_write_runs(pool: Pool) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(session: Session) -> None:
        session.run("INSERT INTO revision (number, at) VALUES (7, 0)")
        begun.set()
        go_on.wait()

    writing = asyncio.create_task(pool.write(work))
    await asyncio.to_thread(begun.wait)
    assert await pool.read(lambda session: session.rows("SELECT number FROM revision")) == []
    go_on.set()
    await writing
    assert await pool.read(lambda session: session.rows("SELECT number FROM revision")) == [(7,)]


async def test_writes_at_the_same_time_all_arrive(store: SqliteStore) -> None:
    revisions = await asyncio.gather(*(put(store, share(date=str(year))) for year in range(1990, 2010)))
    assert sorted(revisions) == list(range(2, 22))
    assert len(await facts_listed(store)) == 20


async def test_a_lock_held_for_long_is_told_and_reads_go_on(store: SqliteStore, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "kb.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="kept locked by another process"):
        await put(store, share())
    assert await store.revision() == 1
    other.execute("ROLLBACK")
    assert await put(store, share()) == 2
    other.close()


async def test_a_read_waits_for_locks_in_a_thread_alone(pool: Pool) -> None:
    def waits(session: Session) -> tuple[int, bool]:
        return session.value("PRAGMA busy_timeout"), threading.current_thread() is threading.main_thread()

    assert [await pool.read(waits), await pool.read(waits)] == [(1000, False), (0, True)]


async def test_a_read_that_waits_for_a_lock_leaves_the_event_loop_free(tmp_path: Path) -> None:
    await put(made := SqliteStore(tmp_path / "kb.sqlite"), nodes=NODES)
    await made.close()
    other = sqlite3.connect(tmp_path / "kb.sqlite", isolation_level=None)
    other.execute("PRAGMA journal_mode = DELETE")  # as a file has it that SQLite's own tools copied: reads wait for writes
    store = SqliteStore(tmp_path / "kb.sqlite", timeout_seconds=5)
    assert (await store.revision(), await store.revision()) == (1, 1)
    other.execute("BEGIN EXCLUSIVE")
    reading = asyncio.create_task(store.revision())
    await asyncio.sleep(0)
    other.execute("ROLLBACK")  # too late if the read had waited here
    assert await reading == 1
    other.close()
    await store.close()


def test_one_store_serves_several_event_loops_one_after_another(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "kb.sqlite")
    asyncio.run(put(store, share(), nodes=NODES))
    assert asyncio.run(facts_listed(store)) == [share().id]
    asyncio.run(store.close())


def test_one_store_serves_event_loops_in_several_threads(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "kb.sqlite")
    asyncio.run(put(store, nodes=NODES))
    threads = [threading.Thread(target=lambda year=year: asyncio.run(put(store, share(date=str(year))))) for year in range(2000, 2004)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert asyncio.run(store.revision()) == 5
    asyncio.run(store.close())


async def test_every_connection_is_closed_with_its_store_also_that_of_a_scan_left_early(store: SqliteStore, tmp_path: Path) -> None:
    scan = store.scan()
    await anext(scan)
    await scan.aclose()  # type: ignore[attr-defined]  # an iterator in the port
    await store.close()
    assert [file.name for file in tmp_path.iterdir()] == ["kb.sqlite"]  # whoever is last takes the log along


async def test_a_scan_of_a_store_that_is_closed_meanwhile_says_so(store: SqliteStore) -> None:
    scan = store.scan()
    await anext(scan)
    await store.close()
    with pytest.raises(StoreUnavailable, match="was closed"):
        await anext(scan)


class BreaksTheSecondTime(list[Recording]):
    """It is looked through once before anything is written, and breaks while it is."""

    times = 0

    def __iter__(self) -> Iterator[Recording]:
        self.times += 1
        yield from super().__iter__()
        if self.times == 2:
            raise ZeroDivisionError


async def test_a_bulk_write_is_undone_whole_with_its_indexes(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "bulk.sqlite", bulk_from=1)
    await put(store, share(), nodes=NODES)
    facts = BreaksTheSecondTime(Recording(fact=share(date=str(year))) for year in range(1990, 2000))
    with pytest.raises(ZeroDivisionError):
        await store.write(Write(facts=facts, recorded_by="hand", recorded_at=NOON))
    assert await facts_listed(store) == [share().id]
    assert await put(store, share(date="1999")) == 2
    await store.close()
