"""How early and how often each party adopts."""

from __future__ import annotations

from datetime import date

import pytest

from kb.errors import WrongKind
from kb.graph.innovation import innovation
from kb.graph.spread_rows import Innovation
from tests.graph.world import World


@pytest.fixture
def north(world: World) -> World:
    """a went from York (2000) to Hull (2004), b from Hull (2010) to York and Leeds (2012); c is York's alone."""
    world.cities("york", "hull", "leeds", "bath").practices("a", "b", "c")
    for practice, city, year in (("a", "york", 2000), ("a", "hull", 2004), ("b", "hull", 2010), ("b", "york", 2012), ("b", "leeds", 2012)):
        world.adopt(practice, city, str(year))
    world.adopt("c", "york", "1990")
    return world


def test_the_score_is_the_mean_lead_and_the_rate_adoptions_by_years_at_risk(north: World) -> None:
    found = innovation(north.seen(), "city:york")
    assert found == Innovation(party="city:york", score=1 / 2, rate_per_year=2 / 4, adoptions=2, practices=2)
    leeds = innovation(north.seen(), "city:leeds")
    assert leeds == Innovation(party="city:leeds", score=0, rate_per_year=1 / 8, adoptions=1, practices=2)


def test_who_is_not_known_to_have_adopted_anything_has_no_score(north: World) -> None:
    north.adopt("b", "bath")
    assert innovation(north.seen(), "city:bath") is None


def test_parties_are_compared_with_those_of_their_level(north: World) -> None:
    north.region("kent").adopt("a", "region:kent", "1999")
    assert innovation(north.seen(), "region:kent") is None
    york = innovation(north.seen(), "city:york")
    assert york is not None
    assert york.score == 1 / 2


def test_an_institution_has_its_citys(north: World) -> None:
    north.school("s", "city:york")
    assert innovation(north.seen(), "institution:s") == innovation(north.seen(), "city:york")


def test_as_of_a_day_later_adoptions_are_not_known(north: World) -> None:
    found = innovation(north.seen(date(2011, 12, 31)), "city:york")
    assert found == Innovation(party="city:york", score=1, rate_per_year=1, adoptions=1, practices=1)


def test_an_empty_graph_scores_nobody_and_a_practice_is_no_party(world: World) -> None:
    world.cities("york").practices("a")
    assert innovation(world.seen(), "city:york") is None
    with pytest.raises(WrongKind):
        innovation(world.seen(), "practice:a")
