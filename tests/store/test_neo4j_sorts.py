"""The sort keys of nodes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.store.neo4j.sorts import FIRST, LAST, name_sort, number_sort, scan_sort

names = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=4)  # a name has no control characters
keys = st.sampled_from(["city:a", "city:a-b", "city:b"])


@given(names, keys, names, keys)
def test_nodes_go_by_name_and_those_of_one_name_by_id(one: str, key: str, other: str, another: str) -> None:
    assert (name_sort(one, key) < name_sort(other, another)) == ((one, key) < (other, another))


@given(st.integers(0, 10**9 - 1), keys, st.integers(0, 10**9 - 1), keys)
def test_nodes_go_by_number_and_those_of_one_number_by_id(one: int, key: str, other: int, another: str) -> None:
    assert (number_sort(one, key) < number_sort(other, another)) == ((one, key) < (other, another))


def test_a_number_that_is_too_large_to_be_told_from_others_is_the_largest() -> None:
    assert number_sort(10**12, "city:a") == number_sort(10**9 - 1, "city:a") == "999999999|city:a"


@given(names, keys)
def test_every_key_stands_between_the_first_and_the_last(name: str, key: str) -> None:
    assert FIRST < name_sort(name, key) < LAST


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("country:by", 0), ("city:a", 1)),
        (("city:z", 9), ("city:a", 10)),
        (("city:z", 99), ("institution:a", 0)),
        (("institution:z", 9), ("practice:a", 0)),
        (("practice:a", 0), ("practice:b", 0)),
        (("practice:z", 9), ("programme:a", 0)),
        (("topic:z", 0), ("country:a", 0)),
    ],
)
def test_a_scan_meets_a_node_after_everything_it_is_a_part_of(before: tuple[str, int], after: tuple[str, int]) -> None:
    assert scan_sort(*before) < scan_sort(*after)
