"""How much Neo4j does for a read: its database hits, counted by PROFILE, so that no clock is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from neo4j import READ_ACCESS, AsyncDriver, NotificationMinimumSeverity


class Profiler:
    """A reader, as the functions of `kb.store.neo4j` take one, that counts the database hits of everything it reads."""

    def __init__(self, driver: AsyncDriver, database: str) -> None:
        self.hits = 0
        self._driver = driver
        self._database = database

    async def value(self, cypher: str, **values: Any) -> Any:
        """Run a statement and return the first column of its first row; None where it has no row."""
        quiet = NotificationMinimumSeverity.OFF
        async with self._driver.session(
            database=self._database, default_access_mode=READ_ACCESS, notifications_min_severity=quiet
        ) as session:
            result = await session.run(f"PROFILE {cypher}", values)
            found = await result.values()
            summary = await result.consume()
        assert summary.profile is not None
        self.hits += hits_of(summary.profile)
        return found[0][0] if found else None


def hits_of(plan: Mapping[str, Any]) -> int:
    """Return the database hits of a step of a plan and of all steps below it."""
    return int(plan.get("dbHits", 0)) + sum(hits_of(child) for child in plan.get("children", ()))
