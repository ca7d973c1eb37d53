"""What a client asks: a batch of names, or the properties of some ids; read within limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeGuard

import orjson

from kb.api.errors import Refusal
from kb.api.reconcile.types import COUNTRY, PART_OF, PROPERTIES, TYPES

MOST_QUERIES = 100  # of a batch
MOST_IDS = 1000  # whose properties are asked for at once
_LONGEST = 300  # characters of a name
_MOST_VALUES = 20
_USUAL, _MOST = 5, 50  # candidates


@dataclass(frozen=True, slots=True)
class Question:
    """A name, and what is known of whatever has it."""

    name: str
    types: tuple[str, ...] = tuple(TYPES)
    limit: int = _USUAL
    country: tuple[str, ...] = ()  # any of them: ids, codes or names
    part_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extension:
    """Ids, and the properties that are asked of them."""

    ids: tuple[str, ...]
    properties: tuple[str, ...]


def batch(text: str) -> dict[str, Question]:
    """Read a batch of queries. Raises Refusal for what is none, or too much."""
    given = _object(_json(text, "queries"), "queries")
    if len(given) > MOST_QUERIES:
        raise Refusal(413, "BATCH_TOO_LARGE", f"a batch has at most {MOST_QUERIES} queries; this one has {len(given)}")
    return {key: _question(_object(query, f"queries.{key:.50}"), f"queries.{key:.50}") for key, query in given.items()}


def extension(text: str) -> Extension:
    """Read a data extension query. Raises Refusal for what is none, or too much."""
    given = _object(_json(text, "extend"), "extend")
    ids, asked = given.get("ids"), given.get("properties")
    if not _is_texts(ids) or not isinstance(asked, list):
        raise _wrong("`extend` takes a list of `ids` and a list of `properties`")
    if len(ids) > MOST_IDS:
        raise Refusal(413, "BATCH_TOO_LARGE", f"at most {MOST_IDS} ids are asked about at once")
    properties = [_text(_object(each, "extend.properties").get("id"), "extend.properties.id") for each in asked]
    return Extension(tuple(ids), tuple(dict.fromkeys(_known(each, PROPERTIES, "property") for each in properties)))


def _question(given: dict[str, Any], where: str) -> Question:
    types = given.get("type") or list(TYPES)
    listed = [types] if isinstance(types, str) else types
    if not _is_texts(listed):
        raise _wrong(f"`{where}.type` is one type or a list of them")
    constraints = list(_constraints(given.get("properties") or [], where))
    return Question(
        _text(given.get("query", ""), f"{where}.query"),
        tuple(_known(each, TYPES, "type") for each in listed),
        _limit(given.get("limit")),
        tuple(value for name, value in constraints if name == COUNTRY),
        tuple(value for name, value in constraints if name == PART_OF),
    )


def _constraints(properties: Any, where: str) -> Iterator[tuple[str, str]]:
    """Yield property and value; properties that narrow nothing down are left aside."""
    if not isinstance(properties, list):
        raise _wrong(f"`{where}.properties` is a list")
    for each in properties:
        given = _object(each, f"{where}.properties")
        values = given.get("v")
        for value in (values if isinstance(values, list) else [values])[:_MOST_VALUES]:
            said = value.get("id") if isinstance(value, dict) else value
            if isinstance(said, str) and said.strip():
                yield _text(given.get("pid"), f"{where}.properties.pid"), said[:_LONGEST]


def _limit(given: Any) -> int:
    return max(1, min(int(given), _MOST)) if isinstance(given, int | float) and abs(given) < 1e9 else _USUAL


def _json(text: str, name: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise _wrong(f"`{name}` is no JSON: {error}") from None


def _object(given: Any, where: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise _wrong(f"`{where}` takes an object")
    return given


def _text(given: Any, where: str) -> str:
    if not isinstance(given, str):
        raise _wrong(f"`{where}` takes a text")
    if len(given) > _LONGEST:
        raise _wrong(f"`{where}` is longer than {_LONGEST} characters")
    return given


def _is_texts(given: Any) -> TypeGuard[list[str]]:
    return isinstance(given, list) and all(isinstance(each, str) for each in given)


def _known(given: str, among: Any, what: str) -> str:
    if given not in among:
        raise _wrong(f"there is no {what} {given[:50]!r}; there are {', '.join(among)}")
    return given


def _wrong(message: str) -> Refusal:
    return Refusal(400, "BAD_REQUEST", message)
