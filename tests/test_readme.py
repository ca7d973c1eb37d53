"""The README is true: its table of settings, its commands, its links, and nothing left to be filled in."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from pathlib import Path

import kb
from kb.cli.app import app
from kb.config import Settings

ROOT = Path(kb.__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_table_of_settings_is_the_codes() -> None:
    rows = dict(re.findall(r"^\| `(KB_\w+)` \| (.+?) \|", README, re.MULTILINE))
    known = {f"KB_{field.name.upper()}": field.default for field in fields(Settings)}
    assert set(rows) == set(known)
    for name, default in known.items():
        assert default is MISSING or rows[name] == ("none" if default is None else f"`{default}`")


def test_every_command_is_named() -> None:
    names = [command.callback.__name__ for command in app.registered_commands if command.callback]
    assert [name for name in names if f"kb {name}" not in README] == []


def test_every_target_it_tells_to_make_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", README)) <= targets


def test_every_file_it_links_to_exists() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_nothing_is_left_to_be_filled_in() -> None:
    assert re.findall(r"^[A-Z]+$", README, re.MULTILINE) == []
