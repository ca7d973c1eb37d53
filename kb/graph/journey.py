"""The order to travel a few cities in."""

from __future__ import annotations

from collections.abc import Collection

from kb.graph.asking import Asking
from kb.graph.because import message
from kb.graph.route import HOME, length, shortest_round
from kb.graph.rows import Message
from kb.model import PlaceId


def journey(asking: Asking, cities: Collection[PlaceId]) -> tuple[list[PlaceId], float | None]:
    """Return cities in the order of the shortest round from home, those without a location last, and its length in km.

    The length is None where home or one of the cities has no known location, or there are no cities.
    """
    atlas = asking.landscape.atlas
    placed = sorted(city for city in cities if atlas.location(city))
    home = atlas.location(asking.actor) is not None

    def distance(one: int, other: int) -> float:
        ends = (asking.actor if stop == HOME else placed[stop] for stop in (one, other))
        return atlas.distance_km(*ends) or 0.0

    order = shortest_round(len(placed), distance, home=home)
    whole = home and len(placed) == len(cities) and bool(cities)
    last = sorted(set(cities) - set(placed))
    return [*(placed[stop] for stop in order), *last], length(order, distance) if whole else None


def unmeasured(asking: Asking, cities: Collection[PlaceId]) -> list[Message]:
    """Say why the length of a journey is unknown."""
    unknown = tuple(city for city in (asking.actor, *sorted(cities)) if asking.landscape.atlas.location(city) is None)
    return [message("LENGTH_UNKNOWN", places=unknown)] if unknown and cities else []
