"""What the driver and the server say when they fail, in words for people: each failure with its remedy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from socket import gaierror

from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    ConnectionPoolError,
    ConstraintError,
    DriverError,
    Forbidden,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
    UnsupportedServerProduct,
)

from kb.errors import InvalidInput, StoreError, StoreReadOnly, StoreUnavailable

_NO_DATABASE = "Neo.ClientError.Database.DatabaseNotFound"
_TOO_OFTEN = "Neo.ClientError.Security.AuthenticationRateLimit"
_MUST_CHANGE = "Neo.ClientError.Security.CredentialsExpired"
_TOO_LARGE = ("Neo.TransientError.General.MemoryPoolOutOfMemoryError", "Neo.TransientError.General.OutOfMemoryError")
_TIMED_OUT = (
    "Neo.ClientError.Transaction.TransactionTimedOut",
    "Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration",
)
_READ_ONLY = (
    "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase",
    "Neo.ClientError.General.WriteOnReadOnlyAccessDatabase",
    "Neo.ClientError.Statement.AccessMode",
)
_OLD_PROTOCOL = "not supported for the Bolt Protocol"  # what the driver says of servers before 5.7
_HTTP = "looks like HTTP"  # what it says of a port that is not for Bolt


class TooLarge(StoreUnavailable):
    """The server has too little memory for a transaction of that size."""


@contextmanager
def explained(where: str, seconds: float) -> Iterator[None]:
    """Turn what the driver and the server raise into a StoreError; `where` is the address without its password."""
    try:
        yield
    except TimeoutError as error:
        raise _late(where, seconds) from error
    except (Neo4jError, DriverError) as error:
        raise _explain(error, where, seconds) from error
    except OSError as error:
        raise StoreUnavailable(f"{where} cannot be reached: {error}", "see whether the address is right") from error
    except (OverflowError, UnicodeEncodeError) as error:
        raise InvalidInput(f"a number or a text given is one that no store can hold: {error}") from error


def too_old(where: str, version: str = "") -> StoreError:
    """Return the error of a server that is older than what this program needs."""
    found = f"is Neo4j {version}" if version else "is an old Neo4j, or no Neo4j"
    return StoreError(f"{where} {found}, and this program needs Neo4j 5.26 or newer", "upgrade the server, or give another one")


def _explain(error: Neo4jError | DriverError, where: str, seconds: float) -> StoreError:
    code = getattr(error, "code", None) or ""
    if code == _TOO_OFTEN:
        return StoreUnavailable(f"{where} takes no log-in for a while, after several wrong ones", "wait, then give the right one")
    if code == _MUST_CHANGE:
        return StoreError(f"{where} wants this user's password changed", "do so in Neo4j Browser or cypher-shell, then give the new one")
    if isinstance(error, AuthError):
        return StoreError(f"{where} refuses the user or the password", "give them in the URL, or as KB_STORE_USER and KB_STORE_PASSWORD")
    if code in _READ_ONLY:
        return StoreReadOnly(f"{where} cannot be written", "give another database, or let the server write this one")
    if isinstance(error, Forbidden):
        return StoreReadOnly(f"{where} does not let this user do that: {_said(error)}", "give a user with the right to read and to write")
    if code == _NO_DATABASE:
        return StoreError(f"{where}: there is no such database", "create it, or name another after the last slash; Community has `neo4j`")
    if code in _TOO_LARGE:
        return TooLarge(f"{where} has too little memory for this", "give the server more heap, or ask for less")
    if code in _TIMED_OUT:
        return _late(where, seconds)
    return _by_class(error, where)


def _by_class(error: Neo4jError | DriverError, where: str) -> StoreError:
    if isinstance(error, IncompleteCommit):
        again = "write it again: what was kept is not written twice"
        return StoreUnavailable(f"{where} went away while it kept a write, which may or may not be there", again)
    if isinstance(error, ConnectionPoolError):
        return StoreUnavailable(f"{where} has no connection free", "ask again later, or run one more process of the API")
    if isinstance(error, ServiceUnavailable | SessionExpired):
        return _unreachable(error, where)
    if isinstance(error, TransientError) or error.is_retryable():
        return StoreUnavailable(f"{where} could not do it just now: {_said(error)}", "try again")
    if isinstance(error, UnsupportedServerProduct) or _OLD_PROTOCOL in str(error):
        return too_old(where)
    if isinstance(error, ConfigurationError):
        return StoreError(f"{where}: {_said(error)}", "write neo4j://host:7687, neo4j+s://host:7687 or bolt://host:7687")
    if isinstance(error, ConstraintError):
        return StoreError(f"{where} contradicts what is written: {_said(error)}", "see whether the store was edited by hand")
    if isinstance(error, ClientError):
        return StoreError(f"{where} refuses what was asked: {_said(error)}", "see whether the store was edited by hand")
    return StoreError(f"{where}: {_said(error)}", "the log of the server may say more")


def _unreachable(error: DriverError, where: str) -> StoreUnavailable:
    roots = list(_roots(error))
    if any(isinstance(root, gaierror) for root in roots):
        return StoreUnavailable(f"{where}: no server of that name is known", "see whether the address is right")
    if any(isinstance(root, ConnectionRefusedError) for root in roots):
        return StoreUnavailable(f"{where}: nothing listens there", "start the server, or give the port that it has for Bolt, usually 7687")
    if any(_HTTP in str(root) for root in roots):
        return StoreUnavailable(f"{where}: what listens there speaks HTTP", "give the port for Bolt, usually 7687")
    if "+s" in where.partition("://")[0]:
        remedy = "write neo4j:// for a server without TLS, neo4j+ssc:// for one that signs its own certificate"
        return StoreUnavailable(f"{where} does not answer over TLS", f"see whether the server runs; {remedy}")
    return StoreUnavailable(f"{where} does not answer", "see whether the server runs, and whether the address is right")


def _roots(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and all that led to it."""
    yield error
    for cause in (*getattr(error, "exceptions", ()), error.__cause__):
        if cause is not None:
            yield from _roots(cause)


def _late(where: str, seconds: float) -> StoreUnavailable:
    return StoreUnavailable(f"{where} did not answer within {seconds:g} s", "see whether the server is well, or ask again later")


def _said(error: Neo4jError | DriverError) -> str:
    words = error.message if isinstance(error, Neo4jError) else str(error)
    return (words or type(error).__name__).splitlines()[0]
