"""Distances on the earth, taken as a sphere of its mean radius."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import asin, atan2, cos, degrees, fsum, hypot, radians, sin, sqrt
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kb.model import Coordinates

Number = TypeVar("Number", float, NDArray[np.float64])
Vector = tuple[float, float, float]
EARTH_RADIUS_KM = 6371.0088  # mean radius R1 of GRS 80, doi:10.1007/s001900050278


def distance_km(one: Coordinates, other: Coordinates) -> float:
    """Return the great-circle distance in km, by the haversine formula.

    Source: Sinnott (1984), Virtues of the haversine, Sky and Telescope 68(2), 159.
    """
    north, east = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    chord = sin(north / 2) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def apart(one: Sequence[Number], other: Sequence[float]) -> Number:
    """Return the squared chord between points given as unit vectors: in the order of distances, and quicker to have.

    The points of `one` may be many: a value for each axis and point. The result is the same to the last digit.
    """
    x, y, z = (here - there for here, there in zip(one, other, strict=True))
    return x * x + y * y + z * z


def centre(points: Iterable[Coordinates]) -> Coordinates | None:
    """Return the middle of points: the direction of the sum of their unit vectors. None for none, or for opposite ones."""
    vectors = [vector(point) for point in points]
    if len(vectors) < 1:
        return None
    x, y, z = (fsum(each[axis] for each in vectors) / len(vectors) for axis in range(3))
    if hypot(x, y, z) < 1e-9:
        return None
    return Coordinates(latitude=degrees(atan2(z, hypot(x, y))), longitude=degrees(atan2(y, x)))


def vector(point: Coordinates) -> Vector:
    """Return the unit vector to a point, from the middle of the earth."""
    latitude, longitude = radians(point.latitude), radians(point.longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)
