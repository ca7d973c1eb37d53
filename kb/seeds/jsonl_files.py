"""JSON lines as `kb export --format jsonl` writes them: one node or fact a line, its kind under `type`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError

from kb.errors import did_you_mean
from kb.model import FactKind
from kb.seeds.reading import Places, Reading
from kb.seeds.sentences import explain
from kb.wire import MODEL_TYPES, adapter

TYPE = "type"
_FACTS = frozenset(kind.value for kind in FactKind)


def read_jsonl(file: Path, into: Reading, progress: Callable[[int], None]) -> None:
    """Read one file of JSON lines into a reading."""
    number = into.where.file(str(file))
    with file.open("rb") as lines:
        for count, line in enumerate(lines, 1):
            if line.strip():
                for message in _take(line, Places.at(number, count), into):
                    into.refuse(Places.at(number, count), message)
            if not count % 10_000:
                progress(10_000)


def _take(line: bytes, place: int, into: Reading) -> list[str]:
    """Take up one line; return what is wrong with it."""
    try:
        found: Any = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return [f"this is no JSON: {error}"]
    kind = str(found.pop(TYPE, "")) if isinstance(found, dict) else ""
    if kind not in MODEL_TYPES:
        return [f'a line is an object with a "{TYPE}" of {", ".join(MODEL_TYPES)}{did_you_mean(kind, list(MODEL_TYPES))}']
    try:
        thing = adapter(kind).validate_python(found)
    except ValidationError as error:
        into.broken.add(str(found.get("id")))
        return [message for _, message in explain(error, kind)]
    if kind in _FACTS:
        into.add_fact(thing, place, minted="id" not in found)
    else:
        into.add_node(thing, place)
    return []
