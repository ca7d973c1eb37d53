"""Where parties belong and where they are."""

from __future__ import annotations

from math import inf

import pytest

from kb.errors import NotFound, WrongKind
from kb.graph.atlas import level_of
from kb.graph.rows import Level
from kb.model import Coordinates
from tests.graph.world import World


def test_an_institution_in_a_part_of_a_city_acts_through_the_city(world: World) -> None:
    world.cities("london").city("hackney", "city:london").school("s", "city:hackney")
    assert world.seen().atlas.actor("institution:s") == "city:london"


def test_a_region_and_an_institution_of_a_region_act_for_themselves(world: World) -> None:
    world.region("kent").school("s", "region:kent")
    atlas = world.seen().atlas
    assert [atlas.actor(key) for key in ("region:kent", "institution:s")] == ["region:kent", "institution:s"]
    assert set(atlas.actors()) == {"region:kent", "institution:s"}


def test_levels_go_by_kind(world: World) -> None:
    assert [level_of(key) for key in ("city:x", "region:x", "country:x", "institution:x")] == [
        Level.MUNICIPALITY,
        Level.REGION,
        Level.COUNTRY,
        Level.INSTITUTION,
    ]


def test_a_place_without_coordinates_lies_in_the_middle_of_its_parts(world: World) -> None:
    world.countries("BY").region("mogilev", "country:by").city("district", "region:mogilev")
    world.city("east", "city:district", (54, 32)).city("west", "city:district", (54, 30)).city("unplaced", "city:district")
    atlas = world.seen().atlas
    location = atlas.location("city:district")
    assert location is not None
    assert (location.latitude, location.longitude) == pytest.approx((54.0042, 31), abs=0.001)  # the great circle bulges north
    assert atlas.location("country:by") == atlas.location("region:mogilev")
    assert atlas.location("city:unplaced") is None


def test_an_institution_lies_where_its_place_does(world: World) -> None:
    world.city("york", at=(53.96, -1.08)).school("s", "city:york")
    assert world.seen().atlas.location("institution:s") == Coordinates(latitude=53.96, longitude=-1.08)


def test_places_that_are_part_of_each_other_have_no_location_and_end(world: World) -> None:
    world.city("a", "city:b").city("b", "city:a")
    assert world.seen().atlas.location("city:a") is None


def test_what_is_no_party_has_no_location(world: World) -> None:
    world.practices("a")
    assert world.seen().atlas.location("practice:a") is None


def test_a_distance_to_an_unknown_location_is_unknown(world: World) -> None:
    world.city("york", at=(53.96, -1.08)).cities("hull")
    assert world.seen().atlas.distance_km("city:york", "city:hull") is None


def test_asking_for_what_is_not_there_or_no_party_says_so(world: World) -> None:
    world.practices("a")
    with pytest.raises(NotFound, match="no city has the id 'city:atlantis'"):
        world.seen().atlas.known("city:atlantis")
    with pytest.raises(WrongKind, match="is a practice, a party"):
        world.seen().atlas.known("practice:a")


def test_nearness_is_in_the_order_of_distances_and_leaves_out_what_lies_nowhere(world: World) -> None:
    for city, latitude in (("york", 54), ("leeds", 53.8), ("derby", 52.9), ("bath", 51.4)):
        world.city(city, at=(latitude, -1.5))
    world.cities("atlantis")
    atlas = world.seen().atlas
    near = atlas.nearness("city:york")
    assert sorted(near, key=lambda city: near[city]) == ["city:york", "city:leeds", "city:derby", "city:bath"]
    assert near == {city: atlas.apart("city:york", city) for city in near}
    assert (atlas.nearness("city:atlantis"), atlas.apart("city:york", "city:atlantis")) == ({}, inf)


def test_institutions_known_to_take_no_visitors_are_closed(world: World) -> None:
    world.cities("york").school("s", "city:york", receives_visits=False).school("t", "city:york", receives_visits=True)
    assert world.school("u", "city:york").seen().atlas.closed == {"institution:s"}
