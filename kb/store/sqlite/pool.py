"""Connections and the threads that use them: one that writes, a few that read.

A read is tried on the event loop first, and broken off there after a few milliseconds: handing over to a thread and back
costs as much as most reads do. One that takes longer begins again in a thread.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from math import inf
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from kb.errors import StoreUnavailable
from kb.store.sqlite.failures import explained
from kb.store.sqlite.opening import connect

Value = TypeVar("Value")
Values = Sequence[Any] | Mapping[str, Any]
Row = tuple[Any, ...]
_READERS = 4
_FOREIGN_KEYS = {True: "PRAGMA foreign_keys = ON", False: "PRAGMA foreign_keys = OFF"}
_STEPS_BETWEEN_LOOKS = {True: 10_000, False: 1_000_000}  # of SQLite's machine: some 0.2 ms where time is short, else 20 ms
_AT_ONCE_SECONDS = 0.01  # that the event loop may wait
_WAIT_FOR_NO_LOCK = "PRAGMA busy_timeout = 0"
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_PRIMARY = 0xFF  # an extended result code keeps the primary one in its last byte


class _TooLong(Exception):
    """A read takes longer than the event loop may wait."""


class Session:
    """A connection in the hands of one call, which another thread may stop, even before it has begun.

    Args:
        seconds: how long the call may take; longer, and it ends in _TooLong.
    """

    def __init__(self, seconds: float = inf) -> None:
        self._until = monotonic() + seconds
        self.lock = threading.Lock()  # held while a thread works at length
        self._connection: sqlite3.Connection | None = None
        self._stopped = False

    def use(self, connection: sqlite3.Connection) -> Session:
        """Work with this connection from now on."""
        self._connection = connection
        looks = _STEPS_BETWEEN_LOOKS[self._until < inf]
        connection.set_progress_handler(lambda: self._stopped or self.late, looks)
        return self

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection, unless the call was stopped."""
        if self._stopped or self._connection is None:
            raise CancelledError
        return self._connection

    @property
    def late(self) -> bool:
        """Whether the call has taken longer than it may."""
        return monotonic() > self._until

    @property
    def connected(self) -> bool:
        """Whether there is a connection yet."""
        return self._connection is not None

    def each(self, sql: str, values: Values = ()) -> Iterator[Row]:
        """Run a statement and yield its rows as they come."""
        if self.late:
            raise _TooLong
        return self.connection.execute(sql, values)

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """Run a statement and return its rows."""
        return list(self.each(sql, values))

    def value(self, sql: str, values: Values = ()) -> Any:
        """Run a statement and return the first column of its first row; None where it has no row."""
        return next((row[0] for row in self.each(sql, values)), None)

    def run(self, sql: str, values: Values = ()) -> None:
        """Run a statement that returns nothing."""
        self.each(sql, values)

    def many(self, sql: str, rows: Iterable[Values]) -> None:
        """Run a statement once for each row of values."""
        self.connection.executemany(sql, rows)

    @contextmanager
    def transaction(self, begin: str) -> Iterator[None]:
        """Keep what is done inside together: all of it, or nothing when it ends by an exception."""
        connection = self.connection
        self.run(begin)
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            connection.rollback()
            raise

    def stop(self) -> None:
        """End the statement that runs, and refuse any other."""
        self._stopped = True  # an interrupt would also reach whoever has the connection by now

    def close(self) -> None:
        """Close the connection once no thread works with it."""
        with self.lock:
            if self._connection is not None:
                self._connection.close()


class Pool:
    """The connections of one store. Any event loop and any thread may use it."""

    def __init__(self, path: Path, timeout_seconds: float) -> None:
        self.path = path
        self._timeout_seconds = timeout_seconds
        self._readers = ThreadPoolExecutor(_READERS, "kb-read")
        self._writer = ThreadPoolExecutor(1, "kb-write")
        self._idle: dict[ThreadPoolExecutor, deque[sqlite3.Connection]] = {self._readers: deque(), self._writer: deque()}
        self._impatient: deque[sqlite3.Connection] = deque()  # those that wait for no lock
        self._closed = False

    async def read(self, work: Callable[[Session], Value]) -> Value:
        """Call `work` with a connection that sees one state of the store: at once, or in a thread where it takes longer."""
        if not self._closed:
            with suppress(_TooLong):
                return self._at_once(work)
        return await self._call(self._readers, "BEGIN", work)

    async def write(self, work: Callable[[Session], Value], *, keys_checked: bool = False) -> Value:
        """Call `work` in a thread, in a transaction that nobody else writes beside; what it raises undoes all of it.

        With `keys_checked`, `work` looks after foreign keys by itself: SQLite's own look at each costs a tenth of a large load.
        """
        return await self._call(self._writer, "BEGIN IMMEDIATE", work, foreign_keys=not keys_checked)

    async def step(self, session: Session, work: Callable[[Session], Value]) -> Value:
        """Call `work` in a thread, with a connection that stays the session's own until it is given back."""

        def stepping() -> Value:
            with session.lock:
                return work(session if session.connected else session.use(self._connect()))

        return await self._run(self._readers, stepping, session)

    def give_back(self, session: Session) -> None:
        """Close the connection of a session, as soon as no thread works with it. Does not wait for that."""
        try:
            self._readers.submit(session.close)
        except RuntimeError:  # the pool is closed, and its threads have ended
            session.close()

    def close(self) -> None:
        """Wait for what runs, and close every connection. Blocks; calling it twice does no harm."""
        self._closed = True
        for executor, idle in self._idle.items():
            executor.shutdown()
            _close_all(idle)
        _close_all(self._impatient)

    def _at_once(self, work: Callable[[Session], Value]) -> Value:
        session = Session(_AT_ONCE_SECONDS)
        with explained(self.path), self._lent(session, self._impatient, self._hurried):
            try:
                with session.transaction("BEGIN"):
                    return work(session)
            except sqlite3.OperationalError as error:
                if session.late or error.sqlite_errorcode & _PRIMARY in _LOCKED:
                    raise _TooLong from None
                raise

    def _hurried(self) -> sqlite3.Connection:
        """Make an idle connection one that waits for no lock. Raises _TooLong where there is none: opening one takes long."""
        try:
            connection = self._idle[self._readers].pop()
        except IndexError:
            raise _TooLong from None
        connection.execute(_WAIT_FOR_NO_LOCK)
        return connection

    async def _call(
        self, executor: ThreadPoolExecutor, begin: str, work: Callable[[Session], Value], foreign_keys: bool | None = None
    ) -> Value:
        session = Session()

        def calling() -> Value:
            with self._lent(session, self._idle[executor], self._connect):
                if foreign_keys is not None:
                    session.run(_FOREIGN_KEYS[foreign_keys])
                with session.transaction(begin):
                    return work(session)

        return await self._run(executor, calling, session)

    async def _run(self, executor: ThreadPoolExecutor, work: Callable[[], Value], session: Session) -> Value:
        if self._closed:
            raise StoreUnavailable(f"{self.path} was closed", "open it again")

        def running() -> Value:
            with explained(self.path):
                return work()

        future = executor.submit(running)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            session.stop()
            raise

    @contextmanager
    def _lent(self, session: Session, idle: deque[sqlite3.Connection], another: Callable[[], sqlite3.Connection]) -> Iterator[None]:
        """Lend an idle connection, or another; one that failed is not used again."""
        try:
            connection = idle.pop()
        except IndexError:
            connection = another()
        session.use(connection)
        try:
            yield
        except (sqlite3.Error, CancelledError):
            session.close()
            raise
        except BaseException:
            idle.append(connection)
            raise
        idle.append(connection)

    def _connect(self) -> sqlite3.Connection:
        return connect(self.path, self._timeout_seconds)


def _close_all(idle: deque[sqlite3.Connection]) -> None:
    while idle:
        idle.pop().close()
