"""Which cities to visit."""

from __future__ import annotations

from datetime import date

import pytest

from kb.errors import InvalidInput, NotFound, WrongKind
from kb.graph.rows import Reason, VisitRanking
from kb.graph.visits import cities_to_visit
from tests.graph.world import World


def visited(ranking: VisitRanking) -> list[str]:
    return [row.city.removeprefix("city:") for row in ranking.rows]


def by_code(found: tuple[Reason, ...]) -> dict[str, Reason]:
    return {reason.message.code: reason for reason in found}


def said(reason: Reason) -> dict[str, object]:
    return {name: getattr(value, "edtf", value) for name, value in reason.message.values.items()}


@pytest.fixture
def places(world: World) -> World:
    """York in Britain, which has nothing; Leeds near, Bath farther off, Caen in France."""
    world.countries("GB", "FR").city("york", "country:gb", (54, -1)).city("leeds", "country:gb", (53.8, -1.5))
    world.city("bath", "country:gb", (51.4, -2.4)).city("caen", "country:fr", (49.2, -0.4))
    return world.practices("a", "b", "c")


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


def test_what_is_there_of_a_practice_is_said_with_its_facts(places: World) -> None:
    places.practices("d", origin="city:bath")
    fact = places.adopt("d", "bath", "2023", outcome="Went well")
    shown = places.share("d", "leeds", "2024", "bath")
    found = by_code(cities_to_visit(places.seen(), "city:york").rows[0].practices[0].reasons)
    assert said(found["BEGAN_THERE"]) == {"place": "city:bath"}
    assert (said(found["IN_USE_THERE"]), found["IN_USE_THERE"].facts) == ({"place": "city:bath", "date": "2023"}, (fact,))
    assert found["OUTCOME_THERE"].facts == (fact,)
    assert said(found["SHOWED_TO_OTHERS"]) == {"place": "city:bath", "count": 1, "date": "2024"}
    assert found["SHOWED_TO_OTHERS"].facts == (shown,)


def test_who_only_showed_a_practice_is_said_to_have_shown_it(places: World) -> None:
    places.share("a", "leeds", "2024", "bath")
    found = by_code(cities_to_visit(places.seen(), "city:york").rows[0].practices[0].reasons)
    assert set(found) == {"SHOWED_TO_OTHERS"}


def test_where_only_a_school_has_it_that_is_said(places: World) -> None:
    places.school("s", "city:bath").adopt("a", "institution:s", "2023")
    assert "ONLY_INSTITUTIONS" in by_code(cities_to_visit(places.seen(), "city:york").rows[0].practices[0].reasons)


def test_why_to_go_is_said_in_facts(places: World) -> None:
    places.adopt("c", "york", "2015", learned_from="bath")
    places.adopt("c", "bath", "2010")
    fact = places.adopt("a", "bath", "2023")
    came, went = places.visit("caen", "bath", "2019"), places.visit("york", "bath", "2014")
    found = by_code(cities_to_visit(places.seen(), "city:york").rows[0].reasons)
    assert said(found["PRACTICES_TO_SEE"]) == {"count": 1, "practices": ("practice:a",)}
    assert (said(found["LATEST_SIGN"]), found["LATEST_SIGN"].facts) == ({"practice": "practice:a", "date": "2023"}, (fact,))
    assert said(found["RECEIVED_VISITORS"]) == {"place": "city:bath", "count": 2, "date": "2019"}
    assert found["RECEIVED_VISITORS"].facts == (came, went)
    assert (said(found["VISITED_BEFORE"]), found["VISITED_BEFORE"].facts) == ({"party": "city:york", "date": "2014"}, (went,))
    assert said(found["LEARNED_THERE_BEFORE"]) == {"party": "city:york", "practices": ("practice:c",)}
    assert said(found["AMONG_MOST_ALIKE"]) == {"party": "city:york", "of": 1}


def test_a_city_without_a_dated_sign_is_said_to_have_none(places: World) -> None:
    places.adopt("a", "bath")
    assert "NO_DATED_EVIDENCE" in by_code(cities_to_visit(places.seen(), "city:york").rows[0].reasons)


def test_the_basis_counts_practices_and_cities(places: World) -> None:
    places.adopt("a", "bath", "2020")
    places.adopt("a", "leeds", "2020")
    assert dict(cities_to_visit(places.seen(), "city:york").basis.values) == {"party": "city:york", "practices": 1, "cities": 2}
