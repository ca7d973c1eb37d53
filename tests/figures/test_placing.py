"""Names beside points."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.figures.placing import Box, Placing, Point
from kb.figures.style import width

FRAME = Box(0, 0, 10, 5)
POINTS = st.lists(st.tuples(st.floats(0.2, 9.8), st.floats(0.2, 4.8)), min_size=1, max_size=25)


def placing(points: list[Point], arrow: Sequence[Point] = (), frame: Box = FRAME) -> Placing:
    return Placing(frame, points, np.array(arrow).reshape(-1, 2))


def test_a_lone_name_stands_to_the_right_of_its_point_without_a_line() -> None:
    placed = placing([(5, 2)]).place((5, 2), "Cork")
    assert placed is not None
    assert placed.line is None
    assert 5.05 < placed.box.left < 5.15
    assert (placed.box.top + placed.box.bottom) / 2 == 2
    assert placed.box.right - placed.box.left >= width("Cork")


def test_at_the_right_edge_it_stands_to_the_left() -> None:
    placed = placing([(9.9, 2)]).place((9.9, 2), "Cork")
    assert placed is not None
    assert placed.box.right < 9.9


def test_a_name_far_from_its_point_gets_a_line_to_it() -> None:
    crowd = [(5 + 0.08 * x, 2 + 0.08 * y) for x in range(-3, 4) for y in range(-3, 4)]
    placed = placing(crowd).place((5, 2), "Cork")
    assert placed is None or placed.line is not None
    alone = [(5.0, 2.0), *[(5 + 0.3 * x, 2 + 0.25 * y) for x in (-1, 0, 1) for y in (-1, 0, 1) if (x, y) != (0, 0)]]
    found = placing(alone).place((5, 2), "A rather long name")
    assert found is not None
    assert found.line is not None
    assert found.line[0] == (5, 2)


def test_a_name_keeps_off_arrows_where_it_can() -> None:
    arrow = [(5 + step / 50, 2.0) for step in range(50)]
    placed = placing([(5, 2)], arrow).place((5, 2), "Cork")
    assert placed is not None
    assert not any(placed.box.holds(point) for point in arrow)


def test_where_there_is_no_room_there_is_no_name() -> None:
    assert placing([(0.1, 0.1)], frame=Box(0, 0, 0.3, 0.3)).place((0.1, 0.1), "Cork") is None


def test_where_all_room_is_under_arrows_a_name_covers_one() -> None:
    everywhere = [(x / 20, y / 20) for x in range(200) for y in range(100)]
    placed = placing([(5, 2)], everywhere).place((5, 2), "Cork")
    assert placed is not None
    assert placed.line is None


@pytest.mark.parametrize(
    ("start", "end", "crosses"),
    [
        ((0, 1.5), (3, 1.5), True),
        ((1.5, 0), (1.5, 3), True),
        ((0, 0), (3, 3), True),
        ((1.2, 1.2), (1.3, 1.3), True),
        ((0, 0.5), (3, 0.5), False),
        ((0.5, 0), (0.5, 3), False),
        ((0, 1.8), (1.2, 3), False),
        ((0, 1.5), (0.9, 1.5), False),
    ],
)
def test_a_line_crosses_a_rectangle_or_passes_it(start: Point, end: Point, crosses: bool) -> None:
    assert Box(1, 1, 2, 2).crossed(start, end) is Box(1, 1, 2, 2).crossed(end, start) is crosses


@given(POINTS)
def test_no_name_covers_another_a_point_or_a_line(points: list[tuple[float, float]]) -> None:
    room = placing(points)
    for number, point in enumerate(points):
        room.place(point, f"City {number} 2020")
    for one, other in combinations(room.placed, 2):
        assert not one.box.meets(other.box)
        assert not (one.line and other.box.crossed(*one.line))
        assert not (other.line and one.box.crossed(*other.line))
    assert not any(placed.box.holds(point) for placed in room.placed for point in points)
    assert all(placed.box.within(FRAME) for placed in room.placed)
