"""Files that are a store, files that are none, and files that cannot be used."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from kb.errors import InvalidInput, StoreCorrupt, StoreError, StoreReadOnly, StoreUnavailable
from kb.model import NodeKind, Participation, Programme, ProgrammeKind, Texts
from kb.store.base import FactSide, NodeSide
from kb.store.sqlite import SqliteStore, opening
from kb.store.sqlite.failures import explained
from kb.store.sqlite.pool import Pool
from tests.store.samples import (
    CENTRE,
    DISTRICT,
    EXCHANGE,
    FORUM,
    IT,
    NODES,
    POCHINOK,
    ROBOTS,
    SCHOOL,
    facts_listed,
    nodes_listed,
    put,
    share,
)

NOBODY = 65534
GUESTS = [
    Programme(
        id=EXCHANGE,
        name=Texts(en="Exchange"),
        kind=ProgrammeKind.AGREEMENT,
        organiser=CENTRE,
        parties=(Participation(party=SCHOOL), Participation(party=CENTRE)),
    ),
    Programme(id=FORUM, name=Texts(en="Forum"), kind=ProgrammeKind.FORUM, organiser=POCHINOK),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "kb.sqlite"


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that everybody may enter; what is tested is done by somebody who owns nothing."""
    folder = Path(mkdtemp())
    folder.chmod(0o755)
    user = os.geteuid()
    yield folder
    os.seteuid(user)
    shutil.rmtree(folder)


def become_nobody() -> None:
    if os.geteuid() == 0:  # whom no mode of a file keeps out
        os.seteuid(NOBODY)


async def filled(path: Path) -> SqliteStore:
    store = SqliteStore(path)
    await put(store, share(), nodes=NODES)
    return store


async def test_a_new_file_is_made_with_write_ahead_logging(path: Path) -> None:
    await (await filled(path)).close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


async def test_what_was_written_is_there_when_the_file_is_opened_again(path: Path) -> None:
    await (await filled(path)).close()
    store = SqliteStore(path)
    assert await facts_listed(store, FactSide.TAKER, DISTRICT) == [share().id]
    await store.close()


async def test_an_empty_file_becomes_a_store(path: Path) -> None:
    path.touch()
    await (await filled(path)).close()


async def test_foreign_keys_are_enforced(path: Path) -> None:
    await (await filled(path)).close()
    pool = Pool(path, timeout_seconds=1)
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        await pool.write(lambda session: session.run("UPDATE fact SET taker = 999"))
    assert await pool.read(lambda session: session.rows("PRAGMA foreign_key_check")) == []
    pool.close()


async def test_no_reference_dangles_after_a_write_in_bulk(path: Path) -> None:
    store = SqliteStore(path, bulk_from=1)
    await put(store, *(share(date=str(year)) for year in range(1990, 2020)), nodes=NODES)
    await store.close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


async def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "none" / "kb.sqlite")
    with pytest.raises(StoreUnavailable, match=r"there is no folder .*none: make it"):
        await store.revision()
    await store.close()


async def test_a_folder_is_no_store(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path)
    with pytest.raises(StoreUnavailable, match="cannot be opened: name a file"):
        await store.revision()
    await store.close()


async def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path) -> None:
    path.write_text("practice,party\n" * 100)
    store = SqliteStore(path)
    with pytest.raises(StoreCorrupt, match="is damaged or is no store: restore it"):
        await store.revision()
    await store.close()
    assert path.read_text().startswith("practice,party")


async def test_a_damaged_file_is_told_in_one_line(path: Path) -> None:
    await (await filled(path)).close()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    store = SqliteStore(path)
    with pytest.raises(StoreCorrupt, match="is damaged") as error:
        await store.nodes([DISTRICT])
    await store.close()
    assert "\n" not in str(error.value)


async def test_the_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE fact (no INTEGER)")
    connection.close()
    store = SqliteStore(path)
    with pytest.raises(StoreCorrupt, match="the database of another program: name another file"):
        await put(store, nodes=NODES)
    await store.close()
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT name FROM sqlite_schema").fetchall() == [("fact",)]
    connection.close()


def test_a_store_that_another_process_makes_at_the_same_time_is_taken_as_it_is(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def use_wal_late(connection: sqlite3.Connection, deadline: float) -> None:
        monkeypatch.undo()
        opening.connect(path, 1).close()

    monkeypatch.setattr(opening, "_use_wal", use_wal_late)
    opening.connect(path, 1).close()
    assert opening.connect(path, 1).execute("SELECT count(*) FROM node").fetchone() == (0,)


def test_a_file_that_another_process_is_just_opening_is_tried_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr(opening, "sleep", lambda seconds: other.execute("ROLLBACK"))
    opening.connect(path, timeout_seconds=60).close()
    other.close()


async def test_but_not_for_ever(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store = SqliteStore(path, timeout_seconds=0.01)
    with pytest.raises(StoreUnavailable, match="kept locked"):
        await store.revision()
    await store.close()
    other.close()


LACKING = {1: ["TABLE unfinished"], 2: ["TABLE note"], 3: ["TABLE participation", "INDEX practice_topic_topic"]}


@pytest.mark.parametrize("version", LACKING)
async def test_a_store_of_an_earlier_version_is_brought_up_to_date(path: Path, version: int) -> None:
    store = await filled(path)
    await put(store, nodes=GUESTS)
    await store.close()
    connection = sqlite3.connect(path)
    for earlier in range(version, 4):
        for lacking in LACKING[earlier]:
            connection.execute(f"DROP {lacking}")
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    store = SqliteStore(path)
    assert (await store.statistics()).unfinished is None
    assert await store.notes("token", ["a"]) == {}
    for party in (SCHOOL, DISTRICT, CENTRE):
        assert await nodes_listed(store, party, side=NodeSide.PARTY, kind=NodeKind.PROGRAMME) == [EXCHANGE], party
    assert await nodes_listed(store, POCHINOK, side=NodeSide.PARTY, kind=NodeKind.PROGRAMME) == [EXCHANGE, FORUM]
    assert await nodes_listed(store, IT, side=NodeSide.TOPIC, kind=NodeKind.PRACTICE) == [ROBOTS]
    assert await facts_listed(store, FactSide.TAKER, DISTRICT) == [share().id]
    await store.close()


@pytest.mark.parametrize(("version", "remedy"), [(99, "update the program"), (0, "load its sources into a new file")])
async def test_a_store_of_another_version_is_refused_with_what_to_do(path: Path, version: int, remedy: str) -> None:
    await (await filled(path)).close()
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    store = SqliteStore(path)
    with pytest.raises(StoreError, match=f"is a store of version {version}, and this program reads version 4: {remedy}"):
        await store.revision()
    await store.close()


async def test_a_file_that_may_not_be_written_is_told_in_one_line(public_folder: Path) -> None:
    path = public_folder / "kb.sqlite"
    await (await filled(path)).close()
    path.chmod(0o444)
    public_folder.chmod(0o555)
    become_nobody()
    store = SqliteStore(path)
    with pytest.raises(StoreReadOnly, match="cannot be written: give yourself the right"):
        await put(store, nodes=NODES[:1])
    await store.close()


async def test_no_file_is_made_in_a_folder_that_may_not_be_written(public_folder: Path) -> None:
    public_folder.chmod(0o555)
    become_nobody()
    store = SqliteStore(public_folder / "kb.sqlite")
    with pytest.raises(StoreUnavailable, match="cannot be opened"):
        await store.revision()
    await store.close()


@pytest.mark.parametrize(
    ("code", "error", "words"),
    [
        (sqlite3.SQLITE_BUSY, StoreUnavailable, "kept locked by another process: try again"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, StoreUnavailable, "kept locked by another process: try again"),
        (sqlite3.SQLITE_READONLY_DBMOVED, StoreReadOnly, "cannot be written"),
        (sqlite3.SQLITE_CORRUPT_INDEX, StoreCorrupt, "is damaged"),
        (sqlite3.SQLITE_FULL, StoreUnavailable, "could not be read or written: what it says: see whether its disk is full"),
        (sqlite3.SQLITE_IOERR_READ, StoreUnavailable, "could not be read or written"),
        (sqlite3.SQLITE_NOMEM, StoreError, "kb.sqlite: what it says"),
    ],
)
def test_each_failure_has_its_error_and_its_remedy(path: Path, code: int, error: type[StoreError], words: str) -> None:
    failure = sqlite3.OperationalError("what it says")
    failure.sqlite_errorcode = code
    with pytest.raises(StoreError, match=words) as told, explained(path):
        raise failure
    assert type(told.value) is error


async def test_a_text_that_no_store_can_hold_is_refused(path: Path) -> None:
    store = SqliteStore(path)
    with pytest.raises(InvalidInput, match="no store can hold"):
        await put(store, share(), nodes=NODES, by="\ud800")
    await store.close()
