"""Pages and lengths of lists of nodes, in one round trip."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from kb.errors import BadCursor
from kb.model import AnyNode, NodeId
from kb.paging import Page, Position, Slice
from kb.store.base import EVERYTHING, NodeFilter, NodeList, NodeOrder, NodeSide
from kb.store.neo4j.counters import OWNER_LABELS, node_counter
from kb.store.neo4j.kept import Kept, things_of
from kb.store.neo4j.link import Reader
from kb.store.neo4j.node_filters import filter_values, node_filter
from kb.store.neo4j.reading import nodes
from kb.store.neo4j.records import NODE_STAMP
from kb.store.neo4j.schema import BASE_ID, LABELS
from kb.store.neo4j.sorts import AFTER_NAME, FIRST, LAST, name_sort, number_sort

_EVERYWHERE = {"from": FIRST, "to": LAST}
_MOST = 2**62  # no list is longer
_MEMBERS: dict[NodeSide, tuple[tuple[str, str], ...]] = {  # the relationships that hold a list, and their keys
    NodeSide.WITHIN: (("(n)-[m:WITHIN]->()", "sort_name"),),
    NodeSide.ORIGIN: (("(n)-[m:ORIGINATED_AT]->()", "sort_name"), ("(n)-[m:ORIGINATED_AT]->()", "sort_own_name")),
    NodeSide.DERIVED_FROM: (("(n)-[m:DERIVED_FROM]->()", "sort_name"),),
    NodeSide.PROGRAMME: (("()-[m:CARRIED]->(n)", "sort_name"),),
}
_INSIDE = "MATCH (whole:Party {id: owner})<-[:WITHIN]-(inside:Party {actor: owner})"
_TIED: dict[NodeSide, tuple[str, ...]] = {  # lists that are followed from their owners, and not kept
    NodeSide.TOPIC: ("MATCH (:Topic {id: owner})<-[:ABOUT]-(n)",),
    NodeSide.PARTY: (
        "MATCH (:Party {id: owner})-[:TAKES_PART_IN]->(n)",
        "MATCH (:Party {id: owner})<-[:ORGANISED_BY]-(n)",
        f"{_INSIDE} WHERE whole:City MATCH (inside)-[:TAKES_PART_IN]->(n)",
        f"{_INSIDE} WHERE whole:City MATCH (inside)<-[:ORGANISED_BY]-(n)",
    ),
}


class _Order(NamedTuple):
    """By what a list is sorted: the key, which way, and what a position holds of it."""

    key: str
    rising: bool
    form: type[int] | type[str]


_ORDERS = {
    NodeOrder.NAME_ASC: _Order("sort_name", True, str),
    NodeOrder.ADOPTERS_DESC: _Order("sort_adopters", False, int),
    NodeOrder.RECENT_DESC: _Order("sort_latest", False, int),
}


async def node_pages(reader: Reader, kept: Kept, what: NodeList, owners: Collection[str], page: Page) -> dict[str, Slice[AnyNode]]:
    """Return a page of each owner's list."""
    order, filtered = _ORDERS[what.order], node_filter(what.filter)
    bounds = _bounds(order, page.after)
    asked = _asked(what.side, owners)
    found: dict[str, Slice[AnyNode]] = {owner: Slice(total=0 if page.counted else None) for owner in owners}
    cypher = f"{filtered.before} UNWIND $owners AS owner CALL (*) {{ {_page(what, filtered.met)} }}"
    cypher += (
        f" {_length(what, filtered.met)} RETURN collect([owner, found, length])" if page.counted else " RETURN collect([owner, found])"
    )
    values = {"owners": asked, "most": page.first + 1, "base": BASE_ID, **bounds, **filter_values(what.filter)}
    pages = await reader.value(cypher, **values) if asked else ()
    there = await things_of(reader, kept, (stamped for _, rows, *_ in pages for _, stamped in rows[: page.first]), nodes)
    for owner, rows, *length in pages:
        items = tuple((_position(order, key), there[node]) for key, (node, _) in rows[: page.first] if node in there)
        found[owner] = Slice(items, len(rows) > page.first, *length)
    return found


async def node_counts(reader: Reader, what: NodeList, owners: Collection[str]) -> dict[str, int]:
    """Return the length of each owner's list: kept where nothing is filtered, else counted."""
    asked, filtered = _asked(what.side, owners), node_filter(what.filter)
    cypher = f"{filtered.before} UNWIND $owners AS owner {_length(what, filtered.met)} RETURN collect([owner, length])"
    found = await reader.value(cypher, owners=asked, base=BASE_ID, **_EVERYWHERE, **filter_values(what.filter)) if asked else ()
    return {**dict.fromkeys(owners, 0), **dict(found)}


def _asked(side: NodeSide, owners: Collection[NodeId]) -> list[str]:
    return [owner for owner in dict.fromkeys(owners) if (owner == EVERYTHING) == (side is NodeSide.ALL)]


def _page(what: NodeList, met: tuple[str, ...]) -> str:
    """Return the subquery that gives `found` to each owner: [sort key, node, parties] of each node, in order."""
    order = _ORDERS[what.order]
    way = "" if order.rising else " DESC"
    bounds = f"n.{order.key} > $low AND n.{order.key} < $high"
    if what.side is NodeSide.ALL:
        text = f"MATCH (n:{LABELS[what.kind]}) USING INDEX SEEK n:{LABELS[what.kind]}({order.key}) WHERE {' AND '.join((bounds, *met))}"
        return _cut(text, f"n.{order.key}", way)
    if what.order is NodeOrder.NAME_ASC and what.side not in _TIED:
        return _cut(_members(what, "$low", "$high", met, " ORDER BY m.{key} LIMIT $most"), "n.sort_name", way)
    return _cut(f"{_members(what, '$from', '$to', met)} WITH n WHERE {bounds}", f"n.{order.key}", way)


def _cut(matched: str, key: str, way: str) -> str:
    return f"{matched} WITH n, {key} AS at ORDER BY at{way} LIMIT $most RETURN collect([at, {NODE_STAMP}]) AS found"


def _members(what: NodeList, low: str, high: str, met: tuple[str, ...], cut: str = "") -> str:
    """Return the subquery that gives `n`: those members of the owner's list between two names who meet what is asked.

    Where the list is not kept, their names may be any.
    """
    if what.side in _TIED:
        standing = f"WHERE {' AND '.join((f'n:{LABELS[what.kind]}', 'n.merged_into IS NULL', *met))} RETURN n"
        return f"CALL (*) {{ {' UNION '.join(f'{pattern} {standing}' for pattern in _TIED[what.side])} }}"
    start = f"owner + '|{what.kind}|'"
    parts = []
    for pattern, key in _MEMBERS[what.side]:
        within = (f"m.{key} > {start} + {low}", f"m.{key} < {start} + {high}", *met)
        matched = f"MATCH {pattern} USING INDEX SEEK m:{_type(pattern)}({key}) WHERE {' AND '.join(within)}"
        parts.append(f"{matched} RETURN n{cut.format(key=key)}")
    return f"CALL (*) {{ {' UNION ALL '.join(parts)} }}"


def _type(pattern: str) -> str:
    return pattern.partition(":")[2].partition("]")[0]


def _length(what: NodeList, met: tuple[str, ...]) -> str:
    """Return the subquery that gives `length` to each owner: what is kept where nothing is filtered, else a count."""
    if what.filter != NodeFilter() or what.side in _TIED:
        every = f"MATCH (n:{LABELS[what.kind]}) WHERE {' AND '.join(('n.hash IS NOT NULL', 'n.merged_into IS NULL', *met))}"
        found = every if what.side is NodeSide.ALL else _members(what, "$from", "$to", met)
        return f"CALL (*) {{ {found} RETURN count(n) AS length }}"
    key = "$base" if what.side is NodeSide.ALL else "owner"
    kept = f"coalesce(n.{node_counter(what.side, what.kind)}, 0)"
    return f"CALL (owner) {{ OPTIONAL MATCH (n:{OWNER_LABELS[what.side]} {{id: {key}}}) RETURN {kept} AS length }}"


def _bounds(order: _Order, after: Position | None) -> dict[str, str]:
    """Return between which keys a page is read."""
    found = {"low": FIRST, "high": LAST, **_EVERYWHERE}
    if after is None:
        return found
    if isinstance(after.key, str) and order.rising:
        return {**found, "low": name_sort(after.key, after.id)}
    if isinstance(after.key, int) and not order.rising and 0 <= after.key <= _MOST:
        return {**found, "high": number_sort(after.key, after.id)}
    raise BadCursor(f"{after.key!r} is no position in this list; give an endCursor of the same list and order")


def _position(order: _Order, key: str) -> Position:
    value, _, name = key.partition(AFTER_NAME if order.rising else "|")
    return Position(value if order.rising else int(value), name)
