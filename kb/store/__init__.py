"""Stores, by their URLs."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from kb.errors import InvalidInput, did_you_mean
from kb.store.base import Store

_KNOWN = ("sqlite",)
_EXAMPLES = "write sqlite:///relative.db or sqlite:////absolute/path.db"


def open_store(url: str) -> Store:
    """Return the store that a URL names. Nothing is opened before the first call of a method.

    Raises:
        InvalidInput: the URL names no store that this version knows.
    """
    parts = urlsplit(url)
    if parts.scheme not in _KNOWN:
        raise InvalidInput(f"{url!r} names no known kind of store{did_you_mean(parts.scheme, _KNOWN)}; {_EXAMPLES}")
    path = unquote(url.partition("://")[2])
    if not path.startswith("/") or path in ("/", "/:memory:"):
        raise InvalidInput(f"{url!r} names no file; {_EXAMPLES}")
    from kb.store.sqlite import SqliteStore

    return SqliteStore(path[1:])
