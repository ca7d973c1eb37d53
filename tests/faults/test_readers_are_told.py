"""Who reads while a load or a copy is not at its end is told so, and who writes is told to wait."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from kb.api.app import create_app
from kb.cli import main
from kb.errors import StoreUnavailable
from kb.service import KnowledgeBase
from kb.store.base import Unfinished
from tests.api.client import Client
from tests.faults.processes import PATIENT_SECONDS, closing, copying, killed_when, loading, neo4j_store
from tests.faults.world import earlier, tables, world
from tests.neo4j.endpoint import Endpoint

NODES = 21  # in the tables, which are written before the facts
PART = 3  # things in one transaction, so that most of them are to come once all nodes are there
QUESTION = "{ statistics { revision unfinished { startedAt written total } } }"


@pytest.fixture
async def loading_there(neo4j_server: Endpoint, tmp_path: Path) -> tuple[Endpoint, Unfinished]:
    """The shared database, into which a load wrote something before it was killed."""
    neo4j_server.wipe()
    return neo4j_server, await broken_off(neo4j_server, loading, neo4j_server.login_url, tables(tmp_path / "t"), PART)


async def broken_off(endpoint: Endpoint, work: Any, *arguments: Any) -> Unfinished:
    """Kill something once a reader is told of it; return what the reader is told then."""
    async with closing(neo4j_store(endpoint.login_url)) as reader:

        async def is_told() -> bool:
            found = (await reader.statistics()).unfinished
            return found is not None and found.written >= NODES

        await killed_when(is_told, work, *arguments)
        unfinished = (await reader.statistics()).unfinished
    assert unfinished is not None
    return unfinished


async def test_the_api_tells_of_a_load(loading_there: tuple[Endpoint, Unfinished]) -> None:
    endpoint, unfinished = loading_there
    async with closing(neo4j_store(endpoint.login_url)) as store:
        found = (await Client(create_app(KnowledgeBase(store))).data(QUESTION))["statistics"]
    assert found["revision"] == 0
    assert found["unfinished"] == {"startedAt": unfinished.started_at.isoformat(), "written": unfinished.written, "total": 84}
    assert NODES <= unfinished.written < 84


def test_a_command_tells_of_a_load(
    loading_there: tuple[Endpoint, Unfinished], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    endpoint, unfinished = loading_there
    monkeypatch.setenv("KB_STORE", endpoint.login_url)
    monkeypatch.setenv("KB_STORE_SECONDS", str(round(PATIENT_SECONDS)))
    assert main(["recommend", "city:oral"]) == 0
    began = f"{unfinished.started_at:%Y-%m-%d %H:%M:%S} UTC"
    told = f"a load or a copy that began at {began} is not at its end: {unfinished.written} of 84 nodes and facts so far\n"
    assert capsys.readouterr().err == told


async def test_another_write_is_refused_while_a_load_goes_on(loading_there: tuple[Endpoint, Unfinished], tmp_path: Path) -> None:
    async with closing(neo4j_store(loading_there[0].login_url)) as store:
        with pytest.raises(StoreUnavailable, match=r"a load or a copy is running since .* UTC: try again when it is over"):
            await store.write(earlier(world(tmp_path / "t")))


async def test_the_api_tells_of_a_copy(neo4j_server: Endpoint, tmp_path: Path) -> None:
    neo4j_server.wipe()
    folder = tables(tmp_path / "t")
    await asyncio.to_thread(main, ["load", str(folder), "--store", f"sqlite:///{tmp_path / 'kb.sqlite'}"])
    unfinished = await broken_off(neo4j_server, copying, f"sqlite:///{tmp_path / 'kb.sqlite'}", neo4j_server.login_url, PART)
    assert unfinished.written >= NODES
    assert unfinished.total is None
