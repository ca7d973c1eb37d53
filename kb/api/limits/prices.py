"""The prices of a schema's fields, each worked out once."""

from __future__ import annotations

from dataclasses import dataclass

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    NamedTypeNode,
    OperationDefinitionNode,
    Undefined,
    get_named_type,
    get_nullable_type,
    is_list_type,
)

from kb.api.limits.weights import ANSWERS, LENGTHS, MUTATION, SIZES, WEIGHTS
from kb.paging import MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What a field costs by itself, and how long its list is."""

    weight: int
    type: GraphQLNamedType  # of its objects
    is_list: bool
    sizing: str | None  # the argument that says how long the list is: its own, or those in its object
    size: int  # what that argument is unless given
    length: int | None  # of its list, where no argument says so and its parent cannot
    asks_graph: bool


class Prices:
    """The prices of one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._known: dict[tuple[str, str], Price] = {}

    def root(self, operation: OperationDefinitionNode) -> GraphQLNamedType:
        """Return the type that a valid operation starts from."""
        type_ = self._schema.get_root_type(operation.operation)
        assert type_ is not None, "the schema has the root of every valid operation"
        return type_

    def type(self, named: NamedTypeNode) -> GraphQLNamedType:
        """Return the type that a valid document names."""
        return self._schema.type_map[named.name.value]

    def of(self, parent: GraphQLNamedType, name: str) -> Price:
        """Return the price of a field that the parent has."""
        key = parent.name, name
        if key not in self._known:
            self._known[key] = self._made(parent, name)
        return self._known[key]

    def _made(self, parent: GraphQLNamedType, name: str) -> Price:
        field = self._schema.get_field(parent, name)  # type: ignore[arg-type]
        assert field is not None, "a valid document asks for fields that there are"
        names = _names(parent, name)
        sizing = next((each for each in SIZES if each in field.args), None)
        usual = 1 if parent is not self._schema.mutation_type else MUTATION
        return Price(
            weight=next((WEIGHTS[each] for each in names if each in WEIGHTS), usual),
            type=get_named_type(field.type),
            is_list=is_list_type(get_nullable_type(field.type)),
            sizing=sizing,
            size=_default(field, sizing),
            length=next((LENGTHS[each] for each in names if each in LENGTHS), None),
            asks_graph=any(each in ANSWERS for each in names),
        )


def _names(parent: GraphQLNamedType, name: str) -> list[str]:
    """Return what a field is called: by its own type, and by the interfaces that it is part of."""
    types = [parent, *parent.interfaces] if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) else [parent]
    return [f"{type_.name}.{name}" for type_ in types]


def _default(field: GraphQLField, sizing: str | None) -> int:
    default = field.args[sizing].default_value if sizing else Undefined
    return default if isinstance(default, int) else MOST
