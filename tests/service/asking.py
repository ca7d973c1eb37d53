"""Asking the graph of a store, in the hands of a test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

from kb.graph.landscape import Landscape
from kb.service.answers import Graphs
from tests.store.samples import MUSEUM

TODAY = date(2024, 12, 31)
LONG = 60.0  # seconds: for what happens at once, or the test has failed


def steps(seen: Landscape) -> list[str]:
    """The ids of the steps with the museum that are seen."""
    return [step.id for cell in seen.cells(MUSEUM).values() for step in cell.steps]


@asynccontextmanager
async def asking(store: Any, patience_seconds: float = LONG, every_seconds: float = LONG) -> AsyncIterator[Graphs]:
    graphs = Graphs(store, lambda: TODAY, patience_seconds, every_seconds)
    yield graphs
    await graphs.close()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(LONG):
        while not true():
            await asyncio.sleep(0.001)
