"""Which places are alike."""

from __future__ import annotations

import pytest

from kb.errors import InvalidInput
from kb.graph.similarity import neighbours, similar_cities
from tests.graph.world import World


@pytest.fixture
def three(world: World) -> World:
    """York uses a and b, Hull a and b too, Leeds a and c, Bath nothing; c was shown to York."""
    world.cities("york", "hull", "leeds", "bath").practices("a", "b", "c")
    for practice, city in (("a", "york"), ("b", "york"), ("a", "hull"), ("b", "hull"), ("a", "leeds"), ("c", "leeds")):
        world.adopt(practice, city, "2020")
    world.share("c", "york", "2021")
    return world


def test_similarity_is_the_cosine_of_bonds_shrunk_by_what_is_common(three: World) -> None:
    alike = neighbours(three.seen(), "city:york")
    # York: a 1, b 1, c 1/4, length sqrt(2.0625). Hull: length sqrt 2, product 2, in common 2 of 2 + 2.
    assert alike["city:hull"] == pytest.approx(2 / (2.0625**0.5 * 2**0.5) * 2 / 4)
    # Leeds: a 1 x 1, c 1/4 x 1: product and common 1.25.
    assert alike["city:leeds"] == pytest.approx(1.25 / (2.0625**0.5 * 2**0.5) * 1.25 / 3.25)


def test_who_shares_nothing_is_no_neighbour(three: World) -> None:
    assert "city:bath" not in neighbours(three.seen(), "city:york")
    assert neighbours(three.seen(), "city:bath") == {}


def test_rows_come_most_alike_first_with_the_rarest_common_practice_first(three: World) -> None:
    rows = similar_cities(three.seen(), "city:york")
    assert [(row.city, row.shared) for row in rows] == [
        ("city:hull", ("practice:b", "practice:a")),
        ("city:leeds", ("practice:c", "practice:a")),
    ]


def test_only_as_many_rows_as_asked_for(three: World) -> None:
    assert len(similar_cities(three.seen(), "city:york", first=1)) == 1
    with pytest.raises(InvalidInput, match="first is 0"):
        similar_cities(three.seen(), "city:york", first=0)


def test_places_of_another_level_are_not_like_a_city(three: World) -> None:
    three.region("kent")
    three.adopt("a", "region:kent", "2020")
    assert "region:kent" not in neighbours(three.seen(), "city:york")


def test_a_school_has_its_citys_neighbours(three: World) -> None:
    three.school("s", "city:york")
    assert similar_cities(three.seen(), "institution:s") == similar_cities(three.seen(), "city:york")


def test_of_equals_those_of_the_country_come_first_then_the_nearest_then_by_id(world: World) -> None:
    world.countries("GB", "FR").city("york", "country:gb", (54, -1)).practices("a")
    world.city("caen", "country:fr", (49, 0)).city("hull", "country:gb", (53.7, -0.3)).city("perth", "country:gb", (56.4, -3.4))
    world.city("unplaced-a", "country:gb").city("unplaced-b", "country:gb")
    for city in ("york", "caen", "hull", "perth", "unplaced-b", "unplaced-a"):
        world.adopt("a", city, "2020")
    assert list(neighbours(world.seen(), "city:york")) == ["city:hull", "city:perth", "city:unplaced-a", "city:unplaced-b", "city:caen"]


def test_what_was_given_up_still_says_what_kind_of_place_it_is(world: World) -> None:
    world.cities("york", "hull").practices("a")
    world.adopt("a", "york", "2020")
    world.adopt("a", "hull", "2020", "abandoned")
    assert neighbours(world.seen(), "city:york")["city:hull"] == pytest.approx(1 / 3)
