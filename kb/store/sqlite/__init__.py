"""The embedded store, on SQLite: no server to install, one file to keep."""

from kb.store.sqlite.store import SqliteStore

__all__ = ["SqliteStore"]
