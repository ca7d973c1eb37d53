"""A read of several statements while somebody writes between them: Neo4j has no snapshots."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from kb.model import FactStatus, Texts
from kb.store import open_store
from kb.store.neo4j import Neo4jStore
from kb.store.neo4j.kept import Kept
from kb.store.neo4j.reading import history
from tests.neo4j.endpoint import Endpoint
from tests.store.samples import NODES, adoption, put


class Disturbed:
    """A reader in which something is done after its first statement."""

    def __init__(self, store: Neo4jStore, deed: Callable[[], Awaitable[object]]) -> None:
        self._store = store
        self._deeds = [deed]

    async def value(self, cypher: str, **values: Any) -> Any:
        found = await self._store._link.value(cypher, **values)
        if self._deeds:
            await self._deeds.pop()()
        return found


@pytest.fixture
async def store(neo4j_server: Endpoint) -> AsyncIterator[Neo4jStore]:
    neo4j_server.wipe()
    opened = open_store(neo4j_server.login_url, seconds=60.0)
    assert isinstance(opened, Neo4jStore)
    yield opened
    await opened.close()


async def test_a_version_that_is_superseded_while_a_history_is_read_is_in_it(store: Neo4jStore) -> None:
    fact = adoption()
    await put(store, fact, nodes=NODES)
    corrected = replace(fact, note=Texts(en="Put right."))
    told = await history(Disturbed(store, lambda: put(store, corrected)), Kept(), [fact.id])
    assert [version.number for version in told[fact.id]] == [1]
    after = (await store.history([fact.id]))[fact.id]
    assert [(version.number, version.status) for version in after] == [(1, FactStatus.SUPERSEDED), (2, FactStatus.ACCEPTED)]
