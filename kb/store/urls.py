"""URLs of stores as people may see them."""

from __future__ import annotations

EMBEDDED = "sqlite"
SHARED = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")


def shown(url: str) -> str:
    """Return a URL without user and password, whatever they are made of; that of an embedded store has none."""
    if scheme_of(url) == EMBEDDED or "@" not in url:
        return url
    start, mark, rest = url.partition("://")
    return f"{start}{mark}{rest.rpartition('@')[2]}" if mark else url.rpartition("@")[2]


def scheme_of(url: str) -> str:
    """Return what stands before the first colon, in lower case; "" where there is none."""
    start, colon, _ = url.partition(":")
    return start.lower() if colon else ""
