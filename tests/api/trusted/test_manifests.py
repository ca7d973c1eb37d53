"""Trusted documents come as clients ship them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.api.trusted import opening
from kb.api.trusted.manifests import APOLLO, documents_at, hash_of
from kb.api.trusted.opening import registry
from kb.config import Settings
from kb.errors import InvalidInput

A, B = "{ statistics { cities } }", "{ statistics { visits } }"


def written(path: Path, content: object) -> Path:
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def test_relays_file_is_an_object_of_ids_and_documents(tmp_path: Path) -> None:
    assert documents_at(written(tmp_path / "m.json", {"1a": A, "2b": B})) == {"1a": A, "2b": B, hash_of(A): A, hash_of(B): B}


def test_apollos_manifest_is_a_list_of_operations(tmp_path: Path) -> None:
    operations = [{"id": "1a", "name": "A", "type": "query", "body": A}]
    manifest = written(tmp_path / "m.json", {"format": APOLLO, "version": 1, "operations": operations})
    assert documents_at(manifest) == {"1a": A, hash_of(A): A}


def test_a_folder_may_hold_manifests_and_documents(tmp_path: Path) -> None:
    written(tmp_path / "m.json", {"1a": A})
    written(tmp_path / "b.graphql", B)
    written(tmp_path / "notes.txt", "nothing")
    assert documents_at(tmp_path) == {"1a": A, hash_of(A): A, hash_of(B): B}


def test_a_hash_is_that_of_the_text_in_utf_8() -> None:
    assert hash_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert hash_of("{ х }") != hash_of("{ x }")


def test_one_id_stands_for_one_document(tmp_path: Path) -> None:
    written(tmp_path / "a.json", {"1": A})
    written(tmp_path / "b.json", {"1": B})
    with pytest.raises(InvalidInput, match=r"b\.json: the id '1' stands for another document already"):
        documents_at(tmp_path)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "cannot be read"),
        ("[" * 100_000, "cannot be read"),
        ([A], "is no manifest"),
        ({"1": 2}, "'1' stands for no document, but for 2"),
        ({"format": APOLLO, "version": 2, "operations": []}, "has version 1 and a list of operations"),
        ({"format": APOLLO, "version": 1}, "has version 1 and a list of operations"),
        ({"format": APOLLO, "version": 1, "operations": [{"id": "1"}]}, "each operation has an id and a body"),
        ({"format": APOLLO, "version": 1, "operations": ["x"]}, "each operation has an id and a body"),
    ],
)
def test_a_file_that_is_no_manifest_is_refused_with_the_reason(tmp_path: Path, content: object, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        documents_at(written(tmp_path / "m.json", content))


def test_documents_that_are_not_there_are_missed(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="there are no trusted documents at"):
        documents_at(tmp_path / "none.json")


def test_only_trusted_documents_without_any_would_answer_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(opening, "OWN", tmp_path / "none.json")
    with pytest.raises(InvalidInput, match="KB_TRUSTED_ONLY is set, but there are no trusted documents"):
        registry(Settings(store="", trusted_only=True))


def test_the_pages_own_documents_are_trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(opening, "OWN", written(tmp_path / "documents.json", {"own": A}))
    assert registry(Settings(store="", trusted_only=True))._trusted["own"] == A
