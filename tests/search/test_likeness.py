"""How alike names are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.likeness import SAME_NAME, likely_words, likeness


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Robotics club for girls", "Robotics clubs for girls", True),
        ("School museum", "museum SCHOOL", True),
        ("Школьный музей", "Школьные музеи", False),
        ("School museum", "School orchestra", False),
        ("…", "…", False),
        ("School", "…", False),
    ],
)
def test_names_are_the_same_where_their_words_are(one: str, other: str, same: bool) -> None:
    assert (likeness(one, other) >= SAME_NAME) is same


@given(st.text(), st.text())
def test_likeness_is_the_same_from_both_sides(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 100


def test_what_is_looked_for_are_the_beginnings_of_the_longest_words_each_once() -> None:
    assert likely_words("The school of art", "Schooling") == [
        (("scho", "scho*"),),
        (("the", "the*"),),
        (("art", "art*"),),
        (("of", "of*"),),
    ]
    assert len(likely_words("one two three four five six seven eight")) == 6
    assert likely_words("…") == []
