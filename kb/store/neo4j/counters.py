"""The properties in which lengths of lists are kept, on the node that owns the list, or on the base for lists of everything."""

from __future__ import annotations

from kb.model import NodeKind
from kb.store.base import FactSide, NodeSide
from kb.store.neo4j.schema import BASE_LABEL

_NAMES = {"s": "shares", "v": "visits", "c": "current_adoptions", "e": "earlier_adoptions"}
_STARTS = {FactSide.TAKER: "taken_", FactSide.GIVER: "given_"}  # a party has both
OWNER_LABELS: dict[FactSide | NodeSide, str] = {
    FactSide.ALL: BASE_LABEL,
    FactSide.TAKER: "Party",
    FactSide.GIVER: "Party",
    FactSide.PRACTICE: "Practice",
    FactSide.PROGRAMME: "Programme",
    FactSide.SOURCE: "Source",
    NodeSide.ALL: BASE_LABEL,
    NodeSide.WITHIN: "Party",
    NodeSide.ORIGIN: "Party",
    NodeSide.DERIVED_FROM: "Practice",
    NodeSide.PROGRAMME: "Programme",
}


def fact_counter(side: FactSide, strand: str) -> str:
    """Return where the number of an owner's facts of a strand is kept."""
    return _STARTS.get(side, "") + _NAMES[strand]


def node_counter(side: NodeSide, kind: str) -> str:
    """Return where the number of an owner's nodes of a kind is kept."""
    return f"{side.value}_{kind}"


def every_counter() -> list[str]:
    """Return every property in which a length is kept."""
    facts = {fact_counter(side, strand) for side in FactSide for strand in _NAMES}
    return sorted(facts | {node_counter(side, kind.value) for side in NodeSide if side in OWNER_LABELS for kind in NodeKind})
