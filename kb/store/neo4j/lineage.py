"""What follows from where a node belongs: its actor, its depth, and the lists of nodes that it is in."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import pairwise
from typing import Any, NamedTuple

from kb.model import NodeId, Practice, kind_of
from kb.store.base import NodeSide
from kb.store.derive import actor_of, is_party
from kb.store.neo4j.counters import node_counter
from kb.store.neo4j.ledger import Ledger
from kb.store.neo4j.lines import END, LINE, Line, line_in
from kb.store.neo4j.link import Transaction
from kb.store.neo4j.putting import Put
from kb.store.neo4j.reading import grouped
from kb.store.neo4j.schema import KEY_LABELS, TYPES
from kb.store.neo4j.sorts import scan_sort
from kb.store.neo4j.tallies import Tallies

_UP = "PART_OF|LOCATED_IN|DERIVED_FROM"
_BELOW = f"UNWIND $ids AS id MATCH (:{{label}} {{{{id: id}}}})<-[:{_UP}*0..]-(m) RETURN collect(DISTINCT m.id)"
_AROUND = f"""
    UNWIND $ids AS id MATCH path = (n:{{label}} {{{{id: id}}}})-[:{_UP}*0..]->(a)
    WITH n, a ORDER BY length(path)
    WITH n, collect(a.id) AS around
    RETURN collect([around, n.actor])
"""
_PLACE = "UNWIND $rows AS row MATCH (n:{label} {{id: row[0]}}) SET n.actor = row[1], n.sort_scan = row[2]"
_WITHIN = "UNWIND $ids AS id MATCH (:Party {id: id})-[m:WITHIN]->(a:Party) RETURN collect([id, a.id])"
_LEAVE = "UNWIND $ids AS id MATCH (:Party {id: id})-[m:WITHIN]->() DELETE m"
_JOIN = """
    UNWIND $rows AS row MATCH (n:Party {id: row[0]}) MATCH (a:Party {id: row[1]})
    CREATE (n)-[:WITHIN {sort_name: row[1] + '|' + row[2] + '|' + n.sort_name}]->(a)
"""
_BEGUN_AT = "UNWIND $ids AS id MATCH (p:Practice)-[:ORIGINATED_AT]->(:Party {id: id}) RETURN collect(p.id)"
_OWNERS = """
    UNWIND $ids AS id MATCH (p:Practice {id: id})
    OPTIONAL MATCH (p)-[o:ORIGINATED_AT]->(party:Party) OPTIONAL MATCH (p)-[:DERIVED_FROM]->(q:Practice)
    RETURN collect([id, party.id, o.actor, party.actor, q.id])
"""
_ENROL = """
    UNWIND $ids AS id MATCH (p:Practice {id: id})
    OPTIONAL MATCH (p)-[d:DERIVED_FROM]->(q:Practice) SET d.sort_name = q.id + '|practice|' + p.sort_name
    WITH p OPTIONAL MATCH (p)-[o:ORIGINATED_AT]->(party:Party)
    SET o.actor = party.actor, o.sort_name = party.actor + '|practice|' + p.sort_name,
        o.sort_own_name = CASE WHEN party.actor <> party.id THEN party.id + '|practice|' + p.sort_name END
"""
_RENAME_CARRIED = """
    UNWIND $ids AS id MATCH (g:Programme)-[m:CARRIED]->(p:Practice {id: id}) SET m.sort_name = g.id + '|practice|' + p.sort_name
"""
_Membership = tuple[NodeId, str, NodeId]  # node, side, owner


class _Placed(NamedTuple):
    """A node with what is around it, nearest first."""

    key: NodeId
    around: tuple[NodeId, ...]
    former_actor: NodeId | None
    actor: NodeId | None  # None: no party


async def practice_rolls(transaction: Transaction, practices: Collection[NodeId]) -> set[_Membership]:
    """Return the lists that practices are in because of where they began and what they grew out of."""
    found: set[_Membership] = set()
    for key, party, actor, _, parent in await transaction.value(_OWNERS, ids=list(practices)) if practices else ():
        found |= {(key, NodeSide.ORIGIN.value, owner) for owner in (party, actor) if owner}
        if parent:
            found.add((key, NodeSide.DERIVED_FROM.value, parent))
    return found


async def relate(transaction: Transaction, put: Put, before: set[_Membership], tallies: Tallies, ledger: Ledger) -> None:
    """Bring up to date what follows from where nodes belong, for them and for all below those that moved.

    Args:
        transaction: where it is written.
        put: the nodes that were written.
        before: the rolls of their practices before that.
        tallies: keep the lengths of lists.
        ledger: is told of facts whose parties act for another actor now.
    """
    placed = await _placed(transaction, [*put.nodes, *await _below(transaction, put.moved)])
    merged = put.merged
    for label, keys in grouped((each.key for each in placed.values()), KEY_LABELS).items():
        rows = [[key, placed[key].actor, scan_sort(key, len(placed[key].around), key in merged)] for key in keys]
        await transaction.run(_PLACE.format(label=label), rows=rows)
    await _settle_within(transaction, put, [each for each in placed.values() if each.actor], tallies)
    moved = [each for each in placed.values() if each.former_actor not in (None, each.actor)]
    await _settle_practices(transaction, put, before, moved, tallies)
    for line in await _facts_of(transaction, moved):
        ledger.move(line, _reassigned(line, {each.key: str(each.actor) for each in moved}))


async def _below(transaction: Transaction, moved: Iterable[NodeId]) -> list[NodeId]:
    found: list[NodeId] = []
    for label, keys in grouped(moved, KEY_LABELS).items():
        found += await transaction.value(_BELOW.format(label=label), ids=keys)
    return found


async def _placed(transaction: Transaction, keys: Iterable[NodeId]) -> dict[NodeId, _Placed]:
    rows: list[tuple[list[NodeId], NodeId | None]] = []
    for label, ids in grouped(keys, KEY_LABELS).items():
        rows += await transaction.value(_AROUND.format(label=label), ids=ids)
    parent = {lower: upper for around, _ in rows for lower, upper in pairwise(around)}
    return {key: _Placed(key, tuple(around), actor, actor_of(key, parent.get) if is_party(key) else None) for (key, *around), actor in rows}


async def _settle_within(transaction: Transaction, put: Put, parties: Collection[_Placed], tallies: Tallies) -> None:
    there = [each.key for each in parties if each.key not in put.nodes or each.key in put.former]
    present = {tuple(row) for row in await transaction.value(_WITHIN, ids=there)} if there else set()
    wanted = {(each.key, place) for each in parties for place in each.around}
    if there:
        await transaction.run(_LEAVE, ids=there)
    if wanted:
        await transaction.run(_JOIN, rows=[[key, place, kind_of(key)] for key, place in wanted])
    _count({(key, NodeSide.WITHIN.value, place) for key, place in present}, -1, tallies)
    _count({(key, NodeSide.WITHIN.value, place) for key, place in wanted}, 1, tallies)


async def _settle_practices(
    transaction: Transaction, put: Put, before: set[_Membership], moved: Collection[_Placed], tallies: Tallies
) -> None:
    begun = set(await transaction.value(_BEGUN_AT, ids=[each.key for each in moved])) if moved else set()
    before |= await practice_rolls(transaction, begun - put.nodes.keys())
    practices = [*begun, *(key for key, node in put.nodes.items() if isinstance(node, Practice) and key not in begun)]
    if practices:
        await transaction.run(_ENROL, ids=practices)
    _count(before, -1, tallies)
    _count(await practice_rolls(transaction, practices), 1, tallies)
    if put.renamed:
        await transaction.run(_RENAME_CARRIED, ids=put.renamed)


def _count(memberships: Iterable[_Membership], change: int, tallies: Tallies) -> None:
    for key, side, owner in memberships:
        tallies.add(owner, node_counter(NodeSide(side), kind_of(key)), change)


async def _facts_of(transaction: Transaction, moved: Collection[_Placed]) -> list[Line]:
    """Return the facts at whose ends parties are that act for another actor now, each once."""
    found: dict[str, Any] = {}
    rows = [[each.key, each.former_actor] for each in moved]
    for name in TYPES.values() if rows else ():
        for key in ("sort_taker", "sort_giver"):
            found |= {row["id"]: row for row in await transaction.value(_facts_by(name, key), rows=rows)}
    return [line_in(row) for row in found.values()]


def _reassigned(line: Line, actors: dict[NodeId, NodeId]) -> Line:
    giver = actors.get(line.giver or "", line.giver_actor)
    return line._replace(taker_actor=actors.get(line.taker, line.taker_actor), giver_actor=giver)


def _facts_by(name: str, key: str) -> str:
    return f"""
        UNWIND $rows AS row
        MATCH ()-[f:{name}]->() USING INDEX SEEK f:{name}({key}) WHERE f.{key} > row[1] + '|' AND f.{key} < row[1] + '|{END}'
        WITH row, f WHERE row[0] IN [f.to, f.by, f.visitor, f.from, f.learned_from, f.host]
        RETURN collect(f {LINE})
    """
