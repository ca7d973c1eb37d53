"""A crowd that reads and, a tenth of the time, writes: 200 clients for a minute with KB_FAULTS=full, else a few for moments.

Curators record, correct and withdraw by mutations with keys, and send some of them twice. Whatever was acknowledged is there
exactly once, as it was sent. Quantiles of the time a request took, and the memory of the process, are printed.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

import httpx2
import psutil
import pytest

from kb.access.callers import Role
from kb.access.tokens import Tokens
from kb.model import Adoption, FactId, FactStatus, Version
from kb.store.base import Change, LogPosition, Store
from tests.api.conftest import put
from tests.api.world import FACTS, NODES
from tests.faults.breaking import FULL
from tests.faults.processes import PATIENT_SECONDS, closing, store_at
from tests.faults.serving import serving
from tests.neo4j.endpoint import Endpoint

CLIENTS, SECONDS = (200, 60) if FULL else (20, 3)
WRITES_ONE_IN, TWICE_ONE_IN = 10, 5
GROWTH = 1.15  # of the memory over the last third of the time, at most
PRACTICES = ["practice:robotics", "practice:play"]
PARTIES = ["city:oral", "city:cork", "city:mstislavl"]
QUESTIONS = {
    "small": '{ city(id: "city:oral") { name } statistics { adoptions } }',
    "flat": '{ city(id: "city:oral") { adoptedPractices(first: 20, current: false) { totalCount edges { fact { id outcome } } } } }',
    "nested": "{ cities(first: 5) { edges { node { name adoptedPractices(first: 5) { totalCount edges { node { title } } } } } } }",
}
ASKED = {
    "record": """mutation ($input: AdoptionInput!, $key: String) { answer: recordAdoption(input: $input, key: $key, evenIfAlike: true) {
        status revision fact { id } userErrors { code message } } }""",
    "correct": """mutation ($id: ID!, $input: AdoptionCorrection!, $key: String) { answer: correctAdoption(
        id: $id, input: $input, key: $key) { status revision fact { id } userErrors { code message } } }""",
    "withdraw": """mutation ($id: ID!, $key: String) { answer: withdrawFact(id: $id, reason: "a mistake", key: $key) {
        status revision fact { id } userErrors { code message } } }""",
}


@dataclass
class Crowd:
    """What the clients were told."""

    written: dict[str, list[str]] = field(default_factory=dict)  # by fact: its outcomes, version by version; none: withdrawn
    taken: dict[str, list[float]] = field(default_factory=lambda: {"read": [], "write": []})  # seconds
    refused: Counter[str] = field(default_factory=Counter)
    again: int = 0
    memory_mb: list[float] = field(default_factory=list)  # after each third of the time


class Curator:
    """A client with facts of its own."""

    def __init__(self, number: int, http: httpx2.AsyncClient, crowd: Crowd, token: str) -> None:
        self._number, self._http, self._crowd = number, http, crowd
        self._headers = {"Authorization": f"Bearer {token}"}
        self._random = Random(number)
        self._own: list[str] = []
        self._sent = 0

    async def keep_on(self, ended: Callable[[], bool]) -> None:
        """Ask and write until the end."""
        while not ended():
            if self._random.randrange(WRITES_ONE_IN):
                await self._ask("read", {"query": self._random.choice([*QUESTIONS.values()])})
            else:
                await self._write()

    async def _write(self) -> None:
        self._sent += 1
        what = self._random.choice(["record", "record", "correct", "withdraw"]) if self._own else "record"
        text = f"{self._number}-{self._sent}"
        asked = {"query": ASKED[what], "variables": {"key": text, **self._variables(what, text)}}
        answer = await self._ask("write", asked)
        if not self._random.randrange(TWICE_ONE_IN):
            self._crowd.again += 1
            repeated = await self._ask("write", asked)
            assert (repeated["answer"]["fact"], repeated["answer"]["userErrors"]) == (answer["answer"]["fact"], [])
        self._note(what, text, asked["variables"], answer["answer"])

    def _variables(self, what: str, text: str) -> dict[str, Any]:
        outcome = [{"lang": "en", "text": text}]
        if what == "record":
            return {
                "input": {
                    "practice": self._random.choice(PRACTICES), "by": self._random.choice(PARTIES), "stage": "ADOPTED",
                    "date": f"{1000 + self._number}-{1 + self._sent % 12:02}-{1 + self._sent // 12 % 28:02}", "outcome": outcome,
                    "citations": [{"source": "source:book"}],
                }
            }  # fmt: skip
        return {"id": self._random.choice(self._own), **({"input": {"outcome": outcome}} if what == "correct" else {})}

    def _note(self, what: str, text: str, given: Any, answer: Any) -> None:
        assert not answer["userErrors"], answer
        if what == "record":
            self._own.append(answer["fact"]["id"])
            assert answer["fact"]["id"] not in self._crowd.written, "one fact for two requests"
            self._crowd.written[answer["fact"]["id"]] = [text]
        else:
            self._crowd.written[given["id"]].append(text if what == "correct" else "")
            if what == "withdraw":
                self._own.remove(given["id"])

    async def _ask(self, kind: str, asked: dict[str, Any]) -> Any:
        """Return the data of the answer; what meets a conflict is sent again."""
        while True:
            began = monotonic()
            response = await self._http.post("/graphql", json=asked, headers=self._headers)
            self._crowd.taken[kind].append(monotonic() - began)
            answer = response.json()
            codes = [error["extensions"]["code"] for error in answer.get("errors", [])]
            if not codes:
                return answer["data"]
            assert set(codes) == {"CONFLICT"}, answer
            self._crowd.refused.update(codes)


@pytest.fixture(params=["sqlite", "neo4j"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'kb.sqlite'}"
    endpoint: Endpoint = request.getfixturevalue("neo4j_server")
    endpoint.wipe()
    return endpoint.login_url


async def test_what_a_crowd_records_is_there_once_and_whole(url: str, tmp_path: Path) -> None:
    async with closing(store_at(url)) as store:
        await put(store, NODES, FACTS)
        token = await Tokens(store).create(Role.CURATOR, expires=None)
    crowd = Crowd()
    with serving(url, int(PATIENT_SECONDS), tmp_path) as api:
        await asyncio.gather(_watch(api.process.pid, crowd), _come(api.url, crowd, token))
    _print(crowd)
    async with closing(store_at(url)) as store:
        await _is_whole(store, crowd)
    before, after = crowd.memory_mb[1:]
    assert not FULL or after < before * GROWTH


async def _come(url: str, crowd: Crowd, token: str) -> None:
    until = monotonic() + SECONDS
    limits = httpx2.Limits(max_connections=CLIENTS, max_keepalive_connections=CLIENTS)
    async with httpx2.AsyncClient(base_url=url, timeout=PATIENT_SECONDS, limits=limits) as http:
        curators = [Curator(number, http, crowd, token) for number in range(CLIENTS)]
        await asyncio.gather(*(each.keep_on(lambda: monotonic() > until) for each in curators))


async def _watch(process: int, crowd: Crowd) -> None:
    for _ in range(3):
        await asyncio.sleep(SECONDS / 3)
        crowd.memory_mb.append(psutil.Process(process).memory_info().rss / 1e6)


async def _is_whole(store: Store, crowd: Crowd) -> None:
    """See that every fact has the versions that were acknowledged, each once, and that there is none beside them."""
    history = await store.history([FactId(key) for key in crowd.written])
    assert history.keys() == crowd.written.keys()
    for key, told in crowd.written.items():
        versions = history[FactId(key)]
        assert [each.number for each in versions] == list(range(1, len(told) + 1))
        assert [_said(each) for each in versions] == told
        assert [each.status for each in versions[:-1]] == [FactStatus.SUPERSEDED] * (len(told) - 1)
    changes = await _changes(store)
    known = {fact.id for fact in FACTS}
    logged = Counter(each.id for each in changes if each.status and each.id not in known)
    assert logged == {key: len(told) for key, told in crowd.written.items()}
    standing = sum(bool(told[-1]) for told in crowd.written.values())
    counts = (await store.statistics()).counts
    assert counts["adoption"] == standing + sum(fact.id.startswith("adoption:") for fact in FACTS)


def _said(version: Version) -> str:
    assert isinstance(version.fact, Adoption)
    return "" if version.status is FactStatus.WITHDRAWN else version.fact.outcome.maybe("en") or ""


async def _changes(store: Store) -> list[Change]:
    found: list[Change] = []
    while page := await store.changes(LogPosition(found[-1].revision, found[-1].id) if found else LogPosition(0), 1000):
        found += page
    return found


def _print(crowd: Crowd) -> None:
    print(f"\n{CLIENTS} clients, {SECONDS} s: {len(crowd.written)} facts, {crowd.again} requests sent twice, {dict(crowd.refused)}")
    for kind, taken in crowd.taken.items():
        ranked = sorted(taken)
        middle, late = (ranked[int(len(ranked) * part)] * 1000 for part in (0.5, 0.99))
        print(f"{kind}: {len(ranked)} in all, half within {middle:.0f} ms, 99 in 100 within {late:.0f} ms")
    print(f"memory after each third: {', '.join(f'{size:.0f} MB' for size in crowd.memory_mb)}")
