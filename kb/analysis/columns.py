"""Typed columns: dates as days that can be reckoned with, closed lists as categories, what is unknown as missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from kb.dates import FuzzyDate

Name = Callable[[str], str]  # of a node, by its id
Cells = Mapping[str, Any]
WHEN = {"date": "string", "earliest": "datetime64[s]", "latest": "datetime64[s]"}  # seconds: pandas' nanoseconds end in 1677 and 2262


def one_of(*kinds: type[StrEnum]) -> pd.CategoricalDtype:
    """Return the type of a column that holds values of closed lists, in the order of the lists."""
    return pd.CategoricalDtype([each.value for kind in kinds for each in kind], ordered=True)


def when(dated: FuzzyDate | None) -> Cells:
    """Return the cells of a date: as written, and the first and last day that it may mean."""
    if dated is None:
        return {}
    return {"date": dated.edtf, "earliest": dated.earliest, "latest": dated.latest}


def frame(rows: Iterable[Cells], columns: Mapping[str, Any], as_of: date | None) -> pd.DataFrame:
    """Make a frame with exactly these columns, typed even where it has no rows; a cell that a row lacks is missing.

    Args:
        rows: cells by column.
        columns: the type of each.
        as_of: the last day that counts, which the frame's `attrs` keep.
    """
    given: Sequence[Cells] = list(rows)
    found = pd.DataFrame({name: pd.Series([row.get(name) for row in given], dtype=kind) for name, kind in columns.items()})
    found.attrs = {"as_of": as_of.isoformat() if as_of else None}
    return found
