"""What a read gives back, made into nodes, versions and changes: the projections of Cypher, and how they are decoded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from kb.model import NO_TEXTS, AnyFact, AnyNode, FactStatus, Texts, Version
from kb.store.base import Change
from kb.store.neo4j.plain import texts_of, thing_of
from kb.store.neo4j.schema import DERIVED, NODE_SORTS, SCAN_SORT, SORTS, TYPES, WORDS

_KEPT = 50_000  # things that are decoded once
_FACT_SORTS = sorted({key for name in TYPES.values() for key in SORTS[name]})
_SILENT = ("date_earliest", "date_latest", "key", *DERIVED, *_FACT_SORTS)
FACT = f"f {{.*, recorded_at: toString(f.recorded_at), {', '.join(f'{key}: null' for key in _SILENT)}}}"
VERSION = "v {.*, id: v.fact, recorded_at: toString(v.recorded_at)}"
_POINT = "CASE WHEN n.location IS NOT NULL THEN [n.location.x, n.location.y] END"  # numbers are decoded ten times as fast
NODE = f"n {{.*, location: {_POINT}, {', '.join(f'{key}: null' for key in (*NODE_SORTS, SCAN_SORT, *WORDS))}}}"
PARTIES = "CASE WHEN n:Programme THEN [(p:Party)-[t:TAKES_PART_IN]->(n) | t {.*, party: p.id}] END"
ROW = f"[{NODE}, {PARTIES}]"
CHANGE = "[c.revision, c.changed, toString(c.at), c.status]"


class Decoder:
    """Decodes what was read; a thing of the same id and the same content is decoded once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Any] = {}

    def node(self, row: Sequence[Any]) -> AnyNode:
        """Read a ROW."""
        found, parties = row
        node: AnyNode = self._thing(found, parties or ())
        return node

    def version(self, found: Mapping[str, Any]) -> Version:
        """Read a FACT, which is accepted, or a VERSION."""
        fact: AnyFact = self._thing(found, ())
        reason = texts_of(found, "reason") if _has_reason(tuple(found)) else {}
        return Version(
            fact=fact,
            number=found["number"],
            status=FactStatus(found.get("status") or FactStatus.ACCEPTED),
            recorded_at=moment(found["recorded_at"]),
            recorded_by=found["recorded_by"],
            revision=found["revision"],
            reason=Texts(reason) if reason else NO_TEXTS,
        )

    def _thing(self, found: Mapping[str, Any], parties: Sequence[Mapping[str, Any]]) -> Any:
        known = (found["id"], found["hash"])
        thing = self._known.get(known)
        if thing is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            thing = self._known[known] = thing_of(found, parties)
        return thing


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
