"""Accepted facts as lists see them, and the keys by which lists are walked."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from kb.dates import day
from kb.model import Adoption, AnyFact, Citation, Occurrence, Texts
from kb.store import derive
from kb.store.base import FactSide
from kb.store.neo4j.lines import END, Line, line_in, line_of, step_group
from kb.store.neo4j.plain import properties_of
from kb.store.neo4j.schema import DERIVED, SORTS, STRANDS, TYPES
from tests.store.samples import CENTRE, EXCHANGE, GAZETTE, MUSEUM, POCHINOK, REPORT, SCHOOL, TOWN, adoption, cited, share, visit
from tests.store.strategies import PARTIES, facts

ACTORS = {SCHOOL: TOWN, TOWN: TOWN, CENTRE: POCHINOK, POCHINOK: POCHINOK, **dict.fromkeys(PARTIES)}
DAY = f"{day('2020-03-05').toordinal():07d}"


def line(fact: AnyFact) -> Line:
    return line_of(fact, ACTORS)


@given(facts())
def test_a_line_is_read_back_from_the_properties_of_its_relationship(fact: AnyFact) -> None:
    made = line(fact)
    assert line_in({**properties_of(fact), **made.derived()}) == made


@given(facts())
def test_everything_derived_from_a_fact_is_known_to_be_so(fact: AnyFact) -> None:
    made = line(fact)
    assert made.derived().keys() - {"occurrence"} - set(DERIVED) <= set(SORTS[TYPES[made.kind]])
    assert set(DERIVED) <= made.derived().keys()


@given(facts())
def test_a_line_counts_as_its_fact_does(fact: AnyFact) -> None:
    assert line(fact).counts == fact.counts == line(fact).derived()["counts"]
    assert line(fact).in_use == derive.in_use(fact)
    assert STRANDS[line(fact).strand] == fact.fact_kind


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (
            share(MUSEUM, SCHOOL, CENTRE, programme=EXCHANGE, citations=cited(REPORT, GAZETTE)),
            [
                (FactSide.TAKER, TOWN),
                (FactSide.TAKER, SCHOOL),
                (FactSide.GIVER, POCHINOK),
                (FactSide.GIVER, CENTRE),
                (FactSide.PRACTICE, MUSEUM),
                (FactSide.PROGRAMME, EXCHANGE),
                (FactSide.SOURCE, REPORT),
                (FactSide.SOURCE, GAZETTE),
            ],
        ),
        (
            adoption(MUSEUM, TOWN, learned_from=None),
            [(FactSide.TAKER, TOWN), (FactSide.PRACTICE, MUSEUM), (FactSide.SOURCE, GAZETTE)],
        ),
        (visit(TOWN, POCHINOK), [(FactSide.TAKER, TOWN), (FactSide.GIVER, POCHINOK), (FactSide.SOURCE, GAZETTE)]),
    ],
)
def test_a_fact_is_in_the_lists_of_its_ends_and_of_the_actors_behind_them(fact: AnyFact, expected: list[tuple[FactSide, str]]) -> None:
    assert list(line(fact).owners()) == expected


def test_a_source_that_is_cited_twice_lists_the_fact_once() -> None:
    twice = (Citation(source=GAZETTE, locator="p. 1"), Citation(source=GAZETTE, locator="p. 2"))
    assert line(visit(citations=twice)).sources == (GAZETTE,)


def test_a_key_is_owner_strand_day_and_id() -> None:
    fact = adoption(MUSEUM, SCHOOL, date="2020-03-05", learned_from=CENTRE, programme=EXCHANGE)
    assert line(fact).sorts() == {
        "sort_day": f"|c|{DAY}|{fact.id}",
        "sort_taker": f"{TOWN}|c|{DAY}|{fact.id}",
        "sort_own_taker": f"{SCHOOL}|c|{DAY}|{fact.id}",
        "sort_giver": f"{POCHINOK}|c|{DAY}|{fact.id}",
        "sort_own_giver": f"{CENTRE}|c|{DAY}|{fact.id}",
        "sort_programme": f"{EXCHANGE}|c|{DAY}|{fact.id}",
        "sort_practice": f"{MUSEUM}|c|{DAY}|{fact.id}",
        "sort_step": f"{MUSEUM}|{TOWN}|{SCHOOL}|{fact.id}",
    }


@pytest.mark.parametrize(
    ("fact", "absent"),
    [
        (share(MUSEUM, TOWN, POCHINOK), {"sort_own_taker", "sort_own_giver", "sort_programme", "sort_step"}),
        (share(MUSEUM, SCHOOL, None), {"sort_giver", "sort_own_giver", "sort_programme", "sort_step"}),
        (visit(SCHOOL, CENTRE, programme=EXCHANGE), {"sort_practice", "sort_step"}),
    ],
)
def test_a_fact_has_no_key_in_a_list_that_it_is_not_in(fact: AnyFact, absent: set[str]) -> None:
    keys = line(fact).sorts()
    every = {key for name in TYPES.values() for key in SORTS[name]}
    assert {key for key in every if keys.get(key) is None} == absent


def test_keys_of_one_owner_and_strand_go_by_day_and_then_by_id() -> None:
    dates: list[str | None] = [None, "0001-01-01", "2019", "2019-06", "2020-03-05", "9999"]
    keys = [line(visit(date=date)).sort(SCHOOL) for date in dates]
    assert keys == sorted(keys)
    assert all(f"{SCHOOL}|v|" < key < f"{SCHOOL}|v|{END}" for key in keys)


@pytest.mark.parametrize(
    ("fact", "derived"),
    [
        (adoption(), {"strand": "c", "current": True, "counts": True, "occurrence": "held", "circle": None}),
        (share(), {"strand": "s", "current": None, "counts": True}),
        (visit(occurrence=Occurrence.ANNOUNCED), {"strand": "v", "current": None, "counts": False, "occurrence": "announced"}),
        (visit(collective=Texts(ru="школы", en="schools")), {"counts": False, "circle": "en=schools"}),
        (visit(date=None), {"day": 0}),
        (visit(date="0001-02"), {"day": 32}),
        (share(MUSEUM, SCHOOL, CENTRE), {"taker_actor": TOWN, "giver_actor": POCHINOK}),
        (share(MUSEUM, TOWN, None), {"taker_actor": TOWN, "giver_actor": None}),
    ],
)
def test_what_follows_from_a_fact(fact: AnyFact, derived: dict[str, Any]) -> None:
    found = line(fact).derived()
    assert {key: found[key] for key in derived} == derived


def test_a_step_that_is_not_the_current_one_says_so() -> None:
    earlier = line(adoption())._replace(strand="e")
    assert earlier.derived()["current"] is False
    assert earlier.sort(TOWN).startswith(f"{TOWN}|e|")


def test_steps_of_one_actor_with_one_practice_are_one_group() -> None:
    steps = [line(adoption(MUSEUM, by)) for by in (SCHOOL, TOWN)]
    group = step_group(steps[0])
    assert group == f"{MUSEUM}|{TOWN}|"
    assert all(str(step.sorts()["sort_step"]).startswith(group) for step in steps)


@given(facts().filter(lambda fact: isinstance(fact, Adoption)))
def test_a_step_says_what_tells_which_one_is_current(fact: AnyFact) -> None:
    assert isinstance(fact, Adoption)
    step = line(fact).step(7)
    assert (step.no, step.id, step.stage, step.counts, step.disputed) == (7, fact.id, fact.stage, fact.counts, fact.disputed)
    assert (step.date.earliest if step.date else None) == (fact.date.earliest if fact.date else None)
