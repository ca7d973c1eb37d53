"""A server that is slow, fails or is away: a clear word, a way to ask again, and nothing lost."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.web.opening import opened

QUESTIONS = "**/graphql?**"
REFUSED = '{"errors": [{"message": "away", "extensions": {"code": "STORE_UNAVAILABLE"}}]}'


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    with opened(browser, served, failing=True) as page:
        yield page


def slowly(route: Route) -> None:
    time.sleep(1.5)
    route.continue_()


def test_a_server_that_is_away_is_told_and_asked_again(page: Page) -> None:
    page.route(QUESTIONS, lambda route: route.abort())
    page.goto("/city/oral")
    expect(page.get_by_role("alert").first).to_contain_text("The server cannot be reached")
    page.unroute(QUESTIONS)
    page.get_by_role("button", name="Ask again").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Oral")


def test_a_store_that_is_away_is_told_in_the_readers_language(page: Page) -> None:
    page.route(QUESTIONS, lambda route: route.fulfill(status=503, content_type="application/json", body=REFUSED))
    page.goto("/city/oral?lang=ru")
    expect(page.get_by_role("alert").first).to_contain_text("Хранилище базы сейчас недоступно")
    expect(page.get_by_role("button", name="Спросить ещё раз").first).to_be_visible()


def test_an_answer_that_is_no_answer_is_told(page: Page) -> None:
    page.route(QUESTIONS, lambda route: route.fulfill(status=502, content_type="text/html", body="<h1>Bad gateway</h1>"))
    page.goto("/practice/playful-paradigm")
    expect(page.get_by_role("alert").first).to_contain_text("The server cannot be reached")


def test_a_slow_server_gets_a_word(page: Page) -> None:
    page.route(QUESTIONS, slowly)
    page.goto("/city/oral")
    expect(page.get_by_text("Still asking…").first).to_be_visible()
    page.unroute(QUESTIONS)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Oral")
    expect(page.get_by_text("Still asking…")).to_have_count(0)


def test_one_answer_that_fails_takes_no_other_with_it(page: Page) -> None:
    asked: list[str] = []

    def fail_rankings(route: Route) -> None:
        asked.append(route.request.url)
        route.abort() if len(asked) > 1 else route.continue_()

    page.route(QUESTIONS, fail_rankings)
    page.goto("/city/oral")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Oral")
    expect(page.get_by_role("alert").first).to_be_visible()


def test_what_was_typed_into_the_search_stays_when_it_fails(page: Page) -> None:
    page.goto("/explore")
    page.route(QUESTIONS, lambda route: route.abort())
    field = page.get_by_role("combobox").first
    field.fill("Udine")
    expect(page.get_by_text("The server cannot be reached").first).to_be_visible()
    expect(field).to_have_value("Udine")


def test_a_page_whose_words_do_not_come_says_so_and_can_be_loaded_again(browser: Browser, served: str) -> None:
    context = browser.new_context(base_url=served)
    page = context.new_page()
    page.route("**/languages/*.json", lambda route: route.abort())
    page.goto("/city/oral")
    expect(page.get_by_text("Still loading.")).to_be_visible()
    page.unroute("**/languages/*.json")
    page.get_by_role("link", name="Reload").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Oral")
    context.close()
