"""Which Neo4j the tests run on, and what a run says that has none."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.neo4j.choosing import choose, given
from tests.neo4j.endpoint import Endpoint
from tests.neo4j.jars import Missing
from tests.neo4j.server import free_port

ROOT = Path(__file__).parents[2]
OWN = Endpoint("neo4j://own:1", "neo4j", "secret")


def nothing_here() -> Endpoint:
    raise Missing("no JDK is here")


def test_without_a_given_url_a_server_of_our_own_is_started() -> None:
    assert choose({"KB_TEST_NEO4J": ""}, lambda: OWN) is OWN


def test_a_given_url_is_used_and_nothing_is_started(neo4j_server: Endpoint) -> None:
    chosen = choose({"KB_TEST_NEO4J": neo4j_server.login_url}, nothing_here)
    chosen.close()
    assert (chosen.login_url, chosen is neo4j_server) == (neo4j_server.login_url, False)


def test_where_none_can_be_started_the_test_is_skipped_with_the_reason() -> None:
    with pytest.raises(pytest.skip.Exception, match=r"^no Neo4j to run on: no JDK is here$"):
        choose({}, nothing_here)


def test_where_none_can_be_started_though_one_is_required_the_test_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match=r"^no Neo4j to run on: no JDK is here; KB_REQUIRE_NEO4J forbids to go without$"):
        choose({"KB_REQUIRE_NEO4J": "1"}, nothing_here)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("neo4j://neo4j:secret@", "KB_TEST_NEO4J: the neo4j URL of the store names no database of a server"),
        ("neo4j://127.0.0.1:7687", "KB_TEST_NEO4J has no password"),
        (f"neo4j://neo4j:secret@127.0.0.1:{free_port()}", "does not let the tests in: "),
    ],
)
def test_a_given_url_that_leads_nowhere_fails_the_test_in_one_line(url: str, said: str) -> None:
    with pytest.raises(pytest.fail.Exception) as failed:
        given(url)
    assert said in str(failed.value)
    assert "\n" not in str(failed.value)
    assert "secret" not in str(failed.value)


def test_a_given_url_with_a_wrong_password_fails_the_test(neo4j_server: Endpoint) -> None:
    with pytest.raises(pytest.fail.Exception, match=r"does not let the tests in: .*Unauthorized"):
        given(Endpoint(neo4j_server.url, neo4j_server.user, "wrong").login_url)


def run_of_two(folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """A run of two tests that need a Neo4j, one of them by way of a fixture that asks late, and one that does not."""
    folder.joinpath("test_it.py").write_text(
        "import pytest\n"
        "@pytest.fixture\n"
        "def store(request): return request.getfixturevalue('neo4j_server')\n"
        "def test_direct(neo4j_server): neo4j_server.about\n"
        "def test_by_way_of_a_fixture(store): store.about\n"
        "def test_of_something_else(): pass\n"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KB_") and name != "JAVA_HOME"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.neo4j.plugin", "-p", "no:cacheprovider", str(folder)]
    return subprocess.run(command, cwd=folder, env={**kept, "PYTHONPATH": str(ROOT), **environ}, capture_output=True, text=True)


def nowhere(folder: Path) -> dict[str, str]:
    """Surroundings without jars and without the programs that fetch them."""
    return {"XDG_CACHE_HOME": str(folder), "HOME": str(folder), "PATH": str(folder)}


def test_a_run_says_which_server_it_used_and_how_many_tests_ran_on_it(neo4j_server: Endpoint, tmp_path: Path) -> None:
    done = run_of_two(tmp_path, KB_TEST_NEO4J=neo4j_server.login_url)
    version, edition = neo4j_server.about
    assert done.returncode == 0, done.stdout
    assert f"2 tests ran on Neo4j {version} {edition} (KB_TEST_NEO4J, {neo4j_server.url})" in done.stdout


def test_a_run_without_a_server_says_so_loudly_and_passes(tmp_path: Path) -> None:
    done = run_of_two(tmp_path, **nowhere(tmp_path))
    assert done.returncode == 0, done.stdout
    assert "2 TESTS HAD NO NEO4J TO RUN ON; KB_REQUIRE_NEO4J=1 makes that a failure" in done.stdout
    assert "1 passed, 2 skipped" in done.stdout


def test_a_run_that_requires_a_server_fails_without_one(tmp_path: Path) -> None:
    done = run_of_two(tmp_path, KB_REQUIRE_NEO4J="1", **nowhere(tmp_path))
    assert done.returncode == 1
    assert "1 passed, 2 errors" in done.stdout
