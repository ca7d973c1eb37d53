"""Opening a file as a store: made where there is none yet, recognised, or refused with the reason."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from time import monotonic, sleep

from kb.errors import StoreCorrupt, StoreError, StoreUnavailable
from kb.store.sqlite.schema import APPLICATION_ID, INDEXES, SCHEMA_VERSION, TABLES, UPGRADES

USUAL_CACHE = "PRAGMA cache_size = -16384"  # KiB
_STATEMENTS = 256  # compiled statements kept by a connection
_RETRY_SECONDS = 0.02


def connect(path: Path, timeout_seconds: float) -> sqlite3.Connection:
    """Open a store, and make it first where the file is missing or empty.

    Args:
        path: the file; its folder must be there.
        timeout_seconds: how long to wait for a lock that another process holds.
    Raises:
        StoreError: the folder is missing, or the file is no store of this version.
        sqlite3.Error: anything that SQLite itself has to say.
    """
    if not path.parent.is_dir():
        raise StoreUnavailable(f"there is no folder {path.parent}", "make it, or name a file in another one")
    connection = sqlite3.connect(
        path, timeout=timeout_seconds, isolation_level=None, check_same_thread=False, cached_statements=_STATEMENTS
    )
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(USUAL_CACHE)
        connection.execute("PRAGMA journal_size_limit = 67108864")
        if not _recognised(connection, path):
            _make(connection, path, timeout_seconds)
    except BaseException:
        connection.close()
        raise
    return connection


def _recognised(connection: sqlite3.Connection, path: Path) -> bool:
    """Tell whether the file is a store; False where it is still empty. Raises StoreError for any other file."""
    ((application,),) = connection.execute("PRAGMA application_id")
    ((version,),) = connection.execute("PRAGMA user_version")
    ((tables,),) = connection.execute("SELECT count(*) FROM sqlite_schema")
    if not tables and not application:
        return False
    if application != APPLICATION_ID:
        raise StoreCorrupt(f"{path} is the database of another program", "name another file; a new one is made where there is none")
    if version in UPGRADES:
        version = _upgraded(connection)
    if version != SCHEMA_VERSION:
        raise StoreError(f"{path} is a store of version {version}, and this program reads version {SCHEMA_VERSION}", _remedy(version))
    return True


def _upgraded(connection: sqlite3.Connection) -> int:
    """Make a store of an earlier version one of this version, and return its version then."""
    connection.execute("BEGIN IMMEDIATE")
    ((version,),) = connection.execute("PRAGMA user_version")  # another process may have been quicker
    while version in UPGRADES:
        for statement in UPGRADES[version]:
            connection.execute(statement)
        version += 1
    connection.execute(f"PRAGMA user_version = {version:d}")
    connection.execute("COMMIT")
    return int(version)


def _remedy(version: int) -> str:
    return "update the program" if version > SCHEMA_VERSION else "load its sources into a new file"


def _make(connection: sqlite3.Connection, path: Path, timeout_seconds: float) -> None:
    _use_wal(connection, monotonic() + timeout_seconds)
    connection.execute("BEGIN IMMEDIATE")
    if _recognised(connection, path):  # another process was quicker
        connection.execute("ROLLBACK")
        return
    for statement in (*_statements(TABLES), *INDEXES.values()):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION:d}")
    connection.execute("COMMIT")


def _use_wal(connection: sqlite3.Connection, deadline: float) -> None:
    """Switch to write-ahead logging, which SQLite refuses at once while another process has just opened the file."""
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or monotonic() > deadline:
                raise
            sleep(_RETRY_SECONDS)
        else:
            return


def _statements(script: str) -> list[str]:
    return [statement for statement in script.split(";") if statement.strip()]
