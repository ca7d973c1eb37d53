from __future__ import annotations

from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import BadCursor, InvalidInput
from kb.paging import Page, Position, Slice, decode_cursor, encode_cursor, page_of

LARGEST = 2**62
KEYS = st.one_of(st.text(), st.integers(-LARGEST, LARGEST), st.floats(-LARGEST, LARGEST))


@given(KEYS, st.text(), st.text())
def test_a_cursor_comes_back_as_the_position_it_was_made_of(key: int | float | str, item: str, order: str) -> None:
    position = Position(key, item)
    assert decode_cursor(encode_cursor(position, order), order) == position


@given(KEYS, st.text())
def test_a_cursor_is_plain_text_for_an_address(key: int | float | str, item: str) -> None:
    cursor = encode_cursor(Position(key, item), "facts")
    assert cursor.isascii()
    assert not set(cursor) & set("+/=&? ")


def test_a_cursor_of_another_order_is_refused() -> None:
    cursor = encode_cursor(Position("Oral", "city:oral"), "cities by name")
    with pytest.raises(BadCursor, match="is no cursor of such a list; give an endCursor of the same kind of list, in the same order"):
        decode_cursor(cursor, "cities by adopters")


def packed(text: str) -> str:
    return urlsafe_b64encode(text.encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "не курсор",
        "a" * 10_000,
        packed("null"),
        packed('["o", 1]'),
        packed('["o", 1, 2]'),
        packed('["o", true, "a"]'),
        packed('["o", null, "a"]'),
        packed('["o", [1], "a"]'),
        packed('["o", NaN, "a"]'),
        packed('["o", Infinity, "a"]'),
        packed(f'["o", {10**30}, "a"]'),
        packed('["o", 1, "\\ud800"]'),
        packed('["o", "\\ud800", "a"]'),
        packed('{"o": 1, "b": 2, "c": 3}'),
        packed("[" * 100_000),
        urlsafe_b64encode(b"\xff\xfe").decode(),
    ],
)
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(BadCursor):
        decode_cursor(cursor, "o")


@given(st.text())
def test_whatever_is_sent_as_a_cursor_is_refused_in_one_short_line(cursor: str) -> None:
    with pytest.raises(BadCursor) as refused:
        decode_cursor(cursor, "a list that made no cursor")
    assert len(str(refused.value)) < 300


@pytest.mark.parametrize("first", [1, 20, 100])
def test_a_page_has_up_to_a_hundred_items(first: int) -> None:
    assert page_of(first, None, "o") == Page(first)


@pytest.mark.parametrize("first", [0, -1, 101])
def test_any_other_size_is_refused_with_what_would_be_right(first: int) -> None:
    with pytest.raises(InvalidInput, match=f"first is {first}; it goes from 1 to 100"):
        page_of(first, None, "o")


def test_a_list_may_have_a_lower_bound_of_its_own() -> None:
    assert page_of(10, None, "o", most=10) == Page(10)
    with pytest.raises(InvalidInput, match="it goes from 1 to 10"):
        page_of(11, None, "o", most=10)


def test_a_page_goes_on_after_its_cursor() -> None:
    position = Position(5, "share:x")
    assert page_of(3, encode_cursor(position, "o"), "o") == Page(3, position)


def test_a_cursor_with_a_sort_key_of_another_type_is_refused() -> None:
    cursor = encode_cursor(Position("Oral", "city:oral"), "o")
    assert page_of(3, cursor, "o", key=str).after == Position("Oral", "city:oral")
    with pytest.raises(BadCursor):
        page_of(3, cursor, "o", key=int)


def test_a_slice_is_empty_unless_something_is_in_it() -> None:
    nothing: Slice[str] = Slice()
    assert (nothing.items, nothing.more) == ((), False)
