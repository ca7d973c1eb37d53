"""The fields of the schema, each prepared once: how it is resolved for many objects, and how its values are completed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from graphql import GraphQLField, GraphQLObjectType, GraphQLSchema, TypeNameMetaFieldDef, default_field_resolver
from strawberry import Schema
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from kb.api.execution.columns import Column
from kb.api.execution.shapes import shape_of
from kb.api.execution.telling import told_in_full

Arguments: TypeAlias = dict[str, Any]


class Field:
    """A field of an object type."""

    __slots__ = ("definition", "name", "parent", "resolver", "shape")

    def __init__(self, parent: GraphQLObjectType, name: str, definition: GraphQLField, resolver: Resolver) -> None:
        self.parent = parent
        self.name = name
        self.definition = definition
        self.resolver = resolver
        self.shape = shape_of(definition.type)

    def __str__(self) -> str:
        return f"{self.parent}.{self.name}"


class Fields:
    """The fields of a schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self._known: dict[tuple[str, str], Field | None] = {}

    def of(self, parent: GraphQLObjectType, name: str) -> Field | None:
        """Return a field of a type; None where it has no such field."""
        key = parent.name, name
        if key not in self._known:
            definition = self.schema.get_field(parent, name)
            self._known[key] = Field(parent, name, definition, _resolver(self.schema, parent, definition)) if definition else None
        return self._known[key]


class Resolver(ABC):
    """How a field gets its values."""

    def arguments(self, given: Arguments) -> Arguments:
        """Return the arguments of a question as `values` takes them."""
        return given

    @abstractmethod
    def values(self, column: Column, sources: Sequence[Any], arguments: Arguments) -> Sequence[Any]:
        """Return the field's value for each object; for one that fails, what it raised."""


class _TypeName(Resolver):
    """`__typename`."""

    def __init__(self, name: str) -> None:
        self._name = name

    def values(self, column: Column, sources: Sequence[Any], arguments: Arguments) -> Sequence[Any]:
        return [self._name] * len(sources)


class _Attribute(Resolver):
    """A field that is an attribute of its object."""

    def __init__(self, written: StrawberryField) -> None:
        self._get: Callable[[Any, str], Any] = written.default_resolver
        self._name = written.python_name

    def values(self, column: Column, sources: Sequence[Any], arguments: Arguments) -> Sequence[Any]:
        get, name, values = self._get, self._name, list[Any]()
        for source in sources:
            try:
                values.append(get(source, name))
            except Exception as error:
                values.append(error)
        return values


class _Method(Resolver):
    """A field that is a method of its object: it is called directly."""

    def __init__(self, written: StrawberryField, method: StrawberryResolver[Any], schema: Schema) -> None:
        self._declared = written.arguments
        self._call: Any = method.wrapped_func
        self._info = method.info_parameter
        self._schema = schema

    def arguments(self, given: Arguments) -> Arguments:
        return convert_arguments(given, self._declared, self._schema.schema_converter.scalar_registry, self._schema.config)

    def values(self, column: Column, sources: Sequence[Any], arguments: Arguments) -> Sequence[Any]:
        call, values = self._call, list[Any]()
        given = arguments if self._info is None else {**arguments, self._info.name: column.run.told}
        for source in sources:
            try:
                values.append(call(source, **given))
            except Exception as error:
                values.append(error)
        return values


class _AsEver(Resolver):
    """Any other field, resolved as graphql-core does: introspection, and fields with extensions of their own."""

    def __init__(self, resolve: Callable[..., Any]) -> None:
        self._resolve = resolve

    def values(self, column: Column, sources: Sequence[Any], arguments: Arguments) -> Sequence[Any]:
        values: list[Any] = []
        for cell, source in enumerate(sources):
            try:
                values.append(self._resolve(source, told_in_full(column, cell), **arguments))
            except Exception as error:
                values.append(error)
        return values


def _resolver(schema: GraphQLSchema, parent: GraphQLObjectType, definition: GraphQLField) -> Resolver:
    if definition is TypeNameMetaFieldDef:
        return _TypeName(parent.name)
    written = definition.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    if isinstance(written, StrawberryField) and not written.extensions:
        method = written.base_resolver
        if method is None:
            return _Attribute(written)
        if method.self_parameter and not method.parent_parameter and not method.root_parameter:
            return _Method(written, method, schema.extensions[GraphQLCoreConverter.DEFINITION_BACKREF])
    return _AsEver(definition.resolve or default_field_resolver)
