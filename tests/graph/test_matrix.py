"""A landscape as arrays."""

from __future__ import annotations

from datetime import date

import pytest

from kb.graph.matrix import matrix_of
from tests.graph.world import World


@pytest.fixture
def north(world: World) -> World:
    world.countries("GB").cities("york", part_of="country:gb").cities("bath", "hull").practices("a", topics=["play"]).practices("b")
    world.adopt("b", "york", "2020")
    world.adopt("a", "hull", "2020/2021")
    world.adopt("a", "bath")
    return world


def test_actors_and_practices_are_numbered_by_id(north: World) -> None:
    found = matrix_of(north.seen())
    assert (list(found.actors), list(found.practices)) == (
        ["city:bath", "city:hull", "city:york", "country:gb"],
        ["practice:a", "practice:b"],
    )


def test_first_dated_steps_have_a_middle_and_an_end_in_years(north: World) -> None:
    taken = matrix_of(north.seen()).taken
    assert list(zip(taken.row, taken.column, strict=True)) == [(1, 0), (2, 1)]
    assert list(taken.end - taken.middle) == pytest.approx([1, 0.5], abs=0.01)


def test_by_a_moment_only_what_certainly_was_there_is(north: World) -> None:
    found = matrix_of(north.seen(date(2021, 12, 31)))
    assert list(found.taken.by(found.now).row) == [1, 2]
    assert list(found.taken.by(found.now - 1).row) == [2]
    assert list(found.taken.by(found.now - 2).row) == []


def test_a_tie_weighs_half_after_a_half_life(north: World) -> None:
    taken = matrix_of(north.seen()).taken
    assert list(taken.decayed(taken.middle[0] + 3, 3)) == pytest.approx([0.5, 2 ** (-3.5 / 3)], abs=0.001)


def test_shares_visits_and_what_was_given_up_are_dated_ties_too(north: World) -> None:
    north.school("s", "city:york")
    north.share("a", "institution:s", "2022", "hull")
    north.share("b", "hull")
    north.visit("institution:s", "bath", "2022-05")
    north.adopt("b", "bath", "2022", "declined")
    found = matrix_of(north.seen())
    assert [list(zip(ties.row, ties.column, strict=True)) for ties in (found.shown, found.visited, found.given_up)] == [
        [(2, 0)],
        [(2, 0)],
        [(0, 1)],
    ]


def test_countries_levels_and_topics_are_numbered(north: World) -> None:
    found = matrix_of(north.seen())
    assert list(found.countries) == [0, 0, 1, 1]
    assert found.levels[0] == found.levels[2] != found.levels[3]
    assert found.topics.toarray().tolist() == [[1], [0]]


def test_the_arrays_of_a_landscape_are_made_once_and_go_with_it(north: World) -> None:
    seen = north.seen()
    assert matrix_of(seen) is matrix_of(seen)
    assert matrix_of(seen) is not matrix_of(north.seen())
