"""What is asked by id, and how much there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from kb.model import AnyNode, FactId, FactKind, FactStatus, NodeId, NodeKind, Version
from kb.model.places import upwards
from kb.store.base import Statistics, Unfinished
from kb.store.sqlite.fact_lists import EVERYONE
from kb.store.sqlite.lines import VERSION_COLUMNS, by_id, moment, node_of, version_of
from kb.store.sqlite.pool import Session
from kb.store.sqlite.schema import STRANDS, Roll
from kb.store.sqlite.writing import LAST_REVISION

_LAST_CHANGE = "SELECT max(at) FROM revision"
_UNFINISHED = "SELECT started_at, written FROM unfinished"
_NODE_COUNTS = f"SELECT kind, n FROM node_tally WHERE owner = {EVERYONE} AND roll = '{Roll.ALL}'"
_FACT_COUNTS = f"SELECT strand, n FROM fact_tally WHERE owner = {EVERYONE} AND side = 'all'"
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
    last_change = moment(at) if at is not None else None
    return Statistics(revision=revision(session), last_change=last_change, counts=counts, unfinished=_unfinished(session))


def _unfinished(session: Session) -> Unfinished | None:
    rows = session.rows(_UNFINISHED)
    return Unfinished(started_at=moment(rows[0][0]), written=rows[0][1], total=None) if rows else None


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
