"""An analyst sees at a glance how a practice travelled, and takes the picture along."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.opening import opened
from tests.web.users import User


@pytest.fixture
def page(browser: Browser, served: str, user: User) -> Iterator[Page]:
    with opened(browser, served, user.width, user.theme) as page:
        yield page


def test_an_analyst_follows_a_practice_and_takes_it_along(page: Page, user: User, browser: Browser, served: str) -> None:
    page.goto(f"/?lang={user.language}")
    user.find(page, page.get_by_role("combobox", name=user.reads("home.practiceField"), exact=True), "Playful Paradigm")
    expect(page.get_by_role("heading", level=1)).to_contain_text(user.says("Playful Paradigm", "Игровая парадигма города"))
    expect(page.locator("svg.tree .link.recorded:not(.legend *)")).to_have_count(6)
    expect(page.locator(".spread-map .arc.recorded")).to_have_count(6)
    expect(page.locator("svg.curve")).to_be_visible()

    page.get_by_label(user.reads("practice.asOf")).focus()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("asOf="))
    with opened(browser, served, user.width, user.theme) as other:
        other.goto(page.url)
        size = other.locator(".figure.size b").inner_text()
    expect(page.locator(".figure.size b")).to_have_text(size)

    picture = user.downloads(page, page.get_by_role("button", name="SVG").first)
    assert b"<svg" in picture
    assert user.says("Udine", "Удине").encode() in picture
    image = user.downloads(page, page.get_by_role("button", name="PNG").first)
    assert image.startswith(b"\x89PNG")
    links = user.downloads(page, page.get_by_role("button", name="CSV").last).decode()
    assert len(list(csv.reader(io.StringIO(links)))) > 1

    page.go_back()
    expect(page.get_by_role("combobox", name=user.reads("home.practiceField"), exact=True)).to_be_visible()


def test_what_the_chart_shows_can_be_read_as_a_table(page: Page, user: User) -> None:
    page.goto(f"/practice/playful-paradigm?lang={user.language}")
    expect(page.locator("svg.curve")).to_be_visible()
    user.press(page.locator("details.behind > summary").last)
    expect(page.locator("details.behind table").last).to_be_visible()
    page.reload()
    expect(page.locator("svg.tree")).to_be_visible()
