"""The API on each real store, which holds the hand-made graph."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Sequence
from pathlib import Path

import pytest

from kb.api.app import create_app
from kb.model import AnyFact, AnyNode
from kb.service import KnowledgeBase
from kb.store import open_store
from kb.store.base import Recording, Store, Write
from tests.api.client import Client
from tests.api.world import FACTS, NODES, RECORDED_AT, TODAY
from tests.neo4j.endpoint import Endpoint

STORES = ("sqlite", "neo4j")


async def put(store: Store, nodes: Sequence[AnyNode] = (), facts: Collection[AnyFact] = ()) -> None:
    """Write nodes and accepted facts."""
    recordings = [Recording(fact=fact) for fact in facts]
    await store.write(Write(nodes=nodes, facts=recordings, recorded_by="tester", recorded_at=RECORDED_AT))


@pytest.fixture(params=STORES)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty store."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kb.sqlite'}"
    endpoint: Endpoint = request.getfixturevalue("neo4j_server")
    endpoint.wipe()
    return endpoint.login_url


@pytest.fixture
async def store(store_url: str) -> AsyncIterator[Store]:
    """A store that holds the hand-made graph."""
    opened = open_store(store_url, seconds=60)
    await put(opened, NODES, FACTS)
    yield opened
    await opened.close()


@pytest.fixture
def kb(store: Store) -> KnowledgeBase:
    """The knowledge base on that store, on a fixed day."""
    return KnowledgeBase(store, today=lambda: TODAY)


@pytest.fixture
def client(kb: KnowledgeBase) -> Client:
    """A client of its API."""
    return Client(create_app(kb))
