"""What a read gives back: the projections of Cypher, and how rows are decoded to nodes, versions and changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from kb.model import NO_TEXTS, AnyNode, FactStatus, Texts, Version
from kb.store.base import Change
from kb.store.neo4j.plain import texts_of, thing_of
from kb.store.neo4j.schema import DERIVED, NODE_SORTS, SCAN_SORT, SORTS, TYPES, WORDS

_FACT_SORTS = sorted({key for name in TYPES.values() for key in SORTS[name]})
_SILENT = ("date_earliest", "date_latest", "key", *DERIVED, *_FACT_SORTS)
_STAMP = "[f.hash, f.number]"
FACT = f"f {{.*, recorded_at: toString(f.recorded_at), stamp: {_STAMP}, {', '.join(f'{key}: null' for key in _SILENT)}}}"
VERSION = "v {.*, id: v.fact, recorded_at: toString(v.recorded_at)}"
_POINT = "CASE WHEN n.location IS NOT NULL THEN [n.location.x, n.location.y] END"  # numbers are decoded ten times as fast
NODE = f"n {{.*, location: {_POINT}, {', '.join(f'{key}: null' for key in (*NODE_SORTS, SCAN_SORT, *WORDS))}}}"
PARTIES = "CASE WHEN n:Programme THEN [(p:Party)-[t:TAKES_PART_IN]->(n) | t {.*, party: p.id}] END"
ROW = f"[{NODE}, {PARTIES}]"
NODE_STAMP = "[n.id, n.hash]"  # which node it is, and which content it has
FACT_STAMP = f"[f.id, {_STAMP}]"  # which fact it is, and which version of it
CHANGE = "[c.revision, c.changed, toString(c.at), c.status]"


def node_of(row: Sequence[Any]) -> AnyNode:
    """Read a ROW."""
    found, parties = row
    node: AnyNode = thing_of(found, parties or ())
    return node


def version_of(found: Mapping[str, Any]) -> Version:
    """Read a FACT, which is accepted, or a VERSION."""
    reason = texts_of(found, "reason") if _has_reason(tuple(found)) else {}
    return Version(
        fact=thing_of(found),
        number=found["number"],
        status=FactStatus(found.get("status") or FactStatus.ACCEPTED),
        recorded_at=moment(found["recorded_at"]),
        recorded_by=found["recorded_by"],
        revision=found["revision"],
        reason=Texts(reason) if reason else NO_TEXTS,
    )


@lru_cache(maxsize=1024)
def _has_reason(keys: tuple[str, ...]) -> bool:
    """Tell whether a reason is among the properties: few sets of them ever come up, and nearly none has one."""
    return any(key.startswith("reason_") for key in keys)


def change_of(row: Sequence[Any]) -> Change:
    """Read a CHANGE."""
    revision, key, at, status = row
    return Change(revision=revision, id=key, at=moment(at), status=FactStatus(status) if status else None)


def moment(text: str) -> datetime:
    """Read a time that Cypher wrote as text."""
    return datetime.fromisoformat(text).astimezone(UTC)
