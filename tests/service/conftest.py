"""A store with the sample nodes in it, of each kind there is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kb.store import open_store
from kb.store.base import Store
from tests.neo4j.endpoint import Endpoint
from tests.store.samples import NODES, put


@pytest.fixture(params=("sqlite", "neo4j"))
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty store."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kb.sqlite'}"
    endpoint: Endpoint = request.getfixturevalue("neo4j_server")
    endpoint.wipe()
    return endpoint.login_url


@pytest.fixture
async def filled(store_url: str) -> AsyncIterator[Store]:
    """The store, at revision 1."""
    store = open_store(store_url, seconds=60)
    await put(store, nodes=NODES)
    yield store
    await store.close()
