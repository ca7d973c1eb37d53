"""Why a city is worth a visit, and what is said of the whole."""

from __future__ import annotations

import pytest

from kb.graph.visits import cities_to_visit
from tests.graph.reasons import by_code, said
from tests.graph.world import World


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
    assert set(found) == {"SHOWED_TO_OTHERS", "TAUGHT_NOT_USED"}


def test_where_it_was_only_learned_it_is_said_that_nobody_is_known_to_use_it(places: World) -> None:
    fact = places.adopt("a", "leeds", "2023", "planned", learned_from="bath")
    row = cities_to_visit(places.seen(), "city:york").rows[0]
    reason = by_code(row.practices[0].reasons)["TAUGHT_NOT_USED"]
    assert (row.city, said(reason), reason.facts) == ("city:bath", {"place": "city:bath"}, (fact,))
    assert said(by_code(row.reasons)["ONLY_TAUGHT"]) == {"count": 1, "of": 1}


@pytest.mark.parametrize(("places_with_it", "many"), [(10, False), (11, True)])
def test_what_can_be_seen_in_many_places_is_said_to_be(places: World, places_with_it: int, many: bool) -> None:
    for number in range(places_with_it):
        places.cities(f"c{number}").adopt("a", f"c{number}", "2023")
    reason = by_code(cities_to_visit(places.seen(), "city:york").rows[0].practices[0].reasons).get("SEEN_IN_MANY_PLACES")
    assert (said(reason) if reason else None) == ({"count": places_with_it} if many else None)


def test_what_makes_a_city_more_or_less_worth_the_way_is_counted(places: World) -> None:
    places.school("s", "city:bath").adopt("a", "institution:s", "2023", outcome="Went well")
    places.adopt("b", "bath", "2019-12-30")
    found = by_code(cities_to_visit(places.seen(), "city:york").rows[0].reasons)
    for code in ("OUTCOMES_TO_SEE", "QUIET_LATELY", "AT_INSTITUTIONS_ONLY"):
        assert said(found[code]) == {"count": 1, "of": 2}
    assert not found.keys() & {"ONLY_TAUGHT", "SEEN_ABOVE", "NOBODY_TO_ASK"}


def test_a_city_without_an_institution_to_ask_for_says_so(places: World) -> None:
    places.adopt("a", "bath", "2023")
    found = by_code(cities_to_visit(places.seen(), "city:york").rows[0].reasons)
    assert said(found["NOBODY_TO_ASK"]) == {"place": "city:bath"}


def test_a_city_that_shares_no_practice_with_the_asking_one_says_so(places: World) -> None:
    places.adopt("a", "bath", "2023")
    assert "NOTHING_IN_COMMON" not in by_code(cities_to_visit(places.seen(), "city:york").rows[0].reasons)
    places.adopt("c", "york", "2015")
    found = by_code(cities_to_visit(places.seen(), "city:york").rows[0].reasons)
    assert said(found["NOTHING_IN_COMMON"]) == {"party": "city:york", "place": "city:bath"}
    places.share("c", "bath", "2016")
    assert "NOTHING_IN_COMMON" not in by_code(cities_to_visit(places.seen(), "city:york").rows[0].reasons)


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


def test_that_no_city_is_among_the_most_alike_is_a_warning(places: World) -> None:
    places.adopt("a", "bath", "2023")
    assert cities_to_visit(places.seen(), "city:york").warnings[0].code == "NO_CITY_ALIKE"
    places.adopt("c", "york", "2015")
    places.adopt("c", "bath", "2015")
    assert "NO_CITY_ALIKE" not in [warning.code for warning in cities_to_visit(places.seen(), "city:york").warnings]
