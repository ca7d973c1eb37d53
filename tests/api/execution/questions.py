"""Random questions to any schema: nested, aliased, merged, in fragments, with directives and variables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from graphql import (
    GraphQLArgument,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_object_type,
    parse,
    validate,
)
from hypothesis import assume
from hypothesis import strategies as st

Values: TypeAlias = Callable[[Any, str], st.SearchStrategy[Any]]  # what may be given, as JSON, for a type and a name as in `city.id`
Question: TypeAlias = tuple[str, dict[str, Any]]  # a document, and the values of its variables
_FIELDS = 4  # in a selection at most


class Asking:
    """One question while it is drawn."""

    def __init__(self, draw: st.DrawFn, schema: GraphQLSchema, values: Values) -> None:
        self._draw, self._schema, self._values = draw, schema, values
        self._names = 0
        self._declared: list[str] = []
        self._given: dict[str, Any] = {}
        self._fragments: list[str] = []

    def question(self, depth: int) -> Question:
        assert self._schema.query_type is not None
        asked = self._selected(self._schema.query_type, depth)
        declared = f"({', '.join(self._declared)})" if self._declared else ""
        return f"query Q{declared} {asked} {' '.join(self._fragments)}", self._given

    def _selected(self, type_: Any, depth: int) -> str:
        fields = getattr(type_, "fields", {})
        names = [name for name, field in fields.items() if depth or not is_composite_type(get_named_type(field.type))]
        if not names:
            return "{ __typename }"
        deeper = [name for name in names if is_composite_type(get_named_type(fields[name].type))]
        chosen = self._draw(st.lists(st.sampled_from(sorted(names + 2 * deeper)), min_size=1, max_size=_FIELDS))
        parts = [self._field(name, fields[name], depth) for name in chosen]
        if is_abstract_type(type_):
            parts += [f"... on {each.name} {self._selected(each, depth)}" for each in self._some(self._schema.get_possible_types(type_))]
        if is_object_type(type_) and self._odds(6):
            parts.append(self._fragment(type_, depth))
        return f"{{ {' '.join(parts)} }}" if not self._odds(4) else f"{{ __typename {' '.join(parts)} }}"

    def _field(self, name: str, field: GraphQLField, depth: int) -> str:
        of = get_named_type(field.type)
        key = name if self._odds(3) else f"{self._name('k')}: {name}"
        asked = f"{key}{self._arguments(name, field)}{self._directives()}"
        if not is_composite_type(of):
            return asked
        again = f" {asked} {self._selected(of, depth - 1)}" if self._odds(5) else ""
        return f"{asked} {self._selected(of, depth - 1)}{again}"

    def _arguments(self, of: str, field: GraphQLField) -> str:
        given = [f"{name}: {self._variable(f'{of}.{name}', argument)}" for name, argument in field.args.items() if self._wanted(argument)]
        return f"({', '.join(given)})" if given else ""

    def _wanted(self, argument: GraphQLArgument) -> bool:
        return str(argument.type).endswith("!") or self._odds(3)

    def _variable(self, name: str, argument: GraphQLArgument) -> str:
        variable = self._name("v")
        self._declared.append(f"${variable}: {argument.type}")
        self._given[variable] = self._draw(self._values(argument.type, name))
        return f"${variable}"

    def _directives(self) -> str:
        if not self._odds(6):
            return ""
        name = self._name("b")
        self._declared.append(f"${name}: Boolean!")
        self._given[name] = self._draw(st.booleans())
        return f" @{self._draw(st.sampled_from(['skip', 'include']))}(if: ${name})"

    def _fragment(self, type_: GraphQLNamedType, depth: int) -> str:
        name = self._name("F")
        self._fragments.append(f"fragment {name} on {type_.name} {self._selected(type_, depth)}")
        return f"...{name}{self._directives()} ...{name}"

    def _some(self, types: Any) -> list[Any]:
        return self._draw(st.lists(st.sampled_from(sorted(types, key=lambda each: each.name)), max_size=2, unique=True))

    def _odds(self, one_in: int) -> bool:
        return self._draw(st.integers(1, one_in)) == one_in

    def _name(self, start: str) -> str:
        self._names += 1
        return f"{start}{self._names}"


@st.composite
def questions(draw: st.DrawFn, schema: GraphQLSchema, values: Values = lambda _type, _name: st.none(), depth: int = 4) -> Question:
    """Valid documents, with values for their variables that need not be."""
    document, given = Asking(draw, schema, values).question(depth)
    assume(not validate(schema, parse(document)))
    return document, given
