from __future__ import annotations

from dataclasses import fields

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
    Feasibility,
    Institution,
    InstitutionKind,
    Participation,
    Practice,
    Programme,
    ProgrammeKind,
    Region,
    Share,
    Source,
    Texts,
    Topic,
    Visit,
)
from kb.model.references import references

NAME = Texts(en="x")
CITED = (Citation(source="source:s"), Citation(source="source:t", locator="p. 1"))


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        (City(id="city:a", name=NAME, part_of="region:r"), {"region:r"}),
        (City(id="city:a", name=NAME), set()),
        (Region(id="region:r", name=NAME, part_of="country:kz"), {"country:kz"}),
        (Country(id="country:kz", code="KZ"), set()),
        (Topic(id="topic:t", name=NAME), set()),
        (Source(id="source:s", title="S"), set()),
        (Institution(id="institution:i", name=NAME, kind=InstitutionKind.SCHOOL, place="city:a"), {"city:a"}),
        (
            Practice(
                id="practice:p",
                title=NAME,
                topics=("topic:t", "topic:u"),
                origin="city:a",
                derived_from="practice:q",
                feasibility=Feasibility(citations=(Citation(source="source:f"),)),
                citations=CITED,
            ),
            {"topic:t", "topic:u", "city:a", "practice:q", "source:f", "source:s", "source:t"},
        ),
        (
            Programme(
                id="programme:p",
                name=NAME,
                kind=ProgrammeKind.NETWORK,
                organiser="institution:i",
                place="city:a",
                part_of="programme:q",
                parties=(Participation(party="city:b"), Participation(party="region:r")),
                citations=CITED[:1],
            ),
            {"institution:i", "city:a", "programme:q", "city:b", "region:r", "source:s"},
        ),
        (
            Share(practice="practice:p", to="city:a", from_="city:b", programme="programme:q", date=parse("2021"), citations=CITED),
            {"practice:p", "city:a", "city:b", "programme:q", "source:s", "source:t"},
        ),
        (
            Adoption(
                practice="practice:p",
                by="city:a",
                learned_from="city:b",
                stage=AdoptionStage.ADOPTED,
                programme="programme:q",
                citations=CITED,
            ),
            {"practice:p", "city:a", "city:b", "programme:q", "source:s", "source:t"},
        ),
        (
            Visit(visitor="city:a", host="institution:i", programme="programme:q", citations=CITED),
            {"city:a", "institution:i", "programme:q", "source:s", "source:t"},
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_every_id_that_a_thing_names_is_a_reference(thing: AnyNode | AnyFact, expected: set[str]) -> None:
    found = references(thing)
    assert set(found) == expected
    assert len(found) == len(expected), "each once"


def test_an_id_that_is_named_twice_comes_once() -> None:
    again = Programme(
        id="programme:p", name=NAME, kind=ProgrammeKind.FORUM, organiser="city:a", place="city:a", parties=(Participation(party="city:a"),)
    )
    assert references(again) == ["city:a"]


def test_no_field_that_refers_is_forgotten() -> None:
    plain = {each.name for of in (Share, Adoption, Visit) for each in fields(of)}
    assert plain == {
        *("practice", "to", "from_", "by", "learned_from", "visitor", "host", "programme", "citations"),  # these refer
        *("id", "date", "date_meaning", "occurrence", "collective", "collective_size", "disputed", "note", "stage", "change"),
        *("outcome", "format", "event_participants", "purpose"),
    }
