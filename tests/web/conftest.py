"""A real server with the packaged seed, and a real browser where there is one (always in CI)."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.web.opening import opened, serving
from tests.web.users import USERS, User

_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `kb serve` on a default store that was empty."""
    with serving(tmp_path_factory.mktemp("home")) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    if path is None:
        pytest.skip("no chromium is installed")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, headless=True, args=_ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, served: str) -> Iterator[Page]:
    """A page that fails the test when it asks another host, or complains on its console."""
    with opened(browser, served) as page:
        yield page


@pytest.fixture(params=USERS, ids=str)
def user(request: pytest.FixtureRequest) -> User:
    """Each way of using the page."""
    given: User = request.param
    return given
