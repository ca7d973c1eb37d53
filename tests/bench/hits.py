"""Database hits of whole questions, put to our API: they follow the page, and not the graph."""

from __future__ import annotations

import asyncio
import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx2

from kb.api.app import create_app
from kb.service import KnowledgeBase
from tests.bench import bare_load
from tests.bench.generate import HUBS, generate
from tests.bench.measure import run
from tests.bench.profiling import Profiler, profiled
from tests.bench.questions import FLAT, NESTED, Variables
from tests.neo4j.server import Server

_ADOPTERS = """query ($practice: ID!, $after: String) { practice(id: $practice) { title adoptedBy(first: 20, after: $after) {
    totalCount edges { node { name } fact { date { edtf } } } pageInfo { endCursor } } } }"""
_BUSIEST = """{ cities(orderBy: ADOPTERS_DESC, first: 1) { edges { node { id } } }
    practices(orderBy: ADOPTERS_DESC, first: 1) { edges { node { id } } } }"""
Hits = Mapping[str, int]


def measure(sizes: list[int], adopters: int, folder: Path) -> dict[str, Hits]:
    """Return the hits of each question, in bases of so many facts, and in one whose one practice has so many adopters."""
    found = {}
    with Server(heap_mb=2048, pagecache_mb=512, optimising=True) as server:
        for name, tables in _bases(sizes, adopters, folder).items():
            bare_load.empty(server)
            run(["-m", "kb", "load", tables, "--store", server.login_url])
            found[name] = asyncio.run(_hits(server.login_url))
    return found


def _bases(sizes: list[int], adopters: int, folder: Path) -> dict[str, Path]:
    """Write the tables of each base."""
    bases = {f"{size:,} facts": folder / f"hubs-{size}" for size in sizes}
    for size, tables in zip(sizes, bases.values(), strict=True):
        generate(tables, size, shape=HUBS)
    bases[f"a hub of {adopters:,} adopters"] = folder / f"hub-{adopters}"
    write_hub(folder / f"hub-{adopters}", adopters)
    return bases


def write_hub(out: Path, adopters: int) -> None:
    """Write the tables of a base in which every city adopted the same practice, and the last of them nineteen more."""
    more, last = 19, adopters - 1
    tables: dict[str, tuple[str, list[tuple[Any, ...]]]] = {
        "places": ("id,kind,name_en", [(f"town-{number}", "city", f"Town {number}") for number in range(adopters)]),
        "sources": ("id,url,title", [("paper", "https://example.org/paper", "Report")]),
        "practices": ("id,title_en", [(f"way-{number}", f"Practice {number}") for number in range(more + 1)]),
        "adoptions": (
            "practice,by,date,stage,source",
            [("way-0", f"town-{number}", _day(number), "adopted", "paper") for number in range(adopters)]
            + [(f"way-{number}", f"town-{last}", _day(number), "adopted", "paper") for number in range(1, more + 1)],
        ),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, (header, rows) in tables.items():
        with (out / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([header.split(","), *rows])


def _day(number: int) -> str:
    return f"{2000 + number % 24}-{number % 12 + 1:02}-{number % 28 + 1:02}"


async def _hits(url: str) -> Hits:
    """Ask about the city that adopted most, the practice that was adopted most, and the first cities by name."""
    profiler = Profiler(url)
    base = KnowledgeBase(profiled(profiler))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(create_app(base)), base_url="http://localhost", timeout=600) as client:
        busiest = await _ask(client, _BUSIEST, {})
        city, practice = (busiest[kind]["edges"][0]["node"]["id"] for kind in ("cities", "practices"))
        first = await _ask(client, _ADOPTERS, {"practice": practice})
        later = first["practice"]["adoptedBy"]["pageInfo"]["endCursor"]
        asked: dict[str, tuple[str, Variables]] = {
            FLAT.name: (FLAT.ours, {"city": city}),
            NESTED.name: (NESTED.ours, {"after": None}),
            "the 20 latest adopters of the most adopted practice, how many in all": (_ADOPTERS, {"practice": practice}),
            "the next 20 of them": (_ADOPTERS, {"practice": practice, "after": later}),
        }
        found = {name: await profiler.hits_for(_ask(client, *question)) for name, question in asked.items()}
    await base.close()
    return found


async def _ask(client: httpx2.AsyncClient, query: str, variables: Variables) -> Any:
    answer = json.loads((await client.post("/graphql", json={"query": query, "variables": variables})).content)
    if "errors" in answer:
        raise RuntimeError(answer["errors"][0]["message"])
    return answer["data"]
