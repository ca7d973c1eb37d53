"""Who has what, from the facts of all parties that an actor acts for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kb.graph.holdings import Holding
from kb.graph.rows import Level
from kb.model import AdoptionStage
from tests.graph.world import World


def held(world: World, actor: str = "city:york", practice: str = "a", as_of: date | None = None) -> Holding:
    return world.seen(as_of).held(actor)[f"practice:{practice}"]


@pytest.fixture
def york(world: World) -> World:
    return world.cities("york", "hull").school("one", "city:york").school("two", "city:york").practices("a")


@pytest.mark.parametrize(
    ("stage", "has"), [("piloting", True), ("adopted", True), ("adapted", True), ("planned", False), ("declined", False)]
)
def test_a_practice_is_there_from_piloting_on(york: World, stage: str, has: bool) -> None:
    york.adopt("a", "york", "2020", stage)
    assert held(york).has is has


def test_a_place_has_what_began_in_it_without_any_step(york: World) -> None:
    york.practices("b", origin="institution:one")
    cell = held(york, practice="b")
    assert (cell.has, cell.users, cell.stage, cell.origin) == (True, ("institution:one",), None, "institution:one")


def test_a_city_has_what_a_school_in_it_uses_and_that_is_said(york: World) -> None:
    york.adopt("a", "institution:two", "2020")
    cell = held(york)
    assert (cell.has, cell.users, cell.institutions_only, cell.level(Level.MUNICIPALITY)) == (
        True,
        ("institution:two",),
        True,
        Level.INSTITUTION,
    )


def test_a_city_that_uses_it_itself_is_more_than_its_schools(york: World) -> None:
    york.adopt("a", "institution:two", "2020")
    york.adopt("a", "york", "2021")
    assert (held(york).institutions_only, held(york).level(Level.MUNICIPALITY)) == (False, Level.MUNICIPALITY)


def test_one_school_that_gave_up_does_not_take_it_from_another(york: World) -> None:
    york.adopt("a", "institution:one", "2022", "abandoned")
    york.adopt("a", "institution:two", "2020")
    cell = held(york)
    assert (cell.stage, cell.users, cell.given_up) == (AdoptionStage.ADOPTED, ("institution:two",), False)


def test_what_was_abandoned_was_adopted_and_is_given_up(york: World) -> None:
    york.adopt("a", "york", "2018")
    york.adopt("a", "york", "2022", "abandoned")
    cell = held(york)
    assert (cell.has, cell.adopted, cell.given_up, cell.pulse) == (False, True, True, 0)


def test_what_was_declined_was_never_adopted(york: World) -> None:
    york.adopt("a", "york", "2022", "declined")
    assert (held(york).adopted, held(york).given_up) == (False, True)


def test_it_is_in_use_since_the_first_dated_step_of_use(york: World) -> None:
    york.adopt("a", "york", "2017", "planned")
    york.adopt("a", "institution:one", "2020-05", "piloting")
    york.adopt("a", "york", "2021")
    york.adopt("a", "institution:two", None)
    cell = held(york)
    assert cell.since is not None
    assert (cell.since.edtf, cell.taking and cell.taking.by, cell.alive and cell.alive.edtf) == ("2020-05", "institution:one", "2021")


def test_the_date_of_a_surrounding_programme_is_no_date_of_use(york: World) -> None:
    york.adopt("a", "york", "2020", frame=True)
    cell = held(york)
    assert (cell.has, cell.since, cell.pulse) == (True, None, 0)


@pytest.mark.parametrize("limit", [{"announced": True}, {"collective": "36 cities"}])
def test_announced_and_collective_steps_and_shares_count_for_nothing(york: World, limit: dict[str, Any]) -> None:
    york.adopt("a", "york", "2020", **limit)
    york.share("a", "york", "2020", **limit)
    assert world_is_empty(york)


def world_is_empty(world: World) -> bool:
    return "practice:a" not in world.seen().held("city:york")


def test_what_happened_after_the_day_is_not_known_on_it(york: World) -> None:
    york.adopt("a", "york", "2020", "piloting")
    york.adopt("a", "york", "2022", "abandoned")
    assert held(york, as_of=date(2021, 12, 31)).stage is AdoptionStage.PILOTING
    assert held(york, as_of=date(2022, 12, 31)).stage is AdoptionStage.ABANDONED
    assert world_is_unknown(york, date(2020, 6, 30))


def world_is_unknown(world: World, day: date) -> bool:
    return not world.seen(day).held("city:york")


def test_undated_facts_are_known_only_without_a_day(york: World) -> None:
    york.adopt("a", "york")
    assert held(york).has
    assert world_is_unknown(york, date(2024, 12, 31))


def test_use_says_four_times_as_much_as_being_shown(york: World) -> None:
    york.adopt("a", "york", "2024-12-31")
    york.share("a", "hull", "2024-12-31")
    assert (held(york).pulse, held(york).bond) == (1, 1)
    assert (held(york, "city:hull").pulse, held(york, "city:hull").bond) == (0.25, 0.25)


def test_a_plan_says_as_much_as_being_shown(york: World) -> None:
    york.adopt("a", "york", "2024-12-31", "planned")
    assert held(york).pulse == 0.25
