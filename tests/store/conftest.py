"""Every store there is, for the tests of the contract. A second adapter joins by its line in `ADAPTERS`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from kb.store.base import Store
from kb.store.sqlite import SqliteStore

ADAPTERS: dict[str, Callable[[Path], Store]] = {
    "sqlite": lambda folder: SqliteStore(folder / "kb.sqlite"),
    "sqlite-in-bulk": lambda folder: SqliteStore(folder / "kb.sqlite", bulk_from=1),
}


@pytest.fixture(params=ADAPTERS)
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    opened = ADAPTERS[request.param](tmp_path)
    yield opened
    await opened.close()


@pytest.fixture(params=ADAPTERS)
def new_store(request: pytest.FixtureRequest) -> Callable[[Path], Store]:
    """What makes an empty store in a folder."""
    return ADAPTERS[request.param]
