"""Every store there is, for the tests of the contract. A further adapter joins by its line in `ADAPTERS`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from kb.store.base import Store
from kb.store.neo4j import Neo4jStore, read_address
from kb.store.sqlite import SqliteStore
from tests.neo4j.endpoint import Endpoint

NEO4J = "neo4j"
ADAPTERS: dict[str, Callable[[Path], Store]] = {
    "sqlite": lambda folder: SqliteStore(folder / "kb.sqlite"),
    "sqlite-in-bulk": lambda folder: SqliteStore(folder / "kb.sqlite", bulk_from=1),
}
EVERY = [*ADAPTERS, NEO4J]


@pytest.fixture(params=EVERY)
def new_store(request: pytest.FixtureRequest) -> Callable[[Path], Store]:
    """What makes an empty store in a folder; on Neo4j, which has one database, the one made before is emptied."""
    if request.param != NEO4J:
        return ADAPTERS[request.param]
    endpoint: Endpoint = request.getfixturevalue("neo4j_server")

    def emptied(_: Path) -> Store:
        endpoint.wipe()
        return Neo4jStore(read_address(endpoint.login_url), timeout_seconds=60)

    return emptied


@pytest.fixture
async def store(new_store: Callable[[Path], Store], tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    opened = new_store(tmp_path)
    yield opened
    await opened.close()
