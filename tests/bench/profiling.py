"""How much Neo4j does for a read: its database hits, counted by PROFILE, so that no clock is asked."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from typing import Any

from neo4j import READ_ACCESS

from kb.store.neo4j import Neo4jStore, read_address
from kb.store.neo4j.link import Link
from kb.store.neo4j.opening import opened

_SECONDS = 600.0


class Profiler(Link):
    """A link to a store that is there, and what everything read over it cost."""

    def __init__(self, url: str) -> None:
        super().__init__(read_address(url), _SECONDS, opened)
        self.hits = 0

    async def value(self, cypher: str, **values: Any) -> Any:
        """Run a statement and return the first column of its first row; None where it has no row."""
        async with self.driver.session(database=self.address.database, default_access_mode=READ_ACCESS) as session:
            result = await session.run(f"PROFILE {cypher}", values)
            found = await result.values()
            summary = await result.consume()
        assert summary.profile is not None
        self.hits += hits_of(summary.profile)
        return found[0][0] if found else None

    async def hits_for(self, work: Awaitable[object]) -> int:
        """Return the hits that some work costs which reads over this link."""
        before = self.hits
        await work
        return self.hits - before


def profiled(profiler: Profiler) -> Neo4jStore:
    """Return a store that reads over a profiler."""
    store = Neo4jStore(profiler.address)
    store._link = profiler
    return store


def hits_of(plan: Mapping[str, Any]) -> int:
    """Return the hits of a step of a plan and of all steps below it."""
    return int(plan.get("dbHits", 0)) + sum(hits_of(child) for child in plan.get("children", ()))
