"""The packaged seed, served."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from kb.api.app import create_app
from kb.cli import main
from kb.service import KnowledgeBase
from kb.store import open_store
from tests.api.client import Client


@pytest.fixture(scope="session")
def seed_store(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("stories")
    url = f"sqlite:///{folder / 'kb.sqlite'}"
    assert main(["load", "--store", url]) == 0
    return url


@pytest.fixture
async def client(seed_store: str) -> AsyncIterator[Client]:
    """A client of the API on the packaged seed, on a fixed day."""
    base = KnowledgeBase(open_store(seed_store), today=lambda: date(2026, 11, 1))
    yield Client(create_app(base))
    await base.close()
