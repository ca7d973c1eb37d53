"""What is asked by id or by key, the change log, and how much there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from kb.model import AnyNode, FactId, FactKind, FactStatus, NodeId, NodeKind, Version, kind_of
from kb.model.ids import mint
from kb.store.base import Change, FactSide, Known, LogPosition, NodeSide, Statistics, Unfinished
from kb.store.neo4j.counters import fact_counter, node_counter
from kb.store.neo4j.kept import Held, Kept
from kb.store.neo4j.link import Reader
from kb.store.neo4j.records import CHANGE, FACT, FACT_STAMP, ROW, VERSION, change_of, moment, version_of
from kb.store.neo4j.schema import BASE_ID, BASE_LABEL, CHANGE_LABEL, KEY_LABELS, STRANDS, TYPES, VERSION_LABEL

_BASE = f"MATCH (base:{BASE_LABEL} {{id: $base}}) "
_REVISION = _BASE + "RETURN base.revision"
_STATISTICS = _BASE + "RETURN base {.*, changed_at: toString(base.changed_at), load_started_at: toString(base.load_started_at)}"
_CHANGES = f"""
    MATCH (base:{BASE_LABEL} {{id: $base}})
    WITH right('00000000000' + toString(base.revision + 1), 12) AS end
    CALL (end) {{
        MATCH (c:{CHANGE_LABEL}) USING INDEX SEEK c:{CHANGE_LABEL}(sort_change) WHERE c.sort_change > $after AND c.sort_change < end
        RETURN c ORDER BY c.sort_change LIMIT $first
    }}
    RETURN collect({CHANGE})
"""  # what an unfinished load has written so far is of no revision yet
_VERSIONS = f"MATCH (v:{VERSION_LABEL}) USING INDEX SEEK v:{VERSION_LABEL}({{key}}) WHERE v.{{key}}"
_HISTORY = f"UNWIND $ids AS id {_VERSIONS.format(key='fact')} = id RETURN collect({VERSION})"
_AROUND = """
    UNWIND $ids AS id MATCH path = (:Party {id: id})-[:PART_OF|LOCATED_IN*0..]->(place:Party)
    WITH id, place ORDER BY length(path)
    WITH id, collect(place.id) AS around
    RETURN collect([id, around])
"""
_FORMER = f"UNWIND $keys AS key {_VERSIONS.format(key='key')} = key RETURN collect([v.key, v.fact])"
_STANDING = f"UNWIND $ids AS id {_VERSIONS.format(key='fact')} = id RETURN collect([v.fact, v.number, v.status, v.key])"
_FACT_KINDS = {kind.value: kind for kind in FactKind}


async def revision(reader: Reader) -> int:
    """Return the number of writes so far."""
    return int(await reader.value(_REVISION, base=BASE_ID) or 0)


async def statistics(reader: Reader) -> Statistics:
    """Return how much there is, as it was counted along the way."""
    found = await reader.value(_STATISTICS, base=BASE_ID) or {}
    counts = {kind.value: found.get(node_counter(NodeSide.ALL, kind.value), 0) for kind in NodeKind}
    counts |= dict.fromkeys((kind.value for kind in FactKind), 0)
    for strand, kind in STRANDS.items():
        counts[kind] += found.get(fact_counter(FactSide.ALL, strand), 0)
    at = found.get("changed_at")
    return Statistics(
        revision=found.get("revision", 0), last_change=moment(at) if at else None, counts=counts, unfinished=_unfinished(found)
    )


async def changes(reader: Reader, after: LogPosition, first: int) -> list[Change]:
    """Return changes after a position."""
    rows = await reader.value(_CHANGES, base=BASE_ID, after=f"{after.revision:012d}|{after.id}", first=first)
    return [change_of(row) for row in rows or ()]


async def nodes(reader: Reader, kept: Kept, ids: Collection[NodeId]) -> dict[NodeId, AnyNode]:
    """Return nodes by id."""
    asked, held = grouped(ids, KEY_LABELS), kept.held(ids)
    rows = await reader.value(_nodes_by_id(tuple(sorted(asked))), **_with_stamps(asked, held)) if asked else []
    read = (kept.node(row) for row in rows if not isinstance(row, str))
    return _unchanged(rows, held) | {node.id: node for node in read}


async def facts(reader: Reader, kept: Kept, ids: Collection[FactId]) -> dict[FactId, Version]:
    """Return the accepted version of each fact."""
    asked, held = grouped(ids, TYPES), kept.held(ids)
    rows = await reader.value(_facts_by_id(tuple(sorted(asked))), **_with_stamps(asked, held)) if asked else []
    read = (kept.version(row) for row in rows if not isinstance(row, str))
    return _unchanged(rows, held) | {version.fact.id: version for version in read}


def _with_stamps(asked: dict[str, list[str]], held: dict[str, Held]) -> dict[str, list[list[object]]]:
    """Add to each id the stamp of what is kept of it: the store leaves out the content of what has that one still."""
    return {name: [[key, held[key].stamp if key in held else None] for key in keys] for name, keys in asked.items()}


def _unchanged(rows: Iterable[object], held: dict[str, Held]) -> dict[str, Any]:
    """Return what is as it is kept: the store answered with its id alone."""
    return {row: held[row].thing for row in rows if isinstance(row, str)}


async def history(reader: Reader, kept: Kept, ids: Collection[FactId]) -> dict[FactId, list[Version]]:
    """Return every version of each fact, the first one first."""
    found: defaultdict[FactId, dict[int, Version]] = defaultdict(dict)
    for key, version in (await facts(reader, kept, ids)).items():  # first: one superseded meanwhile is found twice then, and never missed
        found[key][version.number] = version
    for row in await reader.value(_HISTORY, ids=list(ids)):
        version = version_of(row)
        found[version.fact.id][version.number] = version
    return {key: [held[number] for number in sorted(held)] for key, held in found.items()}


async def around(reader: Reader, ids: Collection[NodeId]) -> dict[NodeId, tuple[NodeId, ...]]:
    """Return each party with the larger places around it, nearest first."""
    return {key: tuple(places) for key, places in await reader.value(_AROUND, ids=list(ids))}


async def known(reader: Reader, keys: Collection[str]) -> dict[str, Known]:
    """Return which fact has each natural key, or had it."""
    minted = {mint(_FACT_KINDS[kind], key): key for key in keys if (kind := key.partition("\x1f")[0]) in _FACT_KINDS}
    holders = await _holders(reader, minted)
    return {minted[key]: min(found, key=_by_standing) for key, found in holders.items()}


async def _holders(reader: Reader, minted: Collection[str]) -> dict[str, list[Known]]:
    """Return every fact that has or had a natural key, by the id that is minted from the key."""
    found: defaultdict[str, list[Known]] = defaultdict(list)
    accepted = {(key, fact) for key, facts in (await accepted_with(reader, minted)).items() for fact in facts}
    for key, fact in accepted:
        found[key].append(Known(fact=fact, status=FactStatus.ACCEPTED, superseded=False))
    former = {(key, fact) for key, fact in await reader.value(_FORMER, keys=list(minted))} - accepted
    standing = await _standing(reader, {fact for _, fact in former})
    for key, fact in former:
        status, present = standing[fact]
        found[key].append(Known(fact=fact, status=status, superseded=present != key))
    return dict(found)


async def accepted_with(reader: Reader, minted: Collection[str]) -> dict[str, list[FactId]]:
    """Return the accepted facts that have each natural key now, by the id that is minted from it."""
    found: defaultdict[str, list[FactId]] = defaultdict(list)
    asked = grouped(minted, TYPES)
    for key, fact in await reader.value(_facts_by("key", tuple(sorted(asked)), "[f.key, f.id]"), **asked) if asked else ():
        found[key].append(fact)
    return dict(found)


def grouped(ids: Iterable[str], names: dict[str, str]) -> dict[str, list[str]]:
    """Sort ids by the label or type that their kind has; what is of no such kind is left out."""
    found: dict[str, list[str]] = {}
    for key in dict.fromkeys(ids):
        name = names.get(kind_of(key))
        if name is not None:
            found.setdefault(name, []).append(key)
    return found


async def _standing(reader: Reader, ids: Collection[FactId]) -> dict[FactId, tuple[FactStatus, str]]:
    """Return where each fact stands, and the natural key it has there."""
    latest: dict[FactId, tuple[int, FactStatus, str]] = {}
    for fact, number, status, key in await reader.value(_STANDING, ids=list(ids)) if ids else ():
        latest[fact] = max(latest.get(fact, (0, FactStatus.SUPERSEDED, "")), (number, FactStatus(status), key))
    asked = grouped(ids, TYPES)
    accepted = await reader.value(_facts_by("id", tuple(sorted(asked)), "[f.id, f.key]"), **asked) if asked else []
    found = {fact: (status, key) for fact, (_, status, key) in latest.items()}
    return found | {fact: (FactStatus.ACCEPTED, key) for fact, key in accepted}


@lru_cache
def _nodes_by_id(labels: tuple[str, ...]) -> str:
    row = f"CASE n.hash WHEN asked[1] THEN n.id ELSE {ROW} END AS row"
    each = (f"UNWIND ${label} AS asked MATCH (n:{label} {{id: asked[0]}}) WHERE n.hash IS NOT NULL RETURN {row}" for label in labels)
    return _joined(each)


@lru_cache
def _facts_by_id(types: tuple[str, ...]) -> str:
    row = f"CASE {FACT_STAMP}[1] WHEN asked[1] THEN f.id ELSE {FACT} END AS row"
    seek = "UNWIND ${name} AS asked MATCH ()-[f:{name}]->() USING INDEX SEEK f:{name}(id) WHERE f.id = asked[0] RETURN {row}"
    return _joined(seek.format(name=name, row=row) for name in types)


@lru_cache
def _facts_by(key: str, types: tuple[str, ...], shown: str) -> str:
    seek = "UNWIND ${name} AS key MATCH ()-[f:{name}]->() USING INDEX SEEK f:{name}({key}) WHERE f.{key} = key RETURN {shown} AS row"
    return _joined(seek.format(name=name, key=key, shown=shown) for name in types)


def _joined(parts: Iterable[str]) -> str:
    return f"CALL () {{ {' UNION ALL '.join(parts)} }} RETURN collect(row)"


def _by_standing(held: Known) -> tuple[bool, bool, str]:
    return held.superseded, held.status is not FactStatus.ACCEPTED, held.fact


def _unfinished(base: dict[str, Any]) -> Unfinished | None:
    if base.get("load_id") is None:
        return None
    return Unfinished(started_at=moment(base["load_started_at"]), written=base["load_written"], total=base.get("load_total"))
