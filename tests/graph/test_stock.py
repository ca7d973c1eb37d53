"""What one actor holds, and what follows from it."""

from __future__ import annotations

import pytest

from kb.graph.stock import Stock
from tests.graph.world import World


@pytest.fixture
def york(world: World) -> Stock:
    """York has b, gave c up, was shown d, and plans a."""
    world.cities("york", "hull").practices("a", "b", "c", "d")
    world.adopt("b", "york", "2020")
    world.adopt("b", "york")
    world.adopt("c", "york", "2019")
    world.adopt("c", "york", "2021", "abandoned")
    world.share("d", "york", "2024-12-31", "hull")
    world.adopt("a", "york", None, "planned")
    return world.seen().held("city:york")


def test_a_stock_knows_what_is_had_and_what_was_given_up(york: Stock) -> None:
    assert (york.having, york.given_up) == (frozenset({"practice:b"}), ("practice:c",))


def test_dated_facts_are_steps_and_shares_with_a_date(york: Stock) -> None:
    assert york.dated_facts == 4


def test_what_it_has_or_gave_up_is_settled_by_the_numbers_asked_with(york: Stock) -> None:
    for number in ({"practice:b": 7, "practice:c": 3}, {"practice:b": 1, "practice:c": 0}):
        assert sorted(york.settled(number).tolist()) == sorted(number.values())


def test_pulses_go_with_the_numbers_asked_with(york: Stock) -> None:
    for first in (0, 10):
        number = {f"practice:{letter}": first + place for place, letter in enumerate("dcba")}
        numbers, pulses = york.pulses(number)
        assert numbers.tolist() == [first + 3, first + 2, first + 1, first]
        assert pulses.tolist() == [york[f"practice:{letter}"].pulse for letter in "abcd"]
        assert pulses.tolist()[2:] == [0, pytest.approx(0.25)]  # given up; shown that very day


def test_what_was_worked_out_is_kept(york: Stock) -> None:
    number = dict(zip(york, range(4), strict=True))
    assert york.pulses(number) is york.pulses(number)
    assert york.settled(number) is york.settled(number)
    assert york.having is york.having


def test_one_who_holds_nothing_has_an_empty_stock(world: World) -> None:
    nobody = world.cities("york").seen().held("city:york")
    assert (len(nobody), nobody.having, nobody.given_up, nobody.dated_facts) == (0, frozenset(), (), 0)
    assert nobody.settled({}).tolist() == []
