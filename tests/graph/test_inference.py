"""What the dates of all practices together say of who learned from whom."""

from __future__ import annotations

from datetime import date

import pytest

from kb.diffusion.netinf import netinf
from kb.errors import NotFound
from kb.graph import inference as module
from kb.graph.inference import inference, network, source_model
from kb.graph.links import inferred_network
from kb.graph.rows import Message, SourceMethod
from kb.graph.sources import likely_sources
from kb.model import Adoption
from tests.diffusion.simulated import simulate
from tests.graph.world import World

PRACTICES, PLACES = 14, 30


@pytest.fixture(scope="module")
def spreading() -> World:
    """Fourteen practices that spread over thirty cities."""
    world = World().cities(*(f"c{place:02}" for place in range(PLACES))).practices(*(f"p{number:02}" for number in range(PRACTICES)))
    for place, practice, year in simulate(PRACTICES, 3, places=PLACES).events:
        world.adopt(f"p{practice:02}", f"c{place:02}", str(int(year)))
    return world


def more(of: World) -> World:
    """A copy to which more can be added."""
    world = World()
    world.nodes, world.facts = dict(of.nodes), list(of.facts)
    return world


def test_every_dated_first_use_is_an_adoption_the_origins_too(world: World) -> None:
    world.cities("york", "hull", "leeds").practices("a", origin="city:york").practices("b")
    world.adopt("a", "york", "2019")
    world.adopt("a", "hull", "2020", "piloting")
    world.adopt("a", "hull", "2021")
    world.adopt("a", "leeds")
    world.adopt("b", "leeds", "2020", "planned")
    found = inference(world.seen())
    assert len(found.of.places) == 2
    assert {found.adoption("practice:a", "city:york"), found.adoption("practice:a", "city:hull")} == {0, 1}
    with pytest.raises(KeyError, match="leeds"):
        found.adoption("practice:b", "city:leeds")
    assert (found.travelled, found.is_enough) == (1, False)
    assert found.rate == pytest.approx(1, abs=0.005)


def test_it_is_worked_out_once_for_each_landscape(spreading: World) -> None:
    seen = spreading.seen()
    assert inference(seen) is inference(seen)
    assert source_model(seen) is source_model(seen)
    assert network(seen) is network(seen)


def test_with_enough_adoptions_sources_are_weighed_by_all_practices(spreading: World) -> None:
    seen = spreading.seen()
    known, model = inference(seen), source_model(seen)
    assert known.is_enough
    assert model is not None
    number = known.adoption("practice:p00", "city:c07")
    found = likely_sources(seen, "practice:p00", "city:c07", first=5)
    assert [source.method for source in found] == [SourceMethod.CASCADES] * 5
    assert [(source.party, source.probability) for source in found] == [(known.actors[place], p) for place, p in model.ranked(number)[:5]]


def test_below_that_by_lag_alone(spreading: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FEWEST_PRACTICES", PRACTICES + 1)
    found = likely_sources(spreading.seen(), "practice:p00", "city:c07")
    assert [source.method for source in found] == [SourceMethod.LAG] * 3


def test_too_few_adoptions_are_too_few_however_many_practices(spreading: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FEWEST_ADOPTIONS", 10_000)
    assert source_model(spreading.seen()) is None


def test_with_variants_sources_are_those_of_the_family(spreading: World) -> None:
    world = more(spreading).practices("variant", derived_from="p00").cities("new")
    world.adopt("variant", "new", "2030")
    assert likely_sources(world.seen(), "practice:p00", "city:new") == ()
    found = likely_sources(world.seen(), "practice:p00", "city:new", first=40, include_derived=True)
    users = {fact.by for fact in world.facts if isinstance(fact, Adoption) and fact.practice == "practice:p00"}
    assert {source.party for source in found} == users
    assert {source.method for source in found} == {SourceMethod.CASCADES}
    assert 0 < sum(source.probability for source in found) < 1


def test_links_lead_to_an_adopter_from_one_that_was_certainly_earlier(spreading: World) -> None:
    seen = spreading.seen()
    found = inferred_network(seen, "practice:p00")
    since = {actor: cell.since for actor, cell in seen.cells("practice:p00").items() if cell.since}
    assert found.links
    for link in found.links:
        source, target = since[link.source].latest, since[link.target].earliest
        assert source is not None
        assert target is not None
        assert source < target
        assert link.lag_years > 0 < link.gain
    assert len({link.target for link in found.links}) == len(found.links)
    days = [since[link.target].sort_day for link in found.links]
    assert days == sorted(days)


def test_of_several_links_the_one_with_the_shortest_lag_is_shown(spreading: World) -> None:
    seen = spreading.seen()
    known = inference(seen)
    chosen = {(known.actors[link.source], known.actors[link.learner]) for link in network(seen)}
    assert known.rate is not None
    assert network(seen) == tuple(netinf(known.of, known.rate))
    since = {actor: cell.since.edtf for actor, cell in seen.cells("practice:p00").items() if cell.since}
    for link in inferred_network(seen, "practice:p00").links:
        rivals = [since[source] for source, learner in chosen if learner == link.target and since.get(source, "9") < since[learner]]
        assert since[link.source] == max(rivals)


def test_it_says_on_what_it_rests(spreading: World) -> None:
    seen = spreading.seen()
    found = inferred_network(seen, "practice:p00")
    assert found.basis == Message(code="INFERRED_FROM_DATES", values={"dated": len(spreading.facts), "practices": PRACTICES})
    assert found.rate_per_year == inference(seen).rate


def test_as_of_a_day_only_what_was_known_by_then_is_inferred_from(spreading: World) -> None:
    then = spreading.seen(date(1975, 12, 31))
    assert 0 < len(inference(then).of.places) < len(inference(spreading.seen()).of.places)
    assert all(link.target in then.cells("practice:p00") for link in inferred_network(then, "practice:p00").links)


def test_variants_join_when_asked_for(spreading: World) -> None:
    world = more(spreading).practices("variant", derived_from="p00")
    seen = world.seen()
    assert inferred_network(seen, "practice:variant").links == ()
    assert inferred_network(seen, "practice:p00", include_derived=True) == inferred_network(seen, "practice:p00")


def test_a_small_base_says_that_it_is_too_little(world: World) -> None:
    world.cities("york", "hull").practices("a").adopt("a", "york", "2019")
    world.adopt("a", "hull", "2020")
    found = inferred_network(world.seen(), "practice:a")
    values = {"dated": 2, "practices": 1, "places": 2, "adoptions": 300, "each": 5, "of": 10}
    assert (found.links, found.rate_per_year, found.basis) == ((), None, Message(code="TOO_LITTLE_TO_INFER", values=values))


def test_many_places_with_hardly_an_adoption_each_are_too_few(spreading: World) -> None:
    assert inference(spreading.seen()).is_enough
    world = more(spreading).practices("rare")
    for number in range(100):
        world.city(f"rare{number}").adopt("rare", f"rare{number}", "2020")
    assert not inference(world.seen()).is_enough
    assert source_model(world.seen()) is None


@pytest.mark.parametrize("when", [None, "2020"])
def test_without_two_dates_in_a_row_nothing_is_inferred(world: World, when: str | None) -> None:
    world.cities("york", "hull").practices("a").adopt("a", "york", when)
    world.adopt("a", "hull", when)
    assert inferred_network(world.seen(), "practice:a").links == ()
    assert likely_sources(world.seen(), "practice:a", "city:hull") == ()


def test_a_practice_that_is_not_there_is_refused(world: World) -> None:
    with pytest.raises(NotFound):
        inferred_network(world.seen(), "practice:z")


def test_the_order_of_facts_changes_nothing(spreading: World) -> None:
    one, other = spreading.seen(), spreading.seen(shuffled=5)
    assert inferred_network(one, "practice:p01") == inferred_network(other, "practice:p01")
    assert likely_sources(one, "practice:p01", "city:c09") == likely_sources(other, "practice:p01", "city:c09")
