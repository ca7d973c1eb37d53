"""Where a party belongs: its municipality, its country, and the party its facts count for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kb.model.enums import NodeKind
from kb.model.ids import NodeId, PartyId, PlaceId, kind_of
from kb.model.nodes import City, Country, Institution, Party, Region

PartOf = Callable[[NodeId], NodeId | None]  # the next larger place of a party, None at the top


def part_of(nodes: Mapping[NodeId, object]) -> PartOf:
    """Look the next larger place up among `nodes`; None for what is not there."""

    def parent(key: NodeId) -> NodeId | None:
        node = nodes.get(key)
        return node.part_of if isinstance(node, City | Region | Institution) else None

    return parent


def upwards(key: PartyId, parent: PartOf) -> Iterator[PartyId]:
    """Yield a party and then every larger place around it, nearest first. Ends where `part_of` turns in a circle."""
    seen: set[str] = set()
    step: str | None = key
    while step is not None and step not in seen:
        seen.add(step)
        yield step
        step = parent(step)


def municipality(key: PartyId, parent: PartOf) -> PlaceId | None:
    """Return the topmost place of kind City at or above a party. A region and a country have none."""
    found = None
    for step in upwards(key, parent):
        if kind_of(step) == NodeKind.CITY:
            found = step
    return found


def actor(key: PartyId, parent: PartOf) -> PartyId:
    """Return the party that a party's facts count for: its municipality, or itself where it has none."""
    return municipality(key, parent) or key


def country(key: PartyId, parent: PartOf) -> PlaceId | None:
    """Return the country at or above a party."""
    return next((step for step in upwards(key, parent) if kind_of(step) == NodeKind.COUNTRY), None)


def region(key: PartyId, parent: PartOf) -> PlaceId | None:
    """Return the nearest region at or above a party."""
    return next((step for step in upwards(key, parent) if kind_of(step) == NodeKind.REGION), None)


def is_party(node: object) -> bool:
    """Tell whether a node is a city, region, country or institution."""
    return isinstance(node, City | Region | Country | Institution)


__all__ = ["PartOf", "Party", "actor", "country", "is_party", "municipality", "part_of", "region", "upwards"]
