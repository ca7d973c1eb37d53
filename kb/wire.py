"""The model as JSON and back: one codec for the embedded store, JSON lines and seed files."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from pydantic import ConfigDict, TypeAdapter

from kb.model import FACT_TYPES, NODE_TYPES, AnyFact, AnyNode, kind_of

CONFIG = ConfigDict(
    extra="forbid",
    alias_generator=lambda name: name.rstrip("_"),  # `from_` is written `from`
    serialize_by_alias=True,
)
MODEL_TYPES: dict[str, type[Any]] = {
    **{kind.value: of for kind, of in NODE_TYPES.items()},
    **{kind.value: of for kind, of in FACT_TYPES.items()},
}


@lru_cache
def adapter(kind: str) -> TypeAdapter[Any]:
    """Return the codec of one kind of node or fact."""
    optional: Any = MODEL_TYPES[kind] | None  # pydantic takes a configuration for a union, not for a dataclass
    return TypeAdapter(optional, config=CONFIG)


_writers: dict[type[Any], Callable[..., bytes]] = {}


def encode(thing: AnyNode | AnyFact) -> bytes:
    """Write a node or a fact as JSON, without what is as by default."""
    of: type[Any] = type(thing)
    if of not in _writers:
        _writers[of] = adapter(kind_of(thing.id)).serializer.to_json
    return _writers[of](thing, exclude_defaults=True)


def decode_node(key: str, body: bytes | str) -> AnyNode:
    """Read the node with that id back."""
    node: AnyNode = adapter(kind_of(key)).validate_json(body)
    return node


def decode_fact(key: str, body: bytes | str) -> AnyFact:
    """Read the fact with that id back."""
    fact: AnyFact = adapter(kind_of(key)).validate_json(body)
    return fact
