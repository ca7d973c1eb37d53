"""Whether those whose partners had a practice took it up sooner."""

from __future__ import annotations

from math import log, sqrt

import pytest

from kb.graph.odds import exposure_odds
from kb.graph.spread_rows import ExposureOdds
from tests.graph.world import World


@pytest.fixture
def world() -> World:
    """York has a since 2000; twenty cities visited York, and twenty others Hull, which has it not."""
    world = World().cities("york", "hull").practices("a", origin="city:york")
    for number in range(20):
        world.city(f"near{number}").visit(f"near{number}", "york")
        world.city(f"far{number}").visit(f"far{number}", "hull")
    return world


def odds(world: World, years: dict[str, int | None]) -> ExposureOdds | None:
    return exposure_odds(world.seen(), {f"city:{city}": year for city, year in years.items()}, "city:york")


def in_years(near: tuple[int, int], far: tuple[int, int]) -> dict[str, int | None]:
    """So many of each kind in 2001 and in 2002."""
    found: dict[str, int | None] = {"york": 2000}
    for kind, counts in (("near", near), ("far", far)):
        for number in range(sum(counts)):
            found[f"{kind}{number}"] = 2001 if number < counts[0] else 2002
    return found


def test_the_ratio_is_that_of_the_odds_of_those_exposed_and_those_not(world: World) -> None:
    # exposed: 4 of 20 in 2001, 4 of the 16 left in 2002; not exposed: 2 of 20, 2 of 18. Hull and York are exposed to visitors alone.
    found = odds(world, in_years((4, 4), (2, 2)))
    assert found is not None
    assert found.adoptions == 12
    pooled = (8 / 28) / (4 / 34)
    assert log(found.ratio) == pytest.approx(log(pooled), abs=0.25)
    assert log(found.high / found.low) / (2 * 1.96) == pytest.approx(sqrt(1 / 8 + 1 / 28 + 1 / 4 + 1 / 34), abs=0.08)
    assert found.low < found.ratio < found.high


def test_party_years_at_risk_are_counted_up_to_each_adoption(world: World) -> None:
    found = odds(world, in_years((4, 4), (2, 2)))
    assert found is not None
    assert found.observations == (20 + 16) + (20 + 18) + 2  # and Hull, hosted by nobody but visited, in both years


def test_adopters_without_a_date_are_left_out(world: World) -> None:
    with_one = odds(world, {**in_years((4, 4), (2, 2)), "far19": None})
    assert with_one is not None
    assert with_one.observations == (20 + 16) + (19 + 17) + 2


@pytest.mark.parametrize("years", [in_years((3, 3), (2, 1)), in_years((0, 12), (0, 0)), {"york": 2000}, {"york": None}])
def test_too_few_adoptions_or_no_way_to_tell_give_none(world: World, years: dict[str, int | None]) -> None:
    assert odds(world, years) is None


def test_without_partners_there_is_nothing_to_tell(world: World) -> None:
    bare = World().cities("york", *(f"near{number}" for number in range(12))).practices("a")
    assert odds(bare, in_years((6, 6), (0, 0))) is None
