"""What SQLite says when it fails, in words for people: each failure with its remedy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.errors import InvalidInput, StoreCorrupt, StoreError, StoreReadOnly, StoreUnavailable

_PRIMARY = 0xFF  # an extended result code keeps the primary one in its last byte


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a StoreError, and a value that it cannot hold into InvalidInput."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explain(error, path) from error
    except (OverflowError, UnicodeEncodeError) as error:
        raise InvalidInput(f"a number or a text given is one that no store can hold: {error}") from error


def _explain(error: sqlite3.Error, path: Path) -> StoreError:
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreUnavailable(f"{path} is kept locked by another process", "try again when its load or write is over")
    if code == sqlite3.SQLITE_READONLY or (code == sqlite3.SQLITE_CANTOPEN and path.is_file()):
        return StoreReadOnly(f"{path} cannot be written", "give yourself the right to write to the file and its folder, or use a copy")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return StoreCorrupt(f"{path} is damaged or is no store", "restore it from a copy, or load the seed into a new file")
    if code == sqlite3.SQLITE_CANTOPEN:
        return StoreUnavailable(f"{path} cannot be opened", "name a file in a folder that you may write to")
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return StoreUnavailable(f"{path} could not be read or written: {error}", "see whether its disk is full, or gone")
    return StoreError(f"{path}: {error}")
