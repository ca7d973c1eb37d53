"""Distances on the earth, taken as a sphere of its mean radius."""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, atan2, cos, degrees, fsum, hypot, radians, sin, sqrt

from kb.model import Coordinates

EARTH_RADIUS_KM = 6371.0088  # mean radius R1 of GRS 80, doi:10.1007/s001900050278


def distance_km(one: Coordinates, other: Coordinates) -> float:
    """Return the great-circle distance in km, by the haversine formula.

    Source: Sinnott (1984), Virtues of the haversine, Sky and Telescope 68(2), 159.
    """
    north, east = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    chord = sin(north / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def centre(points: Iterable[Coordinates]) -> Coordinates | None:
    """Return the middle of points: the direction of the sum of their unit vectors. None for none, or for opposite ones."""
    vectors = [_vector(point) for point in points]
    if len(vectors) < 1:
        return None
    x, y, z = (fsum(vector[axis] for vector in vectors) / len(vectors) for axis in range(3))
    if hypot(x, y, z) < 1e-9:
        return None
    return Coordinates(latitude=degrees(atan2(z, hypot(x, y))), longitude=degrees(atan2(y, x)))


def _vector(point: Coordinates) -> tuple[float, float, float]:
    latitude, longitude = radians(point.latitude), radians(point.longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)
