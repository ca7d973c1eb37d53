"""Which Neo4j the tests run on: the one they are given, else one of their own, else none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NoReturn, TypeVar

import pytest
from neo4j.exceptions import DriverError, Neo4jError

from kb.errors import InvalidInput
from kb.store.neo4j.address import read_address
from tests.neo4j.endpoint import Endpoint
from tests.neo4j.jars import Missing

GIVEN = "KB_TEST_NEO4J"  # neo4j://user:password@host:port/database, which the tests may empty
REQUIRED = "KB_REQUIRE_NEO4J"  # where no server can be had, tests fail instead of being skipped
NONE = "no Neo4j to run on"

Started = TypeVar("Started", bound=Endpoint)


def choose(environ: Mapping[str, str], start: Callable[[], Started]) -> Endpoint:
    """The database that is given, else what `start` starts."""
    url = environ.get(GIVEN)
    return given(url) if url else started(environ, start)


def given(url: str) -> Endpoint:
    """The database behind a URL. Fails the test if it cannot be read, or leads nowhere."""
    try:
        address = read_address(url)
    except InvalidInput as error:
        pytest.fail(f"{GIVEN}: {error}", pytrace=False)
    if address.auth is None:
        pytest.fail(f"{GIVEN} has no password: write neo4j://user:password@host:7687", pytrace=False)
    return _answering(Endpoint(address.uri, *address.auth, address.database))


def _answering(endpoint: Endpoint) -> Endpoint:
    try:
        endpoint.driver.verify_connectivity()
    except (DriverError, Neo4jError) as error:
        endpoint.close()
        pytest.fail(f"{GIVEN}: {endpoint.url} does not let the tests in: {str(error).splitlines()[0]}", pytrace=False)
    return endpoint


def started(environ: Mapping[str, str], start: Callable[[], Started]) -> Started:
    """What `start` starts; where it raises Missing, the test is skipped, or fails if a server is required."""
    try:
        return start()
    except Missing as reason:
        _do_without(environ, f"{NONE}: {reason}")


def _do_without(environ: Mapping[str, str], reason: str) -> NoReturn:
    if environ.get(REQUIRED):
        pytest.fail(f"{reason}; {REQUIRED} forbids to go without", pytrace=False)
    pytest.skip(reason)
