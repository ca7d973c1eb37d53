"""How dates and moments are read and written."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kb.api.scalars import EDTF, SCALARS
from kb.dates import parse
from kb.errors import InvalidDate


def read(scalar: object, value: object) -> object:
    reader = SCALARS[scalar].parse_value
    assert reader is not None
    return reader(value)


def written(scalar: object, value: object) -> object:
    writer = SCALARS[scalar].serialize
    assert writer is not None
    return writer(value)


def test_a_day_is_read_and_written_as_iso_8601_has_it() -> None:
    assert read(date, "2022-10-05") == date(2022, 10, 5)
    assert written(date, date(2022, 10, 5)) == "2022-10-05"


def test_a_moment_is_read_and_written_with_its_offset() -> None:
    moment = datetime(2022, 10, 5, 14, 30, tzinfo=UTC)
    assert read(datetime, "2022-10-05T14:30:00+00:00") == moment
    assert written(datetime, moment) == "2022-10-05T14:30:00+00:00"


@pytest.mark.parametrize("value", ["soon", "", 20221005, None, ["2022"]])
def test_what_is_no_moment_is_refused(value: object) -> None:
    with pytest.raises(InvalidDate, match="no moment"):
        read(datetime, value)


def test_an_edtf_date_is_kept_as_written() -> None:
    assert read(EDTF, "2018~") == "2018~"
    assert written(EDTF, parse("2022-23")) == "2022-23"
    assert read(EDTF, "last autumn") == "last autumn", "what is recorded says so, beside its other mistakes"
    with pytest.raises(InvalidDate, match="is no date"):
        read(EDTF, 2022)
