"""An education department finds what to study, whom to visit, and leaves with a plan."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.web.opening import opened
from tests.web.users import User

ORAL = "/city/oral"


@pytest.fixture
def page(browser: Browser, served: str, user: User) -> Iterator[Page]:
    with opened(browser, served, user.width, user.theme) as page:
        yield page


def stops(page: Page) -> Locator:
    return page.locator("#plan ol.stops > li")


def downloaded(page: Page, user: User, button: Locator) -> str:
    return user.downloads(page, button).decode()


def test_a_department_leaves_with_a_plan_it_can_act_on(page: Page, user: User, browser: Browser, served: str) -> None:
    page.goto(f"/?lang={user.language}")
    user.find(page, page.get_by_role("combobox", name=user.says("Find a city", "Найти город"), exact=True), "Уральск")
    expect(page.get_by_role("heading", level=1)).to_have_text(user.says("Oral", "Уральск"))

    first = page.locator("#study ol > li").first
    user.press(first.locator("summary").first)
    expect(first.locator(".fact").first).to_be_visible()
    user.press(first.locator(".fact details.sources > summary").first)
    expect(first.locator(".fact details.sources a[rel~=external]").first).to_be_visible()

    page.get_by_label(user.says("Country to visit", "Куда ехать: страна")).select_option("country:by")
    page.get_by_label(user.says("Stops of the plan", "Остановок в плане")).select_option("2")
    expect(stops(page)).to_have_count(2)
    for heading in stops(page).locator("h3").all():
        expect(heading).to_contain_text(user.says("Belarus", "Беларусь"))
    expect(page.locator("#plan svg")).to_be_visible()

    with opened(browser, served, user.width, user.theme) as other:
        other.goto(page.url)
        expect(stops(other).locator("h3")).to_have_text(stops(page).locator("h3").all_inner_texts())

    table = downloaded(page, user, page.get_by_role("button", name=user.says("Table (.csv)", "Таблица (.csv)")))
    rows = list(csv.DictReader(io.StringIO(table)))
    assert [row["city"] for row in rows] == [text.split(",")[0] for text in stops(page).locator("h3").all_inner_texts()]
    calendar = downloaded(page, user, page.get_by_role("button", name=user.says("Calendar (.ics)", "Календарь (.ics)")))
    assert calendar.count("BEGIN:VEVENT\r\n") == 2
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))


def test_a_reload_and_the_way_back_lose_nothing(page: Page, user: User) -> None:
    page.goto(f"{ORAL}?lang={user.language}&country=country:ru&stops=2")
    expect(stops(page)).to_have_count(2)
    before = stops(page).locator("h3").all_inner_texts()
    page.reload()
    expect(stops(page).locator("h3")).to_have_text(before)
    user.press(stops(page).locator("h3 a").first)
    expect(page.get_by_role("heading", level=1)).to_have_text(before[0].split(",")[0])
    page.go_back()
    expect(stops(page).locator("h3")).to_have_text(before)


def test_what_became_of_a_visit_is_told_with_its_source(page: Page, user: User) -> None:
    page.goto(f"/city/mstislavl-district?lang={user.language}")
    became = page.locator("#follow li").filter(has_text=user.says("Pochinok", "Поч"))
    expect(became.first).to_be_visible()
    expect(became.first.locator(".became .fact").first).to_be_visible()


def test_only_the_plan_goes_to_paper_with_the_addresses_of_its_hosts(page: Page, user: User) -> None:
    page.goto(f"{ORAL}?lang={user.language}")
    expect(stops(page)).to_have_count(3)
    page.emulate_media(media="print")
    expect(page.locator("#plan")).to_be_visible()
    for hidden in ("#study", "header.frame", "form.filters", "#plan button"):
        expect(page.locator(hidden).first).to_be_hidden()
