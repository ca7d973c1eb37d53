"""Who was in touch with whom, and how many of those have a practice."""

from __future__ import annotations

from datetime import date

import pytest

from kb.errors import NotFound, WrongKind
from kb.graph.partners import exposure, partners
from tests.graph.world import World


@pytest.fixture
def north(world: World) -> World:
    """Five cities, and practice a."""
    return world.cities("york", "hull", "leeds", "bath", "ripon").practices("a", "b")


def met(world: World, city: str = "york") -> set[str]:
    return {key.removeprefix("city:") for key in partners(world.seen(), f"city:{city}")}


def test_partners_are_those_visited_hosted_learned_from_or_shown_by(north: World) -> None:
    north.visit("york", "hull")
    north.visit("leeds", "york")
    north.adopt("a", "york", "2020", "interested", learned_from="bath")
    north.share("b", "york", giver="ripon")
    assert met(north) == {"hull", "leeds", "bath", "ripon"}


def test_who_was_only_shown_something_by_a_place_is_no_partner_of_it(north: World) -> None:
    north.share("a", "hull", giver="york")
    north.adopt("a", "leeds", learned_from="york")
    assert met(north) == set()
    assert met(north, "hull") == met(north, "leeds") == {"york"}


def test_parties_count_by_their_city_and_a_city_is_no_partner_of_itself(north: World) -> None:
    north.school("one", "city:hull").school("own", "city:york")
    north.visit("institution:own", "institution:one")
    north.visit("york", "institution:own")
    assert met(north) == {"hull"}


@pytest.mark.parametrize("limit", [{"announced": True}, {"collective": "ten cities"}])
def test_announced_and_collective_visits_make_no_partners(north: World, limit: dict[str, str]) -> None:
    north.visit("york", "hull", **limit)
    assert met(north) == set()


def test_exposure_is_the_share_of_partners_that_have_the_practice(north: World) -> None:
    for host in ("hull", "leeds", "bath", "ripon"):
        north.visit("york", host, "2019")
    north.adopt("a", "hull", "2018")
    north.school("s", "city:leeds").adopt("a", "institution:s")
    north.adopt("a", "bath", "2018", "planned")
    north.adopt("a", "ripon", "2018")
    north.adopt("a", "ripon", "2019", "abandoned")
    found = exposure(north.seen(), "practice:a", "city:york")
    assert (found.having, len(found.partners), found.share) == (("city:hull", "city:leeds"), 4, 0.5)
    assert found.caution.code == "EXPOSURE_IS_NO_PROOF"


def test_a_party_of_a_city_has_the_citys_exposure(north: World) -> None:
    north.school("own", "city:york").visit("institution:own", "hull")
    assert exposure(north.seen(), "practice:a", "institution:own").party == "city:york"


def test_as_of_a_day_neither_later_visits_nor_later_adopters_count(north: World) -> None:
    north.visit("york", "hull", "2019")
    north.visit("york", "leeds", "2021")
    north.adopt("a", "hull", "2021")
    found = exposure(north.seen(date(2020, 12, 31)), "practice:a", "city:york")
    assert (found.partners, found.share) == (("city:hull",), 0)


def test_without_a_partner_exposure_is_unknown(north: World) -> None:
    north.adopt("a", "hull", "2020")
    assert exposure(north.seen(), "practice:a", "city:york").share is None


def test_variants_count_when_asked_for(north: World) -> None:
    north.practices("c", derived_from="a").adopt("c", "hull", "2020")
    north.visit("york", "hull")
    assert exposure(north.seen(), "practice:a", "city:york").share == 0
    assert exposure(north.seen(), "practice:a", "city:york", include_derived=True).share == 1


def test_what_is_not_there_or_no_party_is_refused(north: World) -> None:
    with pytest.raises(NotFound, match="no practice has the id 'practice:z'"):
        exposure(north.seen(), "practice:z", "city:york")
    with pytest.raises(WrongKind):
        exposure(north.seen(), "practice:a", "practice:a")
