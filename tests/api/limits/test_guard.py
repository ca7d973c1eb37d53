"""A document is looked at before it is validated, so that validation itself can be afforded."""

from __future__ import annotations

import pytest
from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse

from kb.api.limits.guard import guard
from kb.api.limits.merging import pairs
from kb.errors import InvalidInput, TooComplex


def guarded(document: str, depth: int = 10) -> None:
    guard(parse(document), depth, 1500)


def test_fields_are_nested_as_deep_as_allowed_and_no_deeper() -> None:
    guarded("{ a { b { c } } }", 3)
    with pytest.raises(TooComplex, match="fields are nested 4 deep; at most 3 are allowed"):
        guarded("{ a { b { c { d } } } }", 3)


def test_a_fragment_is_as_deep_as_where_it_is_spread() -> None:
    guarded("{ a { ...f } } fragment f on T { b { ...g } } fragment g on T { c }", 3)
    with pytest.raises(TooComplex, match="nested 4 deep"):
        guarded("{ a { b { ...f } } } fragment f on T { c { ... on T { d } } }", 3)


def test_selections_without_fields_are_nested_within_bounds_too() -> None:
    guarded("{ " + "... { " * 8 + "a" + " }" * 8 + " }", 3)
    with pytest.raises(TooComplex, match="fragments are nested in each other too deeply; at most 9 are allowed"):
        guarded("{ " + "... { " * 9 + "a" + " }" * 9 + " }", 3)


def doubling(count: int) -> str:
    """Return fragments each of which asks for the next one twice: the last but n of them has 3 * 2^n - 2 fields."""
    return f"fragment f{count} on T {{ y }} " + " ".join(
        f"fragment f{number} on T {{ a: x {{ ...f{number + 1} }} b: x {{ ...f{number + 1} }} }}" for number in range(count)
    )


def test_fields_are_counted_with_every_fragment_written_out() -> None:
    guarded("{ ...f0 } " + doubling(7), 20)  # 382 for the operation, and twice as many, all but a few, for the fragments
    with pytest.raises(TooComplex, match="asks for 4583 fields, counting each fragment where it is spread; at most 1500"):
        guarded("{ ...f0 } " + doubling(9), 20)  # 1534 + (1534 + 766 + 382 + 190 + 94 + 46 + 22 + 10 + 4 + 1)


def test_fragments_that_double_endlessly_are_counted_at_once() -> None:
    double = " ".join(f"fragment f{number} on T {{ ...f{number + 1} ...f{number + 1} }}" for number in range(1000))
    with pytest.raises(TooComplex):
        guarded("{ ...f0 } fragment f1000 on T { y } " + double, 5000)


@pytest.mark.parametrize(
    "document",
    [
        "{ ...f } fragment f on T { ...f }",
        "{ a } fragment f on T { a { ... { ...f } } }",
        "{ ...f } fragment f on T { ...g } fragment g on T { a ...h } fragment h on T { b { ...f } }",
    ],
)
def test_a_fragment_that_spreads_itself_is_refused_by_its_name(document: str) -> None:
    with pytest.raises(InvalidInput, match="the fragment 'f' spreads itself"):
        guarded(document)


def test_what_is_wrong_otherwise_is_left_to_validation() -> None:
    guarded("{ ...none a @b } type T { a: Int } fragment f on T { ...none } fragment f on T { b }")


def test_directives_at_one_place_are_few() -> None:
    guarded("{ a" + " @b" * 10 + " }")
    for document in (
        "{ a" + " @b" * 11 + " }",
        "query" + " @b" * 11 + " { a }",
        "{ ..." + " @b" * 11 + " { a } }",
        "{ ...f" + " @b" * 11 + " }",
    ):
        with pytest.raises(TooComplex, match="11 directives stand at one place; at most 10 may"):
            guarded(document)


def test_operations_are_few() -> None:
    guarded(" ".join(f"query q{number} {{ a }}" for number in range(50)))
    with pytest.raises(TooComplex, match="at most 50 operations"):
        guarded(" ".join(f"query q{number} {{ a }}" for number in range(51)))


def test_the_same_field_is_asked_for_few_times_at_one_place() -> None:
    guarded("{ " + "a " * 100 + "}")  # 4950 pairs
    with pytest.raises(TooComplex, match="asked for too often at the same place"):
        guarded("{ " + "a " * 130 + "}")  # 8385


@pytest.mark.parametrize(
    ("document", "worth"),
    [
        ("{ a b c: a }", 0),
        ("{ a a a }", 3),
        ("{ a: x a: y }", 1),
        ("{ a { b } a { b c } }", 1 + 1),
        ("{ a { b b } a { b b } }", 1 + 6),
        ("{ a ... { a } ... on T { a } }", 3),
        ("{ a ...f } fragment f on T { a }", 1),
        ("{ ...f ...g ...f } fragment f on T { a } fragment g on T { a }", 3 + 1),
        ("{ ...none ...none }", 0),
    ],
)
def test_pairs_of_fields_that_fall_together_are_counted(document: str, worth: int) -> None:
    parts = parse(document).definitions
    fragments = {part.name.value: part for part in parts if isinstance(part, FragmentDefinitionNode)}
    (asked,) = (part for part in parts if isinstance(part, OperationDefinitionNode))
    assert pairs(asked.selection_set, fragments, 100) == worth
