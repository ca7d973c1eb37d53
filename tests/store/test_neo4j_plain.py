"""Nodes and facts as plain properties, and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from neo4j.spatial import WGS84Point

from kb.dates import parse
from kb.model import (
    NODE_TYPES,
    Adoption,
    AnyFact,
    AnyNode,
    Citation,
    City,
    CityKind,
    Coordinates,
    Country,
    DateMeaning,
    Feasibility,
    Institution,
    InstitutionKind,
    Participation,
    Practice,
    Programme,
    ProgrammeKind,
    Share,
    ShareFormat,
    Source,
    Texts,
    kind_of,
)
from kb.seeds import Reading, packaged_seed, read
from kb.store.neo4j.plain import Properties, date_as, digest, participation_as, properties_of, texts_as, texts_of, thing_of
from tests.store.samples import adoption, share, visit
from tests.store.strategies import DATES, EVERY_NODE, PARTIES, PLACES, SOURCES, TOPICS, facts, maybe, node

PLAIN = (str, int, float, bool, date, WGS84Point)
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5).filter(str.strip)
langs = st.sampled_from(["en", "ru", "kk", "zh-Hant", "zh-Hant-TW", "size", "und"])
texts = st.dictionaries(langs, words, min_size=1, max_size=3).map(Texts)
some_texts = st.one_of(st.just(Texts()), texts)
counts = st.one_of(st.none(), st.integers(1, 10**9))
degrees = st.floats(-90, 90).map(lambda degree: degree + 0.0)  # 0.0 and -0.0 are one place
points = st.one_of(st.none(), st.builds(Coordinates, latitude=degrees, longitude=degrees))
dates = st.sampled_from([*DATES, *map(parse, ["0001-01-01", "2022-23", "2018~/2020-03", "9999-12-31"])])
citations = st.lists(
    st.builds(Citation, source=st.sampled_from(SOURCES), locator=st.one_of(st.none(), words)), max_size=3, unique_by=repr
).map(tuple)
cards = st.builds(
    Feasibility,
    cost=maybe(1, 5),
    evidence=maybe(0, 5),
    months_to_start=maybe(0, 2, 2.5),
    prerequisites=some_texts,
    citations=citations,
)
parts = st.builds(Participation, party=st.sampled_from(PARTIES), role=some_texts, since=dates)
full_nodes: st.SearchStrategy[AnyNode] = st.one_of(
    st.builds(City, id=st.just("city:a"), name=texts, kind=st.sampled_from(CityKind), location=points),
    st.builds(Country, id=st.just("country:by"), code=st.sampled_from(["BY", "CH", "KZ"])),
    st.builds(
        Institution,
        id=st.just("institution:x"),
        name=texts,
        kind=st.sampled_from(InstitutionKind),
        place=st.sampled_from(PLACES),
        location=points,
        website=maybe("https://example.org/x"),
        receives_visits=maybe(True, False),
    ),
    st.builds(
        Practice,
        id=st.just("practice:p"),
        title=texts,
        summary=some_texts,
        problem=some_texts,
        audience=some_texts,
        note=some_texts,
        topics=st.lists(st.sampled_from(TOPICS)).map(tuple),
        feasibility=cards,
        citations=citations,
    ),
    st.builds(
        Programme,
        id=st.just("programme:m"),
        name=texts,
        kind=st.sampled_from(ProgrammeKind),
        organiser_name=st.one_of(st.none(), words),
        start=dates,
        end=dates,
        place=maybe(*PLACES),
        participants=counts,
        parties=st.lists(parts, max_size=3).map(tuple),
        citations=citations,
        note=some_texts,
    ),
    st.builds(Source, id=st.just("source:s"), title=words, publisher=st.one_of(st.none(), words), published=dates, language=maybe("ru")),
)


@st.composite
def full_facts(draw: st.DrawFn) -> AnyFact:
    """A fact of the small worlds with everything else that it can say."""
    fact = draw(facts())
    cited = draw(citations.filter(bool))
    fact = replace(fact, citations=cited, note=draw(some_texts), date_meaning=draw(st.sampled_from(DateMeaning)))
    fact = replace(fact, collective=draw(some_texts), collective_size=draw(counts)) if draw(st.booleans()) else fact
    if isinstance(fact, Adoption):
        return replace(fact, change=draw(some_texts), outcome=draw(some_texts))
    if isinstance(fact, Share):
        return replace(fact, format=draw(maybe(*ShareFormat)), event_participants=draw(counts))
    return replace(fact, purpose=draw(some_texts), event_participants=draw(counts))


small_things = st.one_of(st.sampled_from(EVERY_NODE).flatmap(node), facts())
things = st.one_of(small_things, full_nodes, full_facts())


@pytest.fixture(scope="module")
def seed() -> Reading:
    return read([packaged_seed()], known={})


def kept(thing: AnyNode | AnyFact) -> tuple[Properties, list[Properties]]:
    """What the graph holds of a thing: its own properties, and those of a programme's TAKES_PART_IN."""
    parties = thing.parties if isinstance(thing, Programme) else ()
    return properties_of(thing), [{**participation_as(each, place), "party": each.party} for place, each in enumerate(parties)]


def every_value(found: Properties) -> Iterator[Any]:
    return chain.from_iterable(value if isinstance(value, list) else [value] for value in found.values())


@given(things)
def test_a_thing_is_read_back_as_it_was_written(thing: AnyNode | AnyFact) -> None:
    own, parties = kept(thing)
    assert thing_of(own, parties[::-1]) == thing


def test_everything_of_the_seed_is_read_back_as_it_was_written(seed: Reading) -> None:
    every = [*seed.nodes.values(), *seed.facts]
    assert {kind_of(thing.id) for thing in every} >= {*NODE_TYPES, "share", "adoption", "visit"}
    assert [thing.id for thing in every if thing_of(*kept(thing)) != thing] == []


@given(things)
def test_every_property_is_a_plain_value_or_a_list_of_texts(thing: AnyNode | AnyFact) -> None:
    own, parties = kept(thing)
    for found in (own, *parties):
        assert all(isinstance(value, PLAIN) for value in every_value(found))
        assert all(isinstance(each, str) for value in found.values() if isinstance(value, list) for each in value)


@given(things)
def test_equal_things_have_equal_digests_whatever_the_order_of_their_texts(thing: AnyNode | AnyFact) -> None:
    own, parties = kept(thing)
    assert digest(thing_of(dict(reversed(own.items())), parties)) == digest(thing)


def test_no_two_things_of_the_seed_have_the_same_digest(seed: Reading) -> None:
    every = [*seed.nodes.values(), *seed.facts]
    assert len({digest(thing) for thing in every}) == len(every)


def test_one_other_word_makes_another_digest() -> None:
    one, other = (City(id="city:oral", name=Texts(en=name, ru="Уральск")) for name in ("Oral", "Uralsk"))
    assert digest(one) != digest(other)


def test_a_city_is_plain_to_read() -> None:
    name = Texts({"en": "Oral", "zh-Hant": "奧拉爾"})
    city = City(id="city:oral", name=name, part_of="country:kz", location=Coordinates(latitude=51.2, longitude=51.4))
    assert properties_of(city) == {
        "id": "city:oral",
        "name": "Oral",
        "name_en": "Oral",
        "name_zh_Hant": "奧拉爾",
        "part_of": "country:kz",
        "location": WGS84Point((51.4, 51.2)),  # longitude comes first
    }


@pytest.mark.parametrize(
    ("node", "shown"),
    [
        (City(id="city:a", name=Texts(ru="А", en="A")), {"name": "A"}),
        (City(id="city:a", name=Texts(ru="А")), {"name": "А"}),
        (Country(id="country:kz", code="KZ"), {"name": "Kazakhstan", "name_en": "Kazakhstan", "name_ru": "Казахстан"}),
        (Practice(id="practice:p", title=Texts(en="Museum", ru="Музей")), {"title": "Museum"}),
        (Source(id="source:s", title="Газета", language="ru"), {"title": "Газета"}),
    ],
)
def test_a_node_has_one_name_that_it_is_shown_by(node: AnyNode, shown: Properties) -> None:
    found = properties_of(node)
    assert {key: found[key] for key in shown} == shown
    assert not {"name", "title"} - shown.keys() & found.keys()


def test_a_fact_is_plain_to_read() -> None:
    fact = adoption(
        "practice:p",
        "city:a",
        "adopted",
        date="2022-23",
        learned_from="city:b",
        citations=(Citation(source="source:s"), Citation(source="source:w", locator="p. 2")),
        outcome=Texts(en="Three clubs", ru="Три кружка"),
        collective=Texts(en="schools"),
        collective_size=3,
    )
    assert properties_of(fact) == {
        "id": fact.id,
        "practice": "practice:p",
        "by": "city:a",
        "learned_from": "city:b",
        "stage": "adopted",
        "date": "2022-23",
        "date_earliest": date(2022, 9, 1),
        "date_latest": date(2022, 11, 30),
        "outcome_en": "Three clubs",
        "outcome_ru": "Три кружка",
        "collective_en": "schools",
        "group_size": 3,
        "sources": ["source:s", "source:w"],
        "locators": ["", "p. 2"],
    }


def test_who_showed_it_is_from_as_people_write_it() -> None:
    found = properties_of(share("practice:p", "city:a", "city:b"))
    assert (found["from"], found["to"]) == ("city:b", "city:a")
    assert "from_" not in found


def test_locators_are_left_out_where_no_citation_has_one() -> None:
    found = properties_of(visit("city:a", "city:b"))
    assert found["sources"]
    assert "locators" not in found


def test_what_makes_a_practice_feasible_stands_beside_the_rest() -> None:
    card = Feasibility(cost=2, evidence=0, months_to_start=1.5, prerequisites=Texts(en="A room"), citations=(Citation(source="source:w"),))
    practice = Practice(id="practice:p", title=Texts(en="P"), feasibility=card, citations=(Citation(source="source:s", locator="1"),))
    found = properties_of(practice)
    assert {key: found[key] for key in ("cost", "evidence", "months_to_start", "prerequisites_en")} == {
        "cost": 2,
        "evidence": 0,
        "months_to_start": 1.5,
        "prerequisites_en": "A room",
    }
    assert (found["sources"], found["locators"], found["feasibility_sources"]) == (["source:s"], ["1"], ["source:w"])
    assert "feasibility_locators" not in found


def test_a_date_without_an_end_has_the_days_it_has() -> None:
    assert date_as("since", parse("2020-03/..")) == {"since": "2020-03/..", "since_earliest": date(2020, 3, 1)}
    assert date_as("since", parse("../2020-03")) == {"since": "../2020-03", "since_latest": date(2020, 3, 31)}
    assert date_as("since", None) == {}


def test_texts_go_by_their_languages_and_by_nothing_that_begins_alike() -> None:
    assert texts_as("note", {"zh-Hant": "x"}) == {"note_zh_Hant": "x"}
    assert texts_of({"note_zh_Hant": "x", "note_en": None, "notes_en": "y", "note": "z"}, "note") == {"zh-Hant": "x"}


def test_a_part_in_a_programme_is_plain_to_read() -> None:
    part = Participation(party="city:a", role=Texts(en="lead"), since=parse("2020"))
    assert participation_as(part, 4) == {
        "position": 4,
        "role_en": "lead",
        "since": "2020",
        "since_earliest": date(2020, 1, 1),
        "since_latest": date(2020, 12, 31),
    }


def test_a_visit_says_who_came_and_who_received() -> None:
    found = properties_of(visit("city:a", "city:b"))
    assert (found["visitor"], found["host"]) == ("city:a", "city:b")
