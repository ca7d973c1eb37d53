"""`kb serve` in a process of its own, and clients that ask it without a rest."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

import httpx2

from tests.faults.processes import PATIENT_SECONDS

ANSWER = "answer"
QUESTIONS = {
    "by id": '{ city(id: "city:town") { name } statistics { visits } }',
    "nested": """{ cities(first: 5) { edges { node { name visitsMade(first: 3) { totalCount edges { node { host { name } } } }
        institutions { edges { node { name visitsMade(first: 3) { totalCount edges { node { host { name } } } } } } } } } } }""",
    "graph": '{ city(id: "city:town") { practicesToStudy { revision rows { practice { title } } } } }',
}
_PAUSE_SECONDS = 0.1
_ENDS_SECONDS = 30


@dataclass(frozen=True)
class Asked:
    """A question, how long it took, and what became of it: an answer, or codes of errors."""

    what: str
    seconds: float
    outcome: str


@dataclass
class Api:
    """An API, and everything it was asked."""

    url: str
    process: subprocess.Popen[bytes]
    asked: list[Asked] = field(default_factory=list)
    ready: list[int] = field(default_factory=list)  # what /readyz said, the same only once in a row

    async def keep_asking(self, ended: Callable[[], bool]) -> None:
        """Ask every question and /readyz, again and again."""
        async with httpx2.AsyncClient(base_url=self.url, timeout=PATIENT_SECONDS) as http:

            async def again(what: str) -> None:
                while not ended():
                    await self.ask(http, what)
                    await asyncio.sleep(_PAUSE_SECONDS)

            await asyncio.gather(*map(again, [*QUESTIONS, "/readyz"]))

    async def ask(self, http: httpx2.AsyncClient, what: str) -> Any:
        """Ask once, and return the data of the answer."""
        began = monotonic()
        if what not in QUESTIONS:
            response = await http.get(what)
            outcome, data = ANSWER if response.status_code == 200 else response.text, response.text
            self.ready += [response.status_code] if self.ready[-1:] != [response.status_code] else []
        else:
            response = await http.post("/graphql", json={"query": QUESTIONS[what]})
            assert response.status_code == 200, response.text
            codes = {error["extensions"]["code"] for error in response.json().get("errors", ())}
            outcome, data = "+".join(sorted(codes)) or ANSWER, response.json().get("data")
        self.asked.append(Asked(what, monotonic() - began, outcome))
        return data


@contextmanager
def serving(url: str, seconds: int, folder: Path) -> Iterator[Api]:
    """Serve a store that takes so many seconds at most for what it is asked."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KB_")}
    command = [sys.executable, "-m", "kb", "serve", "--port", "0"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, env={**environment, "KB_STORE": url, "KB_STORE_SECONDS": str(seconds)}, stderr=log)
    try:
        yield Api(_address(process, folder / "log"), process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(_ENDS_SECONDS)
        finally:
            process.kill()
            process.wait()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    until = monotonic() + PATIENT_SECONDS
    while not (found := re.search(r"at (http://\S+)", log.read_text())):
        assert process.poll() is None, log.read_text()
        assert monotonic() < until, log.read_text()
    return found[1]
