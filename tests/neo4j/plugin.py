"""The fixtures that give tests a Neo4j, and the lines at the end of a run that say which it was."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.neo4j.choosing import GIVEN, NONE, REQUIRED, choose, started
from tests.neo4j.endpoint import Endpoint
from tests.neo4j.server import Server

FIXTURES = {"neo4j_server", "neo4j_of_our_own"}


@dataclass
class Tally:
    """What the run says about Neo4j when it ends."""

    server: str = ""  # the one that tests ran on
    ran: int = 0


TALLY = Tally()


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Endpoint]:
    """A Neo4j for the whole run. Tests share its one database: they empty it before they use it."""
    endpoint = choose(os.environ, lambda: _running(keeping=True))
    TALLY.server = _described(endpoint)
    yield endpoint
    endpoint.close()


@pytest.fixture(scope="session")
def neo4j_of_our_own() -> Iterator[Server]:
    """A second Neo4j for the whole run, always started here, whatever is given."""
    server = started(os.environ, _running)
    TALLY.server = TALLY.server or _described(server)
    yield server
    server.close()


@pytest.fixture
def neo4j_to_break(neo4j_of_our_own: Server) -> Server:
    """A Neo4j that the test may stop, kill and start: running, whatever the test before did to it, and empty."""
    if not neo4j_of_our_own.running:
        neo4j_of_our_own.start()
    neo4j_of_our_own.drop_everything()
    return neo4j_of_our_own


def _running(keeping: bool = False) -> Server:
    server = Server(keeping=keeping)
    server.start()
    return server


def _described(endpoint: Endpoint) -> str:
    version, edition = endpoint.about
    origin = f"started from its jars in {endpoint.start_seconds:.1f} s" if isinstance(endpoint, Server) else f"{GIVEN}, {endpoint.url}"
    return f"Neo4j {version} {edition} ({origin})"


@pytest.fixture(autouse=True)
def count_tests_on_neo4j(request: pytest.FixtureRequest) -> Iterator[None]:
    """Count a test that asked for a Neo4j, be it by way of another fixture."""
    yield
    TALLY.ran += not FIXTURES.isdisjoint(request.fixturenames)


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which server, and how many tests ran on it or had to do without."""
    if TALLY.ran:
        terminalreporter.line(f"{TALLY.ran} tests ran on {TALLY.server}", green=True)
    without = sum(NONE in str(report.longrepr) for report in terminalreporter.stats.get("skipped", []))
    if without:
        terminalreporter.line(f"{without} TESTS HAD {NONE.upper()}; {REQUIRED}=1 makes that a failure", red=True, bold=True)
