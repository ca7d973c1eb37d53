"""Lists to browse and results of a search: what is chosen stands in the address, and all of a list can be reached."""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path

from playwright.sync_api import Locator, Page, Route, expect

PAGE = 20
PAGE_BY_NAME = 50


def rows(page: Page) -> Locator:
    return page.locator("main ul.plain > li")


def total(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("status").filter(has_text=re.compile(r"\d+ in all"))


def never(_: Route) -> None:
    """Leave a question without an answer."""


def test_a_list_grows_by_pages_and_the_new_part_has_the_focus(page: Page) -> None:
    page.goto("/explore?list=cities")
    expect(rows(page)).to_have_count(PAGE_BY_NAME)
    expect(total(page)).to_be_visible()
    page.get_by_role("button", name="Show more").press("Enter")
    expect(rows(page)).to_have_count(2 * PAGE_BY_NAME)
    expect(rows(page).nth(PAGE_BY_NAME).locator("a").first).to_be_focused()


def test_filters_of_a_list_stand_in_its_address(page: Page) -> None:
    page.goto("/explore?list=institutions")
    page.get_by_label("Country").select_option("country:kz")
    page.get_by_label("Kind").select_option("COLLEGE")
    expect(rows(page).filter(has_text="college").filter(has_text="Kazakhstan").first).to_be_visible()
    expect(rows(page).filter(has_text="Russia")).to_have_count(0)
    expect(rows(page).filter(has_not_text="college")).to_have_count(0)
    before, names = total(page).inner_text(), rows(page).all_inner_texts()
    page.reload()
    expect(page.get_by_label("Country")).to_have_value("country:kz")
    expect(total(page)).to_have_text(before)
    expect(rows(page)).to_have_text(names)


def test_the_way_back_leads_to_the_list_as_it_was(page: Page) -> None:
    page.goto("/explore?list=adoptions")
    page.get_by_label("Stage").select_option("ABANDONED")
    expect(page.locator(".badge.adopted")).to_have_count(0)
    page.locator("article.fact a[href^='/practice/']").first.click()
    expect(page).to_have_url(re.compile("/practice/"))
    page.go_back()
    expect(page.get_by_label("Stage")).to_have_value("ABANDONED")
    expect(page.locator(".badge").first).to_have_text("given up")


def test_facts_are_listed_by_their_dates(page: Page) -> None:
    page.goto("/explore?list=visits&from=2024-01-01&to=2024-12-31")
    expect(rows(page).first.locator("a.when")).to_contain_text("2024")
    page.get_by_label("From the day").fill("2030-01-01")
    page.get_by_label("To the day").fill("2030-12-31")
    expect(page.get_by_text("Nothing fits what is chosen.")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Clear the choice").last.click()
    expect(page).to_have_url(re.compile(r"\?list=visits$"))
    expect(rows(page)).to_have_count(PAGE)


def test_practices_of_unknown_cost_are_shown_unless_the_reader_says_no(page: Page) -> None:
    page.goto("/explore?cost=2")
    expect(total(page)).to_have_text("199 in all")
    page.get_by_label("also where that is unknown").uncheck()
    expect(page).to_have_url(re.compile("unknown=no"))
    expect(page.get_by_text("Nothing fits what is chosen.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("also where that is unknown")).not_to_be_checked()


def test_what_is_typed_narrows_the_list_by_itself(page: Page) -> None:
    page.goto("/explore?list=cities")
    page.get_by_label("Name contains").press_sequentially("udine")
    expect(total(page)).to_have_text("1 in all")
    expect(rows(page).get_by_role("link", name="Udine")).to_be_visible()
    expect(page).to_have_url(re.compile("text=udine"))


def test_the_most_widely_used_practice_comes_first_where_that_is_chosen(page: Page) -> None:
    page.goto("/explore")
    page.get_by_label("Order").select_option("ADOPTERS_DESC")
    expect(rows(page).first).to_contain_text("UNESCO learning city")


def test_what_was_asked_is_given_up_when_something_else_is_chosen(page: Page) -> None:
    kazakh = re.compile("country%3Akz")
    page.route(kazakh, never)
    page.goto("/explore?list=cities")
    with page.expect_request(kazakh):
        page.get_by_label("Country").select_option("country:kz")
    with page.expect_event("requestfailed", lambda request: bool(kazakh.search(request.url))):
        page.get_by_label("Country").select_option("country:by")
    expect(rows(page).filter(has_not_text="Belarus")).to_have_count(0)


def test_a_list_is_taken_along_as_a_table_in_the_readers_language(page: Page, tmp_path: Path) -> None:
    page.goto("/explore?list=institutions&lang=ru")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("csv")).click()
    download.value.save_as(tmp_path / "list.csv")
    table = list(csv.DictReader(StringIO((tmp_path / "list.csv").read_text(encoding="utf-8-sig"))))
    assert len(table) > 200
    assert "Университет Мальмё" in {row["name"] for row in table}


def test_a_topic_says_how_many_practices_it_leads_to(page: Page) -> None:
    page.goto("/explore?list=topics")
    row = page.locator("ul.many > li").filter(has_text="Robotics and IT")
    expect(row).to_contain_text("14 practices")
    row.get_by_role("link").click()
    expect(page.get_by_role("heading", name="Practices")).to_contain_text("14")


def test_a_search_finds_things_in_any_language_and_of_one_kind(page: Page) -> None:
    page.goto("/explore?q=музей")
    expect(rows(page).first).to_be_visible()
    page.get_by_label("Kind").select_option("INSTITUTION")
    expect(page).to_have_url(re.compile("only=INSTITUTION"))
    expect(rows(page).locator(".kind").filter(has_not_text="institution")).to_have_count(0)
    expect(rows(page).locator(".kind").first).to_have_text("institution")


def test_what_an_institution_is_found_by_is_told_in_the_readers_words(page: Page) -> None:
    page.goto("/explore?q=authority&lang=ru&only=INSTITUTION")
    expect(rows(page).first).to_contain_text("орган управления образованием")
    expect(rows(page).filter(has_text="education-authority")).to_have_count(0)


def test_a_search_that_finds_nothing_leads_to_the_lists(page: Page) -> None:
    page.goto("/explore?q=zzzqqq")
    expect(page.get_by_text("Nothing is found for “zzzqqq”")).to_be_visible()
    page.get_by_role("navigation", name="Lists").get_by_role("link", name="Topics").click()
    expect(page.get_by_role("main").get_by_role("link", name="Robotics and IT")).to_be_visible()
    expect(page.get_by_role("navigation", name="Lists").locator("[aria-current=page]")).to_have_text("Topics")
