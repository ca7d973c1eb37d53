"""The application under attack: the hand-made graph in the embedded store, with limits as they are by default."""

from __future__ import annotations

import asyncio
from pathlib import Path

from kb.service import KnowledgeBase
from kb.store import open_store
from kb.store.base import Recording, Write
from tests.api.world import FACTS, NODES, RECORDED_AT, TODAY


def made(folder: Path) -> str:
    """Make the store in a folder, and return its URL."""
    url = f"sqlite:///{folder / 'kb.sqlite'}"

    async def write() -> None:
        store = open_store(url)
        facts = [Recording(fact=fact) for fact in FACTS]
        await store.write(Write(nodes=NODES, facts=facts, recorded_by="tester", recorded_at=RECORDED_AT))
        await store.close()

    asyncio.run(write())
    return url


def opened(url: str) -> KnowledgeBase:
    """Open it, on a fixed day."""
    return KnowledgeBase(open_store(url), today=lambda: TODAY)
