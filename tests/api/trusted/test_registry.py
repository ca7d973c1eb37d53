"""Documents may be asked by an id, where they are trusted, or by their hash, once they were sent whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

from kb.api.app import create_app
from kb.api.asked import Asked
from kb.api.errors import Refusal
from kb.api.trusted import registry as module
from kb.api.trusted.manifests import hash_of
from kb.api.trusted.registry import Registry
from kb.config import Settings
from kb.service import KnowledgeBase
from tests.api.client import Client

A, B = "{ statistics { cities } }", "{ statistics { visits } }"
CITIES = {"statistics": {"cities": 6}}


def persisted(text: str) -> dict[str, Any]:
    return {"persistedQuery": {"version": 1, "sha256Hash": hash_of(text)}}


async def posted(client: Client, **asked: object) -> httpx2.Response:
    return await client.http.post("/graphql", json=asked)


def told(response: httpx2.Response) -> tuple[int, str]:
    (error,) = response.json()["errors"]
    return response.status_code, error["extensions"]["code"]


@pytest.fixture
def client(kb: KnowledgeBase) -> Client:
    return Client(create_app(kb))


@pytest.fixture
def closed(kb: KnowledgeBase, tmp_path: Path) -> Client:
    """A client where only one document is trusted."""
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps({"1a": A}), encoding="utf-8")
    return Client(create_app(kb, Settings(store="", documents=str(manifest), trusted_only=True)))


async def test_a_hash_nobody_sent_a_document_for_is_answered_as_apollos_clients_expect(client: Client) -> None:
    response = await posted(client, extensions=persisted(A))
    assert response.status_code == 200
    assert response.json() == {"errors": [{"message": "PersistedQueryNotFound", "extensions": {"code": "PERSISTED_QUERY_NOT_FOUND"}}]}


async def test_a_document_sent_with_its_hash_may_then_be_asked_by_the_hash(client: Client) -> None:
    assert (await posted(client, query=A, extensions=persisted(A))).json()["data"] == CITIES
    assert (await posted(client, extensions=persisted(A))).json()["data"] == CITIES
    by_get = await client.http.get("/graphql", params={"extensions": json.dumps(persisted(A))})
    assert by_get.json()["data"] == CITIES


async def test_a_document_may_be_registered_by_get(client: Client) -> None:
    await client.http.get("/graphql", params={"query": A, "extensions": json.dumps(persisted(A))})
    assert (await posted(client, extensions=persisted(A))).json()["data"] == CITIES


async def test_a_document_is_registered_under_no_other_hash_than_its_own(client: Client) -> None:
    assert told(await posted(client, query=B, extensions=persisted(A))) == (400, "PERSISTED_QUERY_HASH_MISMATCH")
    assert told(await posted(client, extensions=persisted(A))) == (200, "PERSISTED_QUERY_NOT_FOUND")


async def test_what_cannot_be_answered_is_not_registered(kb: KnowledgeBase) -> None:
    client = Client(create_app(kb, Settings(store="", query_cost=2)))
    for document in ("{ nothing }", "{", A):
        await posted(client, query=document, extensions=persisted(document))
        assert told(await posted(client, extensions=persisted(document))) == (200, "PERSISTED_QUERY_NOT_FOUND")


@pytest.mark.parametrize(
    "value", ["x", {}, {"version": 2, "sha256Hash": "0" * 64}, {"version": 1, "sha256Hash": "0"}, {"version": 1, "sha256Hash": 1}]
)
async def test_a_persisted_query_that_is_none_is_refused(client: Client, value: object) -> None:
    assert told(await posted(client, extensions={"persistedQuery": value})) == (400, "BAD_REQUEST")


async def test_other_extensions_are_left_alone(client: Client) -> None:
    assert (await posted(client, query=A, extensions={"clientLibrary": {"name": "x"}})).json()["data"] == CITIES


@pytest.mark.parametrize("name", ["documentId", "doc_id", "id"])
@pytest.mark.parametrize("key", ["1a", hash_of(A), f"sha256:{hash_of(A)}", f"sha256:{hash_of(A).upper()}"])
async def test_a_trusted_document_is_asked_by_its_id(closed: Client, name: str, key: str) -> None:
    assert (await posted(closed, **{name: key})).json()["data"] == CITIES
    assert (await closed.http.get("/graphql", params={name: key})).json()["data"] == CITIES


async def test_a_trusted_document_is_also_asked_by_its_hash_or_its_text(closed: Client) -> None:
    assert (await posted(closed, extensions=persisted(A))).json()["data"] == CITIES
    assert (await posted(closed, query=A)).json()["data"] == CITIES


async def test_an_unknown_id_is_told(closed: Client) -> None:
    assert told(await posted(closed, documentId="2b")) == (404, "DOCUMENT_NOT_FOUND")


async def test_where_only_trusted_documents_are_answered_no_other_is_even_with_its_hash(closed: Client) -> None:
    assert told(await posted(closed, query=B)) == (403, "DOCUMENT_NOT_TRUSTED")
    assert told(await posted(closed, query=B, extensions=persisted(B))) == (403, "DOCUMENT_NOT_TRUSTED")
    assert told(await posted(closed, extensions=persisted(B))) == (200, "PERSISTED_QUERY_NOT_FOUND")


async def test_a_trusted_document_is_held_to_the_same_limits(kb: KnowledgeBase, tmp_path: Path) -> None:
    (tmp_path / "large.graphql").write_text("{ cities(first: 100) { edges { cursor } } }", encoding="utf-8")
    client = Client(create_app(kb, Settings(store="", documents=str(tmp_path), query_cost=100)))
    document_id = hash_of("{ cities(first: 100) { edges { cursor } } }")
    assert told(await posted(client, documentId=document_id)) == (200, "TOO_COMPLEX")


def asked(text: str | None, hashed: str | None) -> Asked:
    return Asked(text, None, {}, hash=hashed)


def test_documents_used_least_lately_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_KEPT", 2)
    registry = Registry()
    registry.register(asked("a", "1"))
    registry.register(asked("b", "2"))
    assert registry.text(asked(None, "1")) == "a"
    registry.register(asked("c", "3"))
    assert [registry.text(asked(None, each)) for each in "13"] == ["a", "c"]
    with pytest.raises(Refusal, match="PersistedQueryNotFound"):
        registry.text(asked(None, "2"))


def test_documents_are_kept_up_to_a_length_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_KEPT_CHARACTERS", 10)
    registry = Registry()
    registry.register(asked("a" * 6, "1"))
    registry.register(asked("a" * 6, "1"))  # the same again takes no more room
    registry.register(asked("b" * 4, "2"))
    assert registry.text(asked(None, "1")) == "a" * 6
    registry.register(asked("c" * 5, "3"))
    with pytest.raises(Refusal):
        registry.text(asked(None, "2"))
    assert (list(registry._registered), registry._characters) == (["3"], 5)


def test_what_was_sent_without_a_hash_is_not_kept() -> None:
    registry = Registry({"1": "a"})
    for each in (asked("a", None), asked(None, "1"), asked("a", "1")):
        registry.register(each)
    assert not registry._registered
