"""A landscape brought up to date by what changed is the one that is made afresh, and the old one stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.dates import parse
from kb.errors import NotFound
from kb.graph.build import build, nodes_of
from kb.graph.difference import Difference
from kb.graph.landscape import Landscape
from kb.graph.record import Record
from kb.graph.survey import look_back, resurvey, survey
from kb.model import AnyFact, AnyNode, City, FactId, Institution, NodeId, Practice, Region
from tests.graph.changes import Change, changes
from tests.graph.comparing import answers, indexes
from tests.graph.world import TODAY, World

DAYS = [None, date(2020, 3, 10), date(2021, 6, 1)]
slow = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
State = tuple[dict[NodeId, AnyNode], dict[FactId, AnyFact]]


def afresh(state: State, as_of: date | None) -> Landscape:
    return survey(build(state[0].values(), state[1].values()), as_of, TODAY)


def after(state: State, change: Change) -> State:
    facts = {key: fact for key, fact in {**state[1], **change.facts}.items() if fact}
    return {**state[0], **{node.id: node for node in change.nodes}}, facts


@slow
@given(history=changes(), as_of=st.sampled_from(DAYS), asked=st.booleans())
def test_a_landscape_brought_up_to_date_is_the_one_made_afresh(history: list[Change], as_of: date | None, asked: bool) -> None:
    state = after(({}, {}), history[0])
    record, seen = Record(state[0].values(), dict(state[1])), afresh(state, as_of)
    for change in history[1:]:
        earlier, told = seen, list(answers(seen)) if asked else []
        seen, fresh_before = resurvey(earlier, record.change(change.nodes, change.facts)), afresh(state, as_of)
        state = after(state, change)
        fresh = afresh(state, as_of)
        assert indexes(seen) == indexes(fresh)
        assert list(answers(seen)) == list(answers(fresh))
        assert indexes(earlier) == indexes(fresh_before)
        assert not asked or list(answers(earlier)) == told


@slow
@given(history=changes(), as_of=st.sampled_from(DAYS[1:]))
def test_looking_back_from_today_shows_the_landscape_of_that_day(history: list[Change], as_of: date) -> None:
    state = after(({}, {}), history[0])
    assert indexes(look_back(afresh(state, None), as_of)) == indexes(afresh(state, as_of))


@slow
@given(history=changes())
def test_what_is_put_again_makes_no_difference(history: list[Change]) -> None:
    record = Record([], {})
    for change in history:
        record.change(change.nodes, change.facts)
        assert not record.change(change.nodes, change.facts)
        assert record.change(change.nodes, change.facts) == Difference()


@slow
@given(history=changes())
def test_a_record_that_changes_is_the_graph_made_afresh(history: list[Change]) -> None:
    record, state = Record([], {}), after(({}, {}), Change((), {}))
    for change in history:
        record.change(change.nodes, change.facts)
        state = after(state, change)
        fresh = build(state[0].values(), state[1].values())
        assert {node.id: node for node in nodes_of(record.graph)} == {key: record.graph.nodes[key]["node"] for key in fresh} == state[0]
        assert sorted(record.graph.edges(keys=True)) == sorted(fresh.edges(keys=True))
        assert {key: data["fact"] for *_, key, data in record.graph.edges(keys=True, data=True)} == state[1]
        assert len(record) == len(state[1])


def test_a_correction_is_gone_as_it_was_and_comes_as_it_is(world: World) -> None:
    world.cities("york", "hull").practices("a")
    world.adopt("a", "york", "2020")
    world.adopt("a", "hull", "2021")
    before = world.facts[0]
    now = replace(world.facts[1], id=before.id)
    record = Record(world.nodes.values(), {before.id: before})
    assert record.change([], {before.id: now}) == Difference(gone=(before,), come=(now,))
    assert list(record.graph.edges(keys=True)) == [("practice:a", "city:hull", before.id)]


def test_a_fact_about_what_is_not_there_is_refused(world: World) -> None:
    world.cities("york")
    world.adopt("a", "york", "2020")
    with pytest.raises(NotFound, match="practice:a"):
        Record(world.nodes.values(), {}).change([], {fact.id: fact for fact in world.facts})


@pytest.fixture
def moving(world: World) -> World:
    """A school in York took part in everything there is; it is about to move to Hull."""
    world.countries("GB", "IE").region("humber", "country:gb").cities("york", "hull", part_of="region:humber").cities("cork")
    world.school("s", "city:york").practices("a", "b").practices("c", origin="institution:s")
    world.adopt("a", "institution:s", "2020")
    world.share("b", "institution:s", "2021", giver="cork")
    world.adopt("b", "cork", "2022", learned_from="institution:s")
    world.visit("institution:s", "cork", "2022")
    world.visit("cork", "institution:s", "2023")
    return world


def moved(world: World, node: AnyNode) -> Landscape:
    """The landscape once a node is another, brought up to date; it is as if it had always been so."""
    before = world.seen()
    list(answers(before))
    world.nodes[node.id] = node
    found = resurvey(before, Difference(nodes=[node]))
    assert indexes(found) == indexes(world.seen())
    return found


def test_a_school_takes_all_its_facts_along_when_it_moves(moving: World) -> None:
    school = moving.nodes["institution:s"]
    assert isinstance(school, Institution)
    assert moving.seen().held("city:york").keys() == {"practice:a", "practice:b", "practice:c"}
    found = moved(moving, replace(school, place="city:hull"))
    assert not found.held("city:york")
    assert [(key, cell.has) for key, cell in found.held("city:hull").items()] == [
        ("practice:a", True),
        ("practice:b", False),
        ("practice:c", True),
    ]
    assert found.given("practice:b").keys() == {"city:hull", "city:cork"}
    both = {"city:hull", "city:cork"}
    assert [set(index) for index in (found.records.made, found.records.hosted, found.norms)] == [both, both, both]
    assert found.populations[None] == 2


def test_a_city_that_becomes_a_part_of_another_acts_through_it(moving: World) -> None:
    york = moving.nodes["city:york"]
    assert isinstance(york, City)
    found = moved(moving, replace(york, part_of="city:hull"))
    assert found.by_actor.keys() == {"city:hull", "city:cork"}


def test_a_region_that_comes_to_another_country_takes_its_cities_along(moving: World) -> None:
    humber = moving.nodes["region:humber"]
    assert isinstance(humber, Region)
    assert moving.seen().uptake("practice:a").by_country == {"country:gb": ("city:york",)}
    found = moved(moving, replace(humber, part_of="country:ie"))
    assert found.uptake("practice:a").by_country == {"country:ie": ("city:york",)}
    assert (found.populations.get("country:gb"), found.populations["country:ie"]) == (None, 1)


def test_a_practice_that_turns_out_to_have_begun_elsewhere_is_held_there(moving: World) -> None:
    practice = moving.nodes["practice:c"]
    assert isinstance(practice, Practice)
    found = moved(moving, replace(practice, origin="city:cork", derived_from="practice:a"))
    assert found.cells("practice:c").keys() == {"city:cork"}
    assert found.derivatives == {"practice:a": ["practice:c"]}


def test_a_correction_of_a_fact_of_a_school_that_moves_counts_once(moving: World) -> None:
    before = moving.seen()
    school, step = moving.nodes["institution:s"], moving.facts[0]
    assert isinstance(school, Institution)
    later = replace(step, date=parse("2024"))
    found = resurvey(before, Difference(nodes=[replace(school, place="city:hull")], gone=[step], come=[later]))
    assert found.cells("practice:a")["city:hull"].steps == (later,)
    assert "city:york" not in found.cells("practice:a")


def test_the_latest_date_is_forgotten_with_the_only_fact_that_has_it(moving: World) -> None:
    last = moving.facts[2]
    found = resurvey(moving.seen(), Difference(gone=[last]))
    assert (str(found.records.last), found.records.dated_adoptions) == ("2021", 1)


def test_what_one_fact_does_not_touch_is_shared(world: World) -> None:
    world.cities("york", "hull").practices("a", "b")
    world.adopt("a", "york", "2020")
    world.adopt("b", "york", "2020")
    before = world.seen()
    world.adopt("a", "hull", "2021")
    after_it = resurvey(before, Difference(come=world.facts[-1:]))
    shared = [after_it.columns[key] is before.columns[key] for key in ("practice:a", "practice:b")]
    assert shared == [False, True]
    assert after_it.by_actor["city:york"] is before.by_actor["city:york"]
    assert (after_it.nodes, after_it.atlas) == (before.nodes, before.atlas)
