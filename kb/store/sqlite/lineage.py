"""What follows from where a node belongs: its actor, its depth, and the lists of nodes that it is in."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kb.model import NodeId, kind_of
from kb.model.places import PartOf, upwards
from kb.store.derive import actor_of, is_party
from kb.store.sqlite.ledger import Ledger
from kb.store.sqlite.pool import Session
from kb.store.sqlite.schema import Roll
from kb.store.sqlite.tallies import COUNT_NODES

_AROUND = """
    WITH RECURSIVE
    below (no) AS (
        SELECT value FROM json_each(?) UNION SELECT node.no FROM below JOIN node ON node.larger = below.no
    ),
    around (no) AS (
        SELECT no FROM below UNION SELECT node.larger FROM around JOIN node ON node.no = around.no WHERE node.larger IS NOT NULL
    )
    SELECT node.no, node.id, larger.id, node.actor, node.no IN (SELECT no FROM below)
    FROM around JOIN node ON node.no = around.no LEFT JOIN node AS larger ON larger.no = node.larger
"""
_SET = "UPDATE node SET depth = ?, actor = ? WHERE no = ?"
_PRACTICES = """
    SELECT node.no, node.larger, node.origin, origin.actor FROM node LEFT JOIN node AS origin ON origin.no = node.origin
    WHERE node.kind = 'practice' AND node.no IN (SELECT value FROM json_each(?))
"""
_BEGUN_AT = "SELECT no FROM node WHERE origin IN (SELECT value FROM json_each(?))"
_FACTS_AT = """
    SELECT no FROM fact WHERE taker_actor = :actor AND taker = :party
    UNION
    SELECT no FROM fact WHERE giver_actor = :actor AND giver = :party
"""
_ROLLS = f"""
    SELECT node, roll, owner FROM member WHERE roll <> '{Roll.PROGRAMME}' AND node IN (SELECT value FROM json_each(?))
"""
_LEAVE = f"DELETE FROM member INDEXED BY member_node WHERE node = ? AND roll = ? AND owner = ? AND roll <> '{Roll.PROGRAMME}'"
_JOIN = """
    INSERT INTO member (roll, owner, kind, name_key, id, node, times)
    SELECT :roll, :owner, kind, name_key, id, no, 1 FROM node WHERE no = :node
"""
_IDS = "SELECT no, id FROM node WHERE no IN (SELECT value FROM json_each(?))"

_Membership = tuple[int, str, int]  # node, roll, owner


@dataclass(frozen=True, slots=True)
class _Placed:
    """A node with what is around it, nearest first."""

    no: int
    key: NodeId
    around: tuple[int, ...]
    old_actor: int | None
    actor: int | None  # None: no party


def relate(session: Session, nodes: Collection[int], ledger: Ledger) -> None:
    """Bring up to date what follows from where nodes belong, for them and for all below them."""
    placed = list(_placed(session, nodes))
    session.many(_SET, ((len(each.around), each.actor, each.no) for each in placed))
    moved = [each for each in placed if each.actor != each.old_actor]
    begun = [row[0] for row in session.each(_BEGUN_AT, [json.dumps([each.no for each in moved])])]
    practices = {each.no for each in placed if kind_of(each.key) == "practice"} | set(begun)
    wanted = set(_within(placed)) | set(_practice_rolls(session, practices))
    _enrol(session, {each.no for each in placed} | practices, wanted)
    for each in moved:
        if each.old_actor is not None:
            facts = session.rows(_FACTS_AT, {"actor": each.old_actor, "party": each.no})
            ledger.reassign([no for (no,) in facts])


def _placed(session: Session, nodes: Collection[int]) -> Iterator[_Placed]:
    rows = session.rows(_AROUND, [json.dumps(list(nodes))])
    number = {key: no for no, key, *_ in rows}
    parent: PartOf = {key: up for _, key, up, *_ in rows}.get
    for no, key, _, old_actor, is_below in rows:
        if is_below:
            around = tuple(number[step] for step in upwards(key, parent))[1:]
            yield _Placed(no, key, around, old_actor, number[actor_of(key, parent)] if is_party(key) else None)


def _within(placed: Iterable[_Placed]) -> Iterator[_Membership]:
    for each in placed:
        if is_party(each.key):
            yield from ((each.no, Roll.WITHIN.value, place) for place in each.around)


def _practice_rolls(session: Session, practices: Collection[int]) -> Iterator[_Membership]:
    for no, derived_from, origin, origin_actor in session.each(_PRACTICES, [json.dumps(list(practices))]):
        if derived_from is not None:
            yield no, Roll.DERIVED_FROM.value, derived_from
        if origin is not None:
            yield from ((no, Roll.ORIGIN.value, owner) for owner in {origin, origin_actor})


def _enrol(session: Session, nodes: Collection[int], wanted: set[_Membership]) -> None:
    """Make the memberships of nodes those that are wanted."""
    asked = [json.dumps(list(nodes))]
    present = set(session.each(_ROLLS, asked))
    kinds = {no: kind_of(key) for no, key in session.rows(_IDS, asked)}  # also of what is merged now
    left, joined = present - wanted, wanted - present
    session.many(_LEAVE, left)
    session.many(_JOIN, ({"node": no, "roll": roll, "owner": owner} for no, roll, owner in joined))
    changes: Counter[tuple[int, str, str]] = Counter()
    for memberships, change in ((left, -1), (joined, 1)):
        for no, roll, owner in memberships:
            changes[owner, roll, kinds[no]] += change
    session.many(COUNT_NODES, ((*key, change) for key, change in changes.items()))
