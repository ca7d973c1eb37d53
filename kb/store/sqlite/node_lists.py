"""Pages and lengths of lists of nodes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from kb.errors import BadCursor
from kb.model import AnyNode, NodeId
from kb.paging import Page, Position, Slice
from kb.store.base import EVERYTHING, NodeFilter, NodeList, NodeOrder, NodeSide
from kb.store.sqlite.fact_lists import EVERYONE, ties_of
from kb.store.sqlite.lines import node_of
from kb.store.sqlite.node_filters import conditions, filter_values
from kb.store.sqlite.pool import Session
from kb.store.sqlite.schema import Roll

_LENGTHS = """
    SELECT owner, n FROM node_tally
    WHERE owner IN (SELECT value FROM json_each(:owners)) AND roll = :roll AND kind = :kind
"""
_ROLLS = {
    NodeSide.ALL: Roll.ALL,
    NodeSide.WITHIN: Roll.WITHIN,
    NodeSide.ORIGIN: Roll.ORIGIN,
    NodeSide.DERIVED_FROM: Roll.DERIVED_FROM,
    NodeSide.PROGRAMME: Roll.PROGRAMME,
}
_OF_TOPIC = "practice_topic AS m CROSS JOIN node AS n ON n.no = m.practice WHERE m.topic = :owner AND n.kind = :kind"
_OF_PARTY = f"""
    (
        SELECT programme FROM participation WHERE party = :owner
        UNION
        SELECT part.programme FROM member AS inside
        CROSS JOIN node AS party ON party.no = inside.node AND party.actor = :owner
        CROSS JOIN participation AS part ON part.party = party.no
        WHERE inside.roll = '{Roll.WITHIN}' AND inside.owner = :owner AND EXISTS (SELECT 1 FROM node WHERE no = :owner AND kind = 'city')
    ) AS m CROSS JOIN node AS n ON n.no = m.programme WHERE n.kind = :kind
"""
_TIED = {NodeSide.TOPIC: _OF_TOPIC, NodeSide.PARTY: _OF_PARTY}  # lists that are followed from their owners, and not kept
_MOST = 2**62  # no list is longer
_EVERY = "node AS n WHERE n.kind = :kind"
_MEMBERS = "member AS m CROSS JOIN node AS n ON n.no = m.node WHERE m.roll = :roll AND m.owner = :owner AND m.kind = :kind"


class _Order(NamedTuple):
    """By what a list is sorted: the column, which way, and what a position holds of it."""

    key: str
    ascending: bool
    form: type[int] | type[str]


_ORDERS = {
    NodeOrder.NAME_ASC: _Order("name_key", True, str),
    NodeOrder.ADOPTERS_DESC: _Order("adopters", False, int),
    NodeOrder.RECENT_DESC: _Order("latest", False, int),
}


def node_pages(session: Session, what: NodeList, owners: Collection[str], page: Page) -> dict[str, Slice[AnyNode]]:
    """Return a page of each owner's list."""
    sql = _reading(what, page)
    lengths = node_counts(session, what, owners) if page.counted else {}
    pages: dict[str, Slice[AnyNode]] = {owner: Slice(total=lengths.get(owner)) for owner in owners}
    for owner, values in _values(session, what, owners):
        asked = {**values, "most": page.first + 1, "key": page.after and page.after.key, "id": page.after and page.after.id}
        rows = session.rows(sql, asked)
        items = tuple((Position(key, name), node_of(name, body)) for key, name, body in rows[: page.first])
        pages[owner] = Slice(items, len(rows) > page.first, lengths.get(owner))
    return pages


def node_counts(session: Session, what: NodeList, owners: Collection[str]) -> dict[str, int]:
    """Return the length of each owner's list: kept where it is a list that is kept and nothing is filtered, else counted."""
    lengths = dict.fromkeys(owners, 0)
    if what.filter == NodeFilter() and what.side not in _TIED:
        ids = {values["owner"]: owner for owner, values in _values(session, what, owners)}
        kept = {"owners": json.dumps(list(ids)), "roll": _ROLLS[what.side].value, "kind": what.kind.value}
        return lengths | {ids[no]: length for no, length in session.each(_LENGTHS, kept)}
    sql = f"SELECT count(*) FROM {_from(what)}"
    return lengths | {owner: session.value(sql, values) for owner, values in _values(session, what, owners)}


def _reading(what: NodeList, page: Page) -> str:
    order = _ORDERS[what.order]
    table = "n" if what.side is NodeSide.ALL or what.side in _TIED or what.order is not NodeOrder.NAME_ASC else "m"
    key, way = f"{table}.{order.key}", "" if order.ascending else " DESC"
    after = f" AND ({key}, {table}.id) {'>' if order.ascending else '<'} (:key, :id)" if _position(page.after, order) else ""
    return f"SELECT {key}, n.id, n.body FROM {_from(what)}{after} ORDER BY {key}{way}, {table}.id{way} LIMIT :most"


def _from(what: NodeList) -> str:
    walked = _EVERY if what.side is NodeSide.ALL else _TIED.get(what.side, _MEMBERS)
    return " AND ".join((walked, *conditions(what.filter)))


def _position(after: Position | None, order: _Order) -> bool:
    if after is None:
        return False
    if not isinstance(after.key, order.form) or (isinstance(after.key, int) and not 0 <= after.key <= _MOST):
        raise BadCursor(f"{after.key!r} is no position in this list; give an endCursor of the same list and order")
    return True


def _values(session: Session, what: NodeList, owners: Collection[NodeId]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the values of each owner's list; nothing for an owner that is not there."""
    shared = {"kind": what.kind.value, "roll": _ROLLS.get(what.side), **filter_values(what.filter)}
    if what.side is NodeSide.ALL:
        yield from ((owner, {**shared, "owner": EVERYONE}) for owner in owners if owner == EVERYTHING)
    else:
        yield from ((owner, {**shared, "owner": no}) for owner, (no, _) in ties_of(session, owners).items())
