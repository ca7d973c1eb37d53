"""How a practice travelled, and from whom a place may have it."""

from __future__ import annotations

from datetime import date
from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import InvalidInput, NotFound, WrongKind
from kb.graph.rows import AdopterCategory, CountryReach, RecordedLink, Spread
from kb.graph.sources import likely_sources
from kb.graph.spread import spread
from kb.model import AdoptionStage
from tests.graph.world import World


def spread_of(world: World, practice: str = "a", as_of: date | None = None, **asked: bool) -> Spread:
    return spread(world.seen(as_of), f"practice:{practice}", **asked)


def depths(found: Spread) -> dict[str, int | None]:
    return {adopter.party.removeprefix("city:"): adopter.depth for adopter in found.adopters}


@pytest.fixture
def north(world: World) -> World:
    """Practice a began in York."""
    return world.countries("GB", "IE").cities("york", "hull", "leeds", "bath", part_of="country:gb").practices("a", origin="city:york")


@pytest.fixture
def play(world: World) -> World:
    """Udine's play reached Cork and Larissa; Cork's own variant reached Sligo and Rush."""
    world.cities("udine", "cork", "larissa", "sligo", "rush")
    world.practices("play", origin="city:udine").practices("cork-play", origin="city:cork", derived_from="play")
    world.adopt("play", "cork", "2019", learned_from="udine")
    world.adopt("play", "larissa", "2021", learned_from="udine")
    world.adopt("cork-play", "sligo", "2022", learned_from="cork")
    world.adopt("cork-play", "rush", "2022", learned_from="cork")
    return world


def test_who_reached_piloting_is_an_adopter_and_the_origin_is_none(north: World) -> None:
    north.adopt("a", "york", "2015")
    north.adopt("a", "hull", "2020", "piloting")
    north.adopt("a", "leeds", "2021", "planned")
    north.adopt("a", "bath", "2021", "declined")
    found = spread_of(north)
    assert (found.origin, found.size, [adopter.party for adopter in found.adopters]) == ("city:york", 1, ["city:hull"])


def test_who_gave_it_up_stays_an_adopter_labelled(north: World) -> None:
    north.adopt("a", "hull", "2020")
    north.adopt("a", "hull", "2022", "abandoned")
    adopter = spread_of(north).adopters[0]
    assert (adopter.date and adopter.date.edtf, adopter.stage) == ("2020", AdoptionStage.ABANDONED)


def test_a_lone_abandonment_makes_an_undated_adopter(north: World) -> None:
    north.adopt("a", "hull", "2022", "abandoned")
    found = spread_of(north)
    assert (found.size, found.undated, found.adopters[0].date, found.curve) == (1, 1, None, ())


@pytest.mark.parametrize("limit", [{"announced": True}, {"collective": "ten cities"}])
def test_announced_and_collective_steps_make_no_adopters_and_no_links(north: World, limit: dict[str, str]) -> None:
    north.adopt("a", "hull", "2020", learned_from="york", **limit)
    found = spread_of(north)
    assert (found.size, found.recorded_links, found.depth) == (0, (), 0)


def test_a_frame_date_enters_neither_curve_nor_lag(north: World) -> None:
    north.adopt("a", "york", "2015")
    north.adopt("a", "hull", "2020", learned_from="york", frame=True)
    found = spread_of(north)
    assert (found.size, found.undated, found.curve, found.median_lag_years) == (1, 1, (), None)


def test_institutions_count_by_their_city_once(north: World) -> None:
    north.school("one", "city:hull").school("two", "city:hull")
    north.adopt("a", "institution:one", "2021")
    north.adopt("a", "institution:two", "2020")
    found = spread_of(north)
    assert [(adopter.party, adopter.date and adopter.date.edtf) for adopter in found.adopters] == [("city:hull", "2020")]


def test_dated_adopters_come_first_by_date(north: World) -> None:
    for city, when in (("leeds", "2021"), ("bath", None), ("hull", "2020-05")):
        north.adopt("a", city, when)
    assert [adopter.party for adopter in spread_of(north).adopters] == ["city:hull", "city:leeds", "city:bath"]


def test_the_population_is_who_is_of_the_adopters_levels_without_the_origin(north: World) -> None:
    north.region("kent").city("clifton", "city:bath").school("s", "city:bath")
    north.adopt("a", "hull", "2020")
    assert spread_of(north).population == 3  # Hull, Leeds and Bath; Clifton is part of Bath
    assert spread_of(north).curve[0].hazard == 1 / 3
    north.adopt("a", "region:kent", "2021")
    assert spread_of(north).population == 4


def test_as_of_a_day_the_curve_ends_with_what_was_known(north: World) -> None:
    for city, when in (("hull", "2019"), ("leeds", "2020-05"), ("bath", "2021")):
        north.adopt("a", city, when)
    whole, then = spread_of(north), spread_of(north, as_of=date(2020, 12, 31))
    assert (then.size, then.as_of) == (2, date(2020, 12, 31))
    assert [(point.year, point.cumulative) for point in then.curve] == [(point.year, point.cumulative) for point in whole.curve[:2]]


def test_reach_counts_adopters_by_country_with_the_first_date(north: World) -> None:
    north.cities("cork", part_of="country:ie").cities("nowhere")
    for city, when in (("hull", "2021"), ("leeds", "2020"), ("cork", None), ("nowhere", "2020")):
        north.adopt("a", city, when)
    found = spread_of(north).reach
    assert [(row.country, row.adopters, row.first and row.first.edtf) for row in found] == [
        ("country:gb", 2, "2020"),
        ("country:ie", 1, None),
    ]
    assert isinstance(found[0], CountryReach)


def test_links_are_what_sources_say_with_their_facts(north: World) -> None:
    fact = north.adopt("a", "hull", "2020", learned_from="york")
    north.adopt("a", "leeds", "2021")
    north.adopt("a", "bath", "2021", "planned", learned_from="hull")
    found = spread_of(north)
    assert found.recorded_links == (RecordedLink(source="city:york", target="city:hull", fact=fact),)
    assert depths(found) == {"hull": 1, "leeds": None}


def test_learning_within_one_city_is_no_link(north: World) -> None:
    north.school("s", "city:hull").adopt("a", "hull", "2020", learned_from="institution:s")
    assert spread_of(north).recorded_links == ()


def test_the_lag_is_the_median_over_links_between_the_middles_of_dates(north: World) -> None:
    north.adopt("a", "york", "2015-01-01")
    north.adopt("a", "hull", "2017-01-01", learned_from="york")
    north.adopt("a", "leeds", "2018-01-01", learned_from="york")
    north.adopt("a", "bath", "2018-01-01", learned_from="hull")
    assert spread_of(north).median_lag_years == pytest.approx(2, abs=0.005)  # of 2, 3 and 1


def test_who_was_certainly_first_lends_no_lag_and_a_lag_is_never_below_0(north: World) -> None:
    north.adopt("a", "hull", "2010", learned_from="leeds")
    north.adopt("a", "leeds", "2020-12")
    assert spread_of(north).median_lag_years is None
    north.adopt("a", "bath", "2020", learned_from="leeds")
    assert spread_of(north).median_lag_years == 0


def test_without_variants_the_first_wave_alone_is_followed(play: World) -> None:
    found = spread_of(play, "play")
    assert (found.size, found.depth, depths(found)) == (2, 1, {"cork": 1, "larissa": 1})


def test_with_variants_the_cascade_comes_out_wave_by_wave(play: World) -> None:
    found = spread_of(play, "play", include_derived=True)
    assert depths(found) == {"cork": 1, "larissa": 1, "rush": 2, "sligo": 2}
    assert (found.size, found.depth, found.breadth, len(found.recorded_links)) == (4, 2, 2, 4)
    # udine-cork 1, udine-larissa 1, cork-larissa 2, rush-cork 1, sligo-cork 1, rush-sligo 2, two x 2, two x 3: 18 / 10
    assert found.structural_virality == pytest.approx(1.8)
    assert found.median_lag_years == pytest.approx(3, abs=0.005)  # Cork 2019 to Sligo and Rush 2022; Udine is undated


def test_a_variants_origin_joins_the_tree_without_a_recorded_link(world: World) -> None:
    world.cities("udine", "cork", "sligo").practices("play", origin="city:udine").practices(
        "cork-play", origin="city:cork", derived_from="play"
    )
    world.adopt("cork-play", "sligo", "2022", learned_from="cork")
    found = spread_of(world, "play", include_derived=True)
    assert depths(found) == {"sligo": 2, "cork": 1}
    assert [(adopter.party, adopter.stage) for adopter in found.adopters] == [
        ("city:sligo", AdoptionStage.ADOPTED),
        ("city:cork", AdoptionStage.ADAPTED),
    ]
    assert (found.undated, len(found.recorded_links)) == (1, 1)


def test_variants_of_variants_are_followed_and_unknown_origins_skipped(play: World) -> None:
    play.practices("third", derived_from="cork-play").practices("fourth", origin="city:cork", derived_from="cork-play").cities("tralee")
    play.adopt("third", "tralee", "2023", learned_from="sligo")
    assert depths(spread_of(play, "play", include_derived=True))["tralee"] == 3


def test_who_gave_the_first_up_for_a_variant_uses_it(play: World) -> None:
    play.adopt("play", "larissa", "2023", "abandoned")
    play.adopt("cork-play", "larissa", "2024", "piloting")
    stages = {adopter.party: adopter.stage for adopter in spread_of(play, "play", include_derived=True).adopters}
    assert stages["city:larissa"] is AdoptionStage.PILOTING


def test_variants_in_a_circle_end(world: World) -> None:
    world.cities("york").practices("a", derived_from="b").practices("b", derived_from="a").adopt("b", "york", "2020")
    assert spread_of(world, include_derived=True).size == 1


def test_a_practice_that_nobody_took_up_has_an_empty_spread(north: World) -> None:
    found = spread_of(north)
    assert (found.size, found.depth, found.breadth, found.structural_virality, found.population, found.reach) == (0, 0, 0, None, 0, ())


def test_categories_go_to_dated_adopters_from_ten_on(north: World) -> None:
    for number in range(10):
        north.city(f"c{number}").adopt("a", f"c{number}", str(2010 + number))
    north.adopt("a", "hull")
    found = spread_of(north).adopters
    assert (found[0].category, found[9].category, found[10].category) == (AdopterCategory.EARLY_ADOPTER, AdopterCategory.LAGGARD, None)


def test_a_practice_that_is_not_there_or_none_is_refused(north: World) -> None:
    with pytest.raises(NotFound, match="no practice has the id 'practice:z'"):
        spread_of(north, "z")
    with pytest.raises(WrongKind, match="is a city, a practice was asked for"):
        spread(north.seen(), "city:york")


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(2015, 2020)), max_size=12, unique=True), st.integers(0, 99))
def test_the_order_of_facts_changes_nothing(draws: list[tuple[int, int, int]], seed: int) -> None:
    world = World().cities(*(f"c{number}" for number in range(6))).practices("a", origin="city:c0")
    for learner, source, year in draws:
        world.adopt("a", f"c{learner}", str(year), learned_from=f"c{source}" if source != learner else None)
    assert spread(world.seen(), "practice:a") == spread(world.seen(shuffled=seed), "practice:a")
    for number in range(6):
        whom = f"city:c{number}"
        one = likely_sources(world.seen(), "practice:a", whom)
        assert one == likely_sources(world.seen(shuffled=seed), "practice:a", whom)
        assert sum(source.probability for source in one) < 1


def test_sources_are_likelier_the_shorter_the_lag_and_leave_room_for_an_unknown_one(north: World) -> None:
    for city, when in (("hull", "2018-01-01"), ("leeds", "2016-01-01"), ("bath", "2020-01-01")):
        north.adopt("a", city, when)
    found = likely_sources(north.seen(), "practice:a", "city:bath")
    rate = log(2) / 2
    near, far, unknown = exp(-rate * 730 / 365.25), exp(-rate * 1461 / 365.25), exp(-rate * 5)
    assert [source.party for source in found] == ["city:hull", "city:leeds"]
    assert [source.probability for source in found] == pytest.approx([near / (near + far + unknown), far / (near + far + unknown)])


def test_only_who_was_certainly_first_may_be_a_source(north: World) -> None:
    north.adopt("a", "bath", "2020")
    north.adopt("a", "hull", "2020-01")
    north.adopt("a", "leeds")
    assert likely_sources(north.seen(), "practice:a", "city:bath") == ()


def test_the_origin_is_a_source_when_a_step_of_its_own_is_dated(north: World) -> None:
    north.adopt("a", "bath", "2020")
    assert likely_sources(north.seen(), "practice:a", "city:bath") == ()
    north.adopt("a", "york", "2015")
    assert [source.party for source in likely_sources(north.seen(), "practice:a", "city:bath")] == ["city:york"]


def test_a_practice_of_unknown_origin_has_sources_too(world: World) -> None:
    world.cities("york", "hull").practices("a").adopt("a", "york", "2015")
    world.adopt("a", "hull", "2020")
    assert [source.party for source in likely_sources(world.seen(), "practice:a", "city:hull")] == ["city:york"]


def test_equally_likely_sources_come_by_id_and_only_as_many_as_asked_for(north: World) -> None:
    for city in ("leeds", "hull"):
        north.adopt("a", city, "2018")
    north.adopt("a", "bath", "2020")
    assert [source.party for source in likely_sources(north.seen(), "practice:a", "city:bath", first=1)] == ["city:hull"]
    with pytest.raises(InvalidInput, match="first is 0"):
        likely_sources(north.seen(), "practice:a", "city:bath", first=0)


def test_users_of_variants_are_sources_when_asked_for(play: World) -> None:
    play.cities("tralee").adopt("cork-play", "tralee", "2024")
    found = likely_sources(play.seen(), "practice:play", "city:tralee", include_derived=True)
    assert [source.party for source in found] == ["city:rush", "city:sligo", "city:larissa"]
    assert likely_sources(play.seen(), "practice:play", "city:tralee") == ()
