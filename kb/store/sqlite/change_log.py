"""The change log, in its order. What came in bulk has no lines of its own: it is read off the versions of that revision."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge
from itertools import islice

from kb.model import FactStatus
from kb.store.base import Change, LogPosition
from kb.store.sqlite.lines import moment
from kb.store.sqlite.pool import Row, Session

START = LogPosition(0)
_LINES = """
    SELECT change.revision, change.id, revision.at, change.status
    FROM change CROSS JOIN revision ON revision.number = change.revision
    WHERE (change.revision, change.id) > (:revision, :id) ORDER BY change.revision, change.id
"""
_BULKS = "SELECT number, at, bulk_after, bulk_to FROM revision WHERE number >= ? AND bulk_to > bulk_after ORDER BY number"
_IN_BULK = """
    SELECT version.id FROM version INDEXED BY version_id
    WHERE version.id > :id AND version.no > :bulk_after AND version.no <= :bulk_to
        AND NOT EXISTS (SELECT 1 FROM change WHERE change.revision = :revision AND change.id = version.id)
    ORDER BY version.id
"""  # a bulk is a good part of all versions then: its ids are found soon on a walk along the index of ids


def changes(session: Session, after: LogPosition, first: int) -> list[Change]:
    """Return up to `first` changes after a position."""
    return list(islice(log(session, after), first))


def log(session: Session, after: LogPosition = START) -> Iterator[Change]:
    """Yield the changes after a position, by revision, then by id, as they are asked for."""
    lines: Iterator[Row] = session.each(_LINES, after._asdict())
    for number, key, at, status in merge(lines, _bulk_lines(session, after), key=lambda row: row[:2]):
        yield Change(revision=number, id=key, at=moment(at), status=FactStatus(status) if status else None)


def _bulk_lines(session: Session, after: LogPosition) -> Iterator[Row]:
    for number, at, bulk_after, bulk_to in session.rows(_BULKS, [after.revision]):
        begin = after.id if number == after.revision else ""
        values = {"revision": number, "id": begin, "bulk_after": bulk_after, "bulk_to": bulk_to}
        yield from ((number, key, at, FactStatus.ACCEPTED) for (key,) in session.each(_IN_BULK, values))
