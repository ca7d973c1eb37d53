from __future__ import annotations

from pathlib import Path

import pytest

from kb.model import Citation, City, Texts, Visit
from kb.seeds import Reading, read
from tests.seeds.conftest import said


def reading_of(tmp_path: Path, text: str) -> Reading:
    (tmp_path / "all.jsonl").write_text(text, encoding="utf-8")
    return read([tmp_path / "all.jsonl"])


def test_each_line_is_a_node_or_a_fact(tmp_path: Path) -> None:
    reading = reading_of(
        tmp_path,
        '{"type":"city","id":"city:a","name":{"en":"A"}}\n\n'
        '{"id":"visit:x","visitor":"city:a","host":"city:b","citations":[{"source":"source:s"}],"type":"visit"}\n',
    )
    assert said(reading) == []
    assert reading.nodes == {"city:a": City(id="city:a", name=Texts(en="A"))}
    assert reading.facts == [Visit(id="visit:x", visitor="city:a", host="city:b", citations=(Citation(source="source:s"),))]
    assert reading.where["visit:x"] == f"{tmp_path / 'all.jsonl'}:3"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "this is no JSON"),
        ("[1]", 'a line is an object with a "type" of city, region, country'),
        ('{"id":"city:a"}', 'a line is an object with a "type" of city'),
        ('{"type":"citty"}', "adoption, visit; did you mean 'city'?"),
        ('{"type":["city"]}', 'a line is an object with a "type" of city'),
        ('{"type":"city","id":"city:a"}', "name is missing"),
        ('{"type":"city","id":"city:a","name":{"en":"A"},"knd":"town"}', "unknown key 'knd'; did you mean 'kind'?"),
        ('{"type":"topic","id":null,"name":{"en":"A"}}', "id is None; it is one text"),
        (
            '{"type":"institution","id":"institution:a","name":{"en":"A"},"kind":"school","place":"city:a","receives_visits":"perhaps"}',
            "receives_visits is 'perhaps'; it is true or false",
        ),
        ('{"type":"city","id":"region:a","name":{"en":"A"}}', "'region:a' is a region, a city was asked for"),
    ],
)
def test_a_line_that_is_wrong_is_told_so_with_its_place(tmp_path: Path, line: str, message: str) -> None:
    (problem,) = reading_of(tmp_path, f'\n{line}\n{{"type":"topic","id":"topic:t","name":{{"en":"T"}}}}\n').problems
    assert problem.where == f"{tmp_path / 'all.jsonl'}:2"
    assert message in problem.message


def test_repeats_are_told_with_both_places(tmp_path: Path) -> None:
    line = '{"type":"topic","id":"topic:t","name":{"en":"T"}}\n'
    file = tmp_path / "all.jsonl"
    assert said(reading_of(tmp_path, line * 2)) == [f"{file}:2: topic:t stands at {file}:1 already"]


def test_what_is_there_but_wrong_is_known_as_broken(tmp_path: Path) -> None:
    assert reading_of(tmp_path, '{"type":"city","id":"city:a"}\n').broken == {"city:a"}
