"""Every message of the graph as the sentence that people read."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import kb.graph
from kb.graph.rows import Message
from kb.words import say
from kb.words.catalogue import CATALOGUES
from tests.words.names import CORK, NAMES, ORAL, SCHOOL, YEAR, Values
from tests.words.said_of_spread import OF_SPREAD
from tests.words.said_of_study import OF_STUDY
from tests.words.said_of_visits import OF_VISITS

SAID = [*OF_STUDY, *OF_SPREAD, *OF_VISITS]


def sentence(code: str, values: Values, lang: str) -> str:
    column = lang.startswith("ru")
    return say(Message(code=code, values=values), lang, lambda key: NAMES[key][column])


@pytest.mark.parametrize(("code", "values", "english", "russian"), SAID, ids=[code for code, *_ in SAID])
def test_a_message_is_a_sentence_in_english_and_in_russian(code: str, values: Values, english: str, russian: str) -> None:
    assert (sentence(code, values, "en"), sentence(code, values, "ru")) == (english, russian)


def test_every_code_of_the_graph_is_in_every_catalogue_and_none_besides() -> None:
    files = Path(next(iter(kb.graph.__path__))).glob("*.py")
    found = {node.value for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Constant)}
    codes = {value for value in found if isinstance(value, str) and re.fullmatch(r"[A-Z]+(_[A-Z]+)*", value) and len(value) > 3}
    assert codes == {code for code, *_ in SAID}
    assert all(set(catalogue.sentences) == codes for catalogue in CATALOGUES.values())


@pytest.mark.parametrize(
    ("count", "russian"),
    [(1, "1 место"), (2, "2 места"), (5, "5 мест"), (11, "11 мест"), (21, "21 место"), (22, "22 места"), (112, "112 мест")],
)
def test_russian_numbers_take_their_forms(count: int, russian: str) -> None:
    assert sentence("OUTCOMES_RECORDED", {"count": count}, "ru") == f"Известно, что из этого вышло: {russian}"


def test_one_place_and_one_time_are_said_in_the_singular() -> None:
    values = {"party": ORAL, "practices": 1, "dated": 1, "of": 1}
    assert sentence("BASIS_NEIGHBOURS", values, "en") == (
        "Rests on 1 practice that Oral used, plans or was shown (1 dated fact), and on what the place most like it took up lately"
    )
    assert sentence("SHOWED_TO_OTHERS", {"place": CORK, "count": 1}, "en") == "Cork taught or showed it to others: once"
    assert sentence("ONLY_INSTITUTIONS", {"place": CORK, "count": 2, "institutions": (SCHOOL, "institution:school-2")}, "en") == (
        "In Cork only institutions have it: School 1 and School 2"
    )


@pytest.mark.parametrize(
    ("code", "count", "english", "russian"),
    [
        ("NOTHING_TO_ADD", 1, "One stop shows the only practice", "1 остановка показывает"),
        ("NOTHING_TO_ADD", 5, "5 stops show all 5 practices", "5 остановок показывают"),
        ("TOO_FAR", 1, "1 city with something to see lies", "1 город, где есть что увидеть, лежит"),
        ("TOO_FAR", 5, "5 cities with something to see lie", "5 городов, где есть что увидеть, лежат"),
        ("OUTSIDE_COUNTRIES", 1, "1 city with something to see is", "Не учтён 1 город"),
        ("NOWHERE_TO_SEE", 1, "No city is recorded where the one practice", "Уральск: здесь нет 1 практики, которая"),
        ("OFF_TOPIC", 1, "1 practice to study left out", "Не учтена 1 практика"),
    ],
)
def test_what_is_left_out_agrees_with_its_number(code: str, count: int, english: str, russian: str) -> None:
    values = next(values for known, values, *_ in SAID if known == code)
    counted = {**values, **dict.fromkeys({"count", "practices", "cities"} & values.keys(), count)}
    assert sentence(code, counted, "en").startswith(english)
    assert sentence(code, counted, "ru").startswith(russian)


def test_what_is_unknown_leaves_its_part_of_the_sentence_out() -> None:
    assert sentence("SHOWN_HERE", {"party": ORAL}, "en") == "It was shown to Oral"
    assert sentence("SHOWN_HERE", {"party": ORAL, "date": YEAR}, "ru") == "Уральск: практику здесь уже видели (2023)"


@pytest.mark.parametrize("lang", ["kk", "zh-Hant-TW", "en-US", "und"])
def test_a_language_without_a_catalogue_gets_english(lang: str) -> None:
    assert sentence("VISITED_BEFORE", {"party": ORAL}, lang) == "Oral was there before"


def test_a_regional_variety_gets_its_language() -> None:
    assert sentence("VISITED_BEFORE", {"party": ORAL}, "ru-KZ") == "Уральск: делегация здесь уже была"


def test_names_never_become_parts_of_the_catalogues_language() -> None:
    said = say(Message(code="VISITED_BEFORE", values={"party": ORAL}), "en", lambda key: "[{date}] {party:a|b}")
    assert said == "[{date}] {party:a|b} was there before"
