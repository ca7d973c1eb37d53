"""The documents of the packaged page: what is made of them, and that they fit the schema."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import build_schema, parse

from kb.api.pages import WEB
from kb.api.schema import schema
from kb.api.trusted.manifests import documents_at, hash_of
from kb.api.trusted.opening import OWN
from kb.api.trusted.packaged import documents, manifest, script, written
from kb.errors import InvalidInput

SCHEMA = build_schema("type Query { name: String! other: Query } type Mutation { name: String }")


@pytest.mark.drift
def test_what_is_made_of_the_documents_is_committed() -> None:
    assert {path: path.read_text() for path in written()} == written(), "run `make schema`"


def test_an_operation_comes_with_the_fragments_that_it_takes_and_no_others(tmp_path: Path) -> None:
    (tmp_path / "a.graphql").write_text("query A { ...One }")
    (tmp_path / "b.graphql").write_text(
        "fragment One on Query { other { ...Two } } fragment Two on Query { name } fragment Three on Query { name }"
    )
    (document,) = documents(tmp_path, SCHEMA)
    assert (document.name, document.kind) == ("A", "query")
    assert [node.name.value for node in parse(document.text).definitions] == ["A", "One", "Two"]  # type: ignore[attr-defined]


def test_the_server_knows_a_document_by_the_id_that_the_page_asks_it_by(tmp_path: Path) -> None:
    (tmp_path / "a.graphql").write_text("mutation A { name }")
    found = documents(tmp_path, SCHEMA)
    (tmp_path / "documents.json").write_text(manifest(found))
    assert documents_at(tmp_path / "documents.json") == {hash_of(found[0].text): found[0].text}
    assert f'A: {{ kind: "mutation", id: "{hash_of(found[0].text)}" }}' in script(found)


def test_a_document_that_does_not_fit_the_schema_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.graphql").write_text("query Wrong { nothing }")
    with pytest.raises(InvalidInput, match="the document Wrong does not fit the schema: Cannot query field 'nothing'"):
        documents(tmp_path, SCHEMA)


def test_the_server_trusts_what_the_page_asks() -> None:
    assert set(documents_at(OWN).values()) == {document.text for document in documents(WEB / "documents", schema()._schema)}
