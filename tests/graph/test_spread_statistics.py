"""A practice's spread in numbers, worked by hand."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import NotFound
from kb.graph.rows import Message
from kb.graph.spread_rows import AdopterStatistics, LeadTime, RogersCategory, SpreadStatistics
from kb.graph.spread_statistics import spread_statistics
from tests.graph.world import World


def statistics(world: World, as_of: date | None = None, practice: str = "a", **asked: bool) -> SpreadStatistics:
    return spread_statistics(world.seen(as_of), f"practice:{practice}", **asked)


def of(found: SpreadStatistics) -> dict[str, AdopterStatistics]:
    return {row.party.removeprefix("city:"): row for row in found.parties}


def codes(found: SpreadStatistics) -> list[str]:
    return [caution.code for caution in found.cautions]


@pytest.fixture
def north(world: World) -> World:
    """York began a in 2000; Hull took it up in 2001, Leeds in 2002 and Bath in 2004; Ripon did not."""
    world.cities("york", "hull", "leeds", "bath", "ripon").practices("a", origin="city:york")
    world.adopt("a", "york", "2000")
    world.adopt("a", "hull", "2001", learned_from="york")
    world.adopt("a", "leeds", "2002", learned_from="hull")
    world.adopt("a", "bath", "2004")
    return world


def test_the_mean_hazard_is_adopters_by_years_at_risk_and_states_its_population(north: World) -> None:
    found = statistics(north)
    assert (found.population, found.dated, found.penetration) == (4, 3, 3 / 4)
    assert found.mean_hazard == pytest.approx(3 / (4 + 3 + 2 + 2))


def test_lead_time_is_over_the_recorded_links_with_two_dates(north: World) -> None:
    assert astuple(statistics(north).lead_time) == pytest.approx((2, 1, 1, 1), abs=0.005)


def test_reach_counts_who_learned_it_at_first_or_further_hand(north: World) -> None:
    assert {city: row.reach for city, row in of(statistics(north)).items()} == {"york": 2, "hull": 1, "leeds": 0, "bath": 0}


def test_years_after_the_first_are_told_of_every_dated_party_the_origin_first(north: World) -> None:
    north.adopt("a", "ripon")
    assert {city: row.years_after_first for city, row in of(statistics(north)).items()} == {
        "york": 0,
        "hull": 1,
        "leeds": 2,
        "bath": 4,
        "ripon": None,
    }


def test_a_threshold_is_the_share_of_partners_that_had_it_by_the_year_of_adoption(north: World) -> None:
    for host in ("hull", "leeds", "ripon", "york"):
        north.visit("bath", host)
    rows = of(statistics(north))
    assert (rows["bath"].partners, rows["bath"].threshold) == (4, 3 / 4)
    # Hull learned from York, Leeds from Hull; Bath visited both; so Hull's partners are York and Bath, Leeds' Hull and Bath
    assert (rows["hull"].threshold, rows["leeds"].threshold) == (1 / 2, 1 / 2)
    assert rows["york"].threshold is None  # it began the practice
    assert statistics(north).mean_threshold == pytest.approx((3 / 4 + 1 / 2 + 1 / 2) / 3)


def test_infectiousness_is_of_those_who_had_it_for_a_partner_and_adopted_later_who_did_so_next_year(north: World) -> None:
    north.visit("bath", "york")
    rows = of(statistics(north))
    # York is a partner of Hull (2001) and Bath (2004): one of two the year after, in which Hull alone adopted
    assert rows["york"].infectiousness == pytest.approx(1 / 2)
    assert rows["hull"].infectiousness == 1  # of Leeds, in 2002, as the only one
    assert rows["bath"].infectiousness is None  # York, its partner's partner, had it before


def test_susceptibility_is_of_the_partners_that_adopted_earlier_who_did_so_the_year_before(north: World) -> None:
    north.visit("leeds", "york")
    rows = of(statistics(north))
    assert rows["leeds"].susceptibility == pytest.approx(1 / 2)  # Hull the year before, York two years before
    assert rows["hull"].susceptibility == 1
    assert rows["bath"].susceptibility is None  # it has no partner


def test_an_origin_without_a_date_had_it_before_everybody(world: World) -> None:
    world.cities("york", "hull", "leeds").practices("a", origin="city:york")
    world.adopt("a", "hull", "2001", learned_from="york")
    world.adopt("a", "leeds", "2002", learned_from="hull")
    world.visit("leeds", "york")
    rows = of(statistics(world))
    assert rows["hull"].threshold == 1 / 1  # of York and nobody else
    assert (rows["york"].infectiousness, rows["hull"].susceptibility) == (None, 0)
    assert rows["leeds"].susceptibility == pytest.approx(1 / 2)


def test_a_partner_without_a_date_counts_as_one_without_the_practice(north: World) -> None:
    north.adopt("a", "ripon")
    north.visit("bath", "ripon")
    assert of(statistics(north))["bath"].threshold == 0


def test_rogers_categories_come_from_ten_dated_adopters_on(world: World) -> None:
    world.practices("a").cities(*(f"c{number}" for number in range(10)))
    for number in range(10):
        world.adopt("a", f"c{number}", "2000" if number == 0 else "2010")
    rows = of(statistics(world))
    assert (rows["c0"].category, rows["c1"].category) == (RogersCategory.INNOVATOR, RogersCategory.LATE_MAJORITY)
    world.facts.pop()
    assert {row.category for row in statistics(world).parties} == {None}


def test_as_of_a_day_only_what_was_known_counts(north: World) -> None:
    found = statistics(north, date(2002, 12, 31))
    assert [row.party for row in found.parties] == ["city:york", "city:hull", "city:leeds"]
    assert found.dated == 2


def test_variants_join_when_asked_for(north: World) -> None:
    north.practices("b", derived_from="a", origin="city:leeds").adopt("b", "ripon", "2005", learned_from="leeds")
    assert of(statistics(north, include_derived=True))["york"].reach == 3
    assert "ripon" not in of(statistics(north))


def test_a_practice_that_nobody_adopted_says_so(world: World) -> None:
    found = statistics(world.cities("york").practices("a", origin="city:york"))
    assert codes(found) == ["NOBODY_ADOPTED"]
    assert (found.population, found.penetration, found.mean_hazard, found.mean_threshold) == (0, None, None, None)
    assert [(row.party, row.reach, row.partners) for row in found.parties] == [("city:york", 0, 0)]
    assert statistics(World().practices("a")).parties == ()


def test_no_date_at_all_says_so_and_makes_no_numbers(world: World) -> None:
    world.cities("york", "hull").practices("a")
    world.adopt("a", "york")
    world.adopt("a", "hull", learned_from="york")
    found = statistics(world)
    assert found.cautions == (Message(code="NO_ADOPTER_IS_DATED", values={"count": 2}), Message(code="EXPOSURE_IS_NO_PROOF"))
    assert (found.mean_hazard, found.lead_time) == (None, LeadTime(links=0, shortest_years=None, median_years=None, longest_years=None))
    assert {(row.years_after_first, row.threshold, row.infectiousness, row.susceptibility) for row in found.parties} == {(None,) * 4}


def test_one_year_for_all_says_so_and_nobody_follows_anybody(world: World) -> None:
    world.cities("york", "hull").practices("a")
    world.adopt("a", "york", "2020")
    world.adopt("a", "hull", "2020", learned_from="york")
    found = statistics(world)
    assert codes(found) == ["ALL_IN_ONE_YEAR", "EXPOSURE_IS_NO_PROOF"]
    assert {(row.infectiousness, row.susceptibility) for row in found.parties} == {(None, None)}


def test_without_partners_it_says_so(world: World) -> None:
    world.cities("york").practices("a").adopt("a", "york", "2020")
    assert codes(statistics(world)) == ["NO_PARTNERS"]


def test_a_practice_that_is_not_there_is_refused(north: World) -> None:
    with pytest.raises(NotFound):
        statistics(north, practice="z")


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(2015, 2019)), max_size=10, unique=True), st.integers(0, 99))
def test_numbers_are_shares_and_the_order_of_facts_changes_nothing(draws: list[tuple[int, int, int]], seed: int) -> None:
    world = World().cities(*(f"c{number}" for number in range(5))).practices("a", origin="city:c0")
    for learner, source, year in draws:
        world.adopt("a", f"c{learner}", str(year), learned_from=f"c{source}" if source != learner else None)
        if source != learner:
            world.visit(f"c{source}", f"c{learner}")
    found = spread_statistics(world.seen(), "practice:a")
    assert found == spread_statistics(world.seen(shuffled=seed), "practice:a")
    shares: list[Any] = [found.penetration, found.mean_hazard, found.mean_threshold]
    shares += [value for row in found.parties for value in (row.threshold, row.infectiousness, row.susceptibility)]
    assert all(0 <= share <= 1 for share in shares if share is not None)
