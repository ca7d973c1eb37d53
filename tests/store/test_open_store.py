"""Stores by their URLs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kb.errors import InvalidInput, StoreUnavailable
from kb.store import open_store
from kb.store.neo4j import Neo4jStore
from tests.neo4j.endpoint import Endpoint
from tests.neo4j.server import free_port
from tests.store.samples import NODES, put


async def test_an_absolute_path_has_four_slashes(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/my%20base.db")
    await put(store, nodes=NODES)
    await store.close()
    assert (tmp_path / "my base.db").is_file()


async def test_a_relative_path_has_three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_store("sqlite:///base.db")
    assert await store.revision() == 0
    await store.close()
    assert (tmp_path / "base.db").is_file()


def test_nothing_is_opened_before_the_first_question(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/base.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("scheme", ["neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc", "NEO4J"])
def test_a_shared_store_has_the_schemes_of_its_driver(scheme: str) -> None:
    assert isinstance(open_store(f"{scheme}://host"), Neo4jStore)


async def test_a_shared_store_is_opened_as_the_settings_say(neo4j_server: Endpoint) -> None:
    store = open_store(f"{neo4j_server.url}/{neo4j_server.database}", user=neo4j_server.user, password=neo4j_server.password, seconds=60)
    neo4j_server.wipe()
    assert await store.revision() == 0
    await store.close()


async def test_a_shared_store_that_is_away_is_so_within_the_seconds_given() -> None:
    store = open_store(f"bolt://127.0.0.1:{free_port()}", seconds=0.2)
    with pytest.raises(StoreUnavailable, match="nothing listens there"):
        await store.revision()
    await store.close()


def test_without_the_driver_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name == "neo4j" or name.startswith(("neo4j.", "kb.store.neo4j"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "neo4j", None)
    with pytest.raises(InvalidInput, match=r"^the driver of Neo4j is not installed: pip install 'peer-learning-kb\[neo4j\]'$"):
        open_store("neo4j://host")


@pytest.mark.parametrize("url", ["postgres://x", "base.db", "", "neo4j//host"])
def test_an_unknown_kind_of_store_is_refused_with_those_that_are_known(url: str) -> None:
    with pytest.raises(InvalidInput, match=r"no known kind of store; write sqlite:///relative\.db.* or neo4j://user:password@host:7687$"):
        open_store(url)


@pytest.mark.parametrize(("url", "hint"), [("sqlit:///base.db", "sqlite"), ("noe4j://host", "neo4j")])
def test_a_misspelt_kind_gets_a_hint(url: str, hint: str) -> None:
    with pytest.raises(InvalidInput, match=f"did you mean '{hint}'"):
        open_store(url)


@pytest.mark.parametrize(
    "url", ["noe4j://ann:secret@host/db", "noe4j://ann:se/secret@host", "postgres:ann:secret@host", "neo4j://ann:secret"]
)
def test_a_refused_url_is_shown_without_its_password(url: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        open_store(url)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite://base.db", "sqlite:base.db", "sqlite:///:memory:"])
def test_a_url_without_a_file_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput, match="names no file"):
        open_store(url)
