"""A load that is killed at any moment goes on with the next run, and is then as one that nothing disturbed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest

from tests.faults.processes import closing, killed, loading, moments, neo4j_store, undisturbed
from tests.faults.world import earlier, graph_in, tables, world
from tests.neo4j.endpoint import Endpoint

PART = 20  # things in one transaction: the tables take five of them, and as many checks
NEW, KNOWN = "nothing is there", "half of it is there, from another source"
MOMENTS = [*zip(moments(20, "loads"), cycle([NEW, KNOWN]), strict=False)]


@dataclass(frozen=True)
class Whole:
    """What a load comes to that nothing disturbs."""

    turns: int
    graph: list[str]


@pytest.fixture(scope="module")
def wholes() -> dict[str, Whole]:
    """What is known of them already."""
    return {}


async def prepare(endpoint: Endpoint, folder: Path, kind: str) -> None:
    """Make the database what it is before the load."""
    endpoint.wipe()
    if kind == KNOWN:
        async with closing(neo4j_store(endpoint.login_url)) as store:
            await store.write(earlier(world(folder)))


async def whole(endpoint: Endpoint, folder: Path, kind: str) -> Whole:
    """Load without a disturbance."""
    await prepare(endpoint, folder, kind)
    turns = undisturbed(loading, endpoint.login_url, folder, PART)
    return Whole(turns, graph_in(endpoint))


@pytest.mark.parametrize(("moment", "kind"), MOMENTS, ids=[f"{moment:.2f}, {kind}" for moment, kind in MOMENTS])
async def test_the_run_after_a_killed_load_completes_it(
    neo4j_server: Endpoint, tmp_path: Path, wholes: dict[str, Whole], moment: float, kind: str
) -> None:
    folder = tables(tmp_path / "t")
    if kind not in wholes:
        wholes[kind] = await whole(neo4j_server, folder, kind)
    await prepare(neo4j_server, folder, kind)
    killed(moment * wholes[kind].turns, loading, neo4j_server.login_url, folder, PART)
    await loading(neo4j_server.login_url, folder, PART)
    assert graph_in(neo4j_server) == wholes[kind].graph
