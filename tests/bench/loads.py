"""`kb load` into Neo4j against a bare loop over the driver that writes the same nodes and relationships."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench import bare_load
from tests.bench.generate import generate
from tests.bench.measure import run
from tests.neo4j.server import Server


@dataclass(frozen=True)
class Loads:
    """Seconds that a load of so many facts took: the medians of the rounds."""

    facts: int
    bare_s: float
    ours_s: float
    ours_mb: float  # the most memory that the command took


def measure(facts: int, folder: Path, rounds: int = 3) -> Loads:
    """Load tables by `kb load`, read back what that made, then do both in turn into the emptied database.

    Both find the constraints and indexes made, and a server that has done the same work before. Ours begins with tables
    and ends with everything checked; the loop begins with rows in memory.
    """
    tables = folder / f"tables-{facts}"
    generate(tables, facts)
    with Server(heap_mb=2048, pagecache_mb=512, optimising=True) as server:
        command: list[str | Path] = ["-m", "kb", "load", tables, "--store", server.login_url]
        run(command)
        graph = bare_load.rows_of(server.driver, server.database)
        bare, ours = [], []
        for _ in range(rounds):
            bare_load.empty(server)
            began = time.perf_counter()
            bare_load.write(server.driver, server.database, graph)
            bare.append(time.perf_counter() - began)
            bare_load.empty(server)
            ours.append(run(command))
    return Loads(facts, statistics.median(bare), statistics.median(each.seconds for each in ours), max(each.peak_mb for each in ours))
