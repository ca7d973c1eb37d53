"""What the driver and the server raise, each as an error of ours with a remedy."""

from __future__ import annotations

import re
from socket import gaierror

import pytest
from neo4j import exceptions as driver

from kb.errors import InvalidInput, KbError, NotFound, StoreError, StoreReadOnly, StoreUnavailable
from kb.store.neo4j.failures import TooLarge, explained, too_old

WHERE = "neo4j://host:7687/neo4j"
WELL = "see whether the server is well, or ask again later"


def said(code: str, message: str = "words of the server\nand more of them") -> driver.Neo4jError:
    """What the driver makes of a failure that the server reports."""
    return driver.Neo4jError._hydrate_neo4j(code=f"Neo.{code}", message=message)


def caused(error: BaseException, *causes: BaseException) -> BaseException:
    """An error whose causes the driver keeps: one of them as it is, several in a group."""
    error.__cause__ = (
        causes[0] if len(causes) == 1 else ExceptionGroup("all of them failed", [each for each in causes if isinstance(each, Exception)])
    )
    return error


def told(error: BaseException, where: str = WHERE) -> KbError:
    """What a caller gets for it."""
    with pytest.raises(KbError) as caught, explained(where, 5):
        raise error
    return caught.value


@pytest.mark.parametrize(
    ("error", "kind", "message"),
    [
        (TimeoutError(), StoreUnavailable, f"did not answer within 5 s: {WELL}"),
        (said("ClientError.Transaction.TransactionTimedOut"), StoreUnavailable, f"did not answer within 5 s: {WELL}"),
        (
            said("ClientError.Transaction.TransactionTimedOutClientConfiguration"),
            StoreUnavailable,
            f"did not answer within 5 s: {WELL}",
        ),
        (
            said("ClientError.Security.Unauthorized"),
            StoreError,
            "refuses the user or the password: give them in the URL, or as KB_STORE_USER and KB_STORE_PASSWORD",
        ),
        (
            said("ClientError.Security.AuthenticationRateLimit"),
            StoreUnavailable,
            "takes no log-in for a while, after several wrong ones: wait, then give the right one",
        ),
        (
            said("ClientError.Security.CredentialsExpired"),
            StoreError,
            "wants this user's password changed: do so in Neo4j Browser or cypher-shell, then give the new one",
        ),
        (
            said("ClientError.Security.Forbidden"),
            StoreReadOnly,
            "does not let this user do that: words of the server: give a user with the right to read and to write",
        ),
        (
            said("ClientError.General.ForbiddenOnReadOnlyDatabase"),
            StoreReadOnly,
            "cannot be written: give another database, or let the server write this one",
        ),
        (
            said("ClientError.General.WriteOnReadOnlyAccessDatabase"),
            StoreReadOnly,
            "cannot be written: give another database, or let the server write this one",
        ),
        (
            said("ClientError.Statement.AccessMode"),
            StoreReadOnly,
            "cannot be written: give another database, or let the server write this one",
        ),
        (
            said("TransientError.General.MemoryPoolOutOfMemoryError"),
            TooLarge,
            "has too little memory for this: give the server more heap, or ask for less",
        ),
        (
            said("TransientError.General.OutOfMemoryError"),
            TooLarge,
            "has too little memory for this: give the server more heap, or ask for less",
        ),
        (
            said("TransientError.Transaction.DeadlockDetected"),
            StoreUnavailable,
            "could not do it just now: words of the server: try again",
        ),
        (
            said("ClientError.Schema.ConstraintValidationFailed"),
            StoreError,
            "contradicts what is written: words of the server: see whether the store was edited by hand",
        ),
        (
            said("ClientError.Statement.EntityNotFound"),
            StoreError,
            "refuses what was asked: words of the server: see whether the store was edited by hand",
        ),
    ],
)
def test_a_failure_says_what_it_is_and_what_to_do(error: Exception, kind: type[StoreError], message: str) -> None:
    found = told(error)
    assert type(found) is kind
    assert str(found) == f"{WHERE} {message}"


@pytest.mark.parametrize(
    ("error", "kind", "message"),
    [
        (
            said("ClientError.Database.DatabaseNotFound"),
            StoreError,
            f"{WHERE}: there is no such database: create it, or name another after the last slash; Community has `neo4j`",
        ),
        (said("DatabaseError.General.UnknownError"), StoreError, f"{WHERE}: words of the server: the log of the server may say more"),
        (driver.ResultConsumedError(None, "read twice"), StoreError, f"{WHERE}: read twice: the log of the server may say more"),
        (
            driver.IncompleteCommit("gone"),
            StoreUnavailable,
            f"{WHERE} went away while it kept a write, which may or may not be there: write it again: what was kept is not written twice",
        ),
        (
            driver.ConnectionAcquisitionTimeoutError("none left"),
            StoreUnavailable,
            f"{WHERE} has no connection free: ask again later, or run one more process of the API",
        ),
        (
            driver.ConfigurationError("an option is wrong"),
            StoreError,
            f"{WHERE}: an option is wrong: write neo4j://host:7687, neo4j+s://host:7687 or bolt://host:7687",
        ),
        (
            OSError("broken"),
            StoreUnavailable,
            f"{WHERE} cannot be reached: broken: see whether the address is right",
        ),
    ],
)
def test_a_failure_of_the_link_says_what_it_is_and_what_to_do(error: Exception, kind: type[StoreError], message: str) -> None:
    found = told(error)
    assert type(found) is kind
    assert str(found) == message


@pytest.mark.parametrize("kind", [driver.ServiceUnavailable, driver.SessionExpired])
@pytest.mark.parametrize(
    ("cause", "message"),
    [
        (OSError("broken"), " does not answer: see whether the server runs, and whether the address is right"),
        (gaierror(-2, "Name or service not known"), ": no server of that name is known: see whether the address is right"),
        (ConnectionRefusedError(), ": nothing listens there: start the server, or give the port that it has for Bolt, usually 7687"),
        (driver.ServiceUnavailable("(looks like HTTP)"), ": what listens there speaks HTTP: give the port for Bolt, usually 7687"),
    ],
)
def test_a_server_that_is_away_is_so_for_the_reason_at_the_root(kind: type[Exception], cause: Exception, message: str) -> None:
    direct = caused(kind("no way"), caused(driver.ServiceUnavailable("no link"), cause))
    routed = caused(kind("no route"), OSError("another"), caused(driver.ServiceUnavailable("no link"), cause))
    for found in (told(direct), told(routed)):
        assert type(found) is StoreUnavailable
        assert str(found) == f"{WHERE}{message}"


def test_over_tls_the_remedy_speaks_of_tls() -> None:
    for scheme in ("neo4j+s", "bolt+ssc"):
        found = told(driver.ServiceUnavailable("reset"), f"{scheme}://host/neo4j")
        assert "does not answer over TLS: see whether the server runs; write neo4j:// for a server without TLS" in str(found)


@pytest.mark.parametrize(
    "error",
    [
        driver.UnsupportedServerProduct("The neo4j server does not support communication with this driver."),
        driver.ConfigurationError("Notification filtering is not supported for the Bolt Protocol 4.4. Server Agent 'None'"),
    ],
)
def test_a_server_that_speaks_an_old_protocol_is_too_old(error: Exception) -> None:
    needs = "and this program needs Neo4j 5.26 or newer: upgrade the server, or give another one"
    assert str(told(error)) == f"{WHERE} is an old Neo4j, or no Neo4j, {needs}"
    assert str(too_old(WHERE, "4.4.44")) == f"{WHERE} is Neo4j 4.4.44, {needs}"


@pytest.mark.parametrize("error", [OverflowError("int too big"), UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed")])
def test_what_no_store_can_hold_is_the_callers_mistake(error: Exception) -> None:
    found = told(error)
    assert type(found) is InvalidInput
    assert str(found).startswith("a number or a text given is one that no store can hold: ")


@pytest.mark.parametrize("error", [driver.ServiceUnavailable(""), driver.TransientError(), driver.DatabaseError()])
def test_a_failure_without_words_is_still_one_line(error: Exception) -> None:
    assert re.fullmatch(rf"{WHERE}:? .+: .+", str(told(error)))


def test_the_failure_itself_is_kept_as_the_cause() -> None:
    error = driver.ServiceUnavailable("gone")
    assert told(error).__cause__ is error


def test_errors_of_ours_and_bugs_pass_as_they_are() -> None:
    for error in (NotFound("city", "city:x"), ZeroDivisionError()):
        with pytest.raises(type(error)) as caught, explained(WHERE, 5):
            raise error
        assert caught.value is error


def test_without_a_failure_nothing_is_raised() -> None:
    with explained(WHERE, 5):
        pass
