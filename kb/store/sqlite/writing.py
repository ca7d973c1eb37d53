"""Writes: everything of one in one transaction, with its revision and its lines in the change log."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from kb.errors import Conflict, Refused
from kb.model import AnyNode, Version
from kb.store.base import Change, Recording, Row, Write
from kb.store.sqlite import notes
from kb.store.sqlite.bulk import WORTH_IT, Bulk
from kb.store.sqlite.ledger import Ledger
from kb.store.sqlite.lines import Numbers, Stamp, VersionLine, line_of, microseconds
from kb.store.sqlite.pool import Session
from kb.store.sqlite.putting import put_nodes
from kb.store.sqlite.versions import LAST_VERSION, Versions
from kb.wire import encode

Item = TypeVar("Item", bound=Recording | Version)

LAST_REVISION = "SELECT coalesce(max(number), 0) FROM revision"
_REVISION = "INSERT OR IGNORE INTO revision (number, at) VALUES (?, ?)"
_NO_REVISION = "DELETE FROM revision WHERE number = ?"
_CHANGE = "INSERT OR REPLACE INTO change (revision, id, status) VALUES (?, ?, ?)"
_BULK = "UPDATE revision SET bulk_after = ?, bulk_to = ? WHERE number = ?"  # these versions go without lines in the change log
_UNFINISHED = """
    INSERT INTO unfinished (id, started_at, written) VALUES (1, :now, :rows)
    ON CONFLICT (id) DO UPDATE SET written = written + excluded.written
"""
_FINISHED = "DELETE FROM unfinished"
_VERSION_CHANGES = """
    INSERT OR REPLACE INTO change (revision, id, status)
    SELECT revision, id, status FROM version NOT INDEXED WHERE no > ? ORDER BY id, number
"""


def write(session: Session, asked: Write, bulk_from: int) -> int:
    """Write all or nothing, and return the revision then; from `bulk_from` new facts on, the indexes are built again.

    Raises:
        Refused: with every problem.
        Conflict: the key of a fresh note is taken, or the store is at another revision than asked for.
    """
    notes.put(session, asked.notes)
    before: int = session.value(LAST_REVISION)
    if asked.at_revision not in (None, before):
        raise Conflict("revision", str(before))
    stamp = Stamp(recorded_at=microseconds(asked.recorded_at), recorded_by=asked.recorded_by, revision=before + 1)
    session.run(_REVISION, [stamp.revision, stamp.recorded_at])
    last_version: int = session.value(LAST_VERSION)
    versions, changed = _with_nodes(session, asked.nodes)
    session.many(_CHANGE, ((stamp.revision, key, None) for key in changed))
    rest = _in_bulk(session, versions, asked.facts, lambda each: stamp.line(each, 1, encode(each.fact)), bulk_from)
    last_in_bulk: int = session.value(LAST_VERSION)
    session.run(_BULK, [last_version, last_in_bulk, stamp.revision])
    versions.record(rest, stamp)
    _settle(versions)
    session.run(_VERSION_CHANGES, [last_in_bulk])
    if changed or session.value(LAST_VERSION) > last_version:
        return stamp.revision
    session.run(_NO_REVISION, [stamp.revision])
    return before


def restore(session: Session, rows: Sequence[Row], bulk_from: int, more: bool) -> None:
    """Write rows of another store as they are; `more`: others follow. Raises Refused with every dangling reference."""
    found = [row for row in rows if isinstance(row, Version)]
    changes = [row for row in rows if isinstance(row, Change)]
    versions, _ = _with_nodes(session, [row for row in rows if not isinstance(row, Version | Change)])
    versions.place(_in_bulk(session, versions, found, line_of, bulk_from))
    _settle(versions)
    session.many(_REVISION, ((change.revision, microseconds(change.at)) for change in changes))
    session.many(_CHANGE, ((change.revision, change.id, change.status and change.status.value) for change in changes))
    if more:
        session.run(_UNFINISHED, {"now": microseconds(datetime.now(UTC)), "rows": len(rows) - len(changes)})
    else:
        session.run(_FINISHED)


def _with_nodes(session: Session, nodes: Sequence[AnyNode]) -> tuple[Versions, list[str]]:
    """Put nodes. Return what enters versions after them, with the problems so far, and the ids of nodes that changed."""
    ledger = Ledger(session)
    changed, problems = put_nodes(session, nodes, ledger)
    ledger.settle()
    versions = Versions(session, Numbers(session), promised=changed if problems else ())
    versions.problems += problems
    return versions, changed


def _in_bulk(
    session: Session, versions: Versions, items: Sequence[Item], line: Callable[[Item], VersionLine], bulk_from: int
) -> Sequence[Item]:
    """Enter in bulk what can be, where that pays; return what is left."""
    if versions.problems or len(items) < bulk_from or len(items) * WORTH_IT < session.value(LAST_VERSION):
        return items
    bulk = Bulk(session, Numbers(session))
    if not bulk.pays(items):
        return items
    rest = bulk.enter(items, line)
    versions.problems += bulk.problems
    return rest


def _settle(versions: Versions) -> None:
    versions.settle()
    if versions.problems:
        raise Refused(versions.problems)
