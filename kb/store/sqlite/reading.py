"""What is asked by id or by key, the change log, and how much there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from kb.model import AnyNode, FactId, FactKind, FactStatus, NodeId, NodeKind, Version
from kb.model.places import upwards
from kb.store.base import Change, Statistics
from kb.store.sqlite.fact_lists import EVERYONE
from kb.store.sqlite.lines import VERSION_COLUMNS, by_id, moment, node_of, version_of
from kb.store.sqlite.pool import Row, Session
from kb.store.sqlite.schema import STRANDS, Roll
from kb.store.sqlite.writing import LAST_REVISION

_LAST_CHANGE = "SELECT max(at) FROM revision"
_NODE_COUNTS = f"SELECT kind, n FROM node_tally WHERE owner = {EVERYONE} AND roll = '{Roll.ALL}'"
_FACT_COUNTS = f"SELECT strand, n FROM fact_tally WHERE owner = {EVERYONE} AND side = 'all'"
LOGGED = """
    SELECT revision, id, at, status FROM change JOIN revision ON revision.number = change.revision WHERE revision > :after
"""
LOGGED_IN_BULK = f"""
    SELECT revision.number, version.id, revision.at, '{FactStatus.ACCEPTED}'
    FROM revision CROSS JOIN version ON version.no > revision.bulk_after AND version.no <= revision.bulk_to
    WHERE revision.number > :after
        AND NOT EXISTS (SELECT 1 FROM change WHERE change.revision = revision.number AND change.id = version.id)
"""  # what came in bulk has no lines of its own
_CHANGES = f"{LOGGED} UNION ALL {LOGGED_IN_BULK} ORDER BY 1, 2 LIMIT :most"
_AROUND = """
    WITH RECURSIVE around (no) AS (
        SELECT no FROM node WHERE id IN (SELECT value FROM json_each(?)) AND actor IS NOT NULL
        UNION
        SELECT node.larger FROM around JOIN node ON node.no = around.no WHERE node.larger IS NOT NULL
    )
    SELECT node.id, larger.id FROM around JOIN node ON node.no = around.no LEFT JOIN node AS larger ON larger.no = node.larger
"""
_NODES = "SELECT id, body FROM node WHERE id IN (SELECT value FROM json_each(?))"
_FACTS = f"""
    SELECT {VERSION_COLUMNS} FROM version AS v WHERE v.id IN (SELECT value FROM json_each(?)) AND v.status = '{FactStatus.ACCEPTED}'
"""
_HISTORY = f"SELECT {VERSION_COLUMNS} FROM version AS v WHERE v.id IN (SELECT value FROM json_each(?)) ORDER BY v.id, v.number"


def revision(session: Session) -> int:
    """Return the number of writes so far."""
    number: int = session.value(LAST_REVISION)
    return number


def statistics(session: Session) -> Statistics:
    """Return how much there is, as it was counted along the way."""
    counts = dict.fromkeys((kind.value for kind in (*NodeKind, *FactKind)), 0)
    counts |= dict(session.rows(_NODE_COUNTS))
    strands: dict[int, int] = dict(session.rows(_FACT_COUNTS))
    for kind, held in STRANDS.items():
        counts[kind.value] = sum(strands.get(int(strand), 0) for strand in held)
    at = session.value(_LAST_CHANGE)
    return Statistics(revision=revision(session), last_change=moment(at) if at is not None else None, counts=counts)


def changes(session: Session, after: int, first: int) -> list[Change]:
    """Return changes of later revisions, cut between revisions unless one alone is larger."""
    rows = session.rows(_CHANGES, {"after": after, "most": first + 1})
    if len(rows) > first:
        whole = [row for row in rows if row[0] != rows[-1][0]]
        rows = whole or rows[:first]
    return [change_of(row) for row in rows]


def change_of(row: Row) -> Change:
    """Read a row of LOGGED or LOGGED_IN_BULK."""
    number, key, at, status = row
    return Change(revision=number, id=key, at=moment(at), status=FactStatus(status) if status else None)


def nodes(session: Session, ids: Collection[NodeId]) -> dict[NodeId, AnyNode]:
    """Return nodes by id."""
    return {key: node_of(key, body) for key, body in session.each(_NODES, [by_id(ids)])}


def around(session: Session, ids: Collection[NodeId]) -> dict[NodeId, tuple[NodeId, ...]]:
    """Return each party with the larger places around it, nearest first."""
    larger: dict[NodeId, NodeId | None] = dict(session.rows(_AROUND, [by_id(ids)]))
    return {key: tuple(upwards(key, larger.get)) for key in ids if key in larger}


def facts(session: Session, ids: Collection[FactId]) -> dict[FactId, Version]:
    """Return the accepted version of each fact."""
    return {row[0]: version_of(row) for row in session.each(_FACTS, [by_id(ids)])}


def history(session: Session, ids: Collection[FactId]) -> dict[FactId, list[Version]]:
    """Return every version of each fact, the first one first."""
    found: defaultdict[FactId, list[Version]] = defaultdict(list)
    for row in session.each(_HISTORY, [by_id(ids)]):
        found[row[0]].append(version_of(row))
    return dict(found)
