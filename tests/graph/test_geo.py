"""Distances and middles on the earth."""

from __future__ import annotations

import numpy as np
import pytest

from kb.graph.geo import EARTH_RADIUS_KM, apart, centre, distance_km, vector
from kb.model import Coordinates


def at(latitude: float, longitude: float) -> Coordinates:
    return Coordinates(latitude=latitude, longitude=longitude)


def test_a_quarter_of_the_equator_is_a_quarter_of_the_earths_girth() -> None:
    assert distance_km(at(0, 0), at(0, 90)) == pytest.approx(3.141592653589793 / 2 * EARTH_RADIUS_KM)


def test_opposite_points_lie_half_the_girth_apart() -> None:
    assert distance_km(at(90, 0), at(-90, 0)) == pytest.approx(3.141592653589793 * 6371.0088)


def test_paris_and_london_lie_344_km_apart() -> None:
    assert distance_km(at(48.8566, 2.3522), at(51.5074, -0.1278)) == pytest.approx(343.56, abs=0.01)


def test_a_distance_is_the_same_in_both_directions() -> None:
    assert distance_km(at(51.23, 51.37), at(55.75, 37.62)) == distance_km(at(55.75, 37.62), at(51.23, 51.37))


def test_the_middle_of_points_on_both_sides_of_the_date_line_lies_on_it() -> None:
    middle = centre([at(0, 170), at(0, -170)])
    assert middle is not None
    assert (middle.latitude, abs(middle.longitude)) == pytest.approx((0, 180))


def test_there_is_no_middle_of_nothing_or_of_opposite_points() -> None:
    assert centre([]) is None
    assert centre([at(0, 0), at(0, 180)]) is None


def test_opposite_points_are_a_chord_of_2_apart_and_many_are_told_as_one_is() -> None:
    pole, other, here = vector(at(90, 0)), vector(at(-90, 0)), vector(at(51.23, 51.37))
    assert apart(pole, other) == pytest.approx(4)
    many = np.array([pole, other]).T
    assert apart(tuple(many), here).tolist() == [apart(pole, here), apart(other, here)]
