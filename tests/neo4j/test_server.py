"""The server that the tests run on is a real one, and nothing of it is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, ServiceUnavailable

from tests.neo4j.endpoint import Endpoint
from tests.neo4j.jars import version
from tests.neo4j.server import STOP_SECONDS, Server

ROOT = Path(__file__).parents[2]
TESTS = """
import sys
from tests.neo4j.server import Server
server = Server()
server.start()
print(server.process.pid, server.folder, flush=True)
sys.stdin.read()
"""


def record(server: Endpoint, label: str, nodes: int) -> None:
    server.driver.execute_query(f"UNWIND range(1, $n) AS i CREATE (:{label} {{i: i}})", n=nodes, database_=server.database)


def count(server: Endpoint, label: str) -> int:
    rows = server.driver.execute_query(f"MATCH (n:{label}) RETURN count(n)", database_=server.database).records
    return int(rows[0].value())


def test_a_wrong_password_is_refused(neo4j_server: Endpoint) -> None:
    with GraphDatabase.driver(neo4j_server.url, auth=(neo4j_server.user, "wrong")) as driver, pytest.raises(AuthError):
        driver.verify_connectivity()


def test_no_password_is_refused(neo4j_server: Endpoint) -> None:
    with GraphDatabase.driver(neo4j_server.url) as driver, pytest.raises(AuthError):
        driver.verify_connectivity()


def test_it_is_the_version_that_the_pom_pins_in_its_free_edition(neo4j_to_break: Server) -> None:
    assert neo4j_to_break.about == (version(), "community")


def test_it_listens_to_this_machine_alone(neo4j_to_break: Server) -> None:
    assert neo4j_to_break.process is not None
    listening = [c.laddr for c in psutil.Process(neo4j_to_break.process.pid).net_connections() if c.status == psutil.CONN_LISTEN]
    assert [(address.ip.removeprefix("::ffff:"), address.port) for address in listening] == [("127.0.0.1", neo4j_to_break.port)]


def test_what_was_acknowledged_survives_a_kill(neo4j_to_break: Server) -> None:
    record(neo4j_to_break, "Killed", 500)
    neo4j_to_break.kill()
    with pytest.raises(ServiceUnavailable):
        neo4j_to_break.driver.verify_connectivity()
    neo4j_to_break.start()
    assert count(neo4j_to_break, "Killed") == 500


def test_a_restart_keeps_the_data_the_port_and_the_password(neo4j_to_break: Server) -> None:
    record(neo4j_to_break, "Restarted", 3)
    neo4j_to_break.restart()
    with GraphDatabase.driver(neo4j_to_break.url, auth=(neo4j_to_break.user, neo4j_to_break.password)) as driver:
        assert driver.execute_query("MATCH (n:Restarted) RETURN count(n)").records[0].value() == 3


def test_the_next_test_finds_a_server_that_died_running_and_empty(neo4j_of_our_own: Server, request: pytest.FixtureRequest) -> None:
    assert neo4j_of_our_own.process is not None
    record(neo4j_of_our_own, "Left", 1)
    neo4j_of_our_own.process.kill()
    neo4j_of_our_own.process.wait()
    assert not neo4j_of_our_own.running
    assert count(request.getfixturevalue("neo4j_to_break"), "Left") == 0


def test_stopping_leaves_no_process_and_closing_no_folder() -> None:
    with Server() as server:
        assert server.process is not None
        assert server.folder is not None
        pid, folder = server.process.pid, server.folder
        server.stop()
        assert not psutil.pid_exists(pid)
        assert folder.exists()
    assert not folder.exists()


def test_a_server_whose_tests_were_killed_ends_and_takes_its_folder_along() -> None:
    with subprocess.Popen([sys.executable, "-c", TESTS], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as tests:
        assert tests.stdout is not None
        pid, folder = tests.stdout.readline().split()
        server = psutil.Process(int(pid))
        os.kill(tests.pid, signal.SIGKILL)
    server.wait(STOP_SECONDS)
    assert not Path(folder).exists()
