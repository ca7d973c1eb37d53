"""Documents are read within limits; what was read is kept, for a while."""

from __future__ import annotations

import pytest
from graphql import GraphQLSyntaxError

from kb.api import documents
from kb.api.app import create_app
from kb.api.documents import Documents
from kb.api.schema import schema
from kb.config import Settings
from kb.service import KnowledgeBase
from tests.api.client import Client


def test_a_document_is_read_once() -> None:
    reader = Documents(schema(), tokens=100)
    first = reader.read("{ statistics { cities } }")
    assert first.errors == []
    assert reader.read("{ statistics { cities } }") is first


def test_what_is_wrong_with_a_document_is_kept_with_it() -> None:
    reader = Documents(schema(), tokens=100)
    assert [error.message for error in reader.read("{ nothing }").errors] == ["Cannot query field 'nothing' on type 'Query'."]
    assert reader.read("{ nothing }") is reader.read("{ nothing }")


def test_long_documents_are_not_kept() -> None:
    reader = Documents(schema(), tokens=100)
    text = "{ statistics { cities } }" + " " * 9000
    assert reader.read(text) is not reader.read(text)


def test_the_documents_used_least_lately_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_KEPT", 2)
    reader = Documents(schema(), tokens=100)
    a, b, c = (f"{{ statistics {{ {name} }} }}" for name in ("cities", "shares", "visits"))
    first, second = reader.read(a), reader.read(b)
    reader.read(a)
    reader.read(c)
    assert reader.read(a) is first
    assert reader.read(b) is not second


def test_a_document_of_too_many_tokens_is_refused() -> None:
    reader = Documents(schema(), tokens=10)
    reader.read("{ statistics { cities visits shares sources } }")
    with pytest.raises(GraphQLSyntaxError, match="more than 10 tokens"):
        reader.read("{ statistics { cities visits shares sources revision practices } }")


async def test_the_longest_document_is_a_setting(kb: KnowledgeBase) -> None:
    client = Client(create_app(kb, Settings(store="", query_tokens=5)))
    assert (await client.only_error("{ statistics { cities visits } }")).code == "GRAPHQL_PARSE_FAILED"


async def test_a_document_nested_beyond_reason_is_the_askers_fault(kb: KnowledgeBase) -> None:
    client = Client(create_app(kb, Settings(store="", query_tokens=100_000)))
    error = await client.only_error("{ a" * 10_000 + "}" * 10_000)
    assert (error.code, error.message) == ("GRAPHQL_PARSE_FAILED", "Syntax Error: Document is nested too deeply. Parsing aborted.")
    fragments = " ".join(f"fragment f{n} on City {{ municipality {{ ...f{n + 1} }} }}" for n in range(2000))
    error = await client.only_error('{ city(id: "city:oral") { ...f0 } } fragment f2000 on City { id } ' + fragments)
    assert error.code == "GRAPHQL_VALIDATION_FAILED"


async def test_the_deepest_document_that_can_be_read_is_answered(client: Client) -> None:
    answer = await client.data('{ city(id: "city:mstislavl") ' + "{ municipality " * 150 + "{ id }" + " }" * 150 + " }")
    for _ in range(150):
        answer = answer.get("city", answer.get("municipality"))
    assert answer == {"municipality": {"id": "city:mstislavl-district"}}


async def test_one_of_several_operations_is_chosen_by_name(client: Client) -> None:
    document = "query A { statistics { cities } } query B { statistics { visits } }"
    response = await client.http.post("/graphql", json={"query": document, "operationName": "B"})
    assert response.json() == {"data": {"statistics": {"visits": 3}}}
