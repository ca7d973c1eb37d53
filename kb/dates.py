"""Dates as publications give them: EDTF, kept as written, with an earliest and a latest day.

`2022`, `2022-10`, `2022-10-05`, `2022-23` (autumn), `2018/2021`, `../2021-06`, each with `?` or `~`.
Uncertain and approximate are flags and widen nothing (the strict bounds of EDTF). The common forms
are read by a few lines here; the `edtf` package, some hundred times slower, takes the rest.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from kb.errors import InvalidDate

_PLAIN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([?~%])?\Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)  # datetime reads weeks as well
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 12)}  # months, as edtf's strict bounds have them
_OPEN = ("", "..")
_EXAMPLES = "2022, 2022-10, 2022-10-05, 2022-23 (autumn), 2018/2021, 2020?, 2018~ or ../2021-06"

Bounds = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """An EDTF date: its text, and the first and last day it may mean (None: unknown)."""

    edtf: str
    earliest: date | None
    latest: date | None
    uncertain: bool = False
    approximate: bool = False

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """Tell pydantic that a fuzzy date is written as its EDTF text."""
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            parse,
            serialization=core_schema.plain_serializer_function_ser_schema(lambda value: value.edtf),
            json_schema_input_schema=core_schema.union_schema(
                [core_schema.str_schema(min_length=4), core_schema.int_schema(ge=1000, le=9999)]
            ),
        )

    def __str__(self) -> str:
        return self.edtf

    @property
    def sort_day(self) -> int:
        """The earliest day as a proleptic ordinal; 0 where it is unknown."""
        return self.earliest.toordinal() if self.earliest else 0

    def overlaps(self, first: date | None, last: date | None) -> bool:
        """Tell whether some day the date may mean lies between two days (None: no bound)."""
        begins_in_time = last is None or self.earliest is None or self.earliest <= last
        return begins_in_time and (first is None or self.latest is None or self.latest >= first)


def before(one: FuzzyDate | None, other: FuzzyDate | None) -> bool:
    """Tell whether `one` is certainly before `other`: its latest day is earlier than the other's earliest."""
    if one is None or other is None or one.latest is None or other.earliest is None:
        return False
    return one.latest < other.earliest


def visible(when: FuzzyDate | None, as_of: date | None) -> bool:
    """Tell whether something dated `when` is known to have happened by `as_of`; without it, all is visible."""
    if as_of is None:
        return True
    return when is not None and when.latest is not None and when.latest <= as_of


def day(text: str) -> date:
    """Read one day, YYYY-MM-DD. Raises InvalidDate."""
    try:
        return date.fromisoformat(text) if _DAY.match(text) else _no_day(text)
    except ValueError:
        return _no_day(text)


def _no_day(text: str) -> date:
    raise InvalidDate(f"{text!r} is no day; write one as 2022-10-05")


def parse(text: object) -> FuzzyDate:
    """Read an EDTF date. Raises InvalidDate for any other text, and for an interval that ends before it starts."""
    if isinstance(text, FuzzyDate):
        return text
    if not isinstance(text, str | int) or isinstance(text, bool):
        raise _invalid(text)
    return _parse(str(text))


@lru_cache(maxsize=65536)
def _parse(text: str) -> FuzzyDate:
    start, slash, end = text.partition("/")
    if slash and (start in _OPEN) and (end in _OPEN):
        raise _invalid(text)
    earliest, latest = _interval(start, end, text) if slash else _bounds(text, text)
    if earliest and latest and earliest > latest:
        raise InvalidDate(f"{text!r} ends before it starts")
    return FuzzyDate(text, earliest, latest, uncertain="?" in text or "%" in text, approximate="~" in text or "%" in text)


def _interval(start: str, end: str, whole: str) -> Bounds:
    earliest = None if start in _OPEN else _bounds(start, whole)[0]
    latest = None if end in _OPEN else _bounds(end, whole)[1]
    return earliest, latest


def _bounds(text: str, whole: str) -> Bounds:
    match = _PLAIN.match(text)
    if match is None:
        return _rare_bounds(text, whole)
    year, month, of_month = (int(part) if part else None for part in match.groups()[:3])
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if of_month is not None:
            exact = date(year, month, of_month)
            return exact, exact
        first, last = _SEASONS.get(month, (month, month))
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    except ValueError:
        raise _invalid(whole) from None


def _rare_bounds(text: str, whole: str) -> Bounds:
    from edtf import parse_edtf
    from edtf.parser import EDTFParseException

    try:
        parsed = parse_edtf(text)
        return date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3])
    except (EDTFParseException, TypeError, ValueError, AttributeError):
        raise _invalid(whole) from None


def _invalid(text: object) -> InvalidDate:
    return InvalidDate(f"{text!r} is no EDTF date; write it as {_EXAMPLES}")
