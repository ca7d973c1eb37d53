from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from kb.seeds.yaml_tree import parse

FINE = re.compile(r"(true|false|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2})\Z")
LIKELY = st.text("0123456789:.-+_eExob~yYnNoOfFsStTrRuUeElLaAiI<=", min_size=1, max_size=12)


def refused(text: str, *booleans: str) -> list[tuple[int, str]]:
    return parse(text.encode(), booleans).mistakes


def test_scalars_stay_as_they_are_written() -> None:
    text = (
        "year: 2021\nday: 2018-12-04\nseason: 2022-23\nhalf: 0.5\ndegrees: -71.43\nquoted: \"no\"\nname: 'Oral'\nlong: >-\n  two\n  lines\n"
    )
    assert parse(text.encode()).tree == {
        "year": "2021",
        "day": "2018-12-04",
        "season": "2022-23",
        "half": "0.5",
        "degrees": "-71.43",
        "quoted": "no",
        "name": "Oral",
        "long": "two lines",
    }
    assert refused(text) == []


@pytest.mark.parametrize(
    "word",
    [
        "no",
        "NO",
        "No",
        "yes",
        "on",
        "Off",
        "y",
        "N",
        "True",
        "FALSE",
        "1:30",
        "190:20:30",
        "010",
        "0x1F",
        "0o17",
        "0b11",
        "1_000",
        "+5",
        ".5",
        "5.",
        ".inf",
        ".NaN",
        "=",
        "2001-12-14 21:59:43",
        "true",
    ],
)
def test_a_plain_word_that_other_readers_change_is_refused_and_may_be_quoted(word: str) -> None:
    assert refused(f"a: 1\nkey: {word}\n") == [(2, f'{word} is changed by some YAML readers; write it in quotes: "{word}"')]
    assert refused(f'key: "{word}"\n') == refused(f"key: '{word}'\n") == []


@given(LIKELY)
@example("2018-12-04")
@example("0.1e+5")
@example("-0")
def test_whatever_yaml_1_1_makes_something_else_of_is_refused(word: str) -> None:
    try:
        read = yaml.load(f"- {word}", Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError):
        return
    if not isinstance(read, list) or isinstance(read[0], str | dict | list) or FINE.match(word):
        return
    assert refused(f"- {word}")


@pytest.mark.parametrize("key", ["no", "on", "~", "010", "true"])
def test_a_plain_key_that_other_readers_change_is_refused_and_may_be_quoted(key: str) -> None:
    assert refused(f"a: x\n{key}: b\n") == [(2, f"the key {key!r} is changed by some YAML readers; write it in quotes")]
    assert parse(f'"{key}": b\n'.encode()).tree == {key: "b"}
    assert refused(f'"{key}": b\n') == []


def test_true_and_false_are_booleans_under_the_keys_that_want_them() -> None:
    assert parse(b"a: true\nb: false\n", ("a", "b")).tree == {"a": True, "b": False}
    for word in ("yes", "True", "1", '"true"', "on"):
        assert refused(f"a: {word}", "a") == [(1, f"a is {word.strip(chr(34))!r}; write true or false")]


@pytest.mark.parametrize("nothing", ["", "~", "null", "NULL", '""', "'  '"])
def test_an_empty_value_is_refused_with_its_key(nothing: str) -> None:
    assert refused(f"a:\n  - b: {nothing}\n") == [(2, "b is empty; leave it out where it is unknown")]


def test_a_key_given_twice_is_refused_at_its_second_line() -> None:
    assert refused("a: p\nb: q\na: r\n") == [(3, "the key 'a' is given twice; keep one")]
    assert refused("- {a: x, a: x}") == [(1, "the key 'a' is given twice; keep one")]
    assert refused("- a: x\n- a: x\n") == []


def test_anchors_aliases_tags_and_merges_are_refused() -> None:
    assert refused("a: &x b\nc: *x\nd: !!str e\nf:\n  <<: *x\n") == [
        (1, "the anchor &x is not used here; leave it out"),
        (2, "*x stands for something else; write it out"),
        (3, "the tag tag:yaml.org,2002:str is not used here; leave it out"),
        (5, "the key '<<' is changed by some YAML readers; write it in quotes"),
        (5, "*x stands for something else; write it out"),
    ]


def test_a_list_or_a_map_is_no_key() -> None:
    assert refused("? [a, b]\n: c\n") == [(1, "a list or a map cannot be a key; write key: value")]


def test_a_second_document_is_refused() -> None:
    document = parse(b"a: x\n---\nb: y\n")
    assert document.mistakes == [(2, "a second document begins; put it in a file of its own")]
    assert document.tree == {"a": "x"}


def test_a_tab_is_named_as_what_is_wrong() -> None:
    assert refused("a:\n\tb: c\n") == [(2, "a tab stands here; YAML is indented with spaces")]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: b\nc: d: e\n", 2, "mapping values are not allowed"),
        ("a: [1, 2\nb: c\n", 2, "did not find expected ',' or ']'"),
        ("a: 'b\n", 2, "unexpected end of stream"),
        ("a: b\nc: \x01\n", 2, "control characters are not allowed"),
        ("a: @b", 1, "cannot start any token"),
    ],
)
def test_what_is_no_yaml_is_said_in_one_line_with_its_place(text: str, line: int, words: str) -> None:
    ((found, message),) = refused(text)
    assert found == line
    assert words in message
    assert message.endswith("; text with ': ', '#' or a bracket in it goes in quotes")
    assert "\n" not in message


def test_what_is_not_utf_8_is_said_with_its_line() -> None:
    assert parse("a: b\nc: д\n".encode("cp1251")).mistakes == [(2, "this is not UTF-8; save the file as UTF-8")]
    assert parse("\ufeffa: д\n".encode()).tree == {"a": "д"}


def test_bottomless_nesting_is_refused_before_it_does_harm() -> None:
    assert refused("[" * 1000) == [(1, "this is nested too deeply")]


def test_every_key_and_item_has_its_line() -> None:
    document = parse(b"a:\n  - b: x\n    c: y\n  - b: z\nd: e\n")
    assert document.line(("a", 0)) == 2
    assert document.line(("a", 0, "c")) == 3
    assert document.line(("a", 1, "b")) == 4
    assert document.line(("a", 1, "not there")) == 4
    assert document.line(("not there",)) == 1


def test_an_empty_file_holds_nothing() -> None:
    assert parse(b"").tree is None
    assert parse(b"# only a comment\n").tree is None
