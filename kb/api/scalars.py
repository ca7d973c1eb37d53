"""The scalars of the schema: dates as publications give them, days, and moments."""

from __future__ import annotations

from datetime import date, datetime
from typing import NewType

import strawberry
from strawberry.types.scalar import ScalarDefinition

from kb.dates import FuzzyDate, day
from kb.errors import InvalidDate

EDTF = NewType("EDTF", str)


def _edtf(value: object) -> str:
    """Take a text as it is: what records it says which field is wrong, beside the other mistakes."""
    if not isinstance(value, str):
        raise InvalidDate(f"a {type(value).__name__} is no date; write one as 2022-10, in quotes")
    return value


def _day(value: object) -> date:
    return day(value) if isinstance(value, str) else _no_day(value)


def _no_day(value: object) -> date:
    raise InvalidDate(f"a {type(value).__name__} is no day; write one as 2022-10-05, in quotes")


def _moment(value: object) -> datetime:
    try:
        return datetime.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise InvalidDate("that is no moment; write one as 2022-10-05T14:30:00+00:00, in quotes") from None


def _write(value: FuzzyDate | str) -> str:
    return str(value)


SCALARS: dict[object, ScalarDefinition] = {
    EDTF: strawberry.scalar(
        name="EDTF",
        description="A date as precise as its source: 2022, 2022-10, 2022-10-05, 2022-23 (autumn), 2018/2021, 2020? (uncertain), "
        "2018~ (approximate), ../2021-06 (open start).",
        specified_by_url="https://www.loc.gov/standards/datetime/",
        serialize=_write,
        parse_value=_edtf,
    ),
    date: strawberry.scalar(
        name="Date",
        description="A day, as 2022-10-05.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        serialize=date.isoformat,
        parse_value=_day,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="A moment in UTC, as 2022-10-05T14:30:00+00:00.",
        specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
        serialize=datetime.isoformat,
        parse_value=_moment,
    ),
}
