"""The adoption curve and the categories of adopters."""

from __future__ import annotations

from collections import Counter

import pytest

from kb.graph.curve import categories, curve
from kb.graph.rows import AdopterCategory, SpreadPoint

# 125 physicians and the month in which each first prescribed a drug; what follows is what R says of them
# (netdiffuseR 1.25.0, data set medInnovations, MIT licence).
CUMULATIVE = [11, 20, 29, 40, 51, 62, 75, 82, 86, 87, 92, 95, 98, 102, 106, 108, 109, 125]
MONTHS = [month for month, (before, after) in enumerate(zip([0, *CUMULATIVE], CUMULATIVE, strict=False), 1) for _ in range(after - before)]


def test_a_curve_counts_new_and_all_adopters_and_who_is_at_risk() -> None:
    assert curve([2020, 2022, 2022], population=4) == (
        SpreadPoint(year=2020, new_adopters=1, cumulative=1, hazard=1 / 4),
        SpreadPoint(year=2021, new_adopters=0, cumulative=1, hazard=0),
        SpreadPoint(year=2022, new_adopters=2, cumulative=3, hazard=2 / 3),
    )


def test_where_nobody_is_left_at_risk_there_is_no_hazard() -> None:
    assert [point.hazard for point in curve([2020, 2021], population=1)] == [1, None]


def test_without_dated_adopters_there_is_no_curve() -> None:
    assert curve([], population=9) == ()


def test_hazards_are_those_of_netdiffuser() -> None:
    points = curve(MONTHS, population=125)
    assert [point.cumulative for point in points] == CUMULATIVE
    assert [point.hazard for point in points[1:5]] == pytest.approx([0.0789474, 0.0857143, 0.1145833, 0.1294118], abs=5e-8)


def test_categories_are_those_of_netdiffuser() -> None:
    assert Counter(categories(MONTHS)) == {
        AdopterCategory.EARLY_ADOPTER: 20,
        AdopterCategory.EARLY_MAJORITY: 55,
        AdopterCategory.LATE_MAJORITY: 23,
        AdopterCategory.LAGGARD: 27,
    }


def test_there_are_no_categories_of_fewer_than_ten_or_of_one_year() -> None:
    assert categories([2010, 2011, 2012, 2013, 2014, 2015, 2016, 2017, 2018]) == [None] * 9
    assert categories([2020] * 12) == [None] * 12


def test_categories_come_in_the_order_of_the_adopters() -> None:
    found = categories([2030, *[2020] * 9])  # mean 2021, sd 3.16
    assert found == [AdopterCategory.LAGGARD, *[AdopterCategory.EARLY_MAJORITY] * 9]
