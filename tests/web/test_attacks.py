"""Whatever stands in a fact is shown as text, and turns nothing around it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import Browser

from tests.web.attacked import VIEWS, write_attacked
from tests.web.opening import opened, serving

UNTAMED = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const loose = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.includes("\\u202e") || parent.closest("option, textarea, script")) continue;
    if (!getComputedStyle(parent).unicodeBidi.includes("isolate")) loose.push(`${parent.tagName}.${parent.className}: ${node.data}`);
  }
  return loose;
}"""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("attacked")
    with ThreadPoolExecutor(1) as beside:  # the browser's own loop runs in this thread
        url = beside.submit(asyncio.run, write_attacked(folder / "kb.sqlite")).result()
    with serving(folder, "--store", url) as address:
        yield address


@pytest.mark.parametrize("view", VIEWS)
def test_an_attack_is_shown_as_text(browser: Browser, attacked: str, view: str) -> None:
    with opened(browser, attacked) as page:
        page.goto(view)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        page.wait_for_load_state("networkidle")
        assert page.locator("img[src='x'], main script").count() == 0
        if view != "/curate":
            assert "<img src=x onerror=" in page.locator("main").inner_text()
        assert page.evaluate(UNTAMED) == []
        assert "\u202e" not in page.title()
