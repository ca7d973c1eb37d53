"""The API on each real store, behind a real server."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from kb.api.app import create_app
from kb.model import Texts, Topic
from kb.service import KnowledgeBase
from kb.store.base import Store
from tests.api.changes.serving import served
from tests.api.conftest import put
from tests.api.world import TODAY

Writing = Callable[..., Awaitable[None]]


@pytest.fixture
def kb(store: Store) -> KnowledgeBase:
    """The knowledge base, which looks at its store all the time."""
    return KnowledgeBase(store, today=lambda: TODAY, every_seconds=0.01)


@pytest.fixture
async def address(kb: KnowledgeBase) -> AsyncIterator[str]:
    """Where the API takes WebSockets."""
    async with served(create_app(kb)) as address:
        yield address
    await kb.feed.close()


@pytest.fixture
def write(store: Store) -> Writing:
    """What writes topics of these names, all in one revision."""

    async def writing(*names: str) -> None:
        await put(store, [Topic(id=f"topic:{name}", name=Texts(en=name)) for name in names])

    return writing
