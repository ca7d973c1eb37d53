"""Cold start: from `kb serve` to its first answer, against importing the two frameworks and nothing else."""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.bench.measure import run

_QUESTION = json.dumps({"query": '{ city(id: "city:oral") { name adoptedPractices(first: 5) { edges { node { title } } } } }'}).encode()


def measure(store: str, rounds: int = 7) -> tuple[float, float]:
    """Return the median seconds of a first answer and of a bare import, taken in turn."""
    answers, imports = [], []
    for _ in range(rounds):
        answers.append(first_answer(store))
        imports.append(run(["-c", "import fastapi, strawberry"]).seconds)
    return statistics.median(answers), statistics.median(imports)


def first_answer(store: str) -> float:
    """Return the seconds from starting `kb serve` to the end of its first answer."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "kb", "serve", "--port", "0", "--store", store]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        try:
            address = next(found.group() for line in server.stderr if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
            request = urllib.request.Request(f"{address}/graphql", _QUESTION, {"Content-Type": "application/json"})
            with urllib.request.urlopen(request) as response:
                assert json.load(response)["data"]["city"]["name"]
            return time.perf_counter() - started
        finally:
            server.terminate()


def seeded(folder: Path) -> str:
    """Load the packaged seed into a new store and return its URL."""
    store = f"sqlite:///{folder / 'seed.sqlite'}"
    run(["-m", "kb", "load", "--store", store])
    return store
