"""Users of the page: what they read, how wide, in which theme, and with what they press."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from kb.api.pages import WEB
from tests.web.opening import Theme


@dataclass(frozen=True)
class User:
    """One way of using the page."""

    language: str
    keyboard: bool
    width: int
    theme: Theme

    def __str__(self) -> str:
        """Return its name in the report of the tests."""
        return f"{self.language}-{'keyboard' if self.keyboard else 'mouse'}-{self.width}-{self.theme}"

    def says(self, english: str, russian: str) -> str:
        """Return the words that this user reads."""
        return russian if self.language == "ru" else english

    def reads(self, key: str) -> str:
        """Return what stands in this user's catalogue under a key, up to its first value."""
        entry: Any = json.loads((WEB / "languages" / f"{self.language}.json").read_text())
        for part in key.split("."):
            entry = entry[part]
        return str(entry).partition("{")[0].strip()

    def press(self, target: Locator) -> None:
        """Press a button, a link or a summary."""
        if not self.keyboard:
            target.click()
            return
        target.focus()
        expect(target).to_be_focused()
        target.press("Enter")

    def downloads(self, page: Page, button: Locator) -> bytes:
        """Press a button, and return the file that is saved."""
        with page.expect_download() as download:
            self.press(button)
        return Path(download.value.path()).read_bytes()

    def find(self, page: Page, field: Locator, text: str) -> None:
        """Type into a search field, and choose the first that is found."""
        options = page.locator("[role=listbox]:visible [role=option]")
        if self.keyboard:
            field.focus()
            page.keyboard.type(text)
            expect(options.first).to_be_visible()
            page.keyboard.press("ArrowDown")
            page.keyboard.press("Enter")
        else:
            field.click()
            field.fill(text)
            options.first.click()


USERS = [
    User("en", keyboard=False, width=1280, theme="light"),
    User("ru", keyboard=True, width=360, theme="dark"),
    User("en", keyboard=True, width=1280, theme="dark"),
    User("ru", keyboard=False, width=360, theme="light"),
]
