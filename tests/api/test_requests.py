"""What mutations take beside the thing: the key of the request, the reason, and that it is recorded though it is alike."""

from __future__ import annotations

from typing import Any

import pytest

from kb.access.callers import Role
from kb.access.tokens import Tokens
from kb.service import KnowledgeBase
from tests.api.client import Client

TOLD = "status userErrors { code }"
RECORD = f"""mutation ($name: String!, $key: String, $even: Boolean) {{
    recordTopic(input: {{ name: [{{ lang: "en", text: $name }}] }}, key: $key, evenIfAlike: $even) {{ {TOLD} topic {{ id }} }} }}"""
CORRECT = f"""mutation ($name: String!) {{
    correctTopic(id: "topic:play", input: {{ name: [{{ lang: "en", text: $name }}] }}, reason: "a slip", key: "k") {{ {TOLD} }} }}"""
WITHDRAW = f'mutation ($id: ID!) {{ withdrawFact(id: $id, reason: "a mistake", key: "k") {{ {TOLD} }} }}'
MERGE = f'mutation {{ mergeNodes(keep: "topic:play", gone: "topic:gone", reason: "one", key: "m") {{ {TOLD} }} }}'
UNDO = f'mutation {{ undoMerge(id: "topic:gone", reason: "two", key: "u") {{ {TOLD} }} }}'
GONE = f'mutation {{ recordTopic(input: {{ id: "topic:gone", name: [{{ lang: "en", text: "Gone" }}] }}) {{ {TOLD} }} }}'
DONE: tuple[str, list[str]] = ("ACCEPTED", [])


@pytest.fixture
async def token(kb: KnowledgeBase) -> str:
    """That of a curator."""
    return await Tokens(kb.store).create(Role.CURATOR, expires=None)


async def came_of(client: Client, token: str, document: str, **given: Any) -> tuple[str | None, list[str]]:
    """What came of a mutation, and the codes of what was wrong."""
    (told,) = (await client.data(document, token=token, **given)).values()
    return told["status"], [error["code"] for error in told["userErrors"]]


async def test_what_is_alike_is_recorded_when_it_is_asked_for_expressly(client: Client, token: str) -> None:
    assert await came_of(client, token, RECORD, name="Sea shantys") == DONE
    assert await came_of(client, token, RECORD, name="Sea shanty") == (None, ["LIKELY_DUPLICATE"])
    assert await came_of(client, token, RECORD, name="Sea shanty", even=True) == DONE


async def test_a_key_names_one_request_to_record(client: Client, token: str) -> None:
    assert await came_of(client, token, RECORD, name="Sea shantys", key="k") == DONE
    assert await came_of(client, token, RECORD, name="Sea shantys", key="k") == DONE
    assert await came_of(client, token, RECORD, name="Gardens", key="k") == (None, ["KEY_REUSED"])


async def test_a_correction_has_a_key_and_a_reason(client: Client, token: str) -> None:
    assert await came_of(client, token, CORRECT, name="Playing") == DONE
    assert await came_of(client, token, CORRECT, name="Games") == (None, ["KEY_REUSED"])
    records = (await client.data('{ history(id: "topic:play") { reason } }', token=token))["history"]
    assert [record["reason"] for record in records] == [None, "a slip"]


async def test_a_withdrawal_that_is_sent_twice_is_done_once(client: Client, token: str) -> None:
    (edge,) = (await client.data("{ adoptions(first: 1) { edges { node { id } } } }"))["adoptions"]["edges"]
    for _ in range(2):
        assert await came_of(client, token, WITHDRAW, id=edge["node"]["id"]) == ("WITHDRAWN", [])


async def test_a_merge_and_its_undoing_that_are_sent_twice_are_done_once(client: Client, token: str) -> None:
    assert await came_of(client, token, GONE) == DONE
    for document in (MERGE, MERGE, UNDO, UNDO):
        assert await came_of(client, token, document) == DONE
