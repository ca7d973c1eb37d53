"""Writers who wait for each other leave connections to readers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from kb.model import Texts, Topic
from kb.store import open_store
from kb.store.base import Store, Write
from kb.store.neo4j.schema import BASE_ID, BASE_LABEL
from tests.neo4j.endpoint import Endpoint

WRITERS = 40  # more than a link has connections
READ_SECONDS = 5.0
NOW = datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture
async def store(neo4j_server: Endpoint) -> AsyncIterator[Store]:
    neo4j_server.wipe()
    opened = open_store(neo4j_server.login_url, seconds=60.0)
    await opened.revision()
    yield opened
    await opened.close()


async def record(store: Store, number: int) -> int:
    topic = Topic(id=f"topic:n{number}", name=Texts(en=f"Topic {number}"))
    return await store.write(Write(nodes=[topic], recorded_by="test", recorded_at=NOW))


async def test_a_crowd_of_writers_keeps_no_reader_waiting(store: Store, neo4j_server: Endpoint) -> None:
    with neo4j_server.driver.session(database=neo4j_server.database) as session:
        holding = session.begin_transaction()
        holding.run(f"MATCH (base:{BASE_LABEL} {{id: $id}}) SET base.taken = true", id=BASE_ID).consume()
        writing = [asyncio.create_task(record(store, number)) for number in range(WRITERS)]
        await asyncio.sleep(0.5)
        async with asyncio.timeout(READ_SECONDS):
            assert await store.revision() == 0
        holding.rollback()
    assert sorted(await asyncio.gather(*writing)) == list(range(1, WRITERS + 1))
    assert len(await store.nodes([f"topic:n{number}" for number in range(WRITERS)])) == WRITERS
