"""Documents are read within limits; what was read is kept, for a while."""

from __future__ import annotations

import pytest
from graphql import GraphQLSyntaxError

from kb.api import documents
from kb.api.app import create_app
from kb.api.documents import Documents
from kb.api.schema import schema
from kb.config import MOST_DEPTH, Settings
from kb.errors import TooComplex
from kb.service import KnowledgeBase
from tests.api.client import Client


def test_a_document_is_read_once() -> None:
    reader = Documents(schema(), tokens=100)
    first = reader.read("{ statistics { cities } }")
    assert first.errors == []
    assert reader.read("{ statistics { cities } }") is first


def test_a_document_with_something_wrong_in_it_takes_no_room() -> None:
    reader = Documents(schema(), tokens=100)
    assert [error.message for error in reader.read("{ nothing }").errors] == ["Cannot query field 'nothing' on type 'Query'."]
    assert reader.read("{ nothing }") is not reader.read("{ nothing }")


def test_a_document_may_be_forgotten() -> None:
    reader = Documents(schema(), tokens=100)
    first = reader.read("{ statistics { cities } }")
    reader.forget("{ statistics { cities } }")
    reader.forget("{ statistics { visits } }")
    assert reader.read("{ statistics { cities } }") is not first


def test_the_first_few_mistakes_of_many_are_told() -> None:
    errors = Documents(schema(), tokens=1000).read("{ " + " ".join(f"nothing{number}" for number in range(100)) + " }").errors
    assert [error.message for error in errors[9:]] == [
        "Cannot query field 'nothing9' on type 'Query'.",
        "Too many validation errors, error limit reached. Validation aborted.",
    ]


def test_what_is_kept_is_bounded_in_length_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_KEPT_CHARACTERS", 60)
    reader = Documents(schema(), tokens=100)
    a, b, c = (f"{{ statistics {{ {name} }} }}" for name in ("cities", "shares", "visits"))  # of 25 characters each
    first, second, third = reader.read(a), reader.read(b), reader.read(c)
    assert reader.read(b) is second
    assert reader.read(c) is third
    assert reader.read(a) is not first


def test_a_document_of_too_many_characters_is_refused() -> None:
    with pytest.raises(TooComplex, match="has 70025 characters; at most 65536 are read"):
        Documents(schema(), tokens=100).read("{ statistics { cities } }" + " " * 70_000)


def test_a_number_beyond_all_reading_is_the_askers_fault() -> None:
    (error,) = Documents(schema(), tokens=100).read("{ cities(first: " + "9" * 5000 + ") { totalCount } }").errors
    assert error.original_error is None
    assert error.message == "a value in the document cannot be read; is it a number of very many digits?"


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
    fragments = " ".join(f"fragment f{n} on City {{ municipality {{ ...f{n + 1} }} }}" for n in range(900))
    error = await client.only_error('{ city(id: "city:oral") { ...f0 } } fragment f900 on City { id } ' + fragments)
    assert (error.code, error.message) == ("TOO_COMPLEX", "fields are nested 902 deep; at most 25 are allowed")


@pytest.mark.parametrize("depth", [25, MOST_DEPTH])
async def test_the_deepest_document_that_is_allowed_is_answered(kb: KnowledgeBase, depth: int) -> None:
    client = Client(create_app(kb, Settings(store="", query_depth=depth)))
    answer = await client.data('{ city(id: "city:mstislavl") ' + "{ municipality " * (depth - 2) + "{ id }" + " }" * (depth - 2) + " }")
    for _ in range(depth - 2):
        answer = answer.get("city", answer.get("municipality"))
    assert answer == {"municipality": {"id": "city:mstislavl-district"}}


async def test_one_of_several_operations_is_chosen_by_name(client: Client) -> None:
    document = "query A { statistics { cities } } query B { statistics { visits } }"
    response = await client.http.post("/graphql", json={"query": document, "operationName": "B"})
    assert response.json()["data"] == {"statistics": {"visits": 3}}
