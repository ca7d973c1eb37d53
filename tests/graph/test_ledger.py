"""Every practice in a row."""

from __future__ import annotations

import numpy as np
import pytest

from kb.graph.ledger import ledger_of
from tests.graph.world import World


@pytest.fixture
def north(world: World) -> World:
    world.countries("GB").cities("york", "hull", part_of="country:gb").cities("caen").practices("a", "b").practices("c", origin="city:hull")
    world.adopt("a", "hull", "2024-12-31")
    world.share("b", "caen", "2024", "york")
    return world


def test_it_counts_who_has_a_practice_or_showed_it(north: World) -> None:
    assert ledger_of(north.seen()).shown.tolist() == [1, 1, 1]


def test_as_of_a_day_where_it_began_is_not_enough(north: World) -> None:
    seen = north.seen()
    assert ledger_of(north.seen(seen.day)).shown.tolist() == [1, 1, 0]


def test_hazards_are_those_of_each_practice(north: World) -> None:
    seen = north.seen()
    strata = seen.atlas.strata("city:york")
    each = [seen.activity(key).hazard(strata, seen.populations) for key in seen.practices]
    assert ledger_of(seen).hazards(strata).tolist() == pytest.approx(each)
    assert ledger_of(seen).hazards([]).tolist() == [0, 0, 0]


def test_what_only_the_asking_place_showed_is_no_candidate_of_it(north: World) -> None:
    seen = north.seen()
    ledger = ledger_of(seen)
    assert ledger.candidates("city:york", np.array([], dtype=np.int64)).tolist() == [0, 2]
    assert ledger.candidates("city:caen", np.array([ledger.number["practice:a"]])).tolist() == [1, 2]


def test_the_ledger_of_a_landscape_is_made_once(north: World) -> None:
    seen = north.seen()
    assert ledger_of(seen) is ledger_of(seen)
