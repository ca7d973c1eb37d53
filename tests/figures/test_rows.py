"""Where actors stand over time."""

from __future__ import annotations

import pytest

from kb.figures.rows import MOST_LANES, MOST_LINKED, TO_LABEL, Rows, arrange, moment, span
from kb.figures.scene import scene
from tests.graph.world import World


def rows_of(world: World) -> Rows:
    return arrange(scene(world.seen(), "practice:a"), 0.3, 9.7)


def test_a_learner_stands_under_its_teacher_and_to_the_right_of_it(world: World) -> None:
    world.adopt("a", "cork", "2019", learned_from="udine")
    world.adopt("a", "nowhere", "2022", learned_from="cork")
    world.adopt("a", "katowice", "2020", learned_from="udine")
    rows = rows_of(world)
    assert [key for key, _ in sorted(rows.spots.items(), key=lambda item: item[1].row)] == [
        "city:udine",
        "city:cork",
        "city:nowhere",
        "city:katowice",
    ]
    assert rows.spots["city:udine"].x < rows.spots["city:cork"].x < rows.spots["city:katowice"].x < rows.spots["city:nowhere"].x


def test_a_year_is_as_wide_as_another_and_a_date_stands_in_its_middle(world: World) -> None:
    world.adopt("a", "cork", "2019")
    world.adopt("a", "katowice", "2021")
    world.adopt("a", "nowhere", "2020-01-01/2020-12-31")
    rows = rows_of(world)
    assert rows.scale is not None
    cork, nowhere, katowice = (rows.spots[f"city:{slug}"].x for slug in ("cork", "nowhere", "katowice"))
    assert katowice - nowhere == pytest.approx(nowhere - cork, abs=0.005)
    assert cork == pytest.approx(rows.scale.x(2019.5), abs=0.005)


def test_a_date_of_several_years_is_a_bar_and_its_name_follows_it(world: World) -> None:
    world.adopt("a", "cork", "2010/2014")
    world.adopt("a", "katowice", "2020")
    rows = rows_of(world)
    spots = rows.spots
    assert rows.scale is not None
    assert spots["city:cork"].label_x == spots["city:cork"].until + TO_LABEL
    assert spots["city:cork"].until - spots["city:cork"].since == pytest.approx(5 * rows.scale.inches_per_year, abs=0.01)
    assert spots["city:katowice"].since == spots["city:katowice"].until


def test_who_has_no_date_stands_in_a_margin_before_every_date(world: World) -> None:
    world.adopt("a", "cork", learned_from="udine")
    world.adopt("a", "katowice", "1990")
    rows = rows_of(world)
    assert rows.margin is not None
    left, right = rows.margin
    assert left < rows.spots["city:udine"].x < rows.spots["city:cork"].x < rows.spots["city:cork"].right < right
    assert rows.spots["city:katowice"].x > right


def test_without_any_date_there_is_a_margin_alone(world: World) -> None:
    world.adopt("a", "cork", learned_from="udine")
    rows = rows_of(world)
    assert (rows.scale, rows.count, rows.hidden) == (None, 2, 0)


def test_every_name_ends_before_the_edge(world: World) -> None:
    world.city("x" * 60).adopt("a", "x" * 60, "2021-12-31")
    world.adopt("a", "cork", "1821")
    assert max(spot.right for spot in rows_of(world).spots.values()) <= 9.7 + 1e-9


def test_those_without_a_teacher_share_rows_where_there_is_room(world: World) -> None:
    for slug, year in (("cork", "2001"), ("katowice", "2011"), ("nowhere", "2021")):
        world.adopt("a", slug, year)
    assert {rows_of(world).spots[f"city:{slug}"].row for slug in ("cork", "katowice", "nowhere")} == {1}
    world.city("other").adopt("a", "other", "2011")
    assert rows_of(world).spots["city:other"].row == 2


def test_of_too_many_the_first_rows_are_drawn_and_the_rest_is_counted(world: World) -> None:
    for number in range(200):
        world.city(f"c{number}").adopt("a", f"c{number}", "2020", learned_from="udine" if number < 100 else None)
    rows = rows_of(world)
    assert rows.linked == MOST_LINKED
    assert rows.count == MOST_LINKED + MOST_LANES
    assert rows.hidden == 201 - MOST_LINKED - MOST_LANES


def test_moments_are_parts_of_a_year(world: World) -> None:
    world.adopt("a", "cork", "2020-07")
    since, until = span(next(actor for actor in scene(world.seen(), "practice:a").actors if actor.date))
    assert [since, until] == pytest.approx([2020.4983, 2020.5832], abs=1e-3)
    assert moment(2020, 366) == 2021.0
