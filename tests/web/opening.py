"""Servers and pages of the tests: each ends with what it was opened for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal

from playwright.sync_api import Browser, Page

Theme = Literal["light", "dark"]


@contextmanager
def serving(home: Path, *arguments: str) -> Iterator[str]:
    """Serve with a home of its own; yields the address."""
    environment = {**os.environ, "XDG_DATA_HOME": str(home), "HOME": str(home)}
    command = [sys.executable, "-m", "kb", "serve", "--port", "0", *arguments]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            yield _address(server.stderr)
        finally:
            server.terminate()


@contextmanager
def opened(
    browser: Browser, served: str, width: int = 1280, theme: Theme = "light", locale: str = "en-GB", failing: bool = False
) -> Iterator[Page]:
    """Open a page that fails the test when it asks another host, or complains on its console.

    That something was fetched long before it is used tells of a slow machine alone.

    Args:
        browser: where it is opened.
        served: the address of its server.
        width: of the window, in pixels.
        theme: what the reader prefers.
        locale: the reader's language.
        failing: whether requests are meant to fail, which the browser tells on the console.
    """
    context = browser.new_context(base_url=served, locale=locale, viewport={"width": width, "height": 900}, color_scheme=theme)
    page = context.new_page()
    complaints: list[str] = []
    page.on("request", lambda request: _at_home(request.url, served, complaints))
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    yield page
    context.close()
    heard = [each for each in complaints if "preloaded" not in each and not (failing and each.startswith("Failed to load resource"))]
    if heard:
        raise AssertionError("; ".join(heard))


def _address(stderr: IO[str]) -> str:
    for line in stderr:
        if match := re.search(r"http://127\.0\.0\.1:\d+", line):
            return match.group()
    raise AssertionError("the server ended before it served")


def _at_home(url: str, served: str, complaints: list[str]) -> None:
    if not url.startswith((served, "data:", "blob:")):
        complaints.append(f"asked {url}")
