"""What the first view weighs on its way to the reader."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from playwright.sync_api import Browser, expect

from tests.web.opening import opened

SCRIPT_BYTES, ALL_BYTES = 150_000, 250_000


def test_the_first_view_is_light(browser: Browser, served: str) -> None:
    """Counts bytes as they came over the wire, headers included."""
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}
    with opened(browser, served) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
        session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
        page.goto("/")
        page.locator(".map .lines path").first.wait_for(state="attached")
        page.wait_for_load_state("networkidle")
    assert sum(size for key, size in sizes.items() if kinds.get(key) == "Script") <= SCRIPT_BYTES
    assert 50_000 < sum(sizes.values()) <= ALL_BYTES


@pytest.mark.parametrize("language", ["en", "ru"])
def test_what_the_first_view_is_told_to_fetch_beforehand_is_what_it_asks_for(browser: Browser, served: str, language: str) -> None:
    """A question that were written another way than it was told would be asked twice."""
    asked: Counter[str] = Counter()
    with opened(browser, served, locale=language) as page:
        page.on("request", lambda request: asked.update([request.url.removeprefix(served)]))
        told = page.goto("/")
        page.locator(".map .lines path").first.wait_for(state="attached")
        page.wait_for_load_state("networkidle")
    assert told is not None
    links = [link.partition(">")[0].strip(" <") for link in told.headers["link"].split(",")]
    assert [address for address, times in asked.items() if times > 1] == []
    assert set(links) <= asked.keys()
    assert [link for link in links if link.startswith("/graphql")] == [address for address in asked if address.startswith("/graphql")][:1]


def test_what_was_fetched_beforehand_is_no_answer_to_who_is_signed_in(browser: Browser, served: str) -> None:
    asked: Counter[str | None] = Counter()
    with opened(browser, served, failing=True) as page:
        page.add_init_script("sessionStorage.setItem('token', 'nobodys')")
        page.on("request", lambda request: asked.update([request.headers.get("authorization")] if "/graphql?" in request.url else []))
        page.goto("/")
        expect(page.get_by_text(re.compile("token")).first).to_be_visible()
        page.wait_for_load_state("networkidle")
    assert asked == {None: 1, "Bearer nobodys": 2}
