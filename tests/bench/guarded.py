"""What tokens, limits, costs and doors add to a reading request: the whole application against the bare API, over one base."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import orjson

from kb.access.callers import Role
from kb.access.tokens import Tokens
from kb.store import open_store
from tests.bench.contest import body
from tests.bench.generate import CITIES, generate
from tests.bench.measure import run
from tests.bench.processes import running
from tests.bench.questions import FLAT, NESTED, PAGE_OF_CITIES
from tests.bench.side_by_side import cities

BARE, WHOLE = "the bare API", "the whole application, with a token"
SMALL = "small: a city's name"
_SMALL = "query ($city: ID!) { city(id: $city) { name } }"
_ASKED = 200  # different cities, or pages of cities
_CONNECTIONS = 8
_LENGTH = b"content-length:"
_LIMITED = {
    "KB_READING": "token",
    "KB_RATE_PER_MINUTE": "1000000",  # counted, but never too many
    "KB_ALLOWED_HOSTS": "kb.example.org,*.example.net",
    "KB_CORS_ORIGINS": "https://map.example.org",
}
Rates = Mapping[str, list[float]]  # by contender: milliseconds of each round for a request


def measure(facts: int, folder: Path, *, rounds: int, seconds: float) -> dict[str, Rates]:
    """Make a base on the embedded store, see that both answer alike, and measure them in turn. Return their rounds by question."""
    tables, store = folder / "tables-guarded", f"sqlite:///{folder / 'guarded.sqlite'}"
    generate(tables, facts, shape=CITIES)
    run(["-m", "kb", "load", tables, "--store", store])
    token = asyncio.run(_token(store))
    whole = [sys.executable, "-m", "kb", "serve", "--port", "0", "--store", store]
    with (
        running([sys.executable, "-m", "tests.bench.bare_api", store]) as bare,
        running(whole, _LIMITED) as guarded,
    ):
        heads = {BARE: _head(bare), WHOLE: _head(guarded, token)}
        addresses = {BARE: bare, WHOLE: guarded}
        asked = _questions(bare)
        return {name: asyncio.run(_in_turn(addresses, heads, bodies, rounds, seconds)) for name, bodies in asked.items()}


def ratio(rates: Rates) -> float:
    """Return what the whole takes of a request's time, the bare being 1: the median of the rounds, each against the one beside it."""
    return statistics.median(whole / bare for bare, whole in zip(rates[BARE], rates[WHOLE], strict=True))


async def _token(store: str) -> str:
    opened = open_store(store)
    token = await Tokens(opened).create(Role.READER, expires=date.max)
    await opened.close()
    return token


def _questions(address: str) -> dict[str, list[bytes]]:
    places = list(cities(address))
    known = [city for _, city in places][:_ASKED]
    after = [cursor for cursor, _ in places[: -PAGE_OF_CITIES or None]][:: max(1, len(places) // _ASKED)]
    return {
        SMALL: [body(_SMALL, {"city": city}) for city in known],
        FLAT.name: [body(FLAT.ours, {"city": city}) for city in known],
        NESTED.name: [body(NESTED.ours, {"after": cursor}) for cursor in after],
    }


def _head(address: str, token: str = "") -> str:
    parts = urlsplit(address)
    bearer = f"Authorization: Bearer {token}\r\n" if token else ""
    return f"POST {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n{bearer}Content-Length: "


async def _in_turn(
    addresses: Mapping[str, str], heads: Mapping[str, str], bodies: Sequence[bytes], rounds: int, seconds: float
) -> dict[str, list[float]]:
    answers = [orjson.loads(await _once(addresses[name], head, bodies[0]))["data"] for name, head in heads.items()]
    assert answers[0] == answers[1], f"they do not answer alike:\n{answers}"
    found: dict[str, list[float]] = {name: [] for name in heads}
    for number in range(rounds + 1):  # the first one warms up
        for name in sorted(heads, reverse=bool(number % 2)):
            taken = await _round(addresses[name], heads[name], bodies, seconds)
            found[name] += [taken] if number else []
    return found


async def _round(address: str, head: str, bodies: Sequence[bytes], seconds: float) -> float:
    each, began = itertools.cycle(bodies), time.perf_counter()
    counts = await asyncio.gather(*(_client(address, head, each, began + seconds) for _ in range(_CONNECTIONS)))
    return (time.perf_counter() - began) * 1000 / sum(counts)


async def _client(address: str, head: str, bodies: Iterator[bytes], until: float) -> int:
    reader, writer = await _open(address)
    count = 0
    while time.perf_counter() < until:
        await _ask(reader, writer, head, next(bodies))
        count += 1
    writer.close()
    return count


async def _once(address: str, head: str, asked: bytes) -> bytes:
    reader, writer = await _open(address)
    answer = await _ask(reader, writer, head, asked)
    writer.close()
    return answer


async def _open(address: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(address)
    return await asyncio.open_connection(parts.hostname, parts.port)


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, head: str, asked: bytes) -> bytes:
    """Ask, and return the answer. Raises RuntimeError for one with errors."""
    writer.write(f"{head}{len(asked)}\r\n\r\n".encode() + asked)
    told = await reader.readuntil(b"\r\n\r\n")
    answer = await reader.readexactly(int(told.lower().partition(_LENGTH)[2].partition(b"\r\n")[0]))
    if not told.startswith(b"HTTP/1.1 200") or b'"errors"' in answer:
        raise RuntimeError(f"{told.decode()}{answer.decode()}")
    return answer
