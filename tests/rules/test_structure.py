from __future__ import annotations

from collections.abc import Iterable, Sequence

import pytest

from kb.dates import parse
from kb.model import (
    Adoption,
    AdoptionStage,
    AnyFact,
    AnyNode,
    Citation,
    City,
    Country,
    Institution,
    InstitutionKind,
    Participation,
    Practice,
    Programme,
    ProgrammeKind,
    Source,
    Texts,
    Topic,
    Visit,
)
from kb.rules import check
from kb.rules.structure import circles

NAME = Texts(en="x")
CITED = (Citation(source="source:s"),)


def city(key: str, part_of: str | None = None) -> City:
    return City(id=f"city:{key}", name=NAME, part_of=part_of)


def practice(key: str, derived_from: str | None = None) -> Practice:
    return Practice(id=f"practice:{key}", title=NAME, derived_from=derived_from)


def programme(key: str, start: str | None = None, end: str | None = None, part_of: str | None = None) -> Programme:
    return Programme(
        id=f"programme:{key}",
        name=NAME,
        kind=ProgrammeKind.FORUM,
        part_of=part_of,
        start=parse(start) if start else None,
        end=parse(end) if end else None,
    )


def visit(visitor: str, host: str, date: str | None = None, key: str = "") -> Visit:
    return Visit(visitor=visitor, host=host, date=parse(date) if date else None, citations=CITED, id=key)


SOURCE = Source(id="source:s", title="S")
SOUND: list[AnyNode] = [city("a"), city("b"), SOURCE]


def found(nodes: Sequence[AnyNode], facts: Iterable[AnyFact] = (), broken: Sequence[str] = ()) -> list[tuple[str, str, str]]:
    problems = check({node.id: node for node in nodes}, facts, lambda key: f"at {key}", broken)
    return [(problem.code, problem.where, problem.message) for problem in problems]


def test_a_sound_graph_has_no_problem() -> None:
    assert found(SOUND, [visit("city:a", "city:b"), visit("city:b", "city:a"), visit("city:a", "city:b", "2021")]) == []


def test_a_reference_to_nothing_is_told_with_the_nearest_right_id() -> None:
    step = Adoption(practice="practice:museum", by="city:a", stage=AdoptionStage.ADOPTED, citations=CITED, id="adoption:x")
    assert found([*SOUND, practice("museums")], [step]) == [
        ("DANGLING_REFERENCE", "at adoption:x", "no practice has the id 'practice:museum'; did you mean 'practice:museums'?")
    ]


def test_every_reference_of_nodes_and_facts_is_looked_up() -> None:
    nodes: list[AnyNode] = [
        city("c", "region:r"),
        Institution(id="institution:i", name=NAME, kind=InstitutionKind.SCHOOL, place="city:gone"),
        Practice(
            id="practice:p",
            title=NAME,
            topics=("topic:t",),
            origin="city:o",
            derived_from="practice:d",
            citations=(Citation(source="source:z"),),
        ),
        Programme(
            id="programme:q", name=NAME, kind=ProgrammeKind.FORUM, part_of="programme:u", parties=(Participation(party="country:kz"),)
        ),
    ]
    facts = [Visit(visitor="city:v", host="city:h", programme="programme:w", citations=CITED)]
    missing = {message.split("'")[1] for code, _, message in found(nodes, facts) if code == "DANGLING_REFERENCE"}
    assert missing == {
        *("region:r", "city:gone", "topic:t", "city:o", "practice:d", "source:z", "programme:u", "country:kz"),
        *("city:v", "city:h", "programme:w", "source:s"),
    }


def test_a_reference_to_what_is_there_but_wrong_is_no_second_problem() -> None:
    assert found([SOURCE, city("a")], [visit("city:a", "city:b")], broken=["city:b"]) == []


@pytest.mark.parametrize(
    ("nodes", "where", "message"),
    [
        (
            [city("b", "city:c"), city("c", "city:a"), city("a", "city:b")],
            "city:a",
            "city:a is part of city:b is part of city:c is part of city:a: a circle",
        ),
        ([city("a", "city:a")], "city:a", "city:a is part of city:a: a circle"),
        (
            [practice("a", "practice:b"), practice("b", "practice:a"), practice("c", "practice:a")],
            "practice:a",
            "practice:a is derived from practice:b is derived from practice:a: a circle",
        ),
        (
            [programme("a", part_of="programme:b"), programme("b", part_of="programme:a")],
            "programme:a",
            "programme:a is part of programme:b is part of programme:a: a circle",
        ),
    ],
)
def test_a_circle_is_told_once_and_whole(nodes: list[AnyNode], where: str, message: str) -> None:
    assert found(nodes) == [("CIRCLE", f"at {where}", message)]


def test_two_circles_are_two() -> None:
    assert circles({"a": "b", "b": "a", "c": "a", "y": "z", "z": "y", "x": "top"}) == [["a", "b"], ["y", "z"]]


def test_a_tree_has_no_circle() -> None:
    assert circles({"a": "top", "b": "top", "c": "a", "d": "c"}) == []


@pytest.mark.parametrize(
    ("start", "end", "wrong"), [("2022", "2021", True), ("2022", "2022-03", False), ("2022-06", "2022-03", True), (None, "2021", False)]
)
def test_a_programme_cannot_certainly_end_before_it_starts(start: str | None, end: str, wrong: bool) -> None:
    problem = ("ENDS_BEFORE_START", "at programme:q", f"programme:q ends ({end}) before it starts ({start})")
    assert found([programme("q", start, end)]) == ([problem] if wrong else [])


def test_an_id_used_twice_is_told() -> None:
    twice = [visit("city:a", "city:b", "2021", "visit:x"), visit("city:b", "city:a", "2022", "visit:x")]
    assert found(SOUND, twice) == [("DUPLICATE_ID", "at visit:x", "visit:x is the id of another fact too")]


def test_one_fact_under_two_ids_is_told() -> None:
    twice = [
        visit("city:a", "city:b", "2021", "visit:x"),
        visit("city:a", "city:b", "2021", "visit:y"),
        visit("city:a", "city:b", "2022", "visit:z"),
    ]
    assert found(SOUND, twice) == [("DUPLICATE_FACT", "at visit:y", "this is the same fact as at at visit:x; merge their citations")]


def test_every_problem_comes_at_once() -> None:
    nodes: list[AnyNode] = [
        city("a", "city:a"),
        programme("q", "2022", "2021"),
        Country(id="country:kz", code="KZ"),
        Topic(id="topic:t", name=NAME),
    ]
    codes = [code for code, _, _ in found(nodes, [visit("city:a", "city:b", key="visit:x"), visit("city:a", "country:kz", key="visit:x")])]
    assert sorted(codes) == ["CIRCLE", *["DANGLING_REFERENCE"] * 3, "DUPLICATE_ID", "ENDS_BEFORE_START"]
