"""Checks that several types of the model share. Each raises InvalidInput that says what would be right."""

from __future__ import annotations

from urllib.parse import urlsplit

from kb.errors import InvalidInput


def check_url(url: str | None) -> None:
    """Raise InvalidInput unless `url` is None or an http or https address with a host."""
    if url is None:
        return
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable or any(character.isspace() for character in url):
        raise InvalidInput(f"{url!r} is no http or https address")


def check_range(name: str, value: float | None, low: float, high: float) -> None:
    """Raise InvalidInput unless `value` is None or between two bounds, both included."""
    if value is not None and not low <= value <= high:
        raise InvalidInput(f"{name} is {value:g}; it goes from {low:g} to {high:g}")


def check_count(name: str, value: int | None) -> None:
    """Raise InvalidInput unless `value` is None or a number of people or parties, 1 or more."""
    if value is not None and value < 1:
        raise InvalidInput(f"{name} is {value}; a count is 1 or more, and left out where it is unknown")
