"""A repeated GET with its tag against the same question answered in full: one server, the flat question, different cities."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import orjson

from tests.bench.generate import CITIES, generate
from tests.bench.measure import run
from tests.bench.processes import our_api
from tests.bench.questions import FLAT
from tests.bench.side_by_side import cities

_ASKED = 200  # different cities
_CONNECTIONS = 8
_LENGTH = b"content-length:"
_TAG = b"\r\netag: "


@dataclass(frozen=True)
class Found:
    """Requests per second."""

    facts: int
    full: float
    tagged: float


def measure(facts: int, folder: Path, *, rounds: int, seconds: float) -> Found:
    """Make a base on the embedded store, and ask by GET: without tags, then each question with the tag of its answer."""
    tables, store = folder / "tables-etag", f"sqlite:///{folder / 'etag.sqlite'}"
    generate(tables, facts, shape=CITIES)
    run(["-m", "kb", "load", tables, "--store", store])
    with our_api(store) as address:
        paths = [_path(address, city) for _, city in itertools.islice(cities(address), _ASKED)]
        return Found(facts, *asyncio.run(_both(address, paths, rounds, seconds)))


def _path(address: str, city: str) -> str:
    return f"{urlsplit(address).path}?{urlencode({'query': FLAT.ours, 'variables': orjson.dumps({'city': city}).decode()})}"


async def _both(address: str, paths: Sequence[str], rounds: int, seconds: float) -> tuple[float, float]:
    plain = [_request(address, path) for path in paths]
    tagged = [_request(address, path, tag) for path, tag in zip(paths, await _tags(address, plain), strict=True)]
    rates: dict[int, list[float]] = {200: [], 304: []}
    for number in range(rounds + 1):  # the first one warms up
        for status, requests in ((200, plain), (304, tagged)):
            rate = await _round(address, requests, status, seconds)
            rates[status] += [rate] if number else []
    return statistics.median(rates[200]), statistics.median(rates[304])


def _request(address: str, path: str, tag: bytes = b"") -> bytes:
    known = b"\r\nIf-None-Match: " + tag if tag else b""
    return f"GET {path} HTTP/1.1\r\nHost: {urlsplit(address).netloc}\r\nAccept: application/json".encode() + known + b"\r\n\r\n"


async def _tags(address: str, requests: Sequence[bytes]) -> list[bytes]:
    reader, writer = await _open(address)
    heads = [await _ask(reader, writer, request, 200) for request in requests]
    writer.close()
    return [head.partition(_TAG)[2].partition(b"\r\n")[0] for head in heads]


async def _round(address: str, requests: Sequence[bytes], status: int, seconds: float) -> float:
    each, began = itertools.cycle(requests), time.perf_counter()
    counts = await asyncio.gather(*(_client(address, each, status, began + seconds) for _ in range(_CONNECTIONS)))
    return sum(counts) / (time.perf_counter() - began)


async def _client(address: str, requests: Iterator[bytes], status: int, until: float) -> int:
    reader, writer = await _open(address)
    count = 0
    while time.perf_counter() < until:
        await _ask(reader, writer, next(requests), status)
        count += 1
    writer.close()
    return count


async def _open(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(address)
    return await asyncio.open_connection(parts.hostname, parts.port)


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes, status: int) -> bytes:
    """Ask, and return the head of the answer. Raises RuntimeError for another status."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(f"HTTP/1.1 {status}".encode()):
        raise RuntimeError(f"{status} was expected: {head.decode()}")
    length = head.lower().partition(_LENGTH)[2].partition(b"\r\n")[0]
    if status == 200:
        await reader.readexactly(int(length))
    return head
