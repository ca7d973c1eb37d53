"""Where a Neo4j database is, and as whom to log in there."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

from kb.errors import InvalidInput
from kb.store.urls import SHARED, scheme_of

DEFAULT_DATABASE = "neo4j"
_SYSTEM = "system"
_EXAMPLE = "write neo4j://user:password@host:7687/database, and in a password %40 for @, %2F for /, %23 for #, %3F for ?"


@dataclass(frozen=True, slots=True)
class Address:
    """A server, a database of it, and a log-in. The password is in no text that people are shown."""

    uri: str  # without log-in and database
    database: str = DEFAULT_DATABASE
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.uri}/{self.database}"

    @property
    def auth(self) -> tuple[str, str] | None:
        """The log-in; None for a server that asks for none."""
        return (self.user or "neo4j", self.password) if self.password is not None else None


def read_address(url: str, user: str | None = None, password: str | None = None) -> Address:
    """Read `neo4j://user:password@host:port/database`; `user` and `password` stand in for what the URL does not give.

    Raises:
        InvalidInput: it has no host, a port that is none, or parts that have no meaning here. The URL is not repeated:
            where it is mistyped, any part of it may be the password.
    """
    parts = _split(url)
    database = unquote(parts.path.strip("/")) or DEFAULT_DATABASE
    if parts.scheme not in SHARED or not parts.hostname or parts.query or parts.fragment or not _is_name(database):
        raise InvalidInput(f"the {scheme_of(url)} URL of the store names no database of a server; {_EXAMPLE}")
    if database == _SYSTEM:
        raise InvalidInput(f"the database `{_SYSTEM}` is the server's own; name another after the last slash of the URL")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return Address(
        uri=f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}",
        database=database,
        user=unquote(parts.username) if parts.username else user,
        password=unquote(parts.password) if parts.password else password,
    )


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna")  # as it is looked up
        sound = parts.port != 0 and not any(sign in host for sign in b" %")
    except ValueError:  # whose words repeat what may be the password
        sound = False
    if not sound:
        raise InvalidInput(f"the {scheme_of(url)} URL of the store has a host or a port that is none; {_EXAMPLE}")
    return parts


def _is_name(database: str) -> bool:
    return not {"/", "@", ":"} & set(database)
