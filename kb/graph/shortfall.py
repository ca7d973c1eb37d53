"""Why there are fewer cities to visit than were asked for: nothing to see, or limits that leave it out."""

from __future__ import annotations

from collections.abc import Collection

from kb.graph.asking import Asking
from kb.graph.because import message
from kb.graph.rows import Message
from kb.graph.sights import Limits, Sights
from kb.model import PlaceId


def unplaced(asking: Asking, limits: Limits) -> list[Message]:
    """Say that nothing is known to be near a home of which the location is not recorded."""
    unknown = limits.max_distance_km is not None and asking.landscape.atlas.location(asking.actor) is None
    return [message("HOME_NOT_LOCATED", party=asking.actor)] if unknown else []


def shortfall(asking: Asking, everything: Sights, limits: Limits) -> list[Message]:
    """Say what is left out: by the country, the distance, the topics, or because no city shows it.

    Args:
        asking: who asks.
        everything: the cities with something to see, before the limits.
        limits: those asked for.
    """
    abroad = [city for city in everything if limits.abroad(asking, city)]
    far = [city for city in everything if limits.too_far(asking, city) and not limits.abroad(asking, city)]
    return [*_nowhere(asking, everything), *_abroad(abroad, limits), *_too_far(asking, far, limits), *_off_topic(asking)]


def exhausted(stops: int, practices: int) -> Message:
    """Say that a journey of fewer stops than asked for shows all there is within the limits."""
    return message("NOTHING_TO_ADD", count=stops, practices=practices)


def _nowhere(asking: Asking, everything: Sights) -> list[Message]:
    if everything or not len(asking.numbers):
        return []
    return [message("NOWHERE_TO_SEE", party=asking.actor, practices=len(asking.numbers))]


def _abroad(cities: Collection[PlaceId], limits: Limits) -> list[Message]:
    return [message("OUTSIDE_COUNTRIES", cities=len(cities), countries=tuple(sorted(limits.countries)))] if cities else []


def _too_far(asking: Asking, cities: Collection[PlaceId], limits: Limits) -> list[Message]:
    known = {city: distance for city in cities if (distance := asking.distance_km(city)) is not None}
    if asking.landscape.atlas.location(asking.actor) is None:
        return []
    said, unknown = [], len(cities) - len(known)
    if known:
        nearest = min(known, key=lambda city: (known[city], city))
        away, limit = round(known[nearest]), limits.max_distance_km
        said.append(message("TOO_FAR", cities=len(known), nearest=nearest, distance_km=away, limit_km=limit))
    return [*said, message("CITIES_NOT_LOCATED", cities=unknown)] if unknown else said


def _off_topic(asking: Asking) -> list[Message]:
    if not asking.topics:
        return []
    others = len(Asking(asking.landscape, asking.actor, frozenset()).numbers) - len(asking.numbers)
    return [message("OFF_TOPIC", practices=others, topics=tuple(sorted(asking.topics)))] if others else []
