"""The page in a browser: its first view against a bare page with one GraphQL request, and the work of a frame while its slider moves."""

from __future__ import annotations

import shutil
import statistics
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, sync_playwright

from tests.bench.cold import seeded
from tests.bench.processes import running

_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
_DRAWN = {"/bare": "main:not(:empty)", "/": ".map[data-drawn] .line[d]"}
_WATCH = """(selector) => {
  const look = () => {
    if (!document.querySelector(selector)) return;
    seen.disconnect();
    requestAnimationFrame(() => (document.documentElement.dataset.drawnAt = performance.now()));
  };
  const seen = new MutationObserver(look);
  seen.observe(document, { childList: true, subtree: true });
}"""
_MOVE = """([input, year]) => {
  input.value = year;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
}"""
_UNSETTLED = 3  # frames that warm up


@dataclass(frozen=True)
class Found:
    """Milliseconds."""

    bare: float  # from the start of the navigation until the answer is drawn
    first: float
    frame: float  # of script, for a step of the slider; the mean
    longest: float  # the worst of them


def measure(folder: Path, *, rounds: int) -> Found:
    """Serve the packaged seed, and open the pages in turn, each time in a new profile with an empty cache."""
    store = seeded(folder)
    with running([sys.executable, "-m", "tests.bench.bare_page", store]) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), headless=True, args=_ARGUMENTS)
        root = address.removesuffix("/graphql")
        times = [{path: _opened(browser, root, path) for path in _DRAWN} for _ in range(rounds + 1)][1:]
        frames = _frames(browser, root)
        browser.close()
    bare, first = (statistics.median(each[path] for each in times) for path in _DRAWN)
    return Found(bare, first, statistics.mean(frames), max(frames))


def _opened(browser: Browser, root: str, path: str) -> float:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(f"({_WATCH})({_DRAWN[path]!r})")
    page.goto(root + path)
    page.locator("html[data-drawn-at]").wait_for(state="attached")
    drawn = float(page.evaluate("document.documentElement.dataset.drawnAt"))
    context.close()
    return drawn


def _frames(browser: Browser, root: str) -> list[float]:
    page = browser.new_page()
    page.goto(root)
    page.locator(_DRAWN["/"]).first.wait_for(state="attached")
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    slider = page.locator("main input[type=range]").first
    handle = slider.element_handle()
    years = range(int(slider.get_attribute("min") or 0), int(slider.get_attribute("max") or 0) + 1)

    spent = [_script_ms(session)]
    for year in years:
        page.evaluate(_MOVE, [handle, year])
        spent.append(_script_ms(session))
    return [after - before for before, after in pairwise(spent)][_UNSETTLED:]


def _script_ms(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return 1000 * next(float(each["value"]) for each in metrics if each["name"] == "ScriptDuration")
