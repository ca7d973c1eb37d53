"""Everything of one revision, streamed in batches, whatever is written meanwhile.

Neo4j has no snapshots, so each fact is read as it stood at the revision: a version says since which revision it is
there, and a superseded one until which and as what. Nodes keep no former content: those written anew while the nodes
were read come last, and the revision is then the later one.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from functools import lru_cache
from typing import Any

from kb.model import NodeId
from kb.store.base import LogPosition, Row
from kb.store.neo4j.link import Reader
from kb.store.neo4j.reading import changes, grouped, revision
from kb.store.neo4j.records import FACT, ROW, VERSION, node_of, version_of
from kb.store.neo4j.schema import KEY_LABELS, SCAN_SORT, TYPES, VERSION_LABEL

_BATCH = 1000
_NODES = """
    MATCH (n:{label}) USING INDEX SEEK n:{label}({sort}) WHERE n.{sort} > $after
    WITH n ORDER BY n.{sort} LIMIT $most RETURN collect([n.{sort}, n.revision] + {row})
"""
_FACTS = """
    CALL () {{
        MATCH ()-[f:{name}]->() USING INDEX SEEK f:{name}(id) WHERE f.id > $after
        WITH f ORDER BY f.id LIMIT $most RETURN collect({fact}) AS facts
    }}
    WITH facts, CASE size(facts) WHEN $most THEN facts[-1].id ELSE $end END AS last
    CALL (last) {{
        MATCH (v:{versions}) USING INDEX SEEK v:{versions}(fact) WHERE v.fact > $after AND v.fact <= last AND v.revision <= $at
            AND ($all OR (v.was = 'accepted' AND v.superseded_in > $at))
        RETURN collect({version}) AS versions
    }}
    RETURN [last, facts, versions]
"""


async def scan(reader: Reader, versions: bool) -> AsyncIterator[list[Row]]:
    """Yield nodes, then accepted facts; with `versions`, every version of every fact, then the change log."""
    came_late: set[NodeId] = set()
    at = await revision(reader)
    for label in dict.fromkeys(KEY_LABELS[kind] for kind in ("source", "topic", "city", "practice", "programme")):
        async for batch in _nodes(reader, label, at, came_late):
            yield batch
    while late := came_late | await _changed(reader, at):
        yield await _again(reader, late)
        before, at, came_late = at, await revision(reader), set()
        if before == at:
            break
    for kind, name in TYPES.items():
        async for batch in _facts(reader, (kind, name), at, versions):
            yield batch
    if versions:
        async for batch in _log(reader, at):
            yield batch


async def _nodes(reader: Reader, label: str, at: int, came_late: set[NodeId]) -> AsyncIterator[list[Row]]:
    cypher, after = _NODES.format(label=label, sort=SCAN_SORT, row=ROW), ""
    while rows := await reader.value(cypher, after=after, most=_BATCH):
        after = rows[-1][0]
        came_late |= {row[2]["id"] for row in rows if row[1] > at}
        if batch := [node_of(row[2:]) for row in rows if row[1] <= at]:
            yield [*batch]


async def _changed(reader: Reader, after: int) -> set[NodeId]:
    """Return the nodes that were written after a revision."""
    found: set[NodeId] = set()
    position = LogPosition(after)
    while page := await changes(reader, position, _BATCH):
        position = LogPosition(page[-1].revision, page[-1].id)
        found |= {change.id for change in page if change.status is None}
    return found


async def _again(reader: Reader, ids: Iterable[NodeId]) -> list[Row]:
    asked = grouped(ids, KEY_LABELS)
    rows = await reader.value(_nodes_again(tuple(sorted(asked))), **asked)
    return [node_of(row[1:]) for row in sorted(rows, key=lambda row: str(row[0]))]


async def _facts(reader: Reader, kind: tuple[str, str], at: int, versions: bool) -> AsyncIterator[list[Row]]:
    start, name = kind
    cypher = _FACTS.format(name=name, fact=FACT, versions=VERSION_LABEL, version=VERSION)
    after, end = f"{start}:", f"{start};"  # the next letter after the colon
    while after < end:
        after, facts, others = await reader.value(cypher, after=after, end=end, most=_BATCH, at=at, all=versions)
        found = {(row["id"], row["number"]): row for row in facts if row["revision"] <= at}
        found = {(row["id"], row["number"]): _as_it_was(row, at) for row in others} | found
        if found:
            yield [version_of(row) for row in found.values()]


def _as_it_was(row: dict[str, Any], at: int) -> dict[str, Any]:
    return {**row, "status": row["was"]} if row.get("superseded_in", 0) > at else row


async def _log(reader: Reader, at: int) -> AsyncIterator[list[Row]]:
    position = LogPosition(0)
    while page := [change for change in await changes(reader, position, _BATCH) if change.revision <= at]:
        position = LogPosition(page[-1].revision, page[-1].id)
        yield [*page]


@lru_cache
def _nodes_again(labels: tuple[str, ...]) -> str:
    parts = (f"UNWIND ${label} AS id MATCH (n:{label} {{id: id}}) RETURN [n.{SCAN_SORT}] + {ROW} AS row" for label in labels)
    return f"CALL () {{ {' UNION ALL '.join(parts)} }} RETURN collect(row)"
