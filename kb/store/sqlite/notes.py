"""Notes: what is kept beside the graph, each on a shelf under a key."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import orjson

from kb.errors import Conflict
from kb.store.base import Note
from kb.store.sqlite.pool import Session

_BY_KEY = "SELECT key, body FROM note WHERE shelf = ? AND key IN (SELECT value FROM json_each(?))"
_PAGE = "SELECT key, body FROM note WHERE shelf = ? AND key > ? ORDER BY key LIMIT ?"
_NEW = "INSERT OR IGNORE INTO note (shelf, key, body) VALUES (?, ?, ?) RETURNING 1"
_PUT = "INSERT OR REPLACE INTO note (shelf, key, body) VALUES (?, ?, ?)"
_TAKE_AWAY = "DELETE FROM note WHERE shelf = ? AND key = ?"


def notes(session: Session, shelf: str, keys: Collection[str]) -> dict[str, str]:
    """Return the notes with these keys."""
    return dict(session.rows(_BY_KEY, [shelf, orjson.dumps(list(keys))]))


def note_page(session: Session, shelf: str, after: str, first: int) -> list[tuple[str, str]]:
    """Return notes of a shelf by key."""
    return [(key, body) for key, body in session.rows(_PAGE, [shelf, after, first])]


def put(session: Session, written: Sequence[Note]) -> None:
    """Write notes. Raises Conflict where the key of a fresh one is taken."""
    for note in written:
        if note.fresh and note.body is None and notes(session, note.shelf, [note.key]):
            raise Conflict(note.shelf, note.key)
        if note.body is None:
            session.run(_TAKE_AWAY, [note.shelf, note.key])
        elif not note.fresh:
            session.run(_PUT, [note.shelf, note.key, note.body])
        elif session.value(_NEW, [note.shelf, note.key, note.body]) is None:
            raise Conflict(note.shelf, note.key)
