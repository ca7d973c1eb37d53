"""The fixtures that give tests a Neo4j, and the lines at the end of a run that say which it was."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

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
def neo4j_server(request: pytest.FixtureRequest) -> Iterator[Endpoint]:
    """A Neo4j for the whole run. Tests share its one database: they empty it before they use it."""
    endpoint = choose(os.environ, lambda: _running(keeping=True))
    _forgive_the_driver(request.config, endpoint)
    TALLY.server = _described(endpoint)
    yield endpoint
    endpoint.close()


@pytest.fixture(scope="session")
def neo4j_of_our_own(request: pytest.FixtureRequest) -> Iterator[Server]:
    """A second Neo4j for the whole run, always started here, whatever is given."""
    server = started(os.environ, _running)
    _forgive_the_driver(request.config, server)
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


def _forgive_the_driver(config: pytest.Config, endpoint: Endpoint) -> None:
    """Let pass that a connection to this server was left to the garbage collector.

    The driver does so when it is cancelled while it connects, as a test that ends may do to a task in the background.
    """
    message = rf"unclosed <socket\.socket .*raddr=\(.*, {urlsplit(endpoint.url).port or 7687}\b"
    warnings.filterwarnings("ignore", message, ResourceWarning)  # for the test that is running
    config.addinivalue_line("filterwarnings", f"ignore:{message}:ResourceWarning")  # for those that follow


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
