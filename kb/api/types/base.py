"""What every type of the schema rests on: the Node interface, and how a thing of the model becomes its type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Self, TypeVar

import strawberry

from kb.api.building import interface
from kb.model import AnyFact, AnyNode, Version

_TYPES: dict[type, type[NodeType]] = {}


@interface("Node")
class NodeType:
    """Anything with an id: a place, an institution, a practice, a fact, a source."""

    id: strawberry.ID = strawberry.field(
        description="Its id, which carries its kind, as in `city:oral` or `practice:school-museum`. It survives corrections."
    )

    @classmethod
    def of(cls, thing: Any) -> Self:
        """Make it from what the store returned: a node, or a version of a fact."""
        raise NotImplementedError


Wrapper = TypeVar("Wrapper", bound=type[NodeType])


def wraps(model: type[AnyNode | AnyFact]) -> Callable[[Wrapper], Wrapper]:
    """Mark the type that stands for a class of the model."""

    def register(wrapper: Wrapper) -> Wrapper:
        _TYPES[model] = wrapper
        return wrapper

    return register


def wrap(thing: AnyNode | Version) -> NodeType:
    """Return what stands for a node or an accepted fact in the schema."""
    return _TYPES[type(thing.fact if isinstance(thing, Version) else thing)].of(thing)
