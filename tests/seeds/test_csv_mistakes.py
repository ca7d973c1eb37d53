from __future__ import annotations

from pathlib import Path

import pytest

from kb.model import Institution
from kb.seeds import read
from tests.seeds.conftest import PLACES, ReadTables, said


def visits(
    read_tables: ReadTables, *rows: str, header: str = "visitor,host,date,participants,source", known: tuple[str, ...] = ()
) -> list[str]:
    return said(read_tables(known, places=PLACES, visits="\n".join([header, *rows]) + "\n"))


@pytest.mark.parametrize(
    ("row", "messages"),
    [
        ("oral,zashagan,,,s", ["host: no party has the id 'zashagan'; did you mean 'zashaghan'?"]),
        (
            "oral,west,20x,,s",
            ["date: '20x' is no EDTF date; write it as 2022, 2022-10,"],
        ),
        ("oral,west,,many,s", ["participants: 'many' is no whole number"]),
        ("oral,west,,0,s", ["event_participants is 0; a count is 1 or more, and left out where it is unknown"]),
        ("oral,west,,,", ["source is empty"]),
        (",west,,,s", ["visitor is empty"]),
        ("oral,oral,,,s", ["city:oral cannot visit itself"]),
        ("oral,west,,,s;t", ["citations: 's;t' is more than one source; write the second as source_2, locator_2"]),
        ("oral,west,,,S", ["citations: 'source:S' is no id; write kind:name, as in city:oral"]),
        ("oral,west,,s", ["4 cells stand under 5 columns; a text with a comma in it goes in quotes"]),
        ("orl,wst,x,y,s", ["visitor: no party has", "host: no party has", "date: 'x' is no EDTF", "participants: 'y' is no whole number"]),
    ],
)
def test_a_row_says_all_that_is_wrong_with_its_cells(read_tables: ReadTables, row: str, messages: list[str]) -> None:
    found = visits(read_tables, "zashaghan,west,,,s", row)
    assert len(found) == len(messages)
    for problem, message in zip(found, messages, strict=True):
        assert problem.startswith(f"t/visits.csv:3: {message}")


def test_one_bad_row_hides_no_other_problem(read_tables: ReadTables) -> None:
    assert [line.split(" ")[0] for line in visits(read_tables, "oral,x,,,s", "oral,west,,,s", "oral,y,,,s")] == [
        "t/visits.csv:2:",
        "t/visits.csv:4:",
    ]


def test_a_row_over_several_lines_stands_at_its_first(read_tables: ReadTables) -> None:
    header = "visitor,host,purpose_en,source"
    assert visits(read_tables, 'oral,west,"two\nlines",s', "oral,x,,s", header=header) == ["t/visits.csv:4: host: no party has the id 'x'"]


def test_empty_lines_and_lines_of_empty_cells_are_passed_over(read_tables: ReadTables) -> None:
    assert visits(read_tables, "", ",,,,", "oral,x,,,s") == ["t/visits.csv:4: host: no party has the id 'x'"]


@pytest.mark.parametrize(
    ("header", "messages"),
    [
        ("visitor,hots,source", ["unknown column 'hots'; did you mean 'host'?", "the column 'host' is missing"]),
        ("visitor,host,purpose,source", ["unknown column 'purpose'; did you mean 'purpose_en'?"]),
        ("visitor,host,purpose_EN,source", ["unknown column 'purpose_EN'; did you mean 'purpose_en'?"]),
        ("visitor,host,source,xyz", ["unknown column 'xyz'; known are visitor, host, date, occurrence,"]),
        ("visitor,host,source,host", ["the column 'host' stands here twice"]),
        ("visitor,host", ["the column 'source' is missing"]),
    ],
)
def test_a_header_says_what_is_wrong_with_it_and_rows_wait(read_tables: ReadTables, header: str, messages: list[str]) -> None:
    found = visits(read_tables, "a,b,c,d", header=header)
    assert len(found) == len(messages)
    for problem, message in zip(found, messages, strict=True):
        assert problem.startswith(f"t/visits.csv:1: {message}")


def test_a_locator_without_a_source_is_refused(read_tables: ReadTables) -> None:
    assert visits(read_tables, "oral,west,s,p. 1,,p. 2", header="visitor,host,source,locator,source_2,locator_2") == [
        "t/visits.csv:2: citations: the locator 'p. 2' has no source beside it"
    ]


def test_a_party_may_be_known_to_the_store_alone(read_tables: ReadTables) -> None:
    assert visits(read_tables, "oral,omsk,,,s", known=("city:omsk", "practice:omsk")) == []


def test_an_ambiguous_party_is_refused_until_it_is_written_with_its_kind(read_tables: ReadTables) -> None:
    both = ("region:zashaghan",)
    assert visits(read_tables, "oral,zashaghan,,,s", known=both) == [
        "t/visits.csv:2: host: 'zashaghan' may be city:zashaghan or region:zashaghan; write it with its kind"
    ]
    assert visits(read_tables, "oral,city:zashaghan,,,s", known=both) == []
    assert visits(read_tables, "oral,practice:west,,,s")[0].startswith("t/visits.csv:2: host: 'practice:west' is a practice, a party")


def test_a_place_is_never_an_institution(read_tables: ReadTables) -> None:
    reading = read_tables(
        places=PLACES, institutions="id,kind,name_en,place\nzashaghan,school,S,oral\nother,school,O,other\nthird,school,T,zashaghan\n"
    )
    assert said(reading) == [
        "t/institutions.csv:3: place: 'institution:other' is an institution, a place (city, region or country) was asked for"
    ]
    third = reading.nodes["institution:third"]
    assert isinstance(third, Institution)
    assert third.place == "city:zashaghan"


@pytest.mark.parametrize(
    ("table", "text", "message"),
    [
        (
            "places",
            "id,kind,name_en\na,twon,A\n",
            "kind: 'twon' is none of city, town, village, district, region, country; did you mean 'town'?",
        ),
        ("places", "id,kind,name_en\na,city,\n", "city:a has no name; give one in at least one language"),
        ("places", "id,kind,name_en\n,city,A\n", "id is empty"),
        ("places", "id,kind,name_en\nA b,city,A\n", "'city:A b' is no id; write kind:name, as in city:oral"),
        ("places", "id,kind,name_en,lat\na,city,A,51\n", "lat and lon go together; fill both or neither"),
        ("places", "id,kind,name_en,lat,lon\na,city,A,north,5\n", "lat: 'north' is no number; write one as 54.25"),
        ("places", "id,kind,name_en,lat,lon\na,city,A,95,5\n", "latitude is 95; it goes from -90 to 90"),
        ("places", "id,kind,country\nxx,country,XX\n", "'XX' is no country code; write it as ISO 3166-1 has it: KZ, BY, IE"),
        ("topics", "id,name_en,name_ru\na,,\n", "name_en is empty"),
        (
            "institutions",
            "id,kind,name_en,place,receives_visits\na,school,A,city:b,yes\n",
            "receives_visits: 'yes' is neither true nor false",
        ),
        ("sources", "id,url,title\na,ftp://x,A\n", "'ftp://x' is no http or https address"),
        ("programmes", "id,kind,name_en,source\n,forum,A,s\n", "id is empty"),
    ],
)
def test_a_node_that_is_wrong_is_told_so_in_one_sentence(read_tables: ReadTables, table: str, text: str, message: str) -> None:
    assert said(read_tables(**{table: text})) == [f"t/{table}.csv:2: {message}"]


def test_what_is_there_but_wrong_is_known_as_broken(read_tables: ReadTables) -> None:
    assert read_tables(topics="id,name_en\na,\n").broken == {"topic:a"}
    assert "city:a" in read_tables(places="id,kind,name_en\na,city,\n").broken


def test_repeats_are_told_with_both_places(read_tables: ReadTables) -> None:
    assert visits(read_tables, "oral,west,2021,,s", "oral,west,2021,9,t") == [
        "t/visits.csv:3: this is the same fact as at t/visits.csv:2; merge their citations"
    ]
    assert said(read_tables(topics="id,name_en\na,A\na,B\n", visits="visitor,host,source\n")) == [
        "t/topics.csv:3: topic:a stands at t/topics.csv:2 already"
    ]


def test_a_fact_may_have_an_id_from_before(read_tables: ReadTables) -> None:
    reading = read_tables(places=PLACES, visits="id,visitor,host,source\nx,oral,west,s\n,oral,kz,s\nx,oral,zashaghan,s\n")
    assert said(reading) == ["t/visits.csv:4: visit:x stands at t/visits.csv:2 already"]
    assert [fact.id == "visit:x" for fact in reading.facts] == [True, False]


def test_an_unknown_table_is_told_the_nearest_right_name(read_tables: ReadTables) -> None:
    assert said(read_tables(adoption="id\n", zzz="id\n")) == [
        "t/adoption.csv:1: no table is called 'adoption'; did you mean 'adoptions'?",
        "t/zzz.csv:1: no table is called 'zzz'; known are places, institutions, topics, sources, "
        "participations, programmes, practices, shares, adoptions, visits",
    ]


def test_a_table_without_a_header_is_refused(read_tables: ReadTables) -> None:
    assert said(read_tables(topics="")) == ["t/topics.csv:1: this table is empty; its first line names the columns"]


def test_what_is_no_csv_is_refused_with_its_line(read_tables: ReadTables) -> None:
    assert said(read_tables(topics='id,name_en\na,A\nb,"B"x\n')) == ["t/topics.csv:3: this is no CSV: ',' expected after '\"'"]
    assert said(read_tables(topics='id,name_en\na,"A\n')) == ["t/topics.csv:2: this is no CSV: unexpected end of data"]


def test_what_is_not_utf_8_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "topics.csv").write_bytes("id,name_ru\na,A\nb,Б\n".encode("cp1251"))
    (tmp_path / "places.csv").write_bytes(b"\xef\xbb\xbfid,kind,name_en\na,city,A\n")
    reading = read([tmp_path])
    assert said(reading) == [f"{tmp_path / 'topics.csv'}:3: this is not UTF-8; save the file as UTF-8"]
    assert "city:a" in reading.nodes, "a byte order mark is no mistake"
