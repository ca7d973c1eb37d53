"""Dates as a reader of the language expects them."""

from __future__ import annotations

from datetime import date

import pytest

from kb.dates import parse
from kb.words import say_date


@pytest.mark.parametrize(
    ("edtf", "english", "russian"),
    [
        ("2022", "2022", "2022"),
        ("2022-10", "October 2022", "октябрь 2022 г."),
        ("2022-10-05", "5 October 2022", "5 октября 2022 г."),
        ("2022-21", "spring 2022", "весна 2022"),
        ("2022-22", "summer 2022", "лето 2022"),
        ("2022-23", "autumn 2022", "осень 2022"),
        ("2022-24", "winter 2022", "зима 2022"),
        ("2020?", "2020?", "2020?"),
        ("2018~", "c. 2018", "ок. 2018"),
        ("2018%", "c. 2018?", "ок. 2018?"),
        ("2018/2021", "2018–2021", "2018 – 2021"),
        ("2018~/2020-03", "c. 2018–March 2020", "ок. 2018 – март 2020 г."),
        ("2017-04/2018-04", "April 2017 – April 2018", "апрель 2017 г. – апрель 2018 г."),
        ("2025-02-19/2025-02-21", "19–21 Feb 2025", "19–21 февр. 2025 г."),
        ("2019-23/2020-21", "autumn 2019–spring 2020", "осень 2019 – весна 2020"),
        ("../2021-06", "June 2021 or earlier", "июнь 2021 г. или раньше"),
        ("2018/..", "2018 or later", "2018 или позже"),
        ("201X", "201X", "201X"),
    ],
)
def test_a_date_is_said_as_sure_as_its_source(edtf: str, english: str, russian: str) -> None:
    when = parse(edtf)
    assert [say_date(when, lang) for lang in ("en", "ru")] == [english, russian]


def test_a_day_is_said_in_full() -> None:
    assert say_date(date(2024, 12, 31), "en") == "31 December 2024"


def test_other_languages_get_english() -> None:
    assert say_date(parse("2022-23"), "kk") == "autumn 2022"
