"""Loads and copies in processes of their own, which can be killed at any moment.

A moment of a run is told by turns of its event loop, not by a clock: it is the same one on a machine that has other work.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path
from random import Random
from selectors import DefaultSelector, SelectorKey
from typing import Any, TypeVar

from kb.seeds import read
from kb.service.copying import copy
from kb.service.loading import load
from kb.store import neo4j, open_store, sqlite
from kb.store.base import Store, Write
from kb.store.neo4j import Neo4jStore, read_address

PATIENT_SECONDS = 60.0  # for what is not about time
Opened = TypeVar("Opened", bound=Store)
Work = Callable[..., Coroutine[Any, Any, None]]
_FORKS = get_context("forkserver")  # where everything is imported already
_FORKS.set_forkserver_preload([__name__])


def moments(times: int, seed: str) -> list[float]:
    """Moments of a run, one at random in each of so many equal stretches: 0 is its beginning, 1 its end."""
    random = Random(seed)
    return [(number + random.random()) / times for number in range(times)]


def killed(turns: float, work: Work, *arguments: Any) -> None:
    """Run something in a process, and kill that after so many turns."""
    with _running(work, *arguments) as (process, turning):
        for _ in range(round(turns)):
            if not next(turning, False):
                break
        process.kill()


async def killed_when(holds: Callable[[], Awaitable[bool]], work: Work, *arguments: Any) -> None:
    """Run something in a process, and kill that as soon as something holds, which must be before its end."""
    with _running(work, *arguments) as (process, turning):
        heard = asyncio.create_task(asyncio.to_thread(sum, turning))  # what is not heard stops who tells it
        while not await holds():
            assert not heard.done()
        assert not heard.done()
        process.kill()
        await heard


def undisturbed(work: Work, *arguments: Any) -> int:
    """Run something in a process to its end. Return how many turns it took."""
    with _running(work, *arguments) as (process, turning):
        turns = sum(turning)
        process.join()
        assert process.exitcode == 0
        return turns


def together(work: Work, each: Sequence[Sequence[Any]]) -> list[int | None]:
    """Run something in several processes that begin together, each with arguments of its own. Return their exit codes."""
    gate = _FORKS.Barrier(len(each))
    processes = [_FORKS.Process(target=_run_at_once, args=(gate, work, *arguments)) for arguments in each]
    try:
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        return [process.exitcode for process in processes]
    finally:
        for process in processes:
            process.kill()
            process.join()
            process.close()


@contextmanager
def _running(work: Work, *arguments: Any) -> Iterator[tuple[BaseProcess, Iterator[bool]]]:
    """Start a process; at its side, yield what goes on with every turn and ends with the process."""
    ours, theirs = _FORKS.Pipe(duplex=False)
    process = _FORKS.Process(target=_run, args=(theirs, work, *arguments))
    process.start()
    theirs.close()
    try:
        yield process, _turning(ours)
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def _turning(connection: Connection) -> Iterator[bool]:
    while True:
        try:
            connection.recv_bytes()
        except EOFError:
            return
        yield True


def _run(connection: Connection, work: Work, *arguments: Any) -> None:
    with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(_Telling(connection))) as runner:
        runner.run(work(*arguments))


def _run_at_once(gate: Barrier, work: Work, *arguments: Any) -> None:
    gate.wait(PATIENT_SECONDS)
    asyncio.run(work(*arguments))


class _Telling(DefaultSelector):
    """What an event loop waits with, once a turn."""

    def __init__(self, connection: Connection) -> None:
        super().__init__()
        self._connection = connection

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        """Say so, and wait."""
        self._connection.send_bytes(b".")
        return super().select(timeout)


@asynccontextmanager
async def closing(store: Opened) -> AsyncIterator[Opened]:
    """Use a store, and close it."""
    try:
        yield store
    finally:
        await store.close()


def store_at(url: str) -> Store:
    """The store that a URL names."""
    return open_store(url, seconds=PATIENT_SECONDS)


def neo4j_store(url: str, part: int = 10_000) -> Neo4jStore:
    """The store in a database, which takes so many things in one transaction."""
    return Neo4jStore(read_address(url), timeout_seconds=PATIENT_SECONDS, part=part)


async def loading(url: str, folder: Path, part: int) -> None:
    """Load a folder of tables into a database, so many things in one transaction."""
    async with closing(neo4j_store(url, part)) as store:
        await load(store, read([folder]), recorded_by="kb load")


async def recording(url: str, write: Write, seed: int) -> None:
    """Put nodes, then record each fact by itself, in an order of one's own."""
    recordings = Random(seed).sample(write.facts, len(write.facts))
    async with closing(neo4j_store(url)) as store:
        await store.write(replace(write, facts=[]))
        for recording in recordings:
            await store.write(replace(write, nodes=[], facts=[recording]))


async def writing(url: str, write: Write, part: int) -> None:
    """Write, so many things in one transaction."""
    async with closing(neo4j_store(url, part)) as store:
        await store.write(write)


async def copying(origin: str, target: str, rows: int) -> None:
    """Copy as `kb copy` does, so many rows in one transaction."""
    neo4j.scanning._BATCH = sqlite.scanning._BATCH = rows
    async with closing(store_at(origin)) as one, closing(store_at(target)) as other:
        await copy(one, other)
