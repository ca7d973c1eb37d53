"""How the schema is written: a class or a resolver is described by its docstring."""

from __future__ import annotations

from collections.abc import Callable
from inspect import getdoc
from typing import Any, TypeVar, dataclass_transform

import strawberry

Class = TypeVar("Class", bound=type)


@dataclass_transform(kw_only_default=True, field_specifiers=(strawberry.field,))
def object_type(name: str) -> Callable[[Class], Class]:
    """Make a class a type of the schema, described by its docstring."""
    return lambda cls: strawberry.type(cls, name=name, description=getdoc(cls))


@dataclass_transform(kw_only_default=True, field_specifiers=(strawberry.field,))
def interface(name: str) -> Callable[[Class], Class]:
    """Make a class an interface of the schema, described by its docstring."""
    return lambda cls: strawberry.interface(cls, name=name, description=getdoc(cls))


@dataclass_transform(kw_only_default=True, field_specifiers=(strawberry.field,))
def input_type(name: str) -> Callable[[Class], Class]:
    """Make a class an input of the schema, described by its docstring."""
    return lambda cls: strawberry.input(cls, name=name, description=getdoc(cls))


def field(of: object = None, *, name: str | None = None) -> Callable[[Callable[..., Any]], Any]:
    """Make a method a field of the schema, described by its docstring.

    Args:
        of: the field's type, where it is not the one that the method is annotated with.
        name: the field's name, where it is not the method's.
    """
    return lambda resolver: strawberry.field(resolver, name=name, graphql_type=of, description=getdoc(resolver))
