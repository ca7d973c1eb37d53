"""Why a practice is recommended: each reason, the facts that it rests on, and its level."""

from __future__ import annotations

from typing import Any

import pytest

from kb.graph.recommend import practices_to_study
from kb.graph.rows import Level, Reason
from tests.graph.world import World


def reasons(world: World, practice: str = "b", party: str = "city:york", **asked: Any) -> dict[str, Reason]:
    rows = practices_to_study(world.seen(), party, **asked).rows
    row = next(row for row in rows if row.practice == f"practice:{practice}")
    return {reason.message.code: reason for reason in row.reasons}


def said(reason: Reason) -> dict[str, object]:
    return {name: getattr(value, "edtf", value) for name, value in reason.message.values.items()}


@pytest.fixture
def north(world: World) -> World:
    """York, Hull and Leeds are alike: all have a. Bath has nothing."""
    world.countries("GB", "FR").region("yorkshire", "country:gb").cities("york", "hull", part_of="region:yorkshire")
    world.cities("leeds", "bath", part_of="country:gb").practices("a", "b", "c")
    for city in ("york", "hull", "leeds"):
        world.adopt("a", city, "2015")
    return world


def test_similar_cities_took_it_up_since_a_year_the_latest_one_first(north: World) -> None:
    first, last = north.adopt("b", "hull", "2021"), north.adopt("b", "leeds", "2023-05")
    reason = reasons(north)["SIMILAR_CITIES_TOOK_IT_UP"]
    assert said(reason) == {"count": 2, "of": 2, "party": "city:york", "year": 2021, "latest": "city:leeds", "date": "2023-05"}
    assert (reason.facts, reason.level) == ((last, first), Level.MUNICIPALITY)


def test_what_similar_cities_took_up_long_ago_or_undated_they_have(north: World) -> None:
    dated, undated = north.adopt("b", "leeds", "2012"), north.adopt("b", "hull")
    reason = reasons(north)["SIMILAR_CITIES_HAVE_IT"]
    assert said(reason) == {"count": 2, "of": 2, "party": "city:york", "places": ("city:leeds", "city:hull")}
    assert reason.facts == (dated, undated)


def test_similar_regions_are_places_not_cities(world: World) -> None:
    world.region("kent").region("devon").region("essex").practices("a", "b", "c")
    for region in ("kent", "devon", "essex"):
        world.adopt("a", f"region:{region}", "2015")
    world.adopt("b", "region:devon", "2023")
    world.adopt("c", "region:devon", "2003")
    assert "SIMILAR_PLACES_TOOK_IT_UP" in reasons(world, party="region:kent")
    assert "SIMILAR_PLACES_HAVE_IT" in reasons(world, "c", party="region:kent")


def test_a_single_similar_place_is_named(world: World) -> None:
    world.cities("york", "hull").practices("a", "b")
    for city in ("york", "hull"):
        world.adopt("a", city, "2015")
    fact = world.adopt("b", "hull", "2012")
    reason = reasons(world)["MOST_ALIKE_HAS_IT"]
    assert (said(reason), reason.facts) == ({"place": "city:hull", "party": "city:york", "date": "2012"}, (fact,))


def test_others_took_it_up_lately(north: World) -> None:
    fact = north.adopt("b", "bath", "2022")
    reason = reasons(north)["TAKEN_UP_LATELY"]
    assert (said(reason), reason.facts) == ({"count": 1, "year": 2022, "latest": "city:bath", "date": "2022"}, (fact,))


def test_what_only_similar_cities_took_up_lately_is_said_once(north: World) -> None:
    north.adopt("b", "hull", "2022")
    assert "TAKEN_UP_LATELY" not in reasons(north)


def test_lately_begins_on_the_same_day_five_years_ago(north: World) -> None:
    north.adopt("b", "bath", "2019-12-31")
    assert "TAKEN_UP_LATELY" in reasons(north)
    north.adopt("c", "bath", "2019-12-30")
    assert "TAKEN_UP_BEFORE" in reasons(north, "c")


def test_when_nobody_took_it_up_lately_the_last_one_is_named(north: World) -> None:
    north.adopt("b", "bath", "2003")
    north.adopt("b", "leeds", "2001")
    assert said(reasons(north)["TAKEN_UP_BEFORE"]) == {"count": 2, "latest": "city:bath", "date": "2003"}


def test_use_without_a_date_is_said_to_be_undated(north: World) -> None:
    fact = north.adopt("b", "bath")
    reason = reasons(north)["IN_USE_UNDATED"]
    assert (said(reason), reason.facts) == ({"count": 1, "places": ("city:bath",)}, (fact,))


def test_what_was_only_shown_to_others_is_said_to_be_so(north: World) -> None:
    north.practices("d", origin="city:bath")
    fact = north.share("d", "hull", "2023-04", "bath")
    reason = reasons(north, "d")["ONLY_SHOWN"]
    assert (said(reason), reason.facts) == ({"count": 1, "date": "2023-04"}, (fact,))


def test_what_nobody_took_up_is_said_to_have_stayed(north: World) -> None:
    north.practices("d", origin="city:bath")
    assert said(reasons(north, "d")["NOT_SPREAD"]) == {"origin": "city:bath"}


def test_what_was_shown_here_names_who_showed_it_and_when(north: World) -> None:
    north.adopt("b", "bath", "2020")
    fact = north.share("b", "york", "2022-03", "bath")
    reason = reasons(north)["SHOWN_HERE"]
    assert (said(reason), reason.facts) == ({"party": "city:york", "by": ("city:bath",), "date": "2022-03"}, (fact,))


def test_a_frame_date_is_not_said_to_be_the_date_of_a_showing(north: World) -> None:
    north.share("b", "york", "2022-03", "bath", frame=True)
    assert said(reasons(north)["SHOWN_HERE"]) == {"party": "city:york", "by": ("city:bath",)}


@pytest.mark.parametrize(("stage", "code"), [("planned", "PLANNED_HERE"), ("interested", "INTEREST_HERE")])
def test_what_is_planned_here_is_said_to_be(north: World, stage: str, code: str) -> None:
    north.adopt("b", "bath", "2020")
    fact = north.adopt("b", "york", "2024", stage)
    reason = reasons(north)[code]
    assert (said(reason), reason.facts) == ({"party": "city:york", "date": "2024"}, (fact,))


def test_a_visit_to_where_it_is_in_use_is_a_reason_unless_it_was_shown_there(north: World) -> None:
    north.adopt("b", "bath", "2020")
    north.visit("york", "leeds", "2023")
    fact = north.visit("york", "bath", "2021")
    last = north.visit("york", "bath", "2022")
    reason = reasons(north)["VISITED_WHERE_IT_IS"]
    assert (said(reason), reason.facts) == ({"party": "city:york", "host": "city:bath", "date": "2022"}, (last, fact))
    north.share("b", "york", "2022", "bath")
    assert "VISITED_WHERE_IT_IS" not in reasons(north)


def test_where_it_is_names_the_school_that_was_visited_only_where_it_has_the_practice_itself(north: World) -> None:
    north.school("s", "city:bath").visit("york", "institution:s", "2022")
    north.adopt("b", "bath", "2020")
    assert said(reasons(north)["VISITED_WHERE_IT_IS"])["host"] == "city:bath"
    north.adopt("b", "institution:s", "2020")
    assert said(reasons(north)["VISITED_WHERE_IT_IS"])["host"] == "institution:s"


def test_a_visit_within_the_own_city_is_no_visit_to_where_it_is(north: World) -> None:
    north.school("s", "city:york").visit("york", "institution:s", "2022")
    north.share("b", "institution:s", "2022", "bath")
    assert "VISITED_WHERE_IT_IS" not in reasons(north)


def test_those_of_the_same_region_are_near_else_those_of_the_country(north: World) -> None:
    north.adopt("b", "bath", "2020")
    assert said(reasons(north)["NEAR_BY"]) == {"where": "country:gb", "count": 1, "places": ("city:bath",)}
    fact = north.adopt("b", "hull", "2020")
    near = reasons(north)["NEAR_BY"]
    assert (said(near), near.facts) == ({"where": "region:yorkshire", "count": 1, "places": ("city:hull",)}, (fact,))


def test_who_only_plans_it_is_not_near(north: World) -> None:
    north.adopt("b", "bath", "2020")
    north.adopt("b", "hull", "2020", "planned")
    assert said(reasons(north)["NEAR_BY"])["places"] == ("city:bath",)


def test_a_country_that_has_it_is_not_near_but_around(north: World) -> None:
    fact = north.adopt("b", "country:gb", "2020")
    around = reasons(north)["NEAR_BY_AS_A_WHOLE"]
    assert (said(around), around.facts) == ({"places": ("country:gb",)}, (fact,))
    north.adopt("b", "bath", "2020")
    assert said(reasons(north)["NEAR_BY"])["places"] == ("city:bath",)


def test_nobody_is_near_to_what_is_in_no_country(world: World) -> None:
    world.cities("york", "hull").practices("b").adopt("b", "hull", "2020")
    assert "NEAR_BY" not in reasons(world)


def test_recorded_outcomes_are_counted_by_place(north: World) -> None:
    one = north.adopt("b", "bath", "2020", "piloting", outcome="Went well")
    two = north.adopt("b", "bath", "2021", outcome="Went on")
    north.adopt("b", "leeds", "2021", "planned", outcome="To be seen")
    reason = reasons(north)["OUTCOMES_RECORDED"]
    assert (said(reason), reason.facts) == ({"count": 1}, (two, one))


def test_what_others_gave_up_is_a_warning_that_names_similar_places_first(north: World) -> None:
    north.adopt("b", "hull", "2022")
    bath, leeds = north.adopt("b", "bath", "2020", "abandoned"), north.adopt("b", "leeds", "2020", "declined")
    reason = reasons(north)["GIVEN_UP"]
    assert (said(reason), reason.facts) == ({"count": 2, "places": ("city:leeds", "city:bath")}, (leeds, bath))


def test_what_grew_from_ones_own_and_what_ones_own_grew_from_are_said(north: World) -> None:
    north.practices("child", derived_from="a").practices("own", derived_from="b", origin="city:york")
    north.adopt("child", "hull", "2020")
    north.adopt("b", "hull", "2020")
    assert said(reasons(north, "child")["GREW_FROM_YOURS"]) == {"party": "city:york", "practice": "practice:a"}
    assert said(reasons(north, "b")["YOURS_GREW_FROM_IT"]) == {"party": "city:york", "practice": "practice:own"}


def test_topics_asked_for_are_said_else_topics_of_ones_own(north: World) -> None:
    north.practices("own", "other", topics=["play", "food"]).adopt("own", "york", "2020")
    north.adopt("other", "hull", "2020")
    assert said(reasons(north, "other")["TOPIC_OF_YOURS"]) == {"party": "city:york", "topics": ("topic:play", "topic:food")}
    assert said(reasons(north, "other", topics=["topic:food"])["TOPIC_ASKED"]) == {"topics": ("topic:food",)}


def test_where_only_one_school_has_it_that_is_said_at_its_level(north: World) -> None:
    north.school("s", "city:bath")
    fact = north.adopt("b", "institution:s", "2022")
    found = reasons(north)
    assert said(found["ONLY_INSTITUTIONS"]) == {"place": "city:bath", "count": 1, "institutions": ("institution:s",)}
    assert (found["ONLY_INSTITUTIONS"].facts, found["ONLY_INSTITUTIONS"].level) == ((fact,), Level.INSTITUTION)
    assert found["TAKEN_UP_LATELY"].level is Level.INSTITUTION


def test_reasons_of_different_levels_have_none(north: World) -> None:
    north.school("s", "city:bath").adopt("b", "institution:s", "2022")
    north.adopt("b", "leeds", "2022")
    assert reasons(north)["TAKEN_UP_LATELY"].level is None


def test_a_reason_rests_on_a_hundred_facts_at_most(north: World) -> None:
    for number in range(120):
        north.city(f"c{number}").adopt("b", f"c{number}", "2023")
    reason = reasons(north)["TAKEN_UP_LATELY"]
    assert (said(reason)["count"], len(reason.facts)) == (120, 100)
