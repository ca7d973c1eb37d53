"""Trusted documents as clients ship them: manifests of Relay and of Apollo, and plain files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from kb.errors import InvalidInput

APOLLO = "apollo-persisted-query-manifest"


def documents_at(path: Path) -> dict[str, str]:
    """Return documents by every id that clients may know them by: that of their manifest, and their hash.

    Args:
        path: a manifest, or a folder of manifests (`*.json`) and of documents (`*.graphql`, known by their hash alone).
    Raises:
        InvalidInput: it is not there, is no such thing, or one id stands for two documents.
    """
    found: dict[str, str] = {}
    for file in _files(path):
        for key, text in _read(file):
            if found.setdefault(key, text) != text:
                raise InvalidInput(f"{file}: the id {key!r} stands for another document already; give each an id of its own")
            found[hash_of(text)] = text
    return found


def hash_of(text: str) -> str:
    """Return the SHA-256 of a document, in lower-case hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(file for file in path.iterdir() if file.suffix in (".json", ".graphql"))
    if not path.is_file():
        raise InvalidInput(f"there are no trusted documents at {path}; name a manifest, or a folder of them")
    return [path]


def _read(file: Path) -> Iterator[tuple[str, str]]:
    try:
        text = file.read_text(encoding="utf-8")
        if file.suffix == ".graphql":
            yield hash_of(text), text
            return
        read = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise InvalidInput(f"{file} cannot be read: {error}") from None
    if not isinstance(read, dict):
        raise InvalidInput(f"{file} is no manifest: it takes an object of ids and documents, or one of the format {APOLLO}")
    yield from _of_apollo(file, read) if read.get("format") == APOLLO else _of_relay(file, read)


def _of_apollo(file: Path, manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    operations = manifest.get("operations")
    if manifest.get("version") != 1 or not isinstance(operations, list):
        raise InvalidInput(f"{file}: a manifest of the format {APOLLO} has version 1 and a list of operations")
    for each in operations:
        if not isinstance(each, dict) or not isinstance(each.get("id"), str) or not isinstance(each.get("body"), str):
            raise InvalidInput(f"{file}: each operation has an id and a body, both of them texts")
        yield each["id"], each["body"]


def _of_relay(file: Path, manifest: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, text in manifest.items():
        if not isinstance(text, str):
            raise InvalidInput(f"{file}: {key!r} stands for no document, but for {text!r:.50}")
        yield key, text
