"""How the time of each question grows with the base. Look-ups and unfiltered pages stay flat, graph answers grow at most linearly."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import httpx2

from kb.api.app import create_app
from kb.service import KnowledgeBase
from kb.store import open_store
from tests.bench import generate
from tests.bench.measure import Run, run

_FACT = "date { edtf } citations { source { title } }"
_CITY = "{ city(id: $city) { %s } }"
_PRACTICE = "{ practice(id: $practice) { %s } }"
FLAT = {
    "a city by id": _CITY % "name municipality { name } country { name }",
    "its 20 latest practices, and how many": _CITY % f"adoptedPractices {{ totalCount edges {{ node {{ title }} fact {{ {_FACT} }} }} }}",
    "the 20 latest adopters of the most adopted practice": _PRACTICE % "adoptedBy { totalCount edges { node { name } } }",
    "its first 20 steps of all": _PRACTICE % "adoptedBy(current: false, orderBy: DATE_ASC) { totalCount edges { node { name } } }",
    "the 20 latest adoptions of all": "{ adoptions { totalCount edges { node { practice { title } by { name } } } } }",
    "20 cities by name": "{ cities { totalCount edges { node { name } } } }",
    "20 practices by adopters": "{ practices(orderBy: ADOPTERS_DESC) { totalCount edges { node { title } } } }",
    "how much there is": "{ statistics { revision adoptions } }",
}
GRAPH = {
    "practices to study": _CITY % "practicesToStudy { rows { practice { title } reasons { text } } }",
    "cities to visit": _CITY % "citiesToVisit { rows { city { name } } }",
    "a plan of 3 visits": _CITY % "visitPlan { stops { city { name } } }",
    "similar cities": _CITY % "similarCities { city { name } }",
    "how the most adopted practice spread": _PRACTICE % "spread { size depth curve { year hazard } }",
}
_BUSIEST = """{
  cities(orderBy: ADOPTERS_DESC, first: 1) { edges { node { id } } }
  practices(orderBy: ADOPTERS_DESC, first: 1) { edges { node { id } } }
}"""


@dataclass(frozen=True)
class Measured:
    """One base: its size, its load, and the milliseconds of each question."""

    facts: int
    load: Run
    flat: dict[str, float]
    graph: dict[str, float]
    building_s: float


def measure(facts: int, folder: Path) -> Measured:
    """Generate a base of that size, load it by `kb load`, and ask every question."""
    tables, store = folder / f"tables-{facts}", f"sqlite:///{folder / f'{facts}.sqlite'}"
    generate.generate(tables, facts)
    load = run(["-m", "kb", "load", tables, "--store", store])
    flat, graph, building_s = asyncio.run(_ask(store))
    return Measured(facts, load, flat, graph, building_s)


async def _ask(store: str) -> tuple[dict[str, float], dict[str, float], float]:
    base = KnowledgeBase(open_store(store))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(create_app(base)), base_url="http://localhost", timeout=600) as client:
        variables = await _busiest(client)
        flat = {name: await _median_ms(client, query, variables, 30) for name, query in FLAT.items()}
        started = time.perf_counter()
        await base.similar_cities(variables["city"])  # not by HTTP: a request that takes so long is given up
        building_s = time.perf_counter() - started
        graph = {name: await _median_ms(client, query, variables, 5) for name, query in GRAPH.items()}
    await base.close()
    return flat, graph, building_s


async def _busiest(client: httpx2.AsyncClient) -> dict[str, str]:
    """The city that took up most, and the practice that most took up: hubs, so that nothing is easy."""
    found = await _post(client, _BUSIEST, {})
    return {"city": found["cities"]["edges"][0]["node"]["id"], "practice": found["practices"]["edges"][0]["node"]["id"]}


async def _median_ms(client: httpx2.AsyncClient, query: str, variables: dict[str, str], times: int) -> float:
    await _post(client, query, variables)
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        await _post(client, query, variables)
        taken.append(time.perf_counter() - started)
    return statistics.median(taken) * 1000


async def _post(client: httpx2.AsyncClient, query: str, variables: dict[str, str]) -> dict[str, dict[str, list[dict[str, dict[str, str]]]]]:
    used = {name: value for name, value in variables.items() if f"${name}" in query}
    declared = f"query ({', '.join(f'${name}: ID!' for name in used)}) " if used else ""
    response = await client.post("/graphql", json={"query": declared + query, "variables": used})
    answer = json.loads(response.content)
    if "errors" in answer:
        raise RuntimeError(answer["errors"][0]["message"])
    data: dict[str, dict[str, list[dict[str, dict[str, str]]]]] = answer["data"]
    return data
