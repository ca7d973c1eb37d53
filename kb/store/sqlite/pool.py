"""Connections and the threads that use them: one that writes, a few that read, none that blocks the event loop."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from kb.errors import StoreUnavailable
from kb.store.sqlite.failures import explained
from kb.store.sqlite.opening import connect

Value = TypeVar("Value")
Values = Sequence[Any] | Mapping[str, Any]
Row = tuple[Any, ...]
_READERS = 4
_LOOK_EVERY_STEPS = 1000  # of SQLite's machine: some 50 microseconds
_STEPS_BETWEEN_LOOKS = 1_000_000  # of SQLite's machine: some 20 ms
_FOREIGN_KEYS = {True: "PRAGMA foreign_keys = ON", False: "PRAGMA foreign_keys = OFF"}


class Session:
    """A connection in the hands of one call, which another thread may stop."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._stopped = False
        connection.set_progress_handler(lambda: self._stopped, _STEPS_BETWEEN_LOOKS)  # an interrupt between two statements is lost
        self.lock = threading.Lock()  # held while a thread uses the connection

    def each(self, sql: str, values: Values = ()) -> Iterator[Row]:
        """Run a statement and yield its rows as they come."""
        if self._stopped:
            raise CancelledError
        return self._connection.execute(sql, values)

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
        if self._stopped:
            raise CancelledError
        self._connection.executemany(sql, rows)

    @contextmanager
    def transaction(self, begin: str) -> Iterator[None]:
        """Keep what is done inside together: all of it, or nothing when it ends by an exception."""
        self.run(begin)
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def stop(self) -> None:
        """End the statement that runs, and refuse any other."""
        self._stopped = True

    def close(self) -> None:
        """Close the connection once no thread uses it."""
        with self.lock:
            self._connection.close()


class Pool:
    """The connections of one store. Any event loop and any thread may use it."""

    def __init__(self, path: Path, timeout_seconds: float) -> None:
        self.path = path
        self._timeout_seconds = timeout_seconds
        self._readers = ThreadPoolExecutor(_READERS, "kb-read")
        self._writer = ThreadPoolExecutor(1, "kb-write")
        self._idle: dict[ThreadPoolExecutor, deque[sqlite3.Connection]] = {self._readers: deque(), self._writer: deque()}
        self._closed = False

    async def read(self, work: Callable[[Session], Value]) -> Value:
        """Call `work` in a thread, with a connection that sees one state of the store."""
        return await self._call(self._readers, "BEGIN", work)

    async def write(self, work: Callable[[Session], Value], *, keys_checked: bool = False) -> Value:
        """Call `work` in a thread, in a transaction that nobody else writes beside; what it raises undoes all of it.

        With `keys_checked`, `work` looks after foreign keys by itself: SQLite's own look at each costs a tenth of a large load.
        """
        return await self._call(self._writer, "BEGIN IMMEDIATE", work, foreign_keys=not keys_checked)

    async def open(self) -> Session:
        """Open a connection of its own, for reading at length; `give_back` closes it."""
        return await self._run(self._readers, lambda: Session(self._connect()), lambda: None)

    async def step(self, session: Session, work: Callable[[Session], Value]) -> Value:
        """Call `work` in a thread, with a connection that `open` gave."""

        def stepping() -> Value:
            with session.lock:
                return work(session)

        return await self._run(self._readers, stepping, session.stop)

    def give_back(self, session: Session) -> None:
        """Close a connection that `open` gave, as soon as no thread uses it."""
        if self._closed:
            session.close()
        else:
            self._readers.submit(session.close)

    def close(self) -> None:
        """Wait for what runs, and close every connection. Blocks; calling it twice does no harm."""
        self._closed = True
        for executor, idle in self._idle.items():
            executor.shutdown()
            while idle:
                idle.pop().close()

    async def _call(self, executor: ThreadPoolExecutor, begin: str, work: Callable[[Session], Value], foreign_keys: bool = True) -> Value:
        given: list[Session] = []
        stopped = threading.Event()

        def calling() -> Value:
            with self._lent(executor) as session:
                given.append(session)
                if stopped.is_set():
                    raise CancelledError
                session.run(_FOREIGN_KEYS[foreign_keys])
                with session.transaction(begin):
                    return work(session)

        def stop() -> None:
            stopped.set()
            for session in given:
                session.stop()

        return await self._run(executor, calling, stop)

    async def _run(self, executor: ThreadPoolExecutor, work: Callable[[], Value], stop: Callable[[], None]) -> Value:
        if self._closed:
            raise StoreUnavailable(f"{self.path} was closed", "open it again")

        def running() -> Value:
            with explained(self.path):
                return work()

        future = executor.submit(running)
        try:
            return await asyncio.wrap_future(future)
        except asyncio.CancelledError:
            stop()
            raise

    @contextmanager
    def _lent(self, executor: ThreadPoolExecutor) -> Iterator[Session]:
        """Lend an idle connection, or a new one; one that failed is not used again."""
        idle = self._idle[executor]
        connection = idle.pop() if idle else self._connect()
        session = Session(connection)
        try:
            yield session
        except (sqlite3.Error, CancelledError):
            session.close()
            raise
        except BaseException:
            idle.append(connection)
            raise
        idle.append(connection)

    def _connect(self) -> sqlite3.Connection:
        return connect(self.path, self._timeout_seconds)
