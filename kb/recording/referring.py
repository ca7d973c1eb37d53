"""What refers to a node."""

from __future__ import annotations

from collections.abc import Iterator

from kb.model import AnyNode, FactId, NodeId, NodeKind, Version, kind_of
from kb.model.references import references
from kb.paging import Page, Position
from kb.store.base import FactList, FactSide, Store
from kb.store.derive import is_party
from kb.store.scanned import node_batches

_PAGE = 1000
_SIDES = {NodeKind.PRACTICE: FactSide.PRACTICE, NodeKind.PROGRAMME: FactSide.PROGRAMME, NodeKind.SOURCE: FactSide.SOURCE}


async def facts_about(store: Store, key: NodeId) -> dict[FactId, Version]:
    """Return the accepted facts that refer to a node, page by page of its own lists."""
    found: dict[FactId, Version] = {}
    for side in _sides(key):
        what, after, more = FactList(kind=None, side=side), None, True
        while more:
            part = (await store.fact_pages(what, [key], Page(_PAGE, after)))[key]
            found |= {version.fact.id: version for _, version in part.items if key in references(version.fact)}
            after, more = _last(part.items), part.more
    return found


async def nodes_about(store: Store, key: NodeId) -> list[AnyNode]:
    """Return the nodes that refer to a node. Every node of the store is read for it, in batches: some 80,000 a second from SQLite."""
    found: dict[NodeId, AnyNode] = {}
    async for batch in node_batches(store):
        found |= {node.id: node for node in batch}
        found = {name: node for name, node in found.items() if key in references(node)}
    return list(found.values())


def _sides(key: NodeId) -> Iterator[FactSide]:
    if is_party(key):
        yield from (FactSide.TAKER, FactSide.GIVER)
    elif kind_of(key) in _SIDES:
        yield _SIDES[NodeKind(kind_of(key))]


def _last(items: tuple[tuple[Position, Version], ...]) -> Position | None:
    return items[-1][0] if items else None
