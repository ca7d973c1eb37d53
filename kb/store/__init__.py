"""Stores, by their URLs."""

from __future__ import annotations

from urllib.parse import unquote

from kb.errors import InvalidInput, did_you_mean
from kb.store.base import Store
from kb.store.urls import EMBEDDED, SHARED, scheme_of, shown

__all__ = ["open_store", "shown"]
_EXAMPLES = "write sqlite:///relative.db, sqlite:////absolute/path.db or neo4j://user:password@host:7687"
_SECONDS = 5.0


def open_store(url: str, *, user: str | None = None, password: str | None = None, seconds: float = _SECONDS) -> Store:
    """Return the store that a URL names. Nothing is opened before the first call of a method.

    Args:
        url: `sqlite:///path`, or `neo4j://user:password@host:port/database` (also bolt, and +s or +ssc for TLS).
        user: the user to log in as, where the URL names none.
        password: the password, where the URL has none.
        seconds: within which a shared store answers a question, or is taken for unavailable.

    Raises:
        InvalidInput: the URL names no store that this version knows.
    """
    scheme = scheme_of(url)
    if scheme == EMBEDDED:
        return _embedded(url)
    if scheme in SHARED:
        return _shared(url, user, password, seconds)
    raise InvalidInput(f"{shown(url)!r} names no known kind of store{did_you_mean(scheme, (EMBEDDED, *SHARED))}; {_EXAMPLES}")


def _embedded(url: str) -> Store:
    path = unquote(url.partition("://")[2])
    if not path.startswith("/") or path in ("/", "/:memory:"):
        raise InvalidInput(f"{url!r} names no file; {_EXAMPLES}")
    from kb.store.sqlite import SqliteStore

    return SqliteStore(path[1:])


def _shared(url: str, user: str | None, password: str | None, seconds: float) -> Store:
    try:
        from kb.store.neo4j import Neo4jStore, read_address
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "neo4j":
            raise
        raise InvalidInput("the driver of Neo4j is not installed: pip install 'peer-learning-kb[neo4j]'") from None
    return Neo4jStore(read_address(url, user, password), timeout_seconds=seconds)
