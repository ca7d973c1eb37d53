from __future__ import annotations

import inspect

import pytest

from kb import errors
from kb.errors import (
    BadCursor,
    InvalidDate,
    InvalidInput,
    InvalidLanguage,
    KbError,
    Nearest,
    NotFound,
    Problem,
    Refused,
    StoreCorrupt,
    StoreError,
    StoreReadOnly,
    StoreUnavailable,
    WrongKind,
    article,
    did_you_mean,
)


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (KbError("something"), "INTERNAL", "something"),
        (InvalidInput("first is 0"), "INVALID_INPUT", "first is 0"),
        (InvalidDate("no date"), "INVALID_DATE", "no date"),
        (InvalidLanguage("no tag"), "INVALID_LANGUAGE", "no tag"),
        (BadCursor("no cursor"), "BAD_CURSOR", "no cursor"),
        (WrongKind("topic:x", "city", "topic"), "WRONG_KIND", "'topic:x' is a topic, a city was asked for"),
        (WrongKind("city:x", "institution", "city"), "WRONG_KIND", "'city:x' is a city, an institution was asked for"),
        (NotFound("city", "city:x"), "NOT_FOUND", "no city has the id 'city:x'"),
        (StoreError("it failed"), "STORE_ERROR", "it failed"),
        (StoreUnavailable("it is locked", "stop the other load"), "STORE_UNAVAILABLE", "it is locked: stop the other load"),
        (StoreReadOnly("it is read-only"), "STORE_READ_ONLY", "it is read-only"),
        (StoreCorrupt("it is no store"), "STORE_CORRUPT", "it is no store"),
    ],
)
def test_an_error_has_a_message_for_people_and_a_code_for_programs(error: KbError, code: str, message: str) -> None:
    assert (error.extensions, str(error)) == ({"code": code}, message)


def test_the_tree_at_the_top_of_the_module_is_the_tree() -> None:
    kinds = {each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, KbError)}
    drawn = [line.replace("│", " ").replace("├── ", "    ").replace("└── ", "    ") for line in (errors.__doc__ or "").splitlines()]
    words = {
        line.split()[0]: (line.split()[1], len(line) - len(line.lstrip()))
        for line in drawn
        if len(line.split()) > 1 and line.split()[1].isupper()
    }
    assert {name: code for name, (code, _) in words.items()} == {each.__name__: each.code for each in kinds if each.__name__ in words}
    assert words.keys() == {each.__name__ for each in kinds}
    assert {name: depth // 4 for name, (_, depth) in words.items()} == {each.__name__: each.__mro__.index(KbError) for each in kinds}


def test_a_refusal_carries_every_problem_and_shows_the_first() -> None:
    problems = [Problem("a.yaml:3", "no title"), Problem("", "nothing to read", "EMPTY")]
    refused = Refused(problems)
    assert str(refused) == "nothing was written: 2 problems; the first: a.yaml:3: no title"
    assert refused.extensions == {"code": "REFUSED", "problems": ["a.yaml:3: no title", "nothing to read"]}
    assert str(Refused(problems[:1])).startswith("nothing was written: 1 problem;")


def test_problems_sort_by_file_and_by_line() -> None:
    places = ["b.yaml:1", "a.yaml:10", "a.yaml:9", "city:oral"]
    assert [problem.where for problem in sorted(Problem(place, "x") for place in places)] == [
        "a.yaml:9",
        "a.yaml:10",
        "b.yaml:1",
        "city:oral",
    ]


@pytest.mark.parametrize(("word", "expected"), [("city", "a city"), ("institution", "an institution"), ("adoption", "an adoption")])
def test_words_have_their_article(word: str, expected: str) -> None:
    assert article(word) == expected


def test_the_nearest_known_word_is_offered_and_a_far_one_is_not() -> None:
    assert did_you_mean("adoptd", ["adapted", "adopted", "planned"]) == "; did you mean 'adopted'?"
    assert did_you_mean("zebra", ["adopted"]) == ""


def test_the_nearest_id_is_one_of_the_same_kind_with_a_like_name() -> None:
    near = Nearest(["city:oral", "city:omsk", "region:orel"])
    assert near("city:orel") == "; did you mean 'city:oral'?"
    assert near("city:xy") == "", "that both are cities makes them no more alike"
    assert near("orl") == "", "a name alone is compared to names alone"


def test_an_id_of_another_kind_with_the_very_name_is_offered() -> None:
    assert Nearest(["city:oral", "region:omsk"])("region:oral") == "; did you mean 'city:oral'?"


def test_among_many_ids_the_nearest_of_the_same_first_letter_is_offered() -> None:
    known = [f"city:c{number}" for number in range(6000)] + ["city:oral"]
    assert Nearest(known)("city:orall") == "; did you mean 'city:oral'?"
    assert Nearest(known)("city:aral") == "", "to look through all would take too long"
    assert Nearest(known[-100:])("city:aral") == "; did you mean 'city:oral'?"


def test_looking_for_the_nearest_word_ends_after_some_looks_but_what_was_found_is_remembered() -> None:
    near = Nearest(["city:oral", "city:omsk"], looks=2)
    assert near("city:orl") == "; did you mean 'city:oral'?"
    assert near("city:omk") == "; did you mean 'city:omsk'?"
    assert near("city:oml") == ""
    assert near("city:orl") == "; did you mean 'city:oral'?"
