"""ETag, If-None-Match, Cache-Control and Vary: a GET whose answer did not change is not answered again."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from kb.access.callers import Role
from kb.access.tokens import Tokens
from kb.api import view
from kb.api.app import create_app
from kb.api.changes import tags
from kb.api.changes.abreast import Revision
from kb.errors import StoreUnavailable
from kb.model import FactStatus
from kb.service import KnowledgeBase
from kb.store import open_store
from kb.store.base import Store
from tests.api.changes.conftest import Writing
from tests.api.changes.test_subscribing import SHARE, record
from tests.api.client import Client
from tests.api.world import TODAY

TOPICS = "{ topics { id } }"
RANKED = '{ city(id: "city:oral") { similarCities { similarity } } }'
VARY = "Accept, Accept-Language, Authorization, Accept-Encoding"


async def get(client: Client, query: str = TOPICS, headers: dict[str, str] | None = None, **params: str) -> httpx2.Response:
    return await client.http.get("/graphql", params={"query": query, **params}, headers={"Accept": "application/json", **(headers or {})})


async def tag_of(client: Client, query: str = TOPICS, headers: dict[str, str] | None = None, **params: str) -> str:
    response = await get(client, query, headers, **params)
    assert (response.status_code, "errors" in response.json()) == (200, False), response.text
    tag: str = response.headers["etag"]
    return tag


async def status(client: Client, tag: str, query: str = TOPICS, headers: dict[str, str] | None = None, **params: str) -> int:
    return (await get(client, query, {"If-None-Match": tag, **(headers or {})}, **params)).status_code


async def test_a_client_that_has_the_answer_is_told_so_without_asking_for_it_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    tag = await tag_of(client)
    monkeypatch.setattr(view, "execute", None)
    response = await get(client, headers={"If-None-Match": tag})
    assert (response.status_code, response.content, response.headers["etag"]) == (304, b"", tag)
    assert (response.headers["cache-control"], response.headers["vary"]) == ("public, no-cache", VARY)


async def test_a_server_that_does_not_know_the_question_yet_knows_the_tag_all_the_same(kb: KnowledgeBase) -> None:
    tag = await tag_of(Client(create_app(kb)))
    assert await status(Client(create_app(kb)), tag) == 304


async def test_a_write_changes_the_tag_at_once(client: Client, write: Writing) -> None:
    tag = await tag_of(client)
    await write("play")
    assert await status(client, tag) == 200
    assert await status(client, await tag_of(client)) == 304


async def test_a_write_of_another_process_changes_the_tag_at_once(client: Client, store_url: str) -> None:
    tag = await tag_of(client)
    other = open_store(store_url, seconds=60)
    await record(other, SHARE, FactStatus.WITHDRAWN)
    await other.close()
    assert await status(client, tag) == 200


async def test_an_answer_of_the_graph_has_another_tag_on_another_day(store: Store) -> None:
    day = TODAY
    kb = KnowledgeBase(store, today=lambda: day)
    client = Client(create_app(kb))
    await tag_of(client, RANKED)  # from here on there is a graph
    tag, plain = await tag_of(client, RANKED), await tag_of(client)
    assert await status(client, tag, RANKED) == 304
    day += timedelta(days=1)
    assert await status(client, tag, RANKED) == 200
    assert await status(client, plain) == 304
    await kb.close()


@pytest.mark.parametrize(
    ("asked", "headers"),
    [
        ({"query": "{ topics { name } }"}, {}),
        ({"operationName": "B"}, {}),
        ({"variables": '{"lang": "ru"}'}, {}),
        ({}, {"Accept-Language": "ru"}),
        ({}, {"Accept": "application/graphql-response+json"}),
    ],
)
async def test_another_question_has_another_tag(client: Client, asked: dict[str, Any], headers: dict[str, str]) -> None:
    one = {"query": "query A($lang: String) { topics { name(lang: $lang) } } query B { topics { id } }", "operationName": "A"}
    other: Any = asked if "query" in asked else {**one, **asked}
    assert await tag_of(client, headers=None, **one) != await tag_of(client, headers=headers, **other)


async def test_who_sends_a_token_has_tags_of_its_own_and_keeps_its_answers_to_itself(client: Client, store: Store) -> None:
    token = await Tokens(store).create(Role.CURATOR, expires=None)
    mine = {"Authorization": f"Bearer {token}"}
    tag = await tag_of(client)
    response = await get(client, headers=mine)
    assert response.headers["cache-control"] == "private, no-cache"
    assert response.headers["etag"] != tag
    assert await status(client, tag, headers=mine) == 200
    assert await status(client, response.headers["etag"], headers=mine) == 304
    assert await status(client, response.headers["etag"], headers={"Authorization": "Bearer wrong"}) == 401


@pytest.mark.parametrize("listed", ["{tag}", '"x", {tag}', '{tag} , "y"', "{strong}"])
async def test_a_tag_may_stand_among_others_and_be_a_strong_one(client: Client, listed: str) -> None:
    tag = await tag_of(client)
    assert await status(client, listed.format(tag=tag, strong=tag.removeprefix("W/"))) == 304


@pytest.mark.parametrize("query", ["{ viewer { handle } proposals { edges { cursor } } }", "{ statistics { unfinished { written } } }"])
async def test_what_changes_with_no_revision_is_not_kept(client: Client, query: str) -> None:
    response = await get(client, query)
    assert ("etag" in response.headers, response.headers["cache-control"]) == (False, "no-store")


@pytest.mark.parametrize("query", ['{ city(id: "topic:x") { id } topics { id } }', '{ city(id: "city:oral") { x } }'])
async def test_errors_have_no_tag(client: Client, query: str) -> None:
    response = await get(client, query)
    assert "errors" in response.json()
    assert "etag" not in response.headers


async def test_an_answer_to_post_has_no_tag(client: Client) -> None:
    tag = await tag_of(client)
    response = await client.http.post("/graphql", json={"query": TOPICS}, headers={"If-None-Match": tag})
    assert (response.status_code, "etag" in response.headers) == (200, False)


async def test_only_so_many_questions_are_remembered_and_no_long_ones(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tags, "_KEPT", 1)
    monkeypatch.setattr(tags, "_KEPT_BYTES", 60)
    long = "{ topics { id name } } " + "# " * 40
    found = [(query, await tag_of(client, query)) for query in (TOPICS, "{ topics { name } }", long)]
    assert [await status(client, tag, query) for query, tag in found] == [304, 304, 304]


class Slow:
    """A store that says its revision when it is let."""

    def __init__(self) -> None:
        self.reads = 0
        self.open = asyncio.Event()
        self.fails = False

    async def revision(self) -> int:
        self.reads += 1
        mine = self.reads
        await self.open.wait()
        if self.fails and mine == 1:
            raise StoreUnavailable("nobody answers")
        return mine


async def test_requests_that_come_together_read_the_revision_once_and_later_ones_anew() -> None:
    store: Any = Slow()
    revision = Revision(store)
    together = asyncio.gather(*(revision.read() for _ in range(5)))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    later = asyncio.create_task(revision.read())
    await asyncio.sleep(0)
    store.open.set()
    assert (await together, await later) == ([1] * 5, 2)


async def test_who_reads_together_with_one_that_fails_or_goes_away_reads_for_itself() -> None:
    store: Any = Slow()
    store.fails = True
    revision = Revision(store)
    together = asyncio.gather(*(revision.read() for _ in range(2)), return_exceptions=True)
    await asyncio.sleep(0)
    store.open.set()
    failed, read = await together
    assert isinstance(failed, StoreUnavailable)
    assert read == 2
