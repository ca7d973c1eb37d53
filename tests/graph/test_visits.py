"""Which cities to visit."""

from __future__ import annotations

from datetime import date

import pytest

from kb.errors import InvalidInput, NotFound, WrongKind
from kb.graph.rows import VisitRanking
from kb.graph.similarity import neighbours
from kb.graph.visits import cities_to_visit
from tests.graph.reasons import by_code, said
from tests.graph.world import World


def visited(ranking: VisitRanking) -> list[str]:
    return [row.city.removeprefix("city:") for row in ranking.rows]


def test_a_city_scores_by_weight_and_freshness_of_what_it_shows(places: World) -> None:
    places.adopt("a", "bath", "2024-12-31")  # place 1 among those to study: weight 1, fresh: 1
    places.adopt("b", "bath", "2000")  # place 2: weight 1 / log2 3, stale: 1/4
    row = cities_to_visit(places.seen(), "city:york").rows[0]
    assert row.score == pytest.approx(1 + 0.6309297535714574 / 4)
    assert [practice.practice for practice in row.practices] == ["practice:a", "practice:b"]


def test_a_city_that_hosted_visits_counts_for_up_to_twice_as_much(places: World) -> None:
    places.adopt("a", "bath", "2024-12-31")
    for year in ("2010", "2011", "2012"):
        places.visit("caen", "bath", year)
    assert cities_to_visit(places.seen(), "city:york").rows[0].score == pytest.approx(1 + 3 / 4)


def test_a_city_among_the_most_alike_counts_for_more_by_how_alike_it_is(places: World) -> None:
    places.adopt("c", "york", "2015")
    places.adopt("c", "bath", "2015")
    places.adopt("a", "bath", "2024-12-31")
    seen = places.seen()
    alike = neighbours(seen, "city:york")["city:bath"]
    assert 0 < alike < 1
    assert cities_to_visit(seen, "city:york").rows[0].score == pytest.approx(1 + alike)


def test_a_recorded_outcome_counts_a_tenth_more_and_what_is_only_taught_half(places: World) -> None:
    places.adopt("a", "bath", "2024-12-31", outcome="Went well")
    places.share("a", "leeds", "2024-12-31", "caen")
    scores = {row.city: row.score for row in cities_to_visit(places.seen(), "city:york").rows}
    assert scores == pytest.approx({"city:bath": 1.1, "city:caen": 0.5 / 2})


def test_what_can_be_seen_in_a_city_above_counts_half_so_one_practice_does_not_crowd_the_list(places: World) -> None:
    places.practices("d")
    for city in ("bath", "leeds", "caen"):
        places.adopt("a", city, "2024-12-31")
    places.city("hull", "country:gb", (53.7, -0.3)).adopt("b", "hull", "2024-12-31")
    ranking = cities_to_visit(places.seen(), "city:york")
    assert visited(ranking) == ["leeds", "hull", "bath", "caen"]
    assert [row.score for row in ranking.rows] == pytest.approx([1, 0.6309297535714574, 1 / 2, 1 / 4])
    above = [by_code(row.reasons).get("SEEN_ABOVE") for row in ranking.rows]
    assert [said(reason) if reason else None for reason in above] == [None, None, {"count": 1, "of": 1}, {"count": 1, "of": 1}]


def test_what_can_be_seen_in_many_places_is_less_reason_to_choose_one_of_them(places: World) -> None:
    for number in range(20):
        places.cities(f"c{number:02}").adopt("a", f"c{number:02}", "2024-12-31")
    places.adopt("b", "bath", "2024-12-31")
    rows = cities_to_visit(places.seen(), "city:york", first=2).rows
    assert {row.city: row.score for row in rows} == pytest.approx({"city:bath": 0.6309297535714574, "city:c00": 10 / 20})


def test_a_longer_list_begins_as_a_shorter_one(places: World) -> None:
    for city in ("bath", "leeds", "caen"):
        places.adopt("a", city, "2020")
        places.adopt("b", city, "2021")
    rows = cities_to_visit(places.seen(), "city:york").rows
    assert len(rows) == 3
    assert cities_to_visit(places.seen(), "city:york", first=2).rows == rows[:2]


def test_who_gave_it_up_shows_nothing_even_if_it_was_learned_there_once(places: World) -> None:
    places.adopt("a", "bath", "2023", "abandoned")
    places.adopt("a", "caen", "2020", learned_from="bath")
    assert visited(cities_to_visit(places.seen(), "city:york")) == ["caen"]


def test_where_all_who_have_it_take_no_visitors_there_is_nothing_to_see(places: World) -> None:
    places.school("closed", "city:bath", receives_visits=False).adopt("a", "institution:closed", "2023")
    assert visited(cities_to_visit(places.seen(), "city:york")) == []
    places.adopt("a", "bath", "2023")
    assert visited(cities_to_visit(places.seen(), "city:york")) == ["bath"]


def test_a_list_shorter_than_asked_for_says_what_was_left_out(places: World) -> None:
    for city in ("bath", "leeds", "caen"):
        places.adopt("a", city, "2010")
    codes = {city: [warning.code for warning in found.warnings] for city, found in (
        ("france", cities_to_visit(places.seen(), "city:york", countries=["country:fr"])),
        ("first", cities_to_visit(places.seen(), "city:york", countries=["country:fr"], first=1)),
    )}  # fmt: skip
    assert "OUTSIDE_COUNTRIES" in codes["france"]
    assert "OUTSIDE_COUNTRIES" not in codes["first"]


def test_fresh_practices_come_before_stale_ones_however_far(places: World) -> None:
    places.adopt("a", "leeds", "2010")
    places.adopt("a", "caen", "2023")
    assert visited(cities_to_visit(places.seen(), "city:york")) == ["caen", "leeds"]


def test_of_equal_cities_the_nearer_comes_first(places: World) -> None:
    for city in ("bath", "leeds", "caen"):
        places.adopt("a", city, "2010")
    assert visited(cities_to_visit(places.seen(), "city:york")) == ["leeds", "bath", "caen"]


def test_never_a_place_with_nothing_to_see(places: World) -> None:
    places.adopt("a", "york", "2020")
    places.adopt("a", "leeds", "2020")
    places.adopt("b", "bath", "2020", "planned")
    places.visit("york", "caen", "2020")
    assert visited(cities_to_visit(places.seen(), "city:york")) == []


def test_who_only_plans_or_gave_it_up_has_nothing_to_see(places: World) -> None:
    places.adopt("a", "leeds", "2020")
    places.adopt("a", "bath", "2023", "planned")
    places.adopt("a", "caen", "2023", "abandoned")
    assert visited(cities_to_visit(places.seen(), "city:york")) == ["leeds"]


def test_regions_and_countries_are_no_cities_to_visit(places: World) -> None:
    places.region("kent", "country:gb").adopt("a", "region:kent", "2023")
    assert visited(cities_to_visit(places.seen(), "city:york")) == []


def test_only_countries_and_distances_asked_for(places: World) -> None:
    for city in ("bath", "leeds", "caen"):
        places.adopt("a", city, "2010")
    assert visited(cities_to_visit(places.seen(), "city:york", countries=["country:fr"])) == ["caen"]
    assert visited(cities_to_visit(places.seen(), "city:york", max_distance_km=100)) == ["leeds"]


def test_a_city_of_unknown_location_is_not_known_to_be_near(places: World) -> None:
    places.cities("atlantis").adopt("a", "atlantis", "2023")
    assert visited(cities_to_visit(places.seen(), "city:york")) == ["atlantis"]
    assert cities_to_visit(places.seen(), "city:york").rows[0].distance_km is None
    assert visited(cities_to_visit(places.seen(), "city:york", max_distance_km=20_000)) == []


def test_a_home_of_unknown_location_is_a_warning(places: World) -> None:
    places.cities("atlantis").adopt("a", "leeds", "2023")
    ranking = cities_to_visit(places.seen(), "city:atlantis", max_distance_km=100)
    assert (ranking.rows, ranking.warnings[0].code) == ((), "HOME_NOT_LOCATED")
    assert cities_to_visit(places.seen(), "city:atlantis").rows


@pytest.mark.parametrize("distance", [-1, float("nan"), float("inf")])
def test_a_distance_that_is_none_is_refused(places: World, distance: float) -> None:
    with pytest.raises(InvalidInput, match="km; it is 0 or more"):
        cities_to_visit(places.seen(), "city:york", max_distance_km=distance)


def test_a_country_that_is_not_there_or_none_is_refused(places: World) -> None:
    with pytest.raises(NotFound, match="no country has the id 'country:at'"):
        cities_to_visit(places.seen(), "city:york", countries=["country:at"])
    with pytest.raises(WrongKind, match="is a city, a country was asked for"):
        cities_to_visit(places.seen(), "city:york", countries=["city:york"])


def test_a_school_gets_its_citys_answer(places: World) -> None:
    places.school("s", "city:york").adopt("a", "leeds", "2023")
    assert cities_to_visit(places.seen(), "institution:s") == cities_to_visit(places.seen(), "city:york")


def test_as_of_a_day_later_facts_are_not_seen(places: World) -> None:
    places.adopt("a", "leeds", "2020")
    places.adopt("a", "bath", "2022")
    assert visited(cities_to_visit(places.seen(date(2021, 1, 1)), "city:york")) == ["leeds"]


def test_the_order_of_facts_changes_nothing(places: World) -> None:
    for city in ("bath", "leeds", "caen"):
        for practice in "abc":
            places.adopt(practice, city, "2020")
        places.visit("york", city, "2021")
    assert cities_to_visit(places.seen(), "city:york") == cities_to_visit(places.seen(shuffled=3), "city:york")
