"""Where a practice can be studied, and whom to ask for."""

from __future__ import annotations

import pytest

from kb.graph.hosts import reception
from kb.graph.recommend import practices_to_study
from kb.graph.visits import cities_to_visit
from kb.model import Institution
from tests.graph.world import World


def seen_at(world: World) -> tuple[str, ...]:
    return practices_to_study(world.seen(), "city:york").rows[0].seen_at


@pytest.fixture
def places(world: World) -> World:
    """From York to the south: Leeds, Derby, Bath."""
    world.city("york", at=(54, -1)).city("leeds", at=(53.8, -1.5)).city("derby", at=(52.9, -1.5)).city("bath", at=(51.4, -2.4))
    return world.practices("a", "b")


def test_the_nearest_comes_first_and_one_without_location_last(places: World) -> None:
    places.cities("atlantis")
    for city in ("bath", "atlantis", "leeds", "derby"):
        places.adopt("a", city, "2023")
    assert seen_at(places) == ("city:leeds", "city:derby", "city:bath", "city:atlantis")


def test_who_hosted_visits_comes_before_who_is_near(places: World) -> None:
    places.adopt("a", "leeds", "2023")
    places.adopt("a", "bath", "2010")
    places.visit("derby", "bath", "2015")
    assert seen_at(places) == ("city:bath", "city:leeds")


def test_who_gave_a_sign_lately_comes_before_who_is_near(places: World) -> None:
    places.adopt("a", "leeds", "2010")
    places.adopt("a", "bath", "2023")
    assert seen_at(places) == ("city:bath", "city:leeds")


def test_regions_and_countries_come_last(places: World) -> None:
    places.region("kent").adopt("a", "region:kent", "2023")
    places.adopt("a", "bath", "2010")
    assert seen_at(places) == ("city:bath", "region:kent")


def test_the_parties_that_have_it_are_named_not_only_their_city(places: World) -> None:
    places.school("s", "city:bath").adopt("a", "institution:s", "2023")
    assert seen_at(places) == ("institution:s",)


def test_who_showed_or_taught_it_can_be_asked_without_being_recorded_to_have_it(places: World) -> None:
    places.share("a", "derby", "2023", "leeds")
    places.adopt("a", "derby", "2023", "planned", learned_from="bath")
    assert set(seen_at(places)) == {"city:leeds", "city:bath"}


def test_who_gave_it_up_shows_nothing(places: World) -> None:
    places.adopt("a", "bath", "2023")
    places.adopt("a", "leeds", "2023", "abandoned")
    assert seen_at(places) == ("city:bath",)


def test_who_takes_no_visitors_is_left_out(places: World) -> None:
    places.school("closed", "city:leeds", receives_visits=False).school("open", "city:bath", receives_visits=True)
    for school in ("closed", "open"):
        places.adopt("a", f"institution:{school}", "2023")
    assert seen_at(places) == ("institution:open",)


def test_hosts_are_institutions_with_most_practices_then_most_visits(places: World) -> None:
    places.school("one", "city:bath").school("two", "city:bath").school("three", "city:bath").school("four", "city:bath")
    places.school("five", "city:bath")
    places.school("closed", "city:bath", receives_visits=False).adopt("a", "institution:closed", "2023")
    places.adopt("a", "institution:two", "2023")
    places.adopt("a", "institution:one", "2023")
    places.adopt("b", "institution:one", "2023")
    for host, year in (("five", "2019"), ("three", "2020"), ("three", "2021")):
        places.visit("derby", f"institution:{host}", year)
    places.adopt("a", "bath", "2023")
    row = next(row for row in cities_to_visit(places.seen(), "city:york").rows if row.city == "city:bath")
    assert row.hosts == ("institution:one", "institution:two", "institution:three", "institution:five")


def test_of_hosts_alike_those_known_to_receive_visitors_come_first(places: World) -> None:
    places.school("one", "city:bath").school("two", "city:bath", receives_visits=True)
    for school in ("one", "two"):
        places.adopt("a", f"institution:{school}", "2023")
    assert cities_to_visit(places.seen(), "city:york").rows[0].hosts == ("institution:two", "institution:one")


@pytest.mark.parametrize(("receives", "code"), [(True, "RECEIVES_VISITORS"), (False, "RECEIVES_NO_VISITORS"), (None, "RECEPTION_UNKNOWN")])
def test_whether_an_institution_receives_visitors_is_said_or_that_nobody_recorded_it(
    places: World, receives: bool | None, code: str
) -> None:
    institution = places.school("s", "city:bath", receives_visits=receives).nodes["institution:s"]
    assert isinstance(institution, Institution)
    assert reception(institution).code == code
