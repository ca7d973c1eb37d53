"""A copy that is killed at any moment goes on with the next run, and is then as one that nothing disturbed."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Any

import pytest

from kb.model import FactStatus
from kb.service.loading import load
from kb.store.base import Recording, Write
from kb.store.sqlite import SqliteStore
from tests.faults.processes import closing, copying, killed, moments, store_at, undisturbed
from tests.faults.world import THEN, earlier, everything_in, graph_in, world
from tests.neo4j.endpoint import Endpoint

ROWS = 40  # of one transaction: what is copied takes seven of them
MOMENTS = 20 if os.environ.get("KB_FAULTS") == "full" else 10  # each way


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file with three revisions: facts that were told twice, and one that was withdrawn."""
    folder = tmp_path_factory.mktemp("origin")

    async def work() -> None:
        reading = world(folder / "t")
        async with closing(SqliteStore(folder / "kb.sqlite")) as store:
            await store.write(earlier(reading))
            await load(store, reading, recorded_by="kb load")
            gone = Recording(fact=reading.facts[1], status=FactStatus.WITHDRAWN)
            await store.write(Write(facts=[gone], recorded_by="hand", recorded_at=THEN))

    asyncio.run(work())
    return f"sqlite:///{folder / 'kb.sqlite'}"


@pytest.fixture(scope="module")
def copied() -> dict[str, Any]:
    """What an undisturbed copy comes to, and how many turns it takes each way, as far as that is known already."""
    return {}


@pytest.fixture
async def filled(neo4j_server: Endpoint, origin: str, copied: dict[str, Any]) -> Endpoint:
    """The shared database, with all that is in the file."""
    if not copied or graph_in(neo4j_server) != copied["graph"]:
        neo4j_server.wipe()
        copied["in"] = undisturbed(copying, origin, neo4j_server.login_url, ROWS)
        copied["graph"] = graph_in(neo4j_server)
    return neo4j_server


async def held(url: str) -> list[Any]:
    """Everything that is in a store."""
    async with closing(store_at(url)) as store:
        return await everything_in(store)


@pytest.mark.parametrize("moment", moments(MOMENTS, "copies out"), ids="{:.2f}".format)
async def test_the_run_after_a_killed_copy_from_neo4j_completes_it(
    filled: Endpoint, origin: str, tmp_path: Path, copied: dict[str, Any], moment: float
) -> None:
    if "out" not in copied:
        copied["out"] = undisturbed(copying, filled.login_url, f"sqlite:///{tmp_path / 'undisturbed.sqlite'}", ROWS)
    target = f"sqlite:///{tmp_path / 'kb.sqlite'}"
    killed(moment * copied["out"], copying, filled.login_url, target, ROWS)
    await copying(filled.login_url, target, ROWS)
    assert await held(target) == await held(origin)


@pytest.mark.parametrize("moment", moments(MOMENTS, "copies in"), ids="{:.2f}".format)
async def test_the_run_after_a_killed_copy_into_neo4j_completes_it(
    filled: Endpoint, origin: str, copied: dict[str, Any], moment: float
) -> None:
    filled.wipe()
    killed(moment * copied["in"], copying, origin, filled.login_url, ROWS)
    await copying(origin, filled.login_url, ROWS)
    assert graph_in(filled) == copied["graph"]
