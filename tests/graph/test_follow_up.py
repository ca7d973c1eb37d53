"""What came after visits."""

from __future__ import annotations

import pytest

from kb.graph.follow_up import follow_up
from tests.graph.world import World


def followed(world: World, party: str = "city:york") -> dict[str, tuple[str, ...]]:
    return {row.visit: row.adoptions for row in follow_up(world.seen(), party)}


@pytest.fixture
def pair(world: World) -> World:
    return world.cities("york", "hull").school("s", "city:hull").school("t", "city:york").practices("a", "b")


def test_what_was_learned_from_the_host_follows_the_visit(pair: World) -> None:
    visit = pair.visit("york", "hull", "2020")
    step = pair.adopt("a", "york", "2021", learned_from="hull")
    assert followed(pair) == {visit: (step,)}


def test_host_and_visitor_stand_for_their_cities(pair: World) -> None:
    visit = pair.visit("institution:t", "institution:s", "2020")
    step = pair.adopt("a", "york", "2021", learned_from="hull")
    assert followed(pair) == {visit: (step,)}


def test_plans_and_refusals_follow_too_in_order_of_time(pair: World) -> None:
    visit = pair.visit("york", "hull", "2020")
    last = pair.adopt("a", "york", "2023", "declined", learned_from="hull")
    first = pair.adopt("a", "york", "2021", "planned", learned_from="hull")
    undated = pair.adopt("b", "york", None, "planned", learned_from="hull")
    assert followed(pair) == {visit: (first, last, undated)}


def test_what_certainly_came_before_does_not_follow(pair: World) -> None:
    visit = pair.visit("york", "hull", "2020-06")
    pair.adopt("a", "york", "2020-05", learned_from="hull")
    same_year = pair.adopt("b", "york", "2020", learned_from="hull")
    assert followed(pair) == {visit: (same_year,)}


def test_what_was_learned_elsewhere_does_not_follow(pair: World) -> None:
    pair.cities("leeds").adopt("a", "hull", "2010")
    visit = pair.visit("york", "hull", "2020")
    pair.adopt("a", "york", "2021", learned_from="leeds")
    assert followed(pair) == {visit: ()}


def test_without_a_recorded_source_the_host_must_have_or_show_it_and_both_days_be_known(pair: World) -> None:
    visit, undated_visit = pair.visit("york", "hull", "2020"), pair.visit("york", "institution:s")
    pair.adopt("a", "hull", "2010")
    step = pair.adopt("a", "york", "2021")
    pair.adopt("a", "institution:t")
    pair.adopt("b", "york", "2021")
    assert followed(pair) == {visit: (step,), undated_visit: ()}


def test_the_day_of_a_programme_is_no_day_of_a_visit(pair: World) -> None:
    visit = pair.visit("york", "hull", "2020", frame=True)
    pair.adopt("a", "hull", "2010")
    pair.adopt("a", "york", "2021")
    learned = pair.adopt("b", "york", "2019", learned_from="hull")
    assert followed(pair) == {visit: (learned,)}


def test_the_latest_visit_comes_first_and_an_undated_one_last(pair: World) -> None:
    undated, early, late = pair.visit("york", "hull"), pair.visit("york", "hull", "2019"), pair.visit("york", "hull", "2021")
    assert list(followed(pair)) == [late, early, undated]


def test_announced_and_collective_visits_are_left_out(pair: World) -> None:
    pair.visit("york", "hull", "2020", announced=True)
    pair.visit("york", "hull", "2021", collective="ten schools")
    assert followed(pair) == {}


def test_a_school_has_its_own_visits_and_its_citys_steps(pair: World) -> None:
    pair.visit("york", "hull", "2020")
    own = pair.visit("institution:t", "hull", "2020")
    step = pair.adopt("a", "york", "2021", learned_from="hull")
    assert followed(pair, "institution:t") == {own: (step,)}
    assert len(followed(pair)) == 2
