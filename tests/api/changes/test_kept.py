"""Questions that everybody asks alike are worked out once, for as long as nothing changes."""

from __future__ import annotations

import re
from typing import Any

import httpx2
import pytest

from kb.access.callers import Role
from kb.access.tokens import Tokens
from kb.api import execution, view
from kb.api.changes import kept
from kb.api.pages import WEB
from kb.store.base import Store
from tests.api.changes.conftest import Writing
from tests.api.client import Client

DOCUMENTS = (WEB / "core" / "documents.js").read_text()


def own(name: str) -> str:
    """Return the id of one of the page's documents."""
    found = re.search(rf'\b{name}: {{ kind: "query", id: "(\w+)"', DOCUMENTS)
    assert found
    return found[1]


TOPICS = {"documentId": own("Topics")}


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """An item for each question that was worked out."""
    found: list[None] = []

    async def counted(*given: Any) -> Any:
        found.append(None)
        return await execution.execute(*given)

    monkeypatch.setattr(view, "execute", counted)
    return found


async def get(client: Client, params: dict[str, str], headers: dict[str, str] | None = None) -> httpx2.Response:
    answer = await client.http.get("/graphql", params=params, headers={"Accept": "application/json", **(headers or {})})
    assert (answer.status_code, "errors" in answer.json()) == (200, False), answer.text
    return answer


async def test_a_trusted_question_is_worked_out_once_while_nothing_changes(client: Client, worked_out: list[None]) -> None:
    first, second = [await get(client, TOPICS) for _ in range(2)]
    assert (first.content, first.headers) == (second.content, second.headers)
    assert len(worked_out) == 1


async def test_what_is_written_is_in_the_very_next_answer(client: Client, write: Writing) -> None:
    await get(client, TOPICS)
    await write("play")
    assert "topic:play" in (await get(client, TOPICS)).text


async def test_an_answer_is_kept_as_those_take_it_who_ask(client: Client, worked_out: list[None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.api.packing.SMALL_BYTES", 1)
    asked = [await get(client, TOPICS, headers={"Accept-Encoding": each}) for each in ("gzip", "identity") * 2]
    assert [each.headers.get("content-encoding") for each in asked] == ["gzip", None, "gzip", None]
    assert len(worked_out) == 2


@pytest.mark.parametrize("language", ["ru", "en"])
async def test_each_language_has_answers_of_its_own(client: Client, worked_out: list[None], language: str) -> None:
    await get(client, TOPICS, headers={"Accept-Language": "kk"})
    await get(client, TOPICS, headers={"Accept-Language": language})
    assert len(worked_out) == 2


@pytest.mark.parametrize("params", [{"query": "{ topics { id } }"}, {"documentId": own("Flows"), "variables": '{"first": 3}'}])
async def test_questions_that_differ_from_reader_to_reader_are_not_kept(
    client: Client, worked_out: list[None], params: dict[str, str]
) -> None:
    for _ in range(2):
        await get(client, params)
    assert len(worked_out) == 2


async def test_answers_to_who_sends_a_token_are_not_kept(client: Client, store: Store, worked_out: list[None]) -> None:
    mine = {"Authorization": f"Bearer {await Tokens(store).create(Role.CURATOR, expires=None)}"}
    for _ in range(2):
        await get(client, TOPICS, headers=mine)
    assert len(worked_out) == 2


async def test_no_more_than_a_few_answers_are_kept(client: Client, worked_out: list[None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MOST", 2)
    for language in ("en", "ru", "en", "kk", "en", "ru"):  # the last one went for the fourth
        await get(client, TOPICS, headers={"Accept-Language": language})
    assert len(worked_out) == 4
