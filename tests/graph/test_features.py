"""What a moment says of places and practices; worked by hand."""

from __future__ import annotations

from datetime import date
from math import log

import numpy as np
import pytest

from kb.graph.features import LEAST, Moment
from kb.graph.matrix import Floats, matrix_of
from tests.graph.world import World

DAY = date(2024, 12, 31)


@pytest.fixture
def north(world: World) -> World:
    """Of a, b and c York has a; Hull a and b; Leeds c; Bath is no adopter."""
    world.cities("york", "hull", "leeds", "bath").practices("a", "b", "c")
    for practice, city, when in (("a", "york", "2010"), ("a", "hull", "2012"), ("b", "hull", "2024"), ("c", "leeds", "2021")):
        world.adopt(practice, city, when)
    return world


def features(world: World, city: str = "york", back: int = 0) -> dict[str, Floats]:
    """Each feature of each practice for a city, some years before the day."""
    matrix = matrix_of(world.seen(DAY))
    moment = Moment(matrix, matrix.now - back, np.array([matrix.row[f"city:{city}"]]))
    return {name: of if of.ndim == 1 else of[0] for name, of in moment.features()}


def test_of_practices_it_knows_how_many_how_lately_and_since_when(north: World) -> None:
    found = features(north)
    assert list(found["adopters"]) == pytest.approx([log(3), log(2), log(2)])
    assert list(found["share"]) == pytest.approx([2 / 3, 1 / 3, 1 / 3])  # of three adopters
    assert list(found["since-last"]) == pytest.approx([log(1 + 12.5), log(1 + 0.5), log(1 + 3.5)], abs=0.002)
    assert list(found["since-first"]) == pytest.approx([log(1 + 14.5), log(1 + 0.5), log(1 + 3.5)], abs=0.002)
    assert list(found["year-0"]) == pytest.approx([0, log(2), 0])
    assert [list(found["new-1"]), list(found["new-3"])] == [[0, 1, 0], [0, 1, 0]]


def test_a_pulse_is_the_rate_at_which_places_at_risk_turn_to_it(north: World) -> None:
    assert features(north)["pulse-1"][1] == pytest.approx(log(2**-0.5 / (3 - 1 + 1) + LEAST), abs=0.002)


def test_neighbours_vote_beside_what_all_places_do(north: World) -> None:
    found = features(north)
    alike = 1 / 2**0.5 / 3  # York and Hull: cosine 1 / sqrt 2, one practice in common
    rate = 2**-0.5 / 3
    votes = (alike * 2**-0.5 + 5 * rate) / (alike + 5)
    assert found["alike-pulse-1"][1] == pytest.approx(log(votes + LEAST) - log(rate + LEAST), abs=0.002)
    assert found["alike-has"][1] == pytest.approx((alike - alike / 3) / (alike + 0.5))
    assert found["alike-has"][2] < 0 < found["alike-lately-has"][1]


def test_places_of_another_level_are_no_neighbours(north: World) -> None:
    north.region("kent")
    for practice in "abc":
        north.adopt(practice, "region:kent", "2010")
    assert features(north, "leeds")["alike-has"][1] == 0


def test_what_neighbours_gave_up_counts(north: World) -> None:
    north.adopt("c", "hull", "2022", "declined")
    alike = 1 / 2**0.5 / 3
    assert list(features(north)["alike-gave-up"]) == pytest.approx([0, 0, alike / (alike + 0.5)])
    assert list(features(north, back=4)["alike-gave-up"]) == [0, 0, 0]


def test_a_place_that_is_early_and_active_is_told_from_others(north: World) -> None:
    york, hull = features(north), features(north, "hull")
    assert york["tempo-share"][0] < hull["tempo-share"][0]  # of a York was first, Hull second
    assert york["moves-share"][0] < hull["moves-share"][0]


def test_company_is_what_goes_with_what_a_place_has(north: World) -> None:
    company = features(north)["company"]
    assert company[1] > company[2] == 0  # Hull has a and b; nobody has a and c


def test_a_country_that_turns_to_it_counts(north: World) -> None:
    assert not features(north)["country-pulse"].any()
    north.countries("GB").cities("york", "hull", part_of="country:gb")
    found = features(north)["country-pulse"]
    assert found[1] > 0 > found[2]


def test_a_topic_that_a_place_works_on_counts(north: World) -> None:
    north.practices("a", "b", topics=["play"]).practices("c", topics=["food"])
    topic = features(north)["topic"]
    assert topic[1] > 0 > topic[2]


def test_what_was_shown_and_who_was_visited_counts_half_after_three_years(north: World) -> None:
    north.share("b", "york", "2022-01-01", "hull")
    north.visit("york", "leeds", "2022-01-01")
    found = features(north)
    assert found["shown"][1] == pytest.approx(log(1.5), abs=0.002)
    assert found["visited"][2] == pytest.approx(log(1.5), abs=0.002)
    assert (found["shown"][2], found["visited"][1]) == (0, 0)


def test_nothing_later_than_the_moment_enters(north: World) -> None:
    before = features(north, back=2)
    north.adopt("c", "york", "2024")
    north.adopt("b", "leeds", "2023-05")
    north.share("c", "york", "2023-06")
    after = features(north, back=2)
    assert all(np.array_equal(before[name], after[name]) for name in before)
