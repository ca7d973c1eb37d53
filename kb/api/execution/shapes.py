"""How the values of a type are completed, a whole column at a time (GraphQL specification, October 2021, section 6.4.3)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from inspect import isawaitable
from itertools import repeat
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLAbstractType,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLError,
    GraphQLID,
    GraphQLLeafType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLString,
    Undefined,
    default_type_resolver,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    is_object_type,
)
from graphql.pyutils import inspect, is_iterable

from kb.api.execution.columns import Column, Table
from kb.api.execution.needs import Need
from kb.api.execution.telling import told_in_full

if TYPE_CHECKING:
    from kb.api.execution.plans import Selection

_PLAIN = frozenset({str, int, float, bool})  # nothing to be waited for
_AS_THEY_ARE: Mapping[GraphQLOutputType, type] = {GraphQLString: str, GraphQLID: str, GraphQLBoolean: bool}


def shape_of(type_: GraphQLOutputType) -> Shape:
    """Return how values of a type are completed."""
    nullable = not is_non_null_type(type_)
    of: Any = get_nullable_type(type_)
    if is_list_type(of):
        return Items(nullable, shape_of(of.of_type))
    return Leaf(nullable, of) if is_leaf_type(of) else Objects(nullable, of)


class Shape(ABC):
    """How the values of a type are completed. `nullable`: whether null is one of them."""

    def __init__(self, nullable: bool) -> None:
        self.nullable = nullable

    @abstractmethod
    def complete(self, column: Column, values: Sequence[Any]) -> None:
        """Take a value for each cell of a column to its place in the answer."""

    def unusual(self, column: Column, cell: int, value: object) -> bool:
        """Deal with nothing, with an error and with what has to be waited for; tell whether the value was any of these."""
        if value is None or value is Undefined:
            if not self.nullable:
                column.fail(cell, TypeError(f"Cannot return null for non-nullable field {column.plan.field}."))
        elif isinstance(value, Exception):
            column.fail(cell, value)
        elif isinstance(value, Need):
            column.run.need(column, cell, value)
        elif isawaitable(value):
            column.run.wait(column, cell, value)
        else:
            return False
        return True


class Leaf(Shape):
    """Scalars and members of enums."""

    def __init__(self, nullable: bool, type_: GraphQLLeafType) -> None:
        super().__init__(nullable)
        self._type = type_
        self._names = _names(type_)
        self._usual = _AS_THEY_ARE.get(type_) or next(map(type, self._names), None)

    def complete(self, column: Column, values: Sequence[Any]) -> None:
        """Write each value as its type says."""
        usual, names = self._usual, self._names
        for cell, (container, key, value) in enumerate(zip(column.containers, column.keys, values, strict=True)):
            of = value.__class__
            if of is usual:
                container[key] = names[value] if names else value
            elif of in _PLAIN or not self.unusual(column, cell, value):
                try:
                    container[key] = self._written(value)
                except Exception as error:
                    column.fail(cell, error)

    def _written(self, value: object) -> object:
        written = self._type.coerce_output_value(value)
        if written is None or written is Undefined:
            asked = f"{inspect(self._type)}.coerce_output_value({inspect(value)})"
            raise TypeError(f"Expected `{asked}` to return non-nullable value, returned: {inspect(written)}")
        return written


def _names(type_: GraphQLLeafType) -> dict[Any, str]:
    """Return how the members of a Python enum are written; nothing for any other type."""
    members: Any = getattr(type_, "wrapped_cls", ()) if isinstance(type_, GraphQLEnumType) else ()
    return {member: type_.coerce_output_value(member) for member in members}


class Items(Shape):
    """Lists: their items are completed as one column."""

    def __init__(self, nullable: bool, of: Shape) -> None:
        super().__init__(nullable)
        self._of = of

    def complete(self, column: Column, values: Sequence[Any]) -> None:
        """Put a list of nulls in each place, and complete all items together."""
        answers: list[list[Any]] = []
        keys: list[str | int] = []
        owners: list[int] = []
        items: list[Any] = []
        for cell, value in enumerate(values):
            if value.__class__ is list or not self.unusual(column, cell, value):
                try:
                    held = _held(column, value)
                except Exception as error:
                    column.fail(cell, error)
                    continue
                length = len(held)
                answer = column.containers[cell][column.keys[cell]] = [None] * length
                answers.extend(repeat(answer, length))
                keys.extend(range(length))
                owners.extend(repeat(cell, length))
                items.extend(held)
        if items:
            Column(column.run, column.plan, self._of, answers, keys, column, owners).complete(items)


def _held(column: Column, value: Any) -> Sequence[Any]:
    if not is_iterable(value):
        raise GraphQLError(f"Expected Iterable, but did not find one for field '{column.plan.field}'.")
    return value if isinstance(value, list) else list(value)


class Objects(Shape):
    """Objects, of one type or of those that an interface or a union has. The class of a value decides of which one it is."""

    def __init__(self, nullable: bool, type_: GraphQLObjectType | GraphQLAbstractType) -> None:
        super().__init__(nullable)
        self._type = type_

    def complete(self, column: Column, values: Sequence[Any]) -> None:
        """Put an object of nulls in each place, and leave the fields of all to the tables that follow."""
        known = column.plan.selections
        found: dict[Selection, tuple[list[Any], list[int]]] = {}
        for cell, value in enumerate(values):
            selection = known.get(value.__class__)
            if selection is None:
                if self.unusual(column, cell, value):
                    continue
                try:
                    selection = known[value.__class__] = self._selection(column, cell, value)
                except Exception as error:
                    column.fail(cell, error)
                    continue
            if selection not in found:
                found[selection] = [], []
            sources, cells = found[selection]
            sources.append(value)
            cells.append(cell)
        for selection, (sources, cells) in found.items():
            _follow(column, selection, sources, cells)

    def _selection(self, column: Column, cell: int, value: object) -> Selection:
        type_ = self._type_of(column, cell, value)
        if type_.is_type_of and not type_.is_type_of(value, told_in_full(column, cell)):
            raise GraphQLError(f"Expected value of type '{type_}' but got: {inspect(value)}.")
        return column.plan.selection(type_, column.run.variables)

    def _type_of(self, column: Column, cell: int, value: object) -> GraphQLObjectType:
        if isinstance(self._type, GraphQLObjectType):
            return self._type
        resolve = self._type.resolve_type or default_type_resolver
        name: Any = resolve(value, told_in_full(column, cell), self._type)
        type_ = column.run.operation.schema.get_type(name)
        if not is_object_type(type_) or not column.run.operation.schema.is_sub_type(self._type, type_):
            raise TypeError(f"{inspect(value)} is of none of the types of '{self._type}'")
        return type_


def _follow(column: Column, selection: Selection, sources: list[Any], cells: list[int]) -> None:
    things = set(map(id, sources)) if column.run.shares else set()
    shared = 0 < len(things) < len(sources)
    made = {thing: selection.blank.copy() for thing in things} if shared else {}
    results = [made[id(source)] for source in sources] if shared else [selection.blank.copy() for _ in cells]
    containers, keys = column.containers, column.keys
    for cell, result in zip(cells, results, strict=True):
        containers[cell][keys[cell]] = result
    table = Table(selection.plans, sources, results, column, cells)
    column.run.follow(table.once() if shared else table)
    column.run.shared |= shared
