"""The subscription `changed`, over a real WebSocket."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.access.callers import Role
from kb.access.tokens import Tokens
from kb.api.app import create_app
from kb.api.changes import subscribing
from kb.model import AnyFact, FactStatus, Share
from kb.service import KnowledgeBase
from kb.store.base import Recording, Store, Write
from tests.api.changes.conftest import Writing
from tests.api.changes.serving import BARE, WHOLE, Connected, served
from tests.api.client import Client
from tests.api.conftest import put
from tests.api.world import FACTS, RECORDED_AT

RECORD = 'mutation ($id: ID!) { recordTopic(input: { id: $id, name: [{ lang: "en", text: "A topic" }] }, evenIfAlike: true) { status } }'
SHARE = next(fact for fact in FACTS if isinstance(fact, Share))


async def record(store: Store, fact: AnyFact, status: FactStatus) -> None:
    """Write a version of a fact."""
    await store.write(Write(facts=[Recording(fact=fact, status=status)], recorded_by="tester", recorded_at=RECORDED_AT))


async def test_a_change_is_told_as_it_is_written(address: str, write: Writing) -> None:
    async with Connected(address) as client:
        await client.ask(WHOLE, after=1)
        await write("play")
        node = {"id": "topic:play", "__typename": "Topic"}
        assert await client.change() == {"revision": 2, "kind": "TOPIC", "id": "topic:play", "status": None, "node": node}


async def test_a_fact_that_is_withdrawn_is_told_with_its_id_alone(address: str, store: Store) -> None:
    async with Connected(address) as client:
        await client.ask(WHOLE, after=1)
        await record(store, SHARE, FactStatus.WITHDRAWN)
        assert await client.change() == {"revision": 2, "kind": "SHARE", "id": SHARE.id, "status": "WITHDRAWN", "node": None}


async def test_what_is_only_proposed_or_was_rejected_is_told_to_nobody(address: str, store: Store, write: Writing) -> None:
    async with Connected(address) as client:
        await client.ask(WHOLE, after=1)
        await record(store, replace(SHARE, id="share:proposed"), FactStatus.PROPOSED)
        await record(store, replace(SHARE, id="share:rejected"), FactStatus.REJECTED)
        await write("play")
        assert (await client.change())["id"] == "topic:play"


async def test_what_was_missed_comes_first(address: str, write: Writing) -> None:
    await write("b", "a")
    await write("c")
    async with Connected(address) as client:
        await client.ask(BARE, after=1)
        await write("d")
        told = [(each["revision"], each["id"]) for each in await client.changes(4)]
    assert told == [(2, "topic:a"), (2, "topic:b"), (3, "topic:c"), (4, "topic:d")]


async def test_a_cursor_goes_on_in_the_middle_of_a_revision(address: str, write: Writing) -> None:
    await write("a", "b", "c")
    async with Connected(address) as client:
        await client.ask(BARE, after=1)
        cursor = (await client.change())["cursor"]
    async with Connected(address) as client:
        await client.ask(BARE, cursor=cursor)
        assert [each["id"] for each in await client.changes(2)] == ["topic:b", "topic:c"]


async def test_only_the_kinds_asked_for_are_told(address: str, store: Store, write: Writing) -> None:
    async with Connected(address) as client:
        await client.ask(WHOLE, after=1, kinds=["SHARE"])
        await write("play")
        await put(store, facts=[replace(SHARE, event_participants=77)])
        assert (await client.change())["id"] == SHARE.id


async def test_without_a_beginning_it_begins_now(address: str, kb: KnowledgeBase, write: Writing) -> None:
    await write("before")
    async with Connected(address) as client:
        await client.ask(BARE)
        await client.ask("subscription { changed(after: 900) { id } }", key="2")
        assert await client.error() == "INVALID_INPUT"  # so the first is open, too
        await write("after")
        assert (await client.change())["id"] == "topic:after"


async def test_a_subscription_ends_when_its_client_says_so(address: str, write: Writing) -> None:
    async with Connected(address) as client:
        await client.ask(BARE, key="one", after=1)
        await client.ask(BARE, key="two", after=1)
        await write("a")
        assert {(await client.hear())["id"], (await client.hear())["id"]} == {"one", "two"}
        await client.say(id="one", type="complete")
        await write("b")
        assert (await client.hear())["id"] == "two"
        await client.ask(BARE, key="one", after=2)
        assert (await client.hear())["id"] == "one"


async def test_what_is_recorded_in_this_process_is_told_at_once(store: Store) -> None:
    kb = KnowledgeBase(store, every_seconds=3600)
    app, token = create_app(kb), await Tokens(store).create(Role.CURATOR, expires=None)
    async with served(app) as address, Connected(address) as client:
        await client.ask(BARE, after=1)
        for key in ("topic:first", "topic:second"):  # the first may be seen because the looking begins then
            await Client(app).data(RECORD, token=token, id=key)
            assert (await client.change())["id"] == key
    await kb.feed.close()


async def test_what_fails_in_one_change_is_told_with_it_and_the_rest_goes_on(address: str, write: Writing) -> None:
    async with Connected(address) as client:
        await client.ask('subscription { changed(after: 1) { id node { ... on Topic { name(lang: "?") } } } }')
        await write("a", "b")
        for name in ("a", "b"):
            payload = (await client.hear())["payload"]
            assert payload["errors"][0]["extensions"]["code"] == "INVALID_LANGUAGE"
            assert payload["data"] == {"changed": {"id": f"topic:{name}", "node": None}}


@pytest.mark.parametrize(("error", "code"), [(TimeoutError(), "TIMEOUT"), (RuntimeError("the secret is 42"), "INTERNAL")])
async def test_what_takes_too_long_or_is_not_foreseen_ends_the_subscription_alone(
    address: str, write: Writing, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    async def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(subscribing, "execute", fail)
    async with Connected(address) as client:
        await client.ask(BARE, after=1)
        await write("a")
        message = await client.hear()
        assert (message["type"], message["payload"][0]["extensions"]["code"]) == ("error", code)
        assert "secret" not in message["payload"][0]["message"]
        await client.say(type="ping")
        assert (await client.hear())["type"] == "pong"


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("{ topics { id } }", "ONLY_SUBSCRIPTIONS"),
        ('mutation { rejectProposal(id: "x", reason: "x") { revision } }', "ONLY_SUBSCRIPTIONS"),
        ("subscription {", "GRAPHQL_PARSE_FAILED"),
        ("subscription { changed { x } }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { changed { id } other: changed { id } }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { changed @skip(if: true) { id } }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription ($skip: Boolean = true) { changed @skip(if: $skip) { id } }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription ($after: Int!) { changed(after: $after) { id } }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { changed(after: -1) { id } }", "INVALID_INPUT"),
        ("subscription { changed(after: 2) { id } }", "INVALID_INPUT"),
        ('subscription { changed(cursor: "x") { id } }', "BAD_CURSOR"),
        ("subscription A { changed { id } } subscription B { changed { id } }", "OPERATION_RESOLUTION_FAILURE"),
        ("subscription { changed { node { ... on City { similarCities { similarity } } } } }", "TOO_COMPLEX"),
        ("subscription { changed { id " + "node { ... on City { cities: name } } " * 400 + "} }", "GRAPHQL_PARSE_FAILED"),
    ],
)
async def test_what_may_not_be_subscribed_to_is_refused_with_the_reason(address: str, document: str, code: str) -> None:
    async with Connected(address) as client:
        await client.ask(document)
        assert await client.error() == code


async def test_a_subscription_is_not_answered_over_http(client: Client) -> None:
    error = await client.only_error("subscription { changed { id } }")
    assert error.code == "INVALID_INPUT"
