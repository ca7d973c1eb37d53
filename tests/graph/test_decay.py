"""What dated events weigh."""

from __future__ import annotations

from datetime import date, timedelta
from math import fsum

import pytest

from kb.dates import parse
from kb.graph.decay import is_dated, middle_year, weight, years_back
from tests.graph.world import World

TODAY = date(2024, 12, 31)


def test_an_event_of_today_weighs_one() -> None:
    assert weight(parse("2024-12-31"), TODAY) == 1


def test_an_event_one_half_life_ago_weighs_half() -> None:
    two_years_ago = TODAY - timedelta(days=2 * 365)  # 730 of 730.5 days
    assert weight(parse(two_years_ago.isoformat()), TODAY) == pytest.approx(0.5, abs=0.001)
    assert weight(parse(two_years_ago.isoformat()), TODAY, half_life_years=1) == pytest.approx(0.25, abs=0.001)


def test_a_vague_date_weighs_the_mean_over_its_days() -> None:
    days = [date(2023, 1, 1) + timedelta(days=step) for step in range(365)]
    mean = fsum(2 ** (-(TODAY - day).days / 365.25 / 2) for day in days) / 365
    assert weight(parse("2023"), TODAY) == pytest.approx(mean, rel=1e-9)


def test_days_to_come_are_left_out_of_the_mean() -> None:
    assert weight(parse("2024-06-30/2025-12-31"), date(2024, 6, 30)) == 1


def test_what_is_undated_half_dated_or_to_come_weighs_nothing() -> None:
    assert [weight(when, TODAY) for when in (None, parse("../2021"), parse("2018/.."), parse("2025"))] == [0, 0, 0, 0]


def test_a_date_needs_two_known_ends() -> None:
    assert [is_dated(when) for when in (parse("2021"), parse("2018/.."), parse("../2021"), None)] == [True, False, False, False]


def test_the_middle_of_a_year_lies_half_a_year_after_its_start() -> None:
    assert middle_year(parse("2021")) - middle_year(parse("2021-01-01")) == pytest.approx(0.5, abs=0.002)
    with pytest.raises(ValueError, match="unknown end"):
        middle_year(parse("2018/.."))


def test_a_leap_day_some_years_back_is_the_28th() -> None:
    assert years_back(date(2024, 2, 29), 1) == date(2023, 2, 28)
    assert years_back(date(2024, 2, 29), 4) == date(2020, 2, 29)


def test_turning_to_a_practice_is_halved_in_511_days_and_a_sign_of_life_in_two_years(world: World) -> None:
    seen = world.seen(TODAY)
    turned, signed = (parse((TODAY - timedelta(days=days)).isoformat()) for days in (511, 730))  # 1.4 years of 365 days, and 2
    assert (seen.weight(turned), seen.freshness(signed)) == pytest.approx((0.5, 0.5), abs=0.001)
    assert (seen.weight(None), seen.freshness(None)) == (0, 0)
