"""Dates in words: a year, a month and year, a season, a day, an interval; as sure as the source is."""

from __future__ import annotations

import re
from datetime import date

from kb.dates import FuzzyDate
from kb.words.catalogue import Catalogue, catalogue

_PART = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?([?~%])?\Z")
_EXACT = re.compile(r"\d{4}-(?:0\d|1[0-2])(?:-\d{2})?\Z")
_SEASONS = range(21, 25)
_OPEN = ("", "..")
_SPACES = str.maketrans("\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}", "  ")  # CLDR's; many fonts and searches lack them


def say_date(when: FuzzyDate | date, lang: str) -> str:
    """Write a date as a reader of that language expects it. A rare form of EDTF is left as it is."""
    return _date(when, catalogue(lang)).translate(_SPACES)


def _date(when: FuzzyDate | date, words: Catalogue) -> str:
    if not isinstance(when, FuzzyDate):
        return _day(when, words)
    start, slash, end = when.edtf.partition("/")
    if not slash:
        return _part(start, words)
    if start in _OPEN:
        return words.until.format(end=_part(end, words))
    if end in _OPEN:
        return words.since.format(start=_part(start, words))
    return _exact_interval(start, end, words) or words.from_to.format(start=_part(start, words), end=_part(end, words))


def _exact_interval(start: str, end: str, words: Catalogue) -> str | None:
    """Write days or months that are sure without repeating what both have: 19–21 Feb 2025."""
    from babel.dates import format_interval

    skeleton = {10: "yMMMd", 7: "yMMMM"}.get(len(start)) if len(start) == len(end) else None
    if skeleton is None or not (_EXACT.match(start) and _EXACT.match(end)):
        return None
    first, last = (date.fromisoformat(text if len(text) == 10 else f"{text}-01") for text in (start, end))
    return format_interval(first, last, skeleton, locale=words.locale)


def _part(text: str, words: Catalogue) -> str:
    match = _PART.match(text)
    if match is None:
        return text
    year, month, of_month, doubt = match.groups()
    said = _plain(int(year), int(month or 0), int(of_month or 0), words)
    if doubt in ("~", "%"):
        said = words.about.format(date=said)
    return words.unsure.format(date=said) if doubt in ("?", "%") else said


def _plain(year: int, month: int, of_month: int, words: Catalogue) -> str:
    from babel.dates import format_skeleton

    if not month:
        return str(year)
    if month in _SEASONS:
        return f"{words.seasons[month - _SEASONS[0]]} {year}"
    if of_month:
        return _day(date(year, month, of_month), words)
    return format_skeleton("yMMMM", date(year, month, 1), locale=words.locale)


def _day(day: date, words: Catalogue) -> str:
    from babel.dates import format_date

    return format_date(day, "long", locale=words.locale)
