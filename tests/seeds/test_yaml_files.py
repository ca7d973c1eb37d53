from __future__ import annotations

import pytest

from kb.dates import parse
from kb.model import (
    Adoption,
    AdoptionStage,
    Citation,
    City,
    CityKind,
    Coordinates,
    Feasibility,
    Institution,
    Occurrence,
    Practice,
    Share,
    Texts,
)
from tests.seeds.conftest import ReadText, said

CITED = "citations: [{source: source:s}]"


def test_a_practice_file_holds_a_practice_and_what_became_of_it(read_yaml: ReadText) -> None:
    reading = read_yaml("""\
        # yaml-language-server: $schema=../../schema/seed.schema.json
        practice:
          id: practice:museum
          title: {en: School museum, ru: Школьный музей}
          topics: [topic:museums]
          origin: city:oral
          feasibility: {cost: 2, months_to_start: 1.5}
          citations:
            - {source: source:s, locator: p. 3}
        shares:
          - from: city:oral
            to: city:omsk
            date: 2022-23
            occurrence: announced
            event_participants: 50
            citations: [{source: source:s}]
        adoptions:
          - by: city:omsk
            learned_from: city:oral
            date: 2023
            stage: piloting
            disputed: true
            change: {en: smaller}
            citations: [{source: source:s}, {source: source:t, locator: p. 1}]
        """)
    assert said(reading) == []
    assert reading.nodes == {
        "practice:museum": Practice(
            id="practice:museum",
            title=Texts(en="School museum", ru="Школьный музей"),
            topics=("topic:museums",),
            origin="city:oral",
            feasibility=Feasibility(cost=2, months_to_start=1.5),
            citations=(Citation(source="source:s", locator="p. 3"),),
        )
    }
    assert reading.facts == [
        Share(
            practice="practice:museum",
            from_="city:oral",
            to="city:omsk",
            date=parse("2022-23"),
            occurrence=Occurrence.ANNOUNCED,
            event_participants=50,
            citations=(Citation(source="source:s"),),
        ),
        Adoption(
            practice="practice:museum",
            by="city:omsk",
            learned_from="city:oral",
            date=parse("2023"),
            stage=AdoptionStage.PILOTING,
            disputed=True,
            change=Texts(en="smaller"),
            citations=(Citation(source="source:s"), Citation(source="source:t", locator="p. 1")),
        ),
    ]


def test_everything_is_where_it_stands(read_yaml: ReadText) -> None:
    reading = read_yaml(f"""\
        cities:
          - {{id: city:a, name: {{en: A}}}}
          - id: city:b
            name: {{en: B}}
        visits:
          - visitor: city:a
            host: city:b
            {CITED}
        """)
    (visit,) = reading.facts
    assert len(reading.where) == 3
    assert dict(reading.where) == {"city:a": "a.yaml:2", "city:b": "a.yaml:3", visit.id: "a.yaml:6"}


def test_lists_of_several_kinds_stand_in_one_file(read_yaml: ReadText) -> None:
    reading = read_yaml("""\
        cities:
          - {id: city:oral, kind: town, name: {kk: Орал}, part_of: country:kz, location: {latitude: 51.25, longitude: 51.43}}
        countries:
          - {id: country:kz, code: KZ}
        institutions:
          - {id: institution:s, kind: school, name: {en: S}, place: city:oral, receives_visits: false}
        """)
    assert said(reading) == []
    assert reading.nodes["city:oral"] == City(
        id="city:oral",
        kind=CityKind.TOWN,
        name=Texts(kk="Орал"),
        part_of="country:kz",
        location=Coordinates(latitude=51.25, longitude=51.43),
    )
    school = reading.nodes["institution:s"]
    assert isinstance(school, Institution)
    assert school.receives_visits is False


@pytest.mark.parametrize(
    ("item", "line", "message"),
    [
        ("{id: city:a, nmae: {en: A}, name: {en: A}}", 2, "unknown key 'nmae'; did you mean 'name'?"),
        ("{id: city:a, name: {en: A}, zzz: 1}", 2, "unknown key 'zzz'; known are id, name, kind, part_of, location, merged_into"),
        ("{id: city:a}", 2, "name is missing"),
        ("{id: city:a, name: A}", 2, "texts go by language; write {en: ..., ru: ...}"),
        (
            "{id: city:a, name: {english language: A}}",
            2,
            "'english language' is no language tag; write one as BCP 47 has it: en, ru, kk or zh-Hant",
        ),
        ("{id: city:a, name: {en: A}, kind: twon}", 2, "kind: 'twon' is none of city, town, village, district; did you mean 'town'?"),
        ("{id: city:a, name: {en: A}, part_of: [city:b]}", 2, "part_of is a list; it is one text"),
        ("{id: city:a, name: {en: A}, location: here}", 2, "location is 'here'; it is a map; write key: value"),
        ("{id: city:a, name: {en: A}, location: {latitude: north, longitude: 1}}", 2, "latitude of location is 'north'; it is a number"),
        ("{id: city:a, name: {en: A}, location: {latitude: 91, longitude: 1}}", 2, "latitude is 91; it goes from -90 to 90"),
        ("{id: city:a, name: {en: A}, location: {latitude: 9, longitud: 1}}", 2, "unknown key 'longitud'; did you mean 'longitude'?"),
        ("{id: town:a, name: {en: A}}", 2, "'town:a' is no id; write kind:name, as in city:oral"),
        ("{id: region:a, name: {en: A}}", 2, "'region:a' is a region, a city was asked for"),
        ("just a text", 2, "this is 'just a text'; it is a map; write key: value"),
        ("[a, b]", 2, "this is a list; it is a map; write key: value"),
    ],
)
def test_a_mistake_is_said_in_one_sentence_with_its_place(read_yaml: ReadText, item: str, line: int, message: str) -> None:
    reading = read_yaml(f"cities:\n  - {item}\n")
    assert f"a.yaml:{line}: {message}" in said(reading)
    assert not reading.nodes


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        (
            "stage: adoptd",
            4,
            "stage: 'adoptd' is none of interested, planned, piloting, adopted, adapted, abandoned, declined; did you mean 'adopted'?",
        ),
        ("stage: adopted\n    collective_size: many", 5, "collective_size is 'many'; it is a whole number"),
        ("stage: adopted\n    collective_size: 1.5", 5, "collective_size is '1.5'; it is a whole number"),
        ("stage: adopted\n    collective_size: " + "1" * 5000, 5, f"collective_size cannot be '{'1' * 59}..."),
        ("stage: adopted\n    date: sometime", 5, "'sometime' is no EDTF date; write it as 2022,"),
        ("stage: adopted\n    learned_from: cty:b", 5, "'cty:b' is no id; write kind:name, as in city:oral; did you mean 'city'?"),
        ("stage: adopted\n    learned_from: city:a", 2, "city:a cannot learn from itself"),
        ("stage: adopted\n    disputed: yes", 5, "disputed is 'yes'; write true or false"),
        ("stage: adopted\n    note: {en: no}", 5, 'no is changed by some YAML readers; write it in quotes: "no"'),
        ("stage: adopted\n    programme:", 5, "programme is empty; leave it out where it is unknown"),
    ],
)
def test_a_mistake_stands_at_the_line_of_its_key(read_yaml: ReadText, lines: str, line: int, message: str) -> None:
    reading = read_yaml(f"adoptions:\n  - by: city:a\n    practice: practice:p\n    {lines}\n    {CITED}\n")
    (problem,) = reading.problems
    assert problem.where == f"a.yaml:{line}"
    assert problem.message.startswith(message)


def test_a_mistake_deep_inside_stands_at_its_own_line(read_yaml: ReadText) -> None:
    reading = read_yaml("""\
        practice:
          id: practice:p
          title: {en: P}
          citations:
            - {source: source:s}
            - {sourc: source:s}
            - source: src:s
          feasibility:
            cost: 9
        """)
    assert said(reading) == [
        "a.yaml:6: source of citations is missing",
        "a.yaml:6: unknown key 'sourc'; did you mean 'source'?",
        "a.yaml:7: 'src:s' is no id; write kind:name, as in city:oral; did you mean 'source'?",
        "a.yaml:8: cost is 9; it goes from 1 to 5",
    ]


def test_every_mistake_is_told_in_the_order_of_lines(read_yaml: ReadText) -> None:
    reading = read_yaml(f"""\
        visits:
          - {{visitor: city:a, host: city:a, {CITED}}}
          - {{visitor: city:a, host: city:b}}
        cities:
          - {{id: city:a, name: {{en: ""}}}}
        citys: []
        """)
    assert said(reading) == [
        "a.yaml:2: city:a cannot visit itself",
        "a.yaml:3: citations is missing",
        "a.yaml:5: en is empty; leave it out where it is unknown",
        "a.yaml:6: unknown key 'citys'; did you mean 'cities'?",
    ]


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n", "just text\n"])
def test_a_file_that_holds_no_lists_is_refused(read_yaml: ReadText, text: str) -> None:
    assert said(read_yaml(text)) == ["a.yaml:1: nothing to read here; a file holds practice: or lists such as cities:"]


def test_what_should_be_a_list_is_told_so(read_yaml: ReadText) -> None:
    assert said(read_yaml("cities:\n  id: city:a\n")) == ["a.yaml:1: cities is a list; begin each item with '- '"]
    reading = read_yaml("practice: {id: practice:p, title: {en: P}, topics: topic:a}")
    assert said(reading) == ["a.yaml:1: topics is 'topic:a'; it is a list; write [...], or one line beginning with '- ' for each"]


def test_a_fact_of_a_practice_file_does_not_name_the_practice(read_yaml: ReadText) -> None:
    reading = read_yaml(f"""\
        practice: {{id: practice:p, title: {{en: P}}}}
        shares:
          - to: city:a
            practice: practice:p
            {CITED}
        """)
    assert said(reading) == ["a.yaml:4: the practice is this file's own; leave the key out"]


def test_elsewhere_a_fact_names_its_practice(read_yaml: ReadText) -> None:
    assert said(read_yaml(f"shares:\n  - {{to: city:a, {CITED}}}\n")) == ["a.yaml:2: practice is missing"]
    assert said(read_yaml(f"shares:\n  - {{practice: practice:p, to: city:a, {CITED}}}\n")) == []


@pytest.mark.parametrize("practice", ["{id: practice:P, title: {en: P}}", "{id: practice:p}", "{title: {en: P}}", "a text"])
def test_facts_of_a_practice_that_is_wrong_are_checked_without_blaming_them_for_it(read_yaml: ReadText, practice: str) -> None:
    reading = read_yaml(f"practice: {practice}\nshares:\n  - {{to: city:a, {CITED}}}\n  - {{to: cty:a, {CITED}}}\n")
    assert [problem.where for problem in reading.problems] == ["a.yaml:1", "a.yaml:4"]
    assert {fact.practice for fact in reading.facts if isinstance(fact, Share)} <= reading.broken


def test_what_is_there_but_wrong_is_known_as_broken(read_yaml: ReadText) -> None:
    reading = read_yaml("cities:\n  - {id: city:a}\n  - {id: CITY, name: {en: B}}\n  - {name: {en: C}}\n")
    assert reading.broken == {"city:a"}


def test_a_node_that_stands_twice_is_told_with_both_places(read_yaml: ReadText) -> None:
    reading = read_yaml("cities:\n  - {id: city:a, name: {en: A}}\n\n  - {id: city:a, name: {en: B}}\n")
    assert said(reading) == ["a.yaml:4: city:a stands at a.yaml:2 already"]
    assert reading.nodes["city:a"].name == Texts(en="A")
    assert reading.problems[0].code == "DUPLICATE_ID"


def test_two_rows_that_are_one_fact_are_told_to_merge_their_citations(read_yaml: ReadText) -> None:
    reading = read_yaml("""\
        visits:
          - {visitor: city:a, host: city:b, date: 2021, citations: [{source: source:s}]}
          - {visitor: city:a, host: city:b, date: 2022, citations: [{source: source:s}]}
          - {visitor: city:a, host: city:b, date: 2021, citations: [{source: source:t}], note: {en: later}}
        """)
    assert said(reading) == ["a.yaml:4: this is the same fact as at a.yaml:2; merge their citations"]
    assert len(reading.facts) == 2
    assert reading.problems[0].code == "DUPLICATE_FACT"


def test_the_same_fact_under_another_id_is_still_the_same(read_yaml: ReadText) -> None:
    visit = "{visitor: city:a, host: city:b, citations: [{source: source:s}]"
    message = "this is the same fact as at a.yaml:2; merge their citations"
    assert said(read_yaml(f"visits:\n  - {visit}}}\n  - {visit}, id: visit:x}}\n")) == [f"a.yaml:3: {message}"]
    assert said(read_yaml(f"visits:\n  - {visit}, id: visit:x}}\n  - {visit}}}\n")) == [f"a.yaml:3: {message}"]
    assert said(read_yaml(f"visits:\n  - {visit}, id: visit:x}}\n  - {visit}, id: visit:y}}\n")) == [f"a.yaml:3: {message}"]


def test_an_id_used_twice_is_told_with_both_places(read_yaml: ReadText) -> None:
    reading = read_yaml("""\
        visits:
          - {visitor: city:a, host: city:b, id: visit:x, citations: [{source: source:s}]}
          - {visitor: city:b, host: city:a, id: visit:x, citations: [{source: source:s}]}
        """)
    assert said(reading) == ["a.yaml:3: visit:x stands at a.yaml:2 already"]
