"""Lists of things are in the alphabet of the language that is read, whatever order the API has."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

SORTED = "(names) => import('/web/core/words.js').then(({ byName }) => names.toSorted(byName((name) => name)))"


def rows(within: Page | Locator) -> Locator:
    return within.locator("ul.plain > li")


def alphabet(name: str) -> str:
    """Return what English and Russian names are sorted by, where no accents but those of `ё` are in them."""
    return name.lower().replace("ё", "е").lstrip("«“")


def names(within: Page | Locator) -> list[str]:
    return [row.locator("a").first.inner_text() for row in rows(within).all()]


def sorted_on(page: Page, language: str, given: list[str]) -> Any:
    page.goto(f"/explore?list=topics&lang={language}")
    return page.evaluate(SORTED, given)


def test_russian_names_are_in_the_russian_alphabet(page: Page) -> None:
    russian = ["Берёза", "Березино", "Елец", "Ёлкино", "Ельск", "«Ермак»", "Жодино", "Школа № 9", "Школа № 10", "UNESCO"]
    assert sorted_on(page, "ru", russian[::-1]) == russian


def test_english_names_are_in_the_latin_alphabet_whatever_their_accents(page: Page) -> None:
    english = ["Äänekoski", "“Atlas”", "Évora", "Ewell", "School No. 9", "School No. 10", "Zug", "Орал"]
    assert sorted_on(page, "en", english[::-1]) == english


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_list_that_is_not_too_long_is_in_the_alphabet_of_the_reader_as_a_whole(page: Page, language: str) -> None:
    page.goto(f"/explore?list=cities&country=country:ru&lang={language}")
    for shown in (50, 100):
        expect(rows(page)).to_have_count(shown)
        page.locator(".more button").click()
    expect(page.locator(".more button")).to_have_count(0)
    expect(rows(page).nth(100)).to_be_visible()
    found = names(page)
    assert found == sorted(found, key=alphabet)


def test_a_list_that_is_too_long_says_that_it_is_in_the_order_of_english_names(page: Page) -> None:
    def lengthen(route: Route) -> None:
        answer = route.fetch().json()
        answer["data"]["cities"]["totalCount"] = 1001
        route.fulfill(json=answer)

    too_long = page.get_by_text("порядок – по английским названиям")
    page.goto("/explore?list=cities&lang=ru")
    expect(rows(page).first).to_be_visible()
    expect(too_long).to_have_count(0)
    page.route("**/graphql?*", lengthen)
    page.get_by_label("Страна").select_option("country:ru")
    expect(too_long).to_be_visible()
    expect(rows(page)).to_have_count(50)
    english = [name.removeprefix("/city/") for name in [row.locator("a").first.get_attribute("href") or "" for row in rows(page).all()[:5]]]
    assert english == sorted(english)


def test_another_order_is_left_as_it_is(page: Page) -> None:
    page.goto("/explore?lang=ru&order=ADOPTERS_DESC")
    expect(rows(page).first).to_contain_text("ЮНЕСКО")
    expect(rows(page)).to_have_count(20)


def test_the_parts_of_a_thing_are_in_the_alphabet_as_well(page: Page) -> None:
    page.goto("/programme/child-friendly-belarus?lang=ru")
    section = page.locator("#parties")
    expect(rows(section)).to_have_count(10)
    section.locator(".more button").click()
    expect(rows(section)).to_have_count(20)
    found = names(section)
    assert found == sorted(found, key=alphabet)
