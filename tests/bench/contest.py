"""Requests per second of several servers, taken in turn: raw HTTP over kept connections, so that the asking costs little."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import orjson

_LENGTH = b"content-length:"


@dataclass(frozen=True)
class Contender:
    """A server, and the bodies it is asked with, one after another and round again."""

    address: str
    bodies: Sequence[bytes]


def body(query: str, variables: Mapping[str, Any]) -> bytes:
    """Return the body of a GraphQL request."""
    return orjson.dumps({"query": query, "variables": variables})


def contest(
    contenders: Mapping[str, Contender], *, rounds: int, seconds: float, warm_up_seconds: float, connections: int = 8
) -> dict[str, float]:
    """Return the requests per second of each contender: the median of its rounds.

    Args:
        contenders: who is measured; nobody answers while another is measured.
        rounds: how many each takes, in turn.
        seconds: the length of a round; a request that was begun is waited for, and counts.
        warm_up_seconds: how long each is asked before the first round.
        connections: how many ask at once.
    """
    return asyncio.run(_contest(contenders, rounds, seconds, warm_up_seconds, connections))


def ask(address: str, asked: bytes) -> Any:
    """Ask once, and return the data. Raises RuntimeError for an answer with errors."""
    answer = orjson.loads(asyncio.run(_once(address, asked)))
    if answer.get("errors"):
        raise RuntimeError(f"{address}: {answer['errors'][0]['message']}")
    return answer["data"]


async def _contest(
    contenders: Mapping[str, Contender], rounds: int, seconds: float, warm_up_seconds: float, connections: int
) -> dict[str, float]:
    for contender in contenders.values():
        await _round(contender, warm_up_seconds, connections)
    rates: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, contender in contenders.items():
            rates[name].append(await _round(contender, seconds, connections))
    return {name: statistics.median(measured) for name, measured in rates.items()}


async def _round(contender: Contender, seconds: float, connections: int) -> float:
    bodies = itertools.cycle(contender.bodies)
    began = time.perf_counter()
    counts = await asyncio.gather(*(_client(contender.address, bodies, began + seconds) for _ in range(connections)))
    return sum(counts) / (time.perf_counter() - began)


async def _client(address: str, bodies: Iterator[bytes], until: float) -> int:
    connection = await _Connection.open(address)
    count = 0
    while time.perf_counter() < until:
        await connection.ask(next(bodies))
        count += 1
    connection.close()
    return count


async def _once(address: str, asked: bytes) -> bytes:
    connection = await _Connection.open(address)
    answer = await connection.ask(asked)
    connection.close()
    return answer


class _Connection:
    """A kept connection to a server whose answers say how long they are."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: str) -> None:
        self._reader = reader
        self._writer = writer
        self._head = head

    @classmethod
    async def open(cls, address: str) -> _Connection:
        parts = urlsplit(address)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        head = f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\nContent-Length: "
        return cls(reader, writer, head)

    async def ask(self, asked: bytes) -> bytes:
        self._writer.write(f"{self._head}{len(asked)}\r\n\r\n".encode() + asked)
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        answer = await self._reader.readexactly(int(head.partition(_LENGTH)[2].partition(b"\r\n")[0]))
        if not head.startswith(b"http/1.1 200"):
            raise RuntimeError(f"{self._head.partition(' HTTP')[0]}: {head.decode()}{answer.decode()}")
        return answer

    def close(self) -> None:
        self._writer.close()
