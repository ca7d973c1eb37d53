"""The link to a server: reads in one round trip each, writes in managed transactions, both within a limit of time.

A read may be answered by any member of a cluster; bookmarks see to it that whoever wrote over this link reads it there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import suppress
from logging import NullHandler, getLogger
from time import monotonic
from typing import Any, NamedTuple, Protocol, TypeVar

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    NotificationMinimumSeverity,
    Query,
    unit_of_work,
)
from neo4j.exceptions import DriverError, Neo4jError

from kb.deadline import left
from kb.errors import StoreUnavailable
from kb.store.neo4j.address import Address
from kb.store.neo4j.failures import explained

Value = TypeVar("Value")
_CONNECTIONS = 32
_WRITES = 2  # at a time: writers queue for the base anyway, and would hold connections that readers need
_FIRST_PAUSE_SECONDS = 0.05
_LONGEST_PAUSE_SECONDS = 0.5
_MAKING_SECONDS = 120
getLogger("neo4j").addHandler(NullHandler())  # what it warns of is told in the StoreError; a log that is set up gets both


class Reader(Protocol):
    """What reads are made with: a transaction, or a link that makes each one by itself."""

    async def value(self, cypher: str, **values: Any) -> Any:
        """Run a statement and return the first column of its first row; None where it has no row."""


class Statement(NamedTuple):
    """A statement and its parameters."""

    cypher: str
    values: dict[str, Any]


class Transaction:
    """A transaction that writes."""

    def __init__(self, transaction: AsyncManagedTransaction) -> None:
        self._transaction = transaction

    async def value(self, cypher: str, **values: Any) -> Any:
        """Run a statement and return the first column of its first row; None where it has no row."""
        found = await (await self._transaction.run(cypher, values)).values()
        return found[0][0] if found else None

    async def run(self, cypher: str, **values: Any) -> None:
        """Run a statement that returns nothing."""
        await (await self._transaction.run(cypher, values)).consume()

    async def run_all(self, statements: Iterator[Statement]) -> None:
        """Run statements that return nothing; each is worked out, in a thread, while the server is at the one before."""
        statement = await asyncio.to_thread(next, statements, None)
        while statement is not None:
            _, statement = await asyncio.gather(self.run(statement.cypher, **statement.values), asyncio.to_thread(next, statements, None))


class Link:
    """A driver that is made with the first question, and what every use of it has in common.

    Args:
        address: the server and the database.
        timeout_seconds: how long a read, or the start of a write, may take before it ends in StoreUnavailable.
        opening: called once over the new link, before its first question.
    """

    def __init__(self, address: Address, timeout_seconds: float, opening: Callable[[Link], Coroutine[Any, Any, None]]) -> None:
        self.address = address
        self.timeout_seconds = timeout_seconds
        self.making = False  # while the opening makes a store, which takes longer than any question
        self._opening = opening
        self._opened: asyncio.Task[None] | None = None
        self._driver: AsyncDriver | None = None
        self._closed = False
        self._trouble: Neo4jError | DriverError | None = None  # why the last attempt failed, until one goes well
        self._bookmarks = AsyncGraphDatabase.bookmark_manager()
        self._turns = asyncio.Semaphore(_WRITES)

    async def value(self, cypher: str, **values: Any) -> Any:
        """Read in one round trip: return the first column of the first row; None where there is no row."""
        with explained(str(self.address), self.timeout_seconds):
            return await self.attempt(cypher, values, READ_ACCESS, await self._ready())

    async def write(self, work: Callable[[Transaction], Awaitable[Value]], timeout_seconds: float | None = None) -> Value:
        """Call `work` in a transaction, again where the server says that it may go well then; what it raises undoes all of it."""
        with explained(str(self.address), timeout_seconds or self.timeout_seconds):
            rest = await self._ready()
            seconds = timeout_seconds or rest
            async with asyncio.timeout(seconds), self._turns, self.driver.session(**self._session(WRITE_ACCESS)) as session:
                return await session.execute_write(unit_of_work(timeout=seconds)(_in_transaction), work)

    async def attempt(self, cypher: str, values: dict[str, Any], access: str, seconds: float | None = None) -> Any:
        """Run a statement by itself, again and again while it fails for a reason that may pass.

        Raises:
            TimeoutError: there was no answer at all within so many seconds, or else within those of the link.
            Neo4jError, DriverError: it cannot go well, or it failed until the time was over: the last reason.
        """
        limit, pause = self.timeout_seconds if seconds is None else seconds, _FIRST_PAUSE_SECONDS
        with suppress(TimeoutError):
            async with asyncio.timeout(limit):
                while True:
                    try:
                        return await self._once(cypher, values, access, limit)
                    except (Neo4jError, DriverError) as error:
                        self._trouble = error
                        if not error.is_retryable():
                            raise
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
        raise self._trouble or TimeoutError

    @property
    def driver(self) -> AsyncDriver:
        """The driver. Raises StoreUnavailable once the link is closed."""
        if self._closed:
            raise StoreUnavailable(f"{self.address} was closed", "open it again")
        if self._driver is None:
            self._driver = AsyncGraphDatabase.driver(
                self.address.uri,
                auth=self.address.auth,
                max_connection_pool_size=_CONNECTIONS,
                connection_timeout=self.timeout_seconds,
                connection_acquisition_timeout=self.timeout_seconds,
                max_transaction_retry_time=self.timeout_seconds,
                notifications_min_severity=NotificationMinimumSeverity.OFF,
                telemetry_disabled=True,
                user_agent="peer-learning-kb",
            )
        return self._driver

    async def close(self) -> None:
        """Close every connection; calling it twice does no harm."""
        self._closed = True
        if self._opened is not None:
            self._opened.cancel()
            await asyncio.wait([self._opened])
        if self._driver is not None:
            driver, self._driver = self._driver, None
            await driver.close()

    async def _once(self, cypher: str, values: dict[str, Any], access: str, seconds: float) -> Any:
        async with self.driver.session(**self._session(access)) as session:
            found = await (await session.run(Query(cypher, timeout=seconds), values)).values()
            self._trouble = None
            return found[0][0] if found else None

    async def _ready(self) -> float:
        """Wait until the store is open, and return how many seconds are left to ask it.

        All who ask wait for one opening; after one that failed, the next who asks tries again.
        """
        if self._opened is None or _failed(self._opened):
            self.making = False
            self._opened = asyncio.create_task(self._opening(self))
            self._opened.add_done_callback(_failed)  # or it would be told of a failure that nobody waited for
        seconds, began = left(self.timeout_seconds), monotonic()
        if self._opened.done():
            return seconds
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(self._opened), seconds)
            return seconds - (0 if self.making else monotonic() - began)
        if not self.making:
            raise self._trouble or TimeoutError
        await asyncio.wait_for(asyncio.shield(self._opened), _MAKING_SECONDS)
        return self.timeout_seconds

    def _session(self, access: str) -> dict[str, Any]:
        return {
            "database": self.address.database,
            "default_access_mode": access,
            "bookmark_manager": self._bookmarks,
            "fetch_size": -1,
        }


async def _in_transaction(transaction: AsyncManagedTransaction, work: Callable[[Transaction], Awaitable[Value]]) -> Value:
    return await work(Transaction(transaction))


def _failed(task: asyncio.Task[None]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)
