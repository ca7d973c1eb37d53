"""What to study next against one personalised PageRank of the same graph, one city, all cities, and after one new fact."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import networkx as nx

from kb.dates import parse
from kb.graph.build import build
from kb.graph.difference import Difference
from kb.graph.everyone import everyone
from kb.graph.landscape import Landscape
from kb.graph.recommend import practices_to_study
from kb.graph.survey import resurvey, survey
from kb.model import Adoption, AdoptionStage
from kb.seeds import read
from tests.bench.generate import Shape, generate

ADOPTIONS = Shape(adoptions=1, shares=0, visits=0, institutions=False)
DAY = date(2024, 6, 30)
SHOWN = 10


@dataclass(frozen=True)
class Ranking:
    """Medians in milliseconds, measured in turn on one graph."""

    adoptions: int
    cities: int
    pagerank: float  # networkx.pagerank with personalization, on the graph of who has what
    busiest: float  # practices to study, with reasons, for the city with most
    middling: float  # the same for one that has as much as half of them have
    everybody: float  # the first practices for every city, without reasons
    new_fact: float  # taking one more fact in
    next_answer: float  # the first answer after it, for the busiest city


def measure(adoptions: int, folder: Path, rounds: int = 5) -> Ranking:
    """Make a base of so many adoptions in memory, and ask."""
    tables = folder / f"adoptions-{adoptions}"
    generate(tables, adoptions, shape=ADOPTIONS)
    reading = read([tables])
    seen = survey(build(reading.nodes.values(), reading.facts), None, DAY)
    cities = sorted(seen.by_actor, key=lambda actor: (-len(seen.by_actor[actor]), actor))
    graph = nx.Graph((actor, practice) for actor, own in seen.by_actor.items() for practice in own)
    asked: dict[str, Callable[[], object]] = {
        "pagerank": lambda: nx.pagerank(graph, personalization={cities[0]: 1}),
        "busiest": lambda: practices_to_study(seen, cities[0], first=SHOWN),
        "middling": lambda: practices_to_study(seen, cities[len(cities) // 2], first=SHOWN),
        "everybody": lambda: list(everyone(seen, cities, first=SHOWN)),
    }
    medians = _medians(asked, rounds)
    return Ranking(adoptions=adoptions, cities=len(cities), **medians, **_after_a_fact(seen, cities, rounds))


def _medians(asked: dict[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Ask everything in turn, the first round for nothing."""
    taken: dict[str, list[float]] = {name: [] for name in asked}
    for _ in range(rounds + 1):
        for name, question in asked.items():
            taken[name].append(_ms(question))
    return {name: statistics.median(times[1:]) for name, times in taken.items()}


def _after_a_fact(seen: Landscape, cities: list[str], rounds: int) -> dict[str, float]:
    """Let one city after another take up what the busiest lacks most, and ask for the busiest each time."""
    practice = practices_to_study(seen, cities[0], first=1).rows[0].practice
    example = next(fact for fact in seen.facts() if isinstance(fact, Adoption))
    late = [city for city in cities if practice not in seen.held(city)][:rounds]
    changes, answers = [], []
    for city in late:
        fact = replace(example, id="", practice=practice, by=city, stage=AdoptionStage.ADOPTED, date=parse("2024"), learned_from=None)
        started = time.perf_counter()
        seen = resurvey(seen, Difference(come=[fact]))
        changes.append((time.perf_counter() - started) * 1000)
        now = seen
        answers.append(_ms(lambda now=now: practices_to_study(now, cities[0], first=SHOWN)))  # type: ignore[misc]
    return {"new_fact": statistics.median(changes), "next_answer": statistics.median(answers)}


def _ms(question: Callable[[], object]) -> float:
    started = time.perf_counter()
    question()
    return (time.perf_counter() - started) * 1000
