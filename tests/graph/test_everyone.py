"""Everybody is told what each would be told alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.graph.alike import shortlist
from kb.graph.everyone import Ranked, everyone
from kb.graph.landscape import Landscape
from kb.graph.recommend import practices_to_study
from tests.graph.world import TODAY, World

CITIES = [f"c{number:02}" for number in range(30)]
WHEN, STAGES = st.sampled_from([None, "2019", "2023-05", "2024"]), st.sampled_from(["adopted", "declined", "planned", "shown"])
DRAWS = st.lists(st.tuples(st.integers(0, 29), st.integers(0, 9), WHEN, STAGES), min_size=20, max_size=150, unique_by=lambda draw: draw[:3])


def filled(draws: list[tuple[int, int, str | None, str]]) -> World:
    world = World().countries("GB", "FR").cities(*CITIES[:20], part_of="country:gb").cities(*CITIES[20:]).region("kent")
    world.practices(*"abcdefgh").practices("i", "j", origin="city:c00")
    for city, practice, when, stage in draws:
        if stage == "shown":
            world.share("abcdefghij"[practice], CITIES[city], when, CITIES[(city + 1) % 30])
        else:
            world.adopt("abcdefghij"[practice], CITIES[city], when, stage)
    world.adopt("a", "region:kent", "2024")
    return world


def alone(landscape: Landscape, actor: str, method: str | None) -> Ranked:
    rows = practices_to_study(landscape, actor, method=method, first=100).rows
    return Ranked(actor, [row.practice for row in rows], [row.score for row in rows])


@pytest.mark.parametrize("method", [None, "empirical-hazard", "recent-popularity"])
@settings(max_examples=25, deadline=None)
@given(draws=DRAWS)
def test_each_gets_the_order_and_the_scores_of_its_own_answer(method: str | None, draws: list[tuple[int, int, str | None, str]]) -> None:
    seen = filled(draws).seen()
    actors = ["region:kent", *(f"city:{city}" for city in CITIES)]
    assert list(everyone(seen, actors, method)) == [alone(seen, actor, method) for actor in actors]


@settings(max_examples=25, deadline=None)
@given(draws=DRAWS, first=st.integers(1, 12))
def test_the_first_few_are_the_first_of_all(draws: list[tuple[int, int, str | None, str]], first: int) -> None:
    seen = filled(draws).seen(TODAY)
    actors = [f"city:{city}" for city in CITIES]
    for few, every in zip(everyone(seen, actors, first=first), everyone(seen, actors), strict=True):
        assert (few.order, few.scores) == (every.order[:first], every.scores[:first])


def test_of_equally_alike_places_those_of_its_country_count_for_everyone_too(world: World) -> None:
    french, british = ([f"{letter}{number:02}" for number in range(15)] for letter in "mn")
    world.countries("GB", "FR").cities("york", *british, part_of="country:gb").cities(*french, part_of="country:fr").practices(*"abc")
    for city in ("york", *french, *british):
        world.adopt("a", city, "2020")
    for first, second in zip(french, british, strict=True):
        world.adopt("b", first, "2024")
        world.adopt("c", second, "2024")
    seen = world.seen()
    assert list(everyone(seen, ["city:york"])) == [alone(seen, "city:york", None)]


def test_the_learned_method_ranks_for_everyone_too() -> None:
    from tests.graph.test_learned import DAY, busy

    seen = busy().seen(DAY)
    (found,) = everyone(seen, ["city:p03"], "hazard", 5)
    rows = practices_to_study(seen, "city:p03", method="hazard", first=5).rows
    assert (found.order, found.scores) == ([row.practice for row in rows], [row.score for row in rows])


def test_nobody_asks_nothing(world: World) -> None:
    assert list(everyone(world.seen(), [])) == []


def test_places_that_share_hundreds_of_practices_are_as_alike_for_everyone(world: World) -> None:
    practices = [f"p{number}" for number in range(300)]
    world.cities("york", "bath", "ely").practices(*practices, "last")
    for number, practice in enumerate(practices):
        world.adopt(practice, "york", "2020", "planned" if number % 7 == 0 else "adopted")
        world.adopt(practice, "bath", "2020", "planned" if number % 5 == 0 else "adopted")
    world.adopt("last", "bath", "2024")
    world.adopt("p0", "ely", "2024")
    seen = world.seen()
    assert list(everyone(seen, ["city:york"])) == [alone(seen, "city:york", None)]


VALUES = st.integers(0, 6).map(float)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 90).flatmap(lambda width: st.lists(st.lists(VALUES, min_size=width, max_size=width), min_size=1, max_size=4)))
@pytest.mark.parametrize("count", [1, 2, 7])
def test_none_is_missing_that_is_not_below_the_last_of_the_highest(count: int, values: list[list[float]]) -> None:
    listed = list(zip(*(each.tolist() for each in shortlist(np.array(values), count)), strict=True))
    least = [sorted(row)[-min(count, len(row))] for row in values]
    wanted = {(at, column) for at, row in enumerate(values) for column, value in enumerate(row) if value >= least[at]}
    assert wanted <= set(listed)
    assert len(set(listed)) == len(listed)


def test_of_many_those_alone_are_listed() -> None:
    rows, columns = shortlist(np.arange(3000.0).reshape(2, 1500)[:, ::-1], 3)
    assert sorted(zip(rows.tolist(), columns.tolist(), strict=True)) == [(at, column) for at in range(2) for column in range(3)]


def test_what_single_precision_cannot_tell_apart_is_listed_too() -> None:
    values = np.full((1, 3200), 0.1, dtype=np.float32)
    values[0, ::2] = np.nextafter(np.float32(0.1), np.float32(1))
    assert len(shortlist(values, 3)[0]) == 3200
