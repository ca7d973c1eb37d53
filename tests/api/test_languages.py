"""Texts come in the reader's language: the argument first, then the header, else English, else the local name."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.api.languages import accepted
from kb.model import check_language
from kb.model.countries import country_name
from tests.api.client import Client

NAME = 'query($lang: String) { city(id: "city:mstislavl-district") { name(lang: $lang) } }'


@pytest.mark.parametrize(
    ("lang", "header", "name"),
    [
        ("ru", "", "Мстиславский район"),
        ("be", "ru", "Мсціслаўскі раён"),  # the argument goes first
        (None, "ru", "Мстиславский район"),
        (None, "", "Mstislavl District"),
        ("ru-BY", "", "Мстиславский район"),  # ever wider
        ("RU", "", "Мстиславский район"),  # in any case
        ("kk", "", "Mstislavl District"),  # nothing in it: English
        (None, "kk, be;q=0.5, ru;q=0.9", "Мстиславский район"),  # nothing in Kazakh, then the one wanted more
        (None, "de, kk", "Mstislavl District"),
        (None, "*", "Mstislavl District"),
        (None, "ru;q=0, be;q=0.1", "Мсціслаўскі раён"),
        (None, "ru;q=2, !!, be", "Мсціслаўскі раён"),  # what is malformed is ignored
        (None, ";;;", "Mstislavl District"),
    ],
)
async def test_a_name_comes_in_the_language_asked_for(client: Client, lang: str | None, header: str, name: str) -> None:
    assert (await client.data(NAME, lang=lang, accept_language=header))["city"]["name"] == name


async def test_a_name_falls_back_to_the_local_one_and_never_to_null(client: Client) -> None:
    data = await client.data('{ city(id: "city:cork") { name(lang: "ru") } }')
    assert data["city"]["name"] == "Corcaigh"


TEXTS = """{
  practice(id: "practice:robotics") {
    titleTexts { ...Worded } summaryTexts { ...Worded } problemTexts { ...Worded } audienceTexts { ...Worded } noteTexts { ...Worded }
    feasibility { prerequisitesTexts { ...Worded } }
    topics { names { ...Worded } }
  }
  programme(id: "programme:exchange") { names { ...Worded } noteTexts { ...Worded } }
  adoption: node(id: "adoption:full") { ... on Adoption { changeTexts { ...Worded } outcomeTexts { ...Worded } noteTexts { ...Worded } } }
  share: node(id: "share:announced") { ... on Share { collectiveTexts { ...Worded } } }
  visit: node(id: "visit:district") { ... on Visit { purposeTexts { ...Worded } } }
}
fragment Worded on LocalizedText { lang text }"""


def by_language(value: Any) -> Any:
    """Return an answer with texts as they are written in the seed: `{en: ..., ru: ...}`."""
    if isinstance(value, list) and all("lang" in each for each in value):
        return {each["lang"]: each["text"] for each in value}
    if isinstance(value, list):
        return [by_language(each) for each in value]
    return {name: by_language(each) for name, each in value.items()} if isinstance(value, dict) else value


async def test_every_text_comes_in_all_its_languages_at_once(client: Client) -> None:
    data = by_language(await client.data(TEXTS, accept_language="be"))
    assert data == {
        "practice": {
            "titleTexts": {"be": "Робататэхніка", "en": "Robotics at the centre", "ru": "Робототехника в центре"},
            "summaryTexts": {"en": "Children build robots.", "ru": "Дети собирают роботов."},
            "problemTexts": {"en": "Nothing to do after school."},
            "audienceTexts": {"en": "Pupils of 8 to 14.", "ru": "Ученики 8-14 лет."},
            "noteTexts": {"en": "Two places claim to have begun it.", "ru": "Началом называют два места."},
            "feasibility": {"prerequisitesTexts": {"en": "A room.", "ru": "Помещение."}},
            "topics": [{"names": {"en": "Robotics", "ru": "Робототехника"}}, {"names": {"en": "Play"}}],
        },
        "programme": {
            "names": {"en": "Exchange of two districts", "ru": "Обмен двух районов"},
            "noteTexts": {"en": "Nobody counted who came."},
        },
        "adoption": {
            "changeTexts": {"en": "Weekly, not daily.", "ru": "Раз в неделю."},
            "outcomeTexts": {"en": "40 children.", "ru": "40 детей."},
            "noteTexts": {},
        },
        "share": {"collectiveTexts": {"en": "institutes of 36 regions", "ru": "институты 36 регионов"}},
        "visit": {"purposeTexts": {"en": "To see robots.", "ru": "Посмотреть роботов."}},
    }


async def test_scripts_are_told_apart(client: Client) -> None:
    data = await client.data('{ city(id: "city:oral") { a: name(lang: "zh-Hant-TW") b: name(lang: "zh-Hans") c: name(lang: "kk-KZ") } }')
    assert data["city"] == {"a": "烏拉爾", "b": "Oral", "c": "Орал"}


@pytest.mark.parametrize("lang", ["", "-", "e", "en_US", "english language", "ru-", "a" * 300, "en\x00"])
async def test_a_malformed_language_tag_is_refused(client: Client, lang: str) -> None:
    error = await client.only_error(NAME, lang=lang)
    assert error.code == "INVALID_LANGUAGE"
    assert "write one as BCP 47 has it" in error.message


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("de", "Irland"),
        ("fr-CA", "Irlande"),
        ("ru", "Ирландия"),
        ("kk", "Ирландия"),
        ("ga", "Éire"),
        ("de-KZ", "Irland"),
        ("zh-Hant-TW", "愛爾蘭"),
        ("tlh", "Ireland"),
    ],
)
async def test_a_country_is_named_in_any_language_of_cldr(client: Client, lang: str, name: str) -> None:
    data = await client.data('query($lang: String) { node(id: "country:ie") { ... on Country { name(lang: $lang) } } }', lang=lang)
    assert data["node"]["name"] == name


async def test_a_country_is_named_as_the_header_asks(client: Client) -> None:
    data = await client.data('{ node(id: "country:ie") { ... on Party { name } } }', accept_language="tlh, de;q=0.5")
    assert data["node"]["name"] == "Irland"


def test_a_language_that_cldr_has_not_names_no_country() -> None:
    assert country_name("KZ", "tlh") is None
    assert country_name("KZ", "sgn-BE-FR") is None


async def test_every_text_has_its_language(client: Client) -> None:
    document = """{ practice(id: "practice:robotics") {
      title(lang: "be") summary(lang: "ru") problem(lang: "ru") audience(lang: "ru") feasibility { prerequisites(lang: "ru") }
      topics { name(lang: "ru") } } }"""
    assert (await client.data(document))["practice"] == {
        "title": "Робататэхніка",
        "summary": "Дети собирают роботов.",
        "problem": "Nothing to do after school.",
        "audience": "Ученики 8-14 лет.",
        "feasibility": {"prerequisites": "Помещение."},
        "topics": [{"name": "Робототехника"}, {"name": "Play"}],
    }


@given(st.text(max_size=200))
def test_any_header_gives_well_formed_languages(header: str) -> None:
    found = accepted(header)
    assert found
    assert [check_language(tag) for tag in found] == list(found)


def test_a_header_is_read_in_the_order_of_its_weights() -> None:
    assert accepted("da, en-gb;q=0.8, en;q=0.7, kk;q=0.9, *;q=0.1") == ("da", "kk", "en-GB", "en")
    assert accepted("a" * 100 + ", ru") == ("ru",)
    assert accepted("ru;q=0, be;q=0.1") == ("be",)
    assert len(accepted(",".join(f"x{chr(97 + place)}" for place in range(26)))) == 20


async def test_the_case_of_a_language_says_nothing(client: Client) -> None:
    ask = '{ city(id: "city:mstislavl") { name } }'
    for header in ("RU", "Ru-ru"):
        assert (await client.data(ask, accept_language=header))["city"]["name"] == "Мстиславль"
    assert (await client.data('{ city(id: "city:mstislavl") { name(lang: "RU") } }'))["city"]["name"] == "Мстиславль"
