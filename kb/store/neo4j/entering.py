"""Plans of versions carried out: relationships and version nodes written, with what is derived from them."""

from __future__ import annotations

from asyncio import gather, to_thread
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from kb.model import FactKind, FactStatus, NodeId, PartyId, Version, Visit, kind_of
from kb.store.neo4j.drafts import Drafts
from kb.store.neo4j.ledger import Ledger
from kb.store.neo4j.lines import Line, line_of
from kb.store.neo4j.link import Statement, Transaction
from kb.store.neo4j.plain import Properties, date_as
from kb.store.neo4j.schema import DERIVED, SORTS, TYPES, VERSION_LABEL
from kb.store.neo4j.versions import Held, Plan

_SUPERSEDE = """
    UNWIND $ids AS id MATCH ()-[f:{name} {{id: id}}]->() USING INDEX SEEK f:{name}(id)
    CREATE (v:{label}) SET v = properties(f)
    SET v += {{id: id + '#' + toString(f.number), fact: id, status: '{superseded}', was: '{accepted}', superseded_in: $revision, {silent}}}
"""
_SUPERSEDE_OTHERS = f"""
    UNWIND $ids AS id MATCH (v:{VERSION_LABEL} {{id: id}})
    SET v.was = v.status, v.status = '{FactStatus.SUPERSEDED}', v.superseded_in = $revision
"""
_DELETE = "UNWIND $ids AS id MATCH ()-[f:{name} {{id: id}}]->() USING INDEX SEEK f:{name}(id) DELETE f"
_DELETE_REPORTS = "UNWIND $sorts AS sort MATCH ()-[r:REPORTS {sort_source: sort}]->() USING INDEX SEEK r:REPORTS(sort_source) DELETE r"
_DELETE_LEARNED = "UNWIND $ids AS id MATCH ()-[r:LEARNED_FROM {fact: id}]->() USING INDEX SEEK r:LEARNED_FROM(fact) DELETE r"
_DELETE_OTHERS = f"UNWIND $ids AS id MATCH (v:{VERSION_LABEL} {{id: id}}) DELETE v"
_CREATE = """
    UNWIND $rows AS row MATCH (a:{tail} {{id: row[0]}}) MATCH (b:Party {{id: row[1]}})
    CREATE (a)-[f:{name}]->(b) SET f = row[2], f += $same, f.date_earliest = $days[row[3]], f.date_latest = $days[row[4]]
"""
_CREATE_REPORTS = """
    UNWIND $rows AS row MATCH (a:Source {id: row[0]}) MATCH (b:Party {id: row[1]})
    CREATE (a)-[:REPORTS {fact: row[2], sort_source: row[3]}]->(b)
"""
_CREATE_LEARNED = """
    UNWIND $rows AS row MATCH (a:Party {id: row[0]}) MATCH (b:Party {id: row[1]})
    CREATE (a)-[r:LEARNED_FROM]->(b) SET r = row[2], r.date_earliest = $days[row[3]], r.date_latest = $days[row[4]]
"""
_CREATE_OTHERS = f"UNWIND $rows AS row CREATE (v:{VERSION_LABEL}) SET v = row"
_OF_A_WRITE = ("recorded_at", "recorded_by", "revision", "number")  # often the same in all that is entered: then they are sent once
_DAYS = ("date_earliest", "date_latest")


async def carry_out(
    transaction: Transaction, plan: Plan, actors: Mapping[NodeId, PartyId | None], ledger: Ledger, revision: int, drafts: Drafts
) -> None:
    """Write what a plan changes.

    Args:
        transaction: where it is written.
        plan: the changes.
        actors: of every party that the inserted versions name; other nodes may be among them.
        ledger: keeps the lists.
        revision: since when superseded versions are so.
        drafts: what is known of the inserted versions' properties.
    """
    for line in plan.left:
        ledger.remove(line)
    for version in plan.accepted:
        ledger.add(line_of(version.fact, actors))
    lines = await ledger.prepare()
    await gather(to_thread(ledger.count), _write(transaction, plan, revision, drafts, lines))
    await ledger.settle()


async def _write(transaction: Transaction, plan: Plan, revision: int, drafts: Drafts, lines: Mapping[str, Line]) -> None:
    await _leave(transaction, plan, revision)
    await transaction.run_all(_entering(plan, lines, drafts))


async def _leave(transaction: Transaction, plan: Plan, revision: int) -> None:
    for name, ids in _by_type(held for held in plan.superseded if held.line).items():
        silent = ", ".join(f"{key}: null" for key in (*DERIVED, *SORTS[name]))
        supersede = _SUPERSEDE.format(
            name=name, label=VERSION_LABEL, superseded=FactStatus.SUPERSEDED, accepted=FactStatus.ACCEPTED, silent=silent
        )
        await transaction.run(supersede, ids=ids, revision=revision)
    for name, ids in _by_type(held for held in (*plan.superseded, *plan.dropped) if held.line).items():
        await transaction.run(_DELETE.format(name=name), ids=ids)
    if plan.left:
        await transaction.run(_DELETE_REPORTS, sorts=[line.sort(source) for line in plan.left for source in line.sources])
        await transaction.run(_DELETE_LEARNED, ids=[line.id for line in plan.left])
    if others := [_other_id(held.version) for held in plan.superseded if not held.line]:
        await transaction.run(_SUPERSEDE_OTHERS, ids=others, revision=revision)
    if others := [_other_id(held.version) for held in plan.dropped if not held.line]:
        await transaction.run(_DELETE_OTHERS, ids=others)


def _entering(plan: Plan, lines: Mapping[str, Line], drafts: Drafts) -> Iterator[Statement]:
    versions = {version.fact.id: version for version in plan.accepted}
    for kind, name in TYPES.items():
        rows = [_relationship(versions[key], line, drafts) for key, line in lines.items() if line.kind == kind]
        if rows:
            tail = "Party" if kind == FactKind.VISIT else "Practice"
            same = _take_out([properties for *_, properties in rows])
            yield Statement(_CREATE.format(name=name, tail=tail), {"rows": rows, "same": same, "days": _take_days(rows)})
    if reports := [[source, line.taker, key, line.sort(source)] for key, line in lines.items() for source in line.sources]:
        yield Statement(_CREATE_REPORTS, {"rows": reports})
    if learned := [_learned(versions[key], line) for key, line in lines.items() if line.practice and line.giver and line.counts]:
        yield Statement(_CREATE_LEARNED, {"rows": learned, "days": _take_days(learned)})
    if plan.others:
        yield Statement(_CREATE_OTHERS, {"rows": [_other(version, drafts) for version in plan.others]})


def _by_type(helds: Iterable[Held]) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for held in helds:
        found[TYPES[kind_of(held.version.fact.id)]].append(held.version.fact.id)
    return found


def _relationship(version: Version, line: Line, drafts: Drafts) -> list[Any]:
    """Return where the relationship of an accepted version begins and ends, and its properties."""
    fact = version.fact
    tail, head = (fact.visitor, fact.host) if isinstance(fact, Visit) else (fact.practice, line.taker)
    return [tail, head, {**drafts.take(version), **line.derived()}]


def _take_out(rows: Sequence[Properties]) -> Properties:
    """Take out of rows what all have in common of a write, and return it: times are slow to send."""
    same = {key: rows[0][key] for key in _OF_A_WRITE if all(row[key] == rows[0][key] for row in rows)}
    for row in rows:
        for key in same:
            del row[key]
    return same


def _take_days(rows: Sequence[list[Any]]) -> list[date]:
    """Take the days out of the properties of rows, and return each once: they are as slow to send. A row ends with where its days stand."""
    places: dict[date, int] = {}
    for row in rows:
        for key in _DAYS:
            day = row[2].pop(key, None)
            row.append(None if day is None else places.setdefault(day, len(places)))
    return list(places)


def _learned(version: Version, line: Line) -> list[Any]:
    return [line.taker, line.giver, {"fact": line.id, "practice": line.practice, **date_as("date", version.fact.date)}]


def _other(version: Version, drafts: Drafts) -> Properties:
    return {**drafts.take(version), "id": _other_id(version), "fact": version.fact.id, "status": version.status.value, "superseded_in": 0}


def _other_id(version: Version) -> str:
    return f"{version.fact.id}#{version.number}"
