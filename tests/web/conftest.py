"""A real server with the packaged seed, and a real browser where there is one (always in CI)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

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
    home = tmp_path_factory.mktemp("home")
    environment = {**os.environ, "XDG_DATA_HOME": str(home), "HOME": str(home)}
    command = [sys.executable, "-m", "kb", "serve", "--port", "0"]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            yield _address(server.stderr)
        finally:
            server.terminate()


def _address(stderr: IO[str]) -> str:
    for line in stderr:
        if match := re.search(r"http://127\.0\.0\.1:\d+", line):
            return match.group()
    raise AssertionError("the server ended before it served")


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
def page(browser: Browser, served: str, tmp_path: Path) -> Iterator[Page]:
    """A page that fails the test when it asks another host, or complains on its console."""
    context = browser.new_context(base_url=served, locale="en-GB")
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("request", lambda request: _at_home(request.url, served, complaints))
    opened.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert complaints == []


def _at_home(url: str, served: str, complaints: list[str]) -> None:
    if not url.startswith((served, "data:", "blob:")):
        complaints.append(f"asked {url}")
