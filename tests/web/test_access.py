"""Everybody can use every view: axe finds nothing against WCAG 2.2 AA, in both themes, wide and narrow."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.web.opening import Theme, opened
from tests.web.views import VIEWS

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
LOOKS: list[tuple[int, Theme, str]] = [(1280, "light", "en"), (360, "dark", "ru")]


def told(violation: Any) -> str:
    places = "; ".join(f"{node['target'][0]}: {node['failureSummary']}" for node in violation["nodes"][:3])
    return f"{violation['id']} ({len(violation['nodes'])}): {places}"


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look[0]} {look[1]}")
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(browser: Browser, served: str, view: str, look: tuple[int, Theme, str]) -> None:
    width, theme, language = look
    address = VIEWS[view]
    with opened(browser, served, width, theme) as page:
        page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        page.wait_for_load_state("networkidle")
        found = Axe().run(page, options=RULES).response["violations"]
        assert [told(violation) for violation in found] == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_narrow_window_never_scrolls_sideways(browser: Browser, served: str, view: str) -> None:
    with opened(browser, served, 360) as page:
        page.goto(VIEWS[view])
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_has_one_heading_that_its_window_is_named_by(browser: Browser, served: str, view: str) -> None:
    with opened(browser, served) as page:
        page.goto(VIEWS[view])
        page.wait_for_load_state("networkidle")
        assert page.locator("h1").count() == 1
        if view != "home":
            assert page.locator("h1").inner_text().split("\n")[0].strip() in page.title()
