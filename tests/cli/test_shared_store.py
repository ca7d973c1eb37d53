"""Commands on a shared store: what goes wrong is one line and exit code 1, and no password is ever printed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cli.conftest import Kb
from tests.neo4j.endpoint import Endpoint
from tests.neo4j.server import free_port

SECRET = "s3cret"
FACTS = """
sources:
  - {id: source:gazette, title: Gazette}
cities:
  - {id: city:oral, name: {en: Oral}}
  - {id: city:astana, name: {en: Astana}}
visits:
  - {visitor: city:oral, host: city:astana, date: 2024, citations: [{source: source:gazette}]}
"""


@pytest.fixture
def away() -> str:
    """The URL of a server that is not there."""
    return f"neo4j://ann:{SECRET}@127.0.0.1:{free_port()}"


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    file = tmp_path / "facts.yaml"
    file.write_text(FACTS, encoding="utf-8")
    return file


@pytest.fixture
def empty(neo4j_server: Endpoint, monkeypatch: pytest.MonkeyPatch) -> Endpoint:
    """An empty shared store, and patience with it."""
    monkeypatch.setenv("KB_STORE_SECONDS", "60")
    neo4j_server.wipe()
    return neo4j_server


@pytest.mark.parametrize(
    "command", [["load"], ["recommend", "Oral"], ["check"], ["export", "x", "--format", "csv"], ["serve", "--port", "0"]]
)
def test_a_server_that_is_away_is_one_line(kb: Kb, away: str, command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_STORE_SECONDS", "1")
    ran = kb(*command, "--store", away)
    where = away.replace(f"ann:{SECRET}@", "") + "/neo4j"
    nothing = "nothing listens there: start the server, or give the port that it has for Bolt, usually 7687"
    assert (ran.code, ran.out, ran.err) == (1, "", f"kb: {where}: {nothing}\n")


def test_what_the_driver_warns_of_stays_out_of_that_line(kb_alone: Kb, away: str) -> None:
    ran = kb_alone("recommend", "Oral", KB_STORE=away, KB_STORE_SECONDS="1")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "nothing listens there" in ran.err
    assert SECRET not in ran.err


@pytest.mark.parametrize("ends", ["away", "there"])
def test_a_copy_says_which_end_is_away(kb: Kb, own_store: str, away: str, ends: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_STORE_SECONDS", "1")
    ran = kb("copy", *((away, own_store) if ends == "away" else (own_store, away)))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.endswith(
        f"{urlsplit(away).port}/neo4j: nothing listens there: start the server, or give the port that it has for Bolt, usually 7687\n"
    )
    assert SECRET not in ran.err


@pytest.mark.parametrize(
    ("url", "says"),
    [
        (f"neo4j://ann:{SECRET}", "has a host or a port that is none"),
        (f"neo4j://ann:a/{SECRET}@host", "has a host or a port that is none"),
        (f"neo4j://ann:{SECRET}@host/a/b", "names no database of a server"),
        (f"neo4j://ann:{SECRET}@host/system", "the database `system` is the server's own"),
        (f"noe4j://ann:{SECRET}@host", "'noe4j://host' names no known kind of store; did you mean 'neo4j'?"),
    ],
)
def test_a_mistyped_url_is_told_without_its_password(kb: Kb, url: str, says: str) -> None:
    ran = kb("recommend", "Oral", "--store", url)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert says in ran.err
    assert SECRET not in ran.err


def test_a_wrong_password_is_told_without_it(kb: Kb, empty: Endpoint) -> None:
    ran = kb("load", "--store", f"neo4j://nobody:{SECRET}@{urlsplit(empty.url).netloc}")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "refuses the user or the password: give them in the URL, or as KB_STORE_USER and KB_STORE_PASSWORD" in ran.err
    assert SECRET not in ran.err


def test_a_database_that_is_not_there_is_one_line(kb: Kb, empty: Endpoint) -> None:
    ran = kb("recommend", "Oral", "--store", f"{empty.login_url.rpartition('/')[0]}/nothere")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "/nothere: there is no such database" in ran.err


def test_an_empty_shared_store_says_how_it_is_filled(kb: Kb, empty: Endpoint) -> None:
    ran = kb("recommend", "Oral", "--store", empty.login_url)
    shown = f"{empty.url}/{empty.database}"
    assert (ran.code, ran.err) == (1, f"kb: there is nothing in the store {shown}; `kb load` fills it, by default with the packaged seed\n")


def test_the_log_in_may_come_from_the_settings(kb: Kb, empty: Endpoint, facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("", f"{empty.url}/{empty.database}"), ("_USER", empty.user), ("_PASSWORD", empty.password)):
        monkeypatch.setenv(f"KB_STORE{name}", value)
    ran = kb("load", facts)
    assert (ran.code, ran.out) == (0, "3 nodes and 1 facts read; the store is now at revision 1\n")
    assert kb("recommend", "Oral").code == 0


def test_a_load_prints_no_password(kb: Kb, empty: Endpoint, facts: Path) -> None:
    ran = kb("load", facts, "--store", empty.login_url)
    assert (ran.code, ran.out) == (0, "3 nodes and 1 facts read; the store is now at revision 1\n")
    assert empty.password not in ran.err


def test_a_server_says_where_it_keeps_its_facts_without_the_password(empty: Endpoint) -> None:
    command = [sys.executable, "-m", "kb", "serve", "--port", "0", "--store", empty.login_url]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as serving:
        assert serving.stderr is not None
        said = ""
        while not said.startswith("Serving ") and serving.poll() is None:
            said = serving.stderr.readline()
            assert empty.password not in said
        serving.terminate()
        assert empty.password not in serving.stderr.read()
    assert said.startswith(f"Serving {empty.url}/{empty.database} at http://127.0.0.1:")
