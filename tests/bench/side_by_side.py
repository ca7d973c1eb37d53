"""Ours against @neo4j/graphql and against the least that Python can do, over one graph on one server; ours on both stores."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.contest import Contender, ask, body, contest
from tests.bench.generate import Shape, generate
from tests.bench.measure import run
from tests.bench.peering import Missing, peer
from tests.bench.processes import least, our_api
from tests.bench.questions import EVERY_CITY, FLAT, NESTED, PAGE_OF_CITIES, Asked, Question, flat, nested
from tests.neo4j.server import Server

ON_NEO4J, ON_SQLITE, PEER, LEAST = "ours on Neo4j", "ours on SQLite, one process", "@neo4j/graphql", "the least in Python"
_ASKED = 200  # different cities, or pages of cities, that are asked about
_COMPARED = 20  # of them, on all sides, before anything is measured


@dataclass(frozen=True)
class Pace:
    """How long everything is measured."""

    rounds: int = 6
    seconds: float = 5.0
    warm_up_seconds: float = 12.0


@dataclass(frozen=True)
class Rates:
    """Requests per second of everybody who was asked, by question."""

    of: Mapping[str, Mapping[str, float]]
    left_out: str = ""  # why @neo4j/graphql is not among them


def measure(shape: Shape, facts: int, folder: Path, pace: Pace) -> Rates:
    """Make one base on both stores, compare the answers of all sides, then measure them. Institutions take no part in it."""
    tables, embedded = folder / "tables", f"sqlite:///{folder / 'base.sqlite'}"
    generate(tables, facts, shape=shape)
    with Server(heap_mb=2048, pagecache_mb=512, optimising=True) as server:
        for store in (embedded, server.login_url):
            run(["-m", "kb", "load", tables, "--store", store])
        with _everybody(server.login_url, embedded) as (addresses, left_out):
            return Rates(dict(_measured(addresses, pace)), left_out)


@contextmanager
def _everybody(shared: str, embedded: str) -> Iterator[tuple[dict[str, str], str]]:
    """Start everybody who can be started; give their addresses, and why the other side is not among them."""
    with ExitStack() as servers:
        addresses = {
            ON_NEO4J: servers.enter_context(our_api(shared)),
            ON_SQLITE: servers.enter_context(our_api(embedded)),
            LEAST: servers.enter_context(least(shared)),
        }
        left_out = ""
        try:
            addresses[PEER] = servers.enter_context(peer(shared))
        except Missing as reason:
            left_out = str(reason)
        yield addresses, left_out


def _measured(addresses: Mapping[str, str], pace: Pace) -> Iterator[tuple[str, dict[str, float]]]:
    for question, asked in _questions(addresses[ON_NEO4J]).items():
        contenders = {
            name: Contender(address, [_body(name, each) for each in asked])
            for name, address in addresses.items()
            if name != LEAST or question == FLAT.name
        }
        compare(addresses, asked[:_COMPARED])
        yield question, contest(contenders, rounds=pace.rounds, seconds=pace.seconds, warm_up_seconds=pace.warm_up_seconds)


def compare(addresses: Mapping[str, str], asked: list[Asked]) -> None:
    """Ask everybody the same. Raises AssertionError where somebody answers other rows than ours on Neo4j."""
    for each in asked:
        expected = _rows(ON_NEO4J, addresses[ON_NEO4J], each)
        for name in addresses:
            if name != LEAST or each.question is FLAT:
                found = _rows(name, addresses[name], each)
                assert found == expected, f"{name} answers otherwise to {each}:\n{found}\n{expected}"


def _rows(name: str, address: str, asked: Asked) -> Any:
    question: Question = asked.question
    read = question.rows_of_peers if name == PEER else question.rows_of_ours
    return read(ask(address, _body(name, asked)))


def _body(name: str, asked: Asked) -> bytes:
    return body(asked.question.peers, asked.peers) if name == PEER else body(asked.question.ours, asked.ours)


def _questions(address: str) -> dict[str, list[Asked]]:
    """Choose what is asked, at random but always the same: cities of all sorts, pages from everywhere in the list."""
    places = list(cities(address))
    chosen = random.Random(1)
    pages = [(places[start - 1][0] if start else None, start) for start in range(0, len(places) - PAGE_OF_CITIES, PAGE_OF_CITIES)]
    return {
        NESTED.name: [nested(after, start) for after, start in chosen.sample(pages, min(_ASKED, len(pages)))],
        FLAT.name: [flat(city) for _, city in chosen.sample(places, min(_ASKED, len(places)))],
    }


def cities(address: str) -> Iterator[tuple[str, str]]:
    """Yield the cursor and the id of every city, by name."""
    after = None
    while True:
        found = ask(address, body(EVERY_CITY, {"after": after}))["cities"]
        yield from ((edge["cursor"], edge["node"]["id"]) for edge in found["edges"])
        if not found["pageInfo"]["hasNextPage"]:
            return
        after = found["pageInfo"]["endCursor"]
