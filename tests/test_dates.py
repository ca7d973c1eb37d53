from __future__ import annotations

import pickle
from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.dates import FuzzyDate, before, day, parse, visible
from kb.errors import InvalidDate

YEARS = st.integers(1000, 2999)
SEASONS = st.builds("{}-{}".format, YEARS, st.integers(21, 24))
UNMARKED = st.one_of(
    YEARS.map(str),
    st.builds("{}-{:02}".format, YEARS, st.integers(1, 12)),
    st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(date.isoformat),
)
MARKED = st.builds("{}{}".format, UNMARKED, st.sampled_from(["", "?", "~", "%"]))
COMMON = st.one_of(MARKED, SEASONS)


def days(text: str) -> tuple[date | None, date | None]:
    found = parse(text)
    return found.earliest, found.latest


@given(COMMON)
@settings(max_examples=60)  # the package is slow
def test_the_few_lines_of_our_own_agree_with_the_edtf_package(text: str) -> None:
    theirs = parse_edtf(text)
    assert days(text) == (date(*theirs.lower_strict()[:3]), date(*theirs.upper_strict()[:3]))


@given(COMMON, COMMON)
def test_an_interval_runs_from_the_first_day_of_its_start_to_the_last_day_of_its_end(start: str, end: str) -> None:
    first, last = parse(start).earliest, parse(end).latest
    assert first
    assert last
    if first <= last:
        assert days(f"{start}/{end}") == (first, last)
    else:
        with pytest.raises(InvalidDate, match="ends before it starts"):
            parse(f"{start}/{end}")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-10", date(2022, 10, 1), date(2022, 10, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022-10-05", date(2022, 10, 5), date(2022, 10, 5)),
        ("2022-21", date(2022, 3, 1), date(2022, 5, 31)),
        ("2022-22", date(2022, 6, 1), date(2022, 8, 31)),
        ("2022-23", date(2022, 9, 1), date(2022, 11, 30)),
        ("2022-24", date(2022, 12, 1), date(2022, 12, 31)),
        ("2022-23?", date(2022, 9, 1), date(2022, 11, 30)),
        ("2018/2021", date(2018, 1, 1), date(2021, 12, 31)),
        ("2018~/2020-03", date(2018, 1, 1), date(2020, 3, 31)),
        ("../2021-06", None, date(2021, 6, 30)),
        ("2021-06/..", date(2021, 6, 1), None),
        ("/2021", None, date(2021, 12, 31)),
        ("2021/", date(2021, 1, 1), None),
    ],
)
def test_a_date_may_mean_any_day_from_its_first_to_its_last(text: str, first: date | None, last: date | None) -> None:
    assert days(text) == (first, last)


def test_doubt_is_a_flag_and_widens_nothing() -> None:
    assert parse("2020?") == FuzzyDate("2020?", date(2020, 1, 1), date(2020, 12, 31), uncertain=True)
    assert parse("2018~") == FuzzyDate("2018~", date(2018, 1, 1), date(2018, 12, 31), approximate=True)
    assert parse("2018%") == FuzzyDate("2018%", date(2018, 1, 1), date(2018, 12, 31), uncertain=True, approximate=True)


def test_rare_forms_are_read_by_the_edtf_package() -> None:
    assert days("201X") == (date(2010, 1, 1), date(2019, 12, 31))
    assert days("2021-XX-XX") == (date(2021, 1, 1), date(2021, 12, 31))


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2022-13", "2022-00", "2022-02-30", "22", "2022-1", "../..", "/", "/..", "5/2022", "2022-10-05T12:00", "12022", "٢٠٢٢"],
)
def test_any_other_text_is_refused_with_examples_of_what_is_right(text: str) -> None:
    with pytest.raises(InvalidDate, match=r"no EDTF date; write it as 2022, 2022-10, 2022-10-05, 2022-23 \(autumn\)"):
        parse(text)


def test_a_year_may_be_a_number_but_true_is_none() -> None:
    assert parse(2021) == parse("2021")
    for wrong in (True, 20.5, None, [2021]):
        with pytest.raises(InvalidDate):
            parse(wrong)


def test_a_date_that_was_read_is_itself() -> None:
    known = parse("2021")
    assert parse(known) is known
    assert str(known) == "2021"
    assert pickle.loads(pickle.dumps(known)) == known


def test_before_holds_only_when_no_day_of_one_is_a_day_of_the_other_or_later() -> None:
    assert before(parse("2021"), parse("2022-01-01"))
    assert not before(parse("2021"), parse("2021-12"))
    assert not before(parse("2021-06"), parse("2021-06"))
    assert not before(parse("2021"), parse("2021-12-31"))
    assert not before(parse("2022"), parse("2021"))


def test_nothing_is_before_or_after_what_is_not_known() -> None:
    assert not before(None, parse("2021"))
    assert not before(parse("2021"), None)
    assert not before(parse("2021/.."), parse("2030"))
    assert not before(parse("2000"), parse("../2021"))


def test_a_fact_is_visible_once_its_last_possible_day_has_come() -> None:
    assert visible(parse("2021"), date(2021, 12, 31))
    assert not visible(parse("2021"), date(2021, 12, 30))
    assert visible(parse("../2021"), date(2022, 1, 1))
    assert not visible(parse("2021/.."), date(2030, 1, 1))


def test_what_has_no_date_is_visible_only_where_no_day_is_asked_for() -> None:
    assert visible(None, None)
    assert visible(parse("2021/.."), None)
    assert not visible(None, date(2030, 1, 1))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, None, True),
        (date(2021, 6, 30), date(2021, 6, 30), True),
        (date(2021, 12, 31), None, True),
        (date(2022, 1, 1), None, False),
        (None, date(2021, 1, 1), True),
        (None, date(2020, 12, 31), False),
    ],
)
def test_a_year_overlaps_what_shares_a_day_with_it(first: date | None, last: date | None, expected: bool) -> None:
    assert parse("2021").overlaps(first, last) is expected


def test_an_open_end_overlaps_everything_on_its_side() -> None:
    assert parse("2021/..").overlaps(date(2999, 1, 1), None)
    assert parse("../2021").overlaps(None, date(1000, 1, 1))


def test_dates_sort_by_their_first_day_and_unknown_ones_by_nothing() -> None:
    assert parse("2021").sort_day == date(2021, 1, 1).toordinal()
    assert parse("../2021").sort_day == 0


def test_a_day_is_read_exactly() -> None:
    assert day("2022-10-05") == date(2022, 10, 5)
    for wrong in ("2022-10", "20221005", "2022-02-30", "2022-W40-1", "today"):
        with pytest.raises(InvalidDate, match="is no day; write one as 2022-10-05"):
            day(wrong)
