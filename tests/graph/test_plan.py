"""A journey of a few stops: what it covers and how it goes."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations
from math import dist, e, fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import InvalidInput
from kb.graph.cover import best_cover, varied
from kb.graph.geo import distance_km
from kb.graph.offers import Offer
from kb.graph.route import HOME, length, shortest_round
from kb.graph.rows import Plan
from kb.graph.sights import Sights
from kb.graph.visits import visit_plan
from kb.model import Coordinates
from tests.graph.world import World

Point = tuple[float, float]


def stops(plan: Plan) -> dict[str, list[str]]:
    return {
        row.city.removeprefix("city:"): [practice.practice.removeprefix("practice:") for practice in row.practices] for row in plan.stops
    }


@pytest.fixture
def journey(world: World) -> World:
    """York at home; east of it on one parallel Hull, then Leiden, then Berlin."""
    world.city("york", at=(53, -1)).city("hull", at=(53, 0)).city("leiden", at=(53, 4)).city("berlin", at=(53, 13))
    return world.practices("a", "b", "c", "d")


def test_each_stop_adds_what_the_others_do_not_offer(journey: World) -> None:
    for practice in "abc":
        journey.adopt(practice, "berlin", "2020")
    for practice in "bcd":
        journey.adopt(practice, "hull", "2020")
    journey.adopt("a", "leiden", "2020")
    plan = visit_plan(journey.seen(), "city:york")
    shown = [practice for added in stops(plan).values() for practice in added]
    assert sorted(shown) == ["a", "b", "c", "d"]
    assert (plan.covered, plan.wanted, set(stops(plan))) == (4, 4, {"berlin", "hull"})


def test_there_are_no_more_stops_than_asked_for_and_the_rest_stays_wanted(journey: World) -> None:
    journey.adopt("a", "berlin", "2020")
    journey.adopt("b", "berlin", "2020")
    journey.adopt("c", "hull", "2020")
    plan = visit_plan(journey.seen(), "city:york", stops=1)
    assert (list(stops(plan)), plan.covered, plan.wanted) == (["berlin"], 2, 3)


def test_stops_come_in_travel_order_and_the_round_is_measured(journey: World) -> None:
    for practice, city in (("a", "berlin"), ("b", "hull"), ("c", "leiden")):
        journey.adopt(practice, city, "2020")
    plan = visit_plan(journey.seen(), "city:york")
    assert list(stops(plan)) in (["hull", "leiden", "berlin"], ["berlin", "leiden", "hull"])
    way = [Coordinates(latitude=53, longitude=longitude) for longitude in (-1, 0, 4, 13, -1)]
    assert plan.total_km == pytest.approx(fsum(distance_km(one, other) for one, other in pairwise(way)))


def test_cities_without_location_come_last_and_leave_the_length_unknown(journey: World) -> None:
    journey.cities("atlantis", "avalon")
    for practice, city in (("a", "avalon"), ("b", "atlantis"), ("c", "hull")):
        journey.adopt(practice, city, "2020")
    plan = visit_plan(journey.seen(), "city:york")
    assert (list(stops(plan)), plan.total_km) == (["hull", "atlantis", "avalon"], None)


def test_without_a_home_the_way_between_the_stops_is_the_shortest(journey: World) -> None:
    journey.cities("atlantis")
    for practice, city in (("a", "leiden"), ("b", "hull"), ("c", "berlin")):
        journey.adopt(practice, city, "2020")
    plan = visit_plan(journey.seen(), "city:atlantis")
    assert (list(stops(plan)), plan.total_km) in ((["hull", "leiden", "berlin"], None), (["berlin", "leiden", "hull"], None))


def test_with_nothing_to_see_there_is_no_journey(journey: World) -> None:
    plan = visit_plan(journey.seen(), "city:york")
    assert (plan.stops, plan.covered, plan.wanted, plan.total_km) == ((), 0, 0, None)


def test_the_conditions_hold_for_every_stop(journey: World) -> None:
    journey.adopt("a", "berlin", "2020")
    journey.adopt("b", "hull", "2020")
    assert list(stops(visit_plan(journey.seen(), "city:york", max_distance_km=100))) == ["hull"]


def said(plan: Plan) -> dict[str, dict[str, object]]:
    return {warning.code: dict(warning.values) for warning in plan.warnings}


def test_a_plan_says_how_it_was_made_and_on_what_it_rests(journey: World) -> None:
    journey.adopt("a", "berlin", "2020")
    plan = visit_plan(journey.seen(), "city:york")
    assert (plan.method, plan.basis.code) == ("alive-offers", "BASIS_PLAN")
    assert dict(plan.basis.values) == {"party": "city:york", "practices": 1, "cities": 1}


def test_a_full_plan_has_nothing_to_explain(journey: World) -> None:
    journey.adopt("a", "berlin", "2020")
    journey.adopt("b", "hull", "2020")
    assert set(said(visit_plan(journey.seen(), "city:york", stops=1, max_distance_km=100.0))) == {
        "STALE",
        "FEW_DATED_ADOPTIONS",
        "NO_CITY_ALIKE",
    }


def test_a_plan_with_fewer_stops_says_that_another_would_add_nothing(journey: World) -> None:
    journey.adopt("a", "berlin", "2020")
    journey.adopt("b", "berlin", "2020")
    journey.adopt("a", "hull", "2020")
    plan = visit_plan(journey.seen(), "city:york")
    assert said(plan)["NOTHING_TO_ADD"] == {"count": 1, "practices": 2}


def test_an_empty_plan_says_that_no_practice_is_lacking(journey: World) -> None:
    journey.adopt("a", "york", "2020")
    journey.adopt("a", "berlin", "2020")
    plan = visit_plan(journey.seen(), "city:york")
    assert said(plan)["NOTHING_TO_STUDY"] == {"party": "city:york"}
    assert not said(plan).keys() & {"NOTHING_TO_ADD", "NOWHERE_TO_SEE", "LENGTH_UNKNOWN"}


def test_an_empty_plan_says_that_only_regions_and_closed_schools_have_what_is_lacking(journey: World) -> None:
    journey.region("kent").school("closed", "city:hull", receives_visits=False)
    journey.adopt("a", "region:kent", "2020")
    journey.adopt("b", "institution:closed", "2020")
    plan = visit_plan(journey.seen(), "city:york")
    assert (plan.stops, said(plan)["NOWHERE_TO_SEE"]) == ((), {"party": "city:york", "practices": 2})


def test_cities_left_out_by_country_are_counted(journey: World) -> None:
    journey.countries("GB").city("bath", "country:gb", (53, -3)).adopt("a", "berlin", "2020")
    journey.adopt("b", "hull", "2020")
    plan = visit_plan(journey.seen(), "city:york", countries=["country:gb"])
    assert (plan.stops, said(plan)["OUTSIDE_COUNTRIES"]) == ((), {"cities": 2, "countries": ("country:gb",)})


def test_cities_too_far_away_are_counted_and_the_nearest_is_named(journey: World) -> None:
    journey.cities("atlantis").adopt("c", "atlantis", "2020")
    journey.adopt("a", "berlin", "2020")
    journey.adopt("b", "leiden", "2020")
    plan = visit_plan(journey.seen(), "city:york", max_distance_km=50.0)
    assert plan.stops == ()
    assert said(plan)["TOO_FAR"] == {"cities": 2, "nearest": "city:leiden", "distance_km": 335, "limit_km": 50.0}
    assert said(plan)["CITIES_NOT_LOCATED"] == {"cities": 1}


def test_a_city_abroad_and_too_far_is_counted_once(journey: World) -> None:
    journey.countries("GB").city("bath", "country:gb", (53, -3)).adopt("a", "berlin", "2020")
    journey.adopt("b", "bath", "2020")
    found = said(visit_plan(journey.seen(), "city:york", countries=["country:gb"], max_distance_km=50.0))
    assert found["OUTSIDE_COUNTRIES"]["cities"] == 1
    assert found["TOO_FAR"] == {"cities": 1, "nearest": "city:bath", "distance_km": 134, "limit_km": 50.0}


def test_a_home_without_location_is_the_one_reason_why_nothing_is_near(journey: World) -> None:
    journey.cities("atlantis").adopt("a", "berlin", "2020")
    plan = visit_plan(journey.seen(), "city:atlantis", max_distance_km=50.0)
    assert said(plan)["HOME_NOT_LOCATED"] == {"party": "city:atlantis"}
    assert not said(plan).keys() & {"TOO_FAR", "CITIES_NOT_LOCATED"}


def test_practices_on_other_topics_are_counted(journey: World) -> None:
    journey.practices("play", topics=["play"]).practices("food", topics=["food"])
    for practice in ("a", "food", "play"):
        journey.adopt(practice, "berlin", "2020")
    plan = visit_plan(journey.seen(), "city:york", topics=["topic:play"])
    assert said(plan)["OFF_TOPIC"] == {"practices": 2, "topics": ("topic:play",)}
    assert "OFF_TOPIC" not in said(visit_plan(journey.seen(), "city:york"))


def test_an_unknown_length_is_explained_by_what_has_no_location(journey: World) -> None:
    journey.cities("atlantis")
    for practice, city in (("a", "atlantis"), ("b", "hull")):
        journey.adopt(practice, city, "2020")
    assert said(visit_plan(journey.seen(), "city:york"))["LENGTH_UNKNOWN"] == {"places": ("city:atlantis",)}
    assert "LENGTH_UNKNOWN" not in said(visit_plan(journey.seen(), "city:york", stops=1, max_distance_km=100.0))


def test_what_was_seen_at_a_stop_is_no_reason_for_another(journey: World) -> None:
    for practice in "ab":
        journey.adopt(practice, "hull", "2024-12-31")
    journey.adopt("a", "leiden", "2024-12-31", outcome="Went well")
    journey.adopt("c", "berlin", "2000")
    assert stops(visit_plan(journey.seen(), "city:york", stops=2)) == {"hull": ["a", "b"], "berlin": ["c"]}


@pytest.mark.parametrize("count", [0, 11])
def test_a_number_of_stops_out_of_range_is_refused(journey: World, count: int) -> None:
    with pytest.raises(InvalidInput, match=f"stops is {count}; it goes from 1 to 10"):
        visit_plan(journey.seen(), "city:york", stops=count)


def test_of_cities_that_add_as_much_the_one_that_scores_higher_is_chosen(journey: World) -> None:
    journey.adopt("a", "berlin", "2020")
    journey.adopt("a", "hull", "2020")
    journey.visit("leiden", "hull", "2020")
    assert list(stops(visit_plan(journey.seen(), "city:york", stops=1))) == ["hull"]


@given(st.lists(st.sets(st.integers(0, 9), min_size=1), min_size=1, max_size=6), st.integers(1, 3))
def test_a_greedy_choice_reaches_63_percent_of_the_best(shown: list[set[int]], budget: int) -> None:
    found = {f"city:c{place}": [offer(f"city:c{place}", number) for number in sorted(own)] for place, own in enumerate(shown)}
    chosen = best_cover(found, value, by_name, budget)
    reached = fsum(gain for _, gain in chosen.values())
    best = max(fsum(1 / (1 + number) for number in set().union(*some)) for some in combinations(shown, min(budget, len(shown))))
    assert reached >= (1 - 1 / e) * best - 1e-9
    assert all(offers for offers, _ in chosen.values())


@given(st.lists(st.sets(st.integers(0, 9), min_size=1), min_size=1, max_size=6))
def test_cities_asked_again_only_when_they_could_lead_come_in_the_order_of_asking_all_each_time(shown: list[set[int]]) -> None:
    found = {f"city:c{place}": [offer(f"city:c{place}", number) for number in sorted(own)] for place, own in enumerate(shown)}
    assert list(varied(found, value, by_name, len(found)).items()) == slowly(found)


def slowly(found: Sights) -> list[tuple[str, float]]:
    left, above, rows = set(found), list[str](), list[tuple[str, float]]()
    while left:
        scores = {city: fsum(value(each) / 2 ** above.count(each.practice) for each in found[city]) for city in left}
        best = min(left, key=lambda city: (-scores[city], city))
        rows.append((best, scores[best]))
        above += [each.practice for each in found[best]]
        left.remove(best)
    return rows


def value(seen: Offer) -> float:
    return 1 / (1 + int(seen.practice.removeprefix("practice:")))


def by_name(city: str) -> tuple[float, str]:
    return 0.0, city


def offer(city: str, number: int) -> Offer:
    return Offer(actor=city, practice=f"practice:{number}", parties=(city,), last=None, cell=None, given=())


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), max_size=5), st.booleans())
def test_the_round_is_as_short_as_the_shortest_of_all_orders(points: list[Point], home: bool) -> None:
    def distance(one: int, other: int) -> float:
        return dist(*((0.5, 0.5) if stop == HOME else points[stop] for stop in (one, other)))

    def whole(order: list[int]) -> float:
        if home:
            return length(order, distance)
        return fsum(distance(one, other) for one, other in pairwise(order))

    found = shortest_round(len(points), distance, home=home)
    assert sorted(found) == list(range(len(points)))
    assert whole(found) == pytest.approx(min(whole(list(order)) for order in permutations(range(len(points)))))
