"""What a picture shows, before anything is drawn."""

from __future__ import annotations

from datetime import date

import pytest

from kb.errors import InvalidInput, NotFound, WrongKind
from kb.figures.scene import Link, scene
from tests.graph.world import World


def test_actors_are_the_origin_adopters_by_date_undated_ones_and_teachers(world: World) -> None:
    world.adopt("a", "nowhere", learned_from="country:it")
    world.adopt("a", "katowice", "2021", "abandoned")
    world.adopt("a", "cork", "2019", learned_from="udine")
    found = scene(world.seen(), "practice:a")
    assert [(actor.name, actor.date and actor.date.edtf, actor.stage and actor.stage.value, actor.origin) for actor in found.actors] == [
        ("Udine", None, None, True),
        ("Cork", "2019", "adopted", False),
        ("Katowice", None, "abandoned", False),  # a lone abandonment does not say since when
        ("Nowhere", None, "adopted", False),
        ("Italy", None, None, False),
    ]
    assert found.links == [
        Link(source="city:udine", target="city:cork", recorded=True),
        Link(source="country:it", target="city:nowhere", recorded=True),
    ]
    assert (found.title, found.size, found.undated, found.countries) == ("A", 3, 2, 2)


def test_every_linked_actor_hangs_in_one_tree_teachers_first(world: World) -> None:
    world.adopt("a", "cork", "2019", learned_from="udine")
    world.adopt("a", "cork", "2020", "adapted", learned_from="katowice")  # a second teacher, who learned from nobody
    world.adopt("a", "katowice", "2018")
    world.adopt("a", "nowhere", "2021", learned_from="cork")
    world.city("x").city("y").adopt("a", "x", "2020", learned_from="y")
    world.adopt("a", "y", "2021", learned_from="x")  # a circle that nothing joins to the origin
    parents = scene(world.seen(), "practice:a").parents
    assert {key: parents[key] for key in parents if key not in ("city:x", "city:y")} == {
        "city:udine": None,
        "city:cork": "city:udine",
        "city:nowhere": "city:cork",
        "city:katowice": None,
    }
    assert sorted(map(str, (parents["city:x"], parents["city:y"]))) in (["None", "city:x"], ["None", "city:y"])
    placed: set[str | None] = {None}
    for key, parent in parents.items():
        assert parent in placed
        placed.add(key)


def test_a_variant_hangs_on_its_origin_by_a_link_that_no_fact_records(world: World) -> None:
    world.practices("b", origin="city:cork", derived_from="a").adopt("b", "nowhere", "2022", learned_from="cork")
    world.adopt("a", "katowice", "2020")
    own, family = (scene(world.seen(), "practice:a", include_derived=also) for also in (False, True))
    assert not own.links
    assert Link(source="city:udine", target="city:cork", recorded=False) in family.links


def test_nobody_to_draw_is_said_with_the_day(world: World) -> None:
    world.adopt("a", "cork", "2019", "declined")
    with pytest.raises(InvalidInput, match=r"^nobody is recorded to have taken up practice:a: there is nothing to draw$"):
        scene(world.seen(), "practice:a")
    with pytest.raises(InvalidInput, match="taken up practice:a by 2010-01-01: there"):
        scene(world.seen(date(2010, 1, 1)), "practice:a")


def test_what_is_no_practice_is_an_error(world: World) -> None:
    with pytest.raises(NotFound, match="practice:none"):
        scene(world.seen(), "practice:none")
    with pytest.raises(WrongKind, match="'city:cork' is a city"):
        scene(world.seen(), "city:cork")
