from __future__ import annotations

import pytest

from kb.errors import InvalidInput, InvalidLanguage
from kb.model import NO_TEXTS, Texts, check_language

NAMES = Texts({"en": "Oral", "ru": "Уральск", "kk": "Орал", "zh-Hant": "烏拉爾", "und": "Jaiyq"})


@pytest.mark.parametrize(
    ("asked", "expected"),
    [("kk", "Орал"), ("ru-KZ", "Уральск"), ("zh-Hant-TW", "烏拉爾"), ("zh", "Oral"), ("de", "Oral")],
)
def test_a_text_is_given_in_the_language_asked_for_else_a_wider_one_else_english(asked: str, expected: str) -> None:
    assert NAMES.best(asked) == expected


def test_the_first_language_that_has_a_text_wins() -> None:
    assert NAMES.best("be", "ru", "kk") == "Уральск"
    assert NAMES.best() == "Oral"


def test_without_english_the_local_name_stands_in_and_then_any() -> None:
    assert Texts({"ru": "Орша", "und": "Orša"}).best("de") == "Orša"
    assert Texts({"be": "Орша", "ru": "Орша"}).best("de") == "Орша"


def test_no_text_is_none() -> None:
    assert NO_TEXTS.maybe("en") is None
    assert NAMES.maybe("kk") == "Орал"
    with pytest.raises(KeyError):
        NO_TEXTS.best("en")


def test_texts_are_a_mapping_that_compares_and_hashes_whatever_the_order() -> None:
    one, other = Texts({"en": "a", "ru": "б"}), Texts({"ru": "б"}, en="a")
    assert one == other
    assert hash(one) == hash(other)
    assert one != Texts({"en": "a"})
    assert dict(one) == {"en": "a", "ru": "б"}
    assert len(one) == 2
    assert repr(Texts(en="a")) == "Texts({'en': 'a'})"


@pytest.mark.parametrize("empty", ["", "  ", "\n"])
def test_an_empty_text_is_refused_with_its_language(empty: str) -> None:
    with pytest.raises(InvalidInput, match="the text for 'ru' is empty"):
        Texts({"en": "a", "ru": empty})


@pytest.mark.parametrize("tag", ["en", "kk", "zh-Hant", "de-AT", "sr-Latn-RS", "und", "en-x-own", "de-1996", "es-419"])
def test_a_well_formed_language_tag_is_taken(tag: str) -> None:
    assert check_language(tag) == tag


@pytest.mark.parametrize("tag", ["", "e", "en_US", "english language", "12", "en-", "-en", "en--US", "кк"])
def test_a_malformed_language_tag_is_refused_with_examples(tag: str) -> None:
    with pytest.raises(InvalidLanguage, match="is no language tag; write one as BCP 47 has it: en, ru, kk or zh-Hant"):
        check_language(tag)


@pytest.mark.parametrize(
    ("written", "usual"), [("RU", "ru"), ("ru-ru", "ru-RU"), ("ZH-HANT-tw", "zh-Hant-TW"), ("en", "en"), ("es-419", "es-419")]
)
def test_the_case_of_a_language_tag_says_nothing(written: str, usual: str) -> None:
    assert check_language(written) == usual
    assert Texts({written: "x"}) == Texts({usual: "x"})
