"""People who record: their tokens, and what they do with the forms."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect


def token(home: Path, role: str) -> str:
    """Return a token of a role for the store under a home."""
    environment = {**os.environ, "XDG_DATA_HOME": str(home), "HOME": str(home)}
    command = [sys.executable, "-m", "kb", "token", "create", "--role", role]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.strip()


def asked(served: str, query: str) -> dict[str, Any]:
    """Return the data that anybody gets for a query."""
    return _answered(served, query, {})


def done(served: str, secret: str, mutation: str) -> dict[str, Any]:
    """Return the data that the bearer of a token gets for a mutation."""
    return _answered(served, mutation, {"Authorization": f"Bearer {secret}"})


def _answered(served: str, query: str, headers: dict[str, str]) -> dict[str, Any]:
    body = json.dumps({"query": query}).encode()
    request = urllib.request.Request(f"{served}/graphql", body, {"Content-Type": "application/json", **headers})
    with urllib.request.urlopen(request) as response:
        data: dict[str, Any] = json.load(response)["data"]
    return data


def sign_in(page: Page, secret: str, path: str = "/curate") -> None:
    """Open a page and sign in for as long as the window is open."""
    page.goto(path)
    page.get_by_label("Token").fill(secret)
    page.get_by_label("Keep me signed in").check()
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Signed in as")).to_be_visible()


def pick(page: Page, label: str, text: str) -> Locator:
    """Choose the first thing that is found for a text, by keyboard."""
    field = page.get_by_role("main").get_by_role("combobox", name=label)
    field.fill(text)
    expect(page.locator("[role=listbox]:visible [role=option]").first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    return field


def cite(page: Page, title: str, address: str) -> None:
    """Give a new publication as the source."""
    page.get_by_label("The publication is").select_option("fresh")
    page.get_by_label("Title of the publication").fill(title)
    page.get_by_label("Its address on the web").fill(address)


def fill_adoption(page: Page, by: str, date: str, source: str) -> None:
    """Fill the form of an adoption with what is needed, and a date."""
    pick(page, "Practice", "Playful Paradigm")
    pick(page, "Who took the step", by)
    page.get_by_label("How far it went").select_option("PILOTING")
    page.get_by_label("When", exact=True).fill(date)
    cite(page, source, f"https://example.org/{source.replace(' ', '-')}")


def steps_of(served: str, city: str) -> list[dict[str, Any]]:
    """Return the steps that a city took with the practice of these tests."""
    chosen = f'filter: {{ practice: "practice:playful-paradigm", party: "{city}" }}'
    query = f"{{ adoptions({chosen}) {{ edges {{ node {{ id date {{ edtf }} citations {{ source {{ title }} }} }} }} }} }}"
    return [edge["node"] for edge in asked(served, query)["adoptions"]["edges"]]
