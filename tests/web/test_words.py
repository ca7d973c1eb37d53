"""The page's words: complete in every language, and all of them said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from babel import Locale

from kb.api.pages import WEB
from kb.model import FactStatus

CATALOGUES = {path.stem: json.loads(path.read_text()) for path in sorted((WEB / "languages").glob("*.json"))}
PLURALS = {"zero", "one", "two", "few", "many", "other"}
SCRIPTS = [path for folder in ("core", "parts", "views") for path in sorted((WEB / folder).rglob("*.js"))]
LITERAL = re.compile(r"""["'`]([a-z][A-Za-z]*(?:\.[A-Za-z0-9_]+)+)["'`]""")
MADE = re.compile(r"`([a-z][A-Za-z]*(?:\.[A-Za-z0-9_]+)*\.?[A-Za-z0-9_]*)\$\{")
Entry = str | dict[str, str]


def entries(part: Mapping[str, object], before: str = "") -> Iterator[tuple[str, Entry]]:
    for name, value in part.items():
        if isinstance(value, dict) and not set(value) <= PLURALS:
            yield from entries(value, f"{before}{name}.")
        else:
            assert isinstance(value, str | dict)
            yield before + name, value


def forms(entry: Entry) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry.values())


WORDS = {language: dict(entries(catalogue)) for language, catalogue in CATALOGUES.items()}
TEXT = {path: path.read_text() for path in SCRIPTS}


def test_english_and_russian_are_spoken() -> None:
    assert set(CATALOGUES) >= {"en", "ru"}


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_language_has_all_words_that_english_has_and_no_others(language: str) -> None:
    assert set(WORDS[language]) ^ set(WORDS["en"]) == set()


@pytest.mark.parametrize("language", CATALOGUES)
def test_words_take_the_same_values_in_every_language(language: str) -> None:
    def values(entry: Entry) -> set[str]:
        return {value for form in forms(entry) for value in re.findall(r"\{(\w+)\}", form)} - {"count"}

    assert {key: values(entry) for key, entry in WORDS[language].items()} == {key: values(entry) for key, entry in WORDS["en"].items()}


@pytest.mark.parametrize("language", CATALOGUES)
def test_what_is_counted_has_every_plural_of_the_language(language: str) -> None:
    needed = {*Locale.parse(language).plural_form.tags, "other"}
    counted = {key: set(entry) for key, entry in WORDS[language].items() if isinstance(entry, dict)}
    assert {key: found for key, found in counted.items() if found != needed} == {}


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_words_are_empty(language: str) -> None:
    assert [key for key, entry in WORDS[language].items() if not all(form.strip() for form in forms(entry))] == []


def test_there_are_words_for_everything_that_is_said() -> None:
    called = re.compile(r"""\b(?:t|say)\(\s*["'`]([\w.]+)["'`]""")
    missing = {(path.name, key) for path, text in TEXT.items() for key in called.findall(text) if key not in WORDS["en"]}
    assert missing == set()


def test_all_words_are_said_somewhere() -> None:
    literal = {key for text in TEXT.values() for key in LITERAL.findall(text)}
    made = tuple({start for text in TEXT.values() for start in MADE.findall(text) if "." in start})
    said = [key for key in WORDS["en"] if key in literal or key.rpartition(".")[0] in literal or key.startswith(made)]
    assert sorted(set(WORDS["en"]) - set(said)) == []


def test_every_status_of_a_fact_has_a_word() -> None:
    assert set(CATALOGUES["en"]["status"]) == {status.name for status in FactStatus}


def test_scripts_are_short_and_keep_to_the_page() -> None:
    forbidden = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|https?://(?!www\.w3\.org/)")
    assert {path.name: found for path, text in TEXT.items() if (found := forbidden.findall(text))} == {}
    assert [path.name for path, text in TEXT.items() if text.count("\n") > 300] == []


def test_every_module_is_reached_from_the_first() -> None:
    imported = re.compile(r"""(?:from|import)\s*\(?\s*["'](\.[^"']+)["']""")
    reached: set[Path] = set()
    waiting = [WEB / "core" / "main.js"]
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        waiting += [(path.parent / name).resolve() for name in imported.findall(path.read_text())]
    assert [path.name for path in SCRIPTS if path not in reached] == []
