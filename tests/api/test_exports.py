"""Exports over HTTP: whole, for readers alone, in constant memory, and over when the client goes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from pathlib import Path
from typing import Any, cast
from weakref import finalize

import pytest

from kb.access.callers import ANONYMOUS, Caller, Role
from kb.api.app import create_app
from kb.api.entry import Entry
from kb.api.exports import AT_ONCE, Exports, lines
from kb.api.limits.limits import Limits
from kb.api.reading import Readers
from kb.config import Settings
from kb.errors import StoreUnavailable
from kb.model import Citation, FactStatus, Version, Visit
from kb.seeds import read
from kb.service import KnowledgeBase
from kb.service.loading import load
from kb.store import open_store
from kb.store.base import Recording, Row, Store, Write
from tests.api.client import Client
from tests.api.world import FACTS, NODES, RECORDED_AT

Message = MutableMapping[str, Any]


async def test_json_lines_load_into_the_same_base(client: Client, store: Store, tmp_path: Path) -> None:
    response = await client.http.get("/export.jsonl")
    assert response.headers["content-type"] == "application/x-ndjson"
    assert response.headers["content-disposition"] == 'attachment; filename="peer-learning.jsonl"'
    (tmp_path / "all.jsonl").write_bytes(response.content)
    other = open_store(f"sqlite:///{tmp_path / 'other.sqlite'}")
    await load(other, read([tmp_path / "all.jsonl"], known={}), recorded_by="tester")
    assert await held(other) == await held(store) == {*NODES, *FACTS}
    await other.close()


async def held(store: Store) -> set[Any]:
    return {row.fact if isinstance(row, Version) else row async for batch in store.scan() for row in batch}


async def test_a_table_is_for_a_spreadsheet(client: Client) -> None:
    response = await client.http.get("/export.csv", params={"kind": "visits", "lang": "ru"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert response.headers["content-disposition"] == 'attachment; filename="visits.csv"'
    assert "visit:district,city:mstislavl-district,Мстиславский район" in response.text


async def test_a_reader_is_told_the_revision_to_go_on_from(client: Client, store: Store) -> None:
    response = await client.http.get("/export.jsonl")
    assert response.headers["kb-revision"] == str(await store.revision())


async def test_what_is_only_proposed_is_in_no_export(client: Client, store: Store) -> None:
    visit = Visit(id="visit:proposed", visitor="city:oral", host="city:cork", citations=(Citation(source="source:book"),))
    proposed = Recording(fact=visit, status=FactStatus.PROPOSED)
    await store.write(Write(facts=[proposed], recorded_by="tester", recorded_at=RECORDED_AT))
    assert "visit:proposed" not in (await client.http.get("/export.jsonl")).text
    assert "visit:proposed" not in (await client.http.get("/export.csv", params={"kind": "visits"})).text


@pytest.mark.parametrize("kind", ["", "versions", "participations", "<b>"])
async def test_a_kind_that_there_is_not_is_answered_with_those_there_are(client: Client, kind: str) -> None:
    response = await client.http.get("/export.csv", params={"kind": kind})
    (error,) = response.json()["errors"]
    assert (response.status_code, error["extensions"]["code"]) == (400, "INVALID_INPUT")
    assert error["message"].endswith("one of places, institutions, topics, sources, programmes, practices, shares, adoptions, visits")


async def test_a_language_that_is_none_is_refused(client: Client) -> None:
    response = await client.http.get("/export.csv", params={"kind": "visits", "lang": "!"})
    assert (response.status_code, response.json()["errors"][0]["extensions"]["code"]) == (400, "INVALID_LANGUAGE")


async def test_a_base_for_token_holders_exports_to_them_alone(kb: KnowledgeBase) -> None:
    client = Client(create_app(kb, Settings(store="", reading="token")))
    refused = await client.http.get("/export.jsonl")
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, 'Bearer realm="peer-learning-kb"')
    token = await Entry(kb.store, Settings(store="")).gate.tokens.create(Role.READER, expires=None)
    assert (await client.http.get("/export.jsonl", headers={"Authorization": f"Bearer {token}"})).status_code == 200


async def test_exports_count_as_requests(kb: KnowledgeBase) -> None:
    client = Client(create_app(kb, Settings(store="", rate_per_minute=1)))
    assert [(await client.http.get("/export.csv?kind=topics")).status_code for _ in range(2)] == [200, 429]


async def test_a_store_that_is_away_is_told_before_anything_is_sent(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away() -> int:
        raise StoreUnavailable("secret host")

    monkeypatch.setattr(kb.store, "revision", away)
    response = await Client(create_app(kb)).http.get("/export.jsonl")
    assert response.status_code == 503
    assert "secret" not in response.text


class Batch(list[Row]):
    """A batch that tells whether it is still there."""


class Endless:
    """A base that would export for ever, and tells how much of it is in memory."""

    def __init__(self, most: int | None = None) -> None:
        self.alive, self.most_alive, self.given, self.is_open = 0, 0, 0, False
        self.store = self
        self._most = most
        citations = (Citation(source="source:book"),)
        visits = [Visit(id=f"visit:{number}", visitor="city:oral", host="city:cork", citations=citations) for number in range(500)]
        at: dict[str, Any] = {"status": FactStatus.ACCEPTED, "revision": 1, "recorded_at": RECORDED_AT, "recorded_by": "tester"}
        self._rows = [Version(fact=each, number=1, **at) for each in visits]

    def _gone(self) -> None:
        self.alive -= 1

    async def revision(self) -> int:
        return 7

    async def scan(self) -> AsyncIterator[list[Row]]:
        self.is_open = True
        try:
            while self._most is None or self.given < self._most:
                batch = Batch(self._rows)
                self.alive += 1
                finalize(batch, self._gone)
                self.most_alive = max(self.most_alive, self.alive)
                self.given += 1
                yield batch
                del batch
                await asyncio.sleep(0)
        finally:
            self.is_open = False


async def test_of_100_000_facts_no_more_than_two_batches_are_in_memory() -> None:
    base = Endless(200)
    sizes = [len(part) async for part in lines(cast(KnowledgeBase, base))]
    assert len(sizes) == 200
    assert base.most_alive <= 2


class Open:
    """Lets anybody in."""

    async def caller(self, scope: object) -> Caller:
        return ANONYMOUS


def exports_of(base: Endless, seconds: int = 30) -> Exports:
    limits = Limits(Settings(store="", request_seconds=seconds))
    return Exports(cast(KnowledgeBase, base), Readers(cast(Entry, Open()), limits))


async def ask(exports: Exports, take: int, *, goes: bool) -> list[Message]:
    """Take some messages of an export, and then go, or take no more; return what was sent."""
    sent: list[Message] = []
    went = asyncio.Event()

    async def send(message: Message) -> None:
        sent.append(message)
        if len(sent) > take:
            if goes:
                went.set()
            await asyncio.Event().wait()

    async def receive() -> Message:
        await went.wait()
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "GET", "path": "/export.jsonl", "headers": [], "query_string": b"", "client": ("::1", 1)}
    await exports.routes[0].app(scope, receive, send)
    return sent


async def test_a_client_that_goes_ends_the_reading() -> None:
    base = Endless()
    await ask(exports_of(base), 3, goes=True)
    assert (base.is_open, base.given) == (False, 3)


async def test_a_client_that_takes_nothing_for_long_is_cut_off() -> None:
    base = Endless()
    with pytest.raises(TimeoutError):
        await ask(exports_of(base, seconds=0), 0, goes=False)
    assert not base.is_open


async def test_more_exports_than_may_be_at_once_are_put_off() -> None:
    base = Endless()
    exports = exports_of(base)
    running = [asyncio.create_task(ask(exports, 2, goes=False)) for _ in range(AT_ONCE)]
    while base.given < AT_ONCE:
        await asyncio.sleep(0)
    first, _ = await ask(exports, 2, goes=False)
    assert (first["status"], dict(first["headers"])[b"retry-after"]) == (503, b"10")
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    sent = await ask(exports, 1, goes=True)
    assert (sent[0]["status"], base.is_open) == (200, False)
