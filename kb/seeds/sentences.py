"""What pydantic finds wrong, in one clear sentence each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, get_args, get_type_hints

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kb.errors import did_you_mean
from kb.wire import MODEL_TYPES

Location = tuple[str | int, ...]
_LONGEST = 60  # of a value that is repeated to its writer


def explain(error: ValidationError, kind: str) -> Iterator[tuple[Location, str]]:
    """Yield where in a thing of that kind something is wrong, and what."""
    for found in error.errors(include_url=False):
        say = _SENTENCES.get(found["type"], _unlike)
        yield found["loc"], say(found, kind)


def keys_of(of: type[Any]) -> dict[str, Any]:
    """Return what may stand in a thing of that type: each key as it is written, with the type of its value."""
    hints = get_type_hints(of)
    return {each.name.rstrip("_"): hints[each.name] for each in fields(of)}


@lru_cache
def booleans() -> frozenset[str]:
    """Return the keys, of whatever thing, whose value is true or false."""
    return frozenset(key for of in MODEL_TYPES.values() for key, hint in keys_of(of).items() if hint is bool or bool in get_args(hint))


def none_of(text: object, choices: type[StrEnum]) -> str:
    """Say that a word is none of a closed list."""
    words = [choice.value for choice in choices]
    return f"{text!r} is none of {', '.join(words)}{did_you_mean(str(text), words)}"


def _inner(hint: Any, wanted: Callable[[Any], bool]) -> Any:
    """Find what is wanted inside `X | None` and `tuple[X, ...]`."""
    if wanted(hint):
        return hint
    return next((found for part in get_args(hint) if (found := _inner(part, wanted))), None)


def _type_at(kind: str, location: Location) -> Any:
    hint: Any = MODEL_TYPES[kind]
    for step in location:
        if isinstance(step, str):
            hint = keys_of(_inner(hint, is_dataclass)).get(step)
    return hint


def _name(found: ErrorDetails) -> str:
    names = [str(step) for step in found["loc"] if isinstance(step, str)]
    return " of ".join(reversed(names)) or "this"


def _own_words(found: ErrorDetails, kind: str) -> str:
    return str(found["ctx"]["error"])


def _unknown_key(found: ErrorDetails, kind: str) -> str:
    known = list(keys_of(_inner(_type_at(kind, found["loc"][:-1]), is_dataclass)))
    key = str(found["loc"][-1])
    return f"unknown key {key!r}{did_you_mean(key, known) or '; known are ' + ', '.join(known)}"


def _missing(found: ErrorDetails, kind: str) -> str:
    return f"{_name(found)} is missing"


def _choice(found: ErrorDetails, kind: str) -> str:
    choices = _inner(_type_at(kind, found["loc"]), lambda hint: isinstance(hint, type) and issubclass(hint, StrEnum))
    return f"{_name(found)}: {none_of(found['input'], choices)}"


def _must_be(what: str) -> Callable[[ErrorDetails, str], str]:
    def say(found: ErrorDetails, kind: str) -> str:
        return f"{_name(found)} is {_shown(found['input'])}; it is {what}"

    return say


def _unlike(found: ErrorDetails, kind: str) -> str:
    return f"{_name(found)} cannot be {_shown(found['input'])}"


def _shown(value: object) -> str:
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a map"
    return repr(value) if len(repr(value)) <= _LONGEST else f"{repr(value)[:_LONGEST]}..."


_WHOLE, _NUMBER, _FLAG = _must_be("a whole number"), _must_be("a number"), _must_be("true or false")
_SENTENCES: dict[str, Callable[[ErrorDetails, str], str]] = {
    "missing": _missing,
    "unexpected_keyword_argument": _unknown_key,
    "value_error": _own_words,
    "enum": _choice,
    "string_type": _must_be("one text"),
    "tuple_type": _must_be("a list; write [...], or one line beginning with '- ' for each"),
    "dataclass_type": _must_be("a map; write key: value"),
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "bool_parsing": _FLAG,
    "bool_type": _FLAG,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
}
