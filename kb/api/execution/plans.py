"""What is to be done for an operation, worked out once for each document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from graphql import (
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    Node,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    Undefined,
    VariableNode,
    get_argument_values,
    get_directive_values,
    is_abstract_type,
    type_from_ast,
)
from graphql.execution import VariableValues

from kb.api.execution.fields import Arguments, Field, Fields

_KEPT = 16  # roots of an operation: one for each choice of what is included
_CHOOSING = {GraphQLSkipDirective.name, GraphQLIncludeDirective.name}
Fragments: TypeAlias = Mapping[str, FragmentDefinitionNode]


class FieldPlan:
    """A field that is asked for: under which key, with which arguments, and what is asked of its objects."""

    __slots__ = ("_arguments", "_by_type", "_operation", "_varies", "field", "key", "nodes", "selections")

    def __init__(self, operation: Operation, field: Field, key: str, nodes: list[FieldNode]) -> None:
        self.field = field
        self.key = key
        self.nodes = nodes
        self.selections: dict[type, Selection] = {}  # by the class of an object
        self._operation = operation
        self._by_type: dict[str, Selection] = {}
        self._varies = any(_variables(argument) for argument in nodes[0].arguments or ())
        self._arguments: Arguments | None = None

    def arguments(self, variables: VariableValues) -> Arguments:
        """Return its arguments. Raises GraphQLError for a value that does not fit."""
        if self._arguments is not None:
            return self._arguments
        given = self.field.resolver.arguments(get_argument_values(self.field.definition, self.nodes[0], variables))
        if not self._varies:
            self._arguments = given
        return given

    def selection(self, type_: GraphQLObjectType, variables: VariableValues) -> Selection:
        """Return what is asked of its objects of a type. Raises GraphQLError where that cannot be told."""
        if type_.name not in self._by_type:
            sets = [node.selection_set for node in self.nodes if node.selection_set]
            self._by_type[type_.name] = self._operation.select(type_, sets, variables)
        return self._by_type[type_.name]


class Selection:
    """The fields asked of the objects of one type at one place of a question."""

    __slots__ = ("blank", "plans")

    def __init__(self, plans: tuple[FieldPlan, ...]) -> None:
        self.plans = plans
        self.blank: dict[str, Any] = dict.fromkeys(plan.key for plan in plans)


class Operation:
    """One operation of a valid document, and what was worked out for it so far."""

    def __init__(self, fields: Fields, node: OperationDefinitionNode, fragments: Fragments) -> None:
        self.node = node
        self.fragments = fragments
        self._fields = fields
        self._choosing = sorted({name for part in (node, *fragments.values()) for name in _choosing(part)})
        self._roots: dict[tuple[object, ...], Selection] = {}

    @property
    def schema(self) -> GraphQLSchema:
        """The schema that it asks."""
        return self._fields.schema

    def root(self, variables: VariableValues) -> Selection:
        """Return what is asked of the root. Raises GraphQLError where that cannot be told."""
        chosen = tuple(variables.coerced.get(name, Undefined) for name in self._choosing)
        if chosen not in self._roots:
            type_ = self.schema.get_root_type(self.node.operation)
            assert type_ is not None, "the schema has the root of every valid operation"
            root = self.select(type_, [self.node.selection_set], variables)
            if len(self._roots) >= _KEPT:
                self._roots.clear()
            self._roots[chosen] = root
        return self._roots[chosen]

    def select(self, type_: GraphQLObjectType, sets: Iterable[SelectionSetNode], variables: VariableValues) -> Selection:
        """Collect the fields of a type (GraphQL specification, October 2021, section 6.3.2)."""
        nodes: dict[str, list[FieldNode]] = {}
        for node in self._collected(type_, sets, variables):
            nodes.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
        asked = ((key, same, self._fields.of(type_, same[0].name.value)) for key, same in nodes.items())
        return Selection(tuple(FieldPlan(self, field, key, same) for key, same, field in asked if field))

    def _collected(self, type_: GraphQLObjectType, sets: Iterable[SelectionSetNode], variables: VariableValues) -> Iterator[FieldNode]:
        rest: list[SelectionNode] = [node for each in sets for node in each.selections][::-1]
        seen: set[str] = set()
        while rest:
            node = rest.pop()
            if not _included(node, variables):
                continue
            if isinstance(node, FieldNode):
                yield node
            elif isinstance(node, InlineFragmentNode) and self._applies(node, type_):
                rest += node.selection_set.selections[::-1]
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                fragment = self.fragments[node.name.value]
                seen.add(node.name.value)
                rest += fragment.selection_set.selections[::-1] if self._applies(fragment, type_) else ()

    def _applies(self, fragment: InlineFragmentNode | FragmentDefinitionNode, type_: GraphQLObjectType) -> bool:
        if fragment.type_condition is None:
            return True
        on: Any = type_from_ast(self.schema, fragment.type_condition)
        return on is type_ or (is_abstract_type(on) and self.schema.is_sub_type(on, type_))


def _included(node: SelectionNode, variables: VariableValues) -> bool:
    if not node.directives:
        return True
    skip = get_directive_values(GraphQLSkipDirective, node, variables)
    if skip and skip["if"]:
        return False
    include = get_directive_values(GraphQLIncludeDirective, node, variables)
    return not include or bool(include["if"])


def _choosing(part: Node) -> set[str]:
    """Return the variables that choose what is included."""
    directives = (node for node in _within(part) if isinstance(node, DirectiveNode) and node.name.value in _CHOOSING)
    return {name for directive in directives for name in _variables(directive)}


def _variables(part: Node) -> set[str]:
    return {node.name.value for node in _within(part) if isinstance(node, VariableNode)}


def _within(part: Node) -> Iterator[Node]:
    """Yield a part of a document, and all parts of it."""
    rest = [part]
    while rest:
        node = rest.pop()
        yield node
        for name in node.keys:
            inner = getattr(node, name)
            rest += [inner] if isinstance(inner, Node) else inner if isinstance(inner, tuple) else ()
