"""What an operation costs, told before it is executed.

The cost of a selection is `fixed + each * n`: what it takes once, and for each item where its parent is a list in pages of n.
So a fragment is weighed once and for all, wherever it is spread, and the work is linear in the document. Fragments and fields
that are asked for twice are counted twice, and what is skipped or included by a variable is counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNamedType,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
)

from kb.api.limits.lengths import asked, written
from kb.api.limits.prices import Price, Prices
from kb.api.limits.weights import LENGTH
from kb.errors import TooComplex

_TOP = 10**12  # as good as endless
_KEPT = 16  # choices of sizes for each operation


class Weight(NamedTuple):
    """The cost of a selection, and of each item of the lists in it whose length its parent says."""

    fixed: int = 0
    each: int = 0

    def at(self, length: int) -> int:
        """Return the cost with lists of that length."""
        return min(_TOP, self.fixed + self.each * length)

    def with_(self, other: Weight) -> Weight:
        """Return the cost of both."""
        return Weight(min(_TOP, self.fixed + other.fixed), min(_TOP, self.each + other.each))


@dataclass(frozen=True, slots=True)
class Cost:
    """What is asked for, what may be, and whether the graph has to answer. A cost above 10**12 is told as that."""

    requested: int
    most: int
    asks_graph: bool = False

    @property
    def shown(self) -> dict[str, int]:
        """What clients are told in `extensions.cost`."""
        return {"requested": self.requested, "most": self.most}


class Costs:
    """Tells the cost of one operation of a valid document, and keeps it.

    Args:
        prices: those of the schema's fields.
        operation: what is weighed.
        fragments: those of its document, by name.
        most: what one request may cost.
    """

    def __init__(
        self, prices: Prices, operation: OperationDefinitionNode, fragments: Mapping[str, FragmentDefinitionNode], most: int
    ) -> None:
        self._prices, self._operation, self._fragments, self._most = prices, operation, fragments, most
        self._defaults = {each.variable.name.value: each.default_value for each in operation.variable_definitions or ()}
        self._sizing: tuple[str, ...] | None = None
        self._known: dict[tuple[object, ...], Cost] = {}

    def of(self, variables: Mapping[str, Any]) -> Cost:
        """Return the cost with these values of variables, which may be any. Raises TooComplex where it is too much."""
        if self._sizing is not None:
            known = self._known.get(tuple(asked(variables.get(name, ...)) for name in self._sizing))
            if known is not None:
                return known
        weighing = _Weighing(self._prices, self._fragments, self._defaults, variables)
        type_ = self._prices.root(self._operation)
        requested = weighing.selection(self._operation.selection_set, type_).at(LENGTH)
        if requested > self._most:
            heaviest = ".".join(weighing.heaviest(self._operation.selection_set, type_))
            raise TooComplex(
                f"this costs {requested}, and one request may cost {self._most}; most of it is {heaviest}: "
                "ask for fewer at once (first:), or for a part of it in another request"
            )
        return self._kept(weighing, variables, Cost(requested, self._most, weighing.asks_graph))

    def _kept(self, weighing: _Weighing, variables: Mapping[str, Any], cost: Cost) -> Cost:
        self._sizing = tuple(sorted(weighing.sizing))
        if len(self._known) >= _KEPT:
            self._known.clear()
        self._known[tuple(asked(variables.get(name, ...)) for name in self._sizing)] = cost
        return cost


class _Weighing:
    """One weighing of an operation. `sizing`: the variables that took part; `asks_graph`: whether an answer of the graph did."""

    def __init__(
        self,
        prices: Prices,
        fragments: Mapping[str, FragmentDefinitionNode],
        defaults: Mapping[str, ValueNode | None],
        variables: Mapping[str, Any],
    ) -> None:
        self._prices, self._fragments, self._defaults, self._variables = prices, fragments, defaults, variables
        self._weights: dict[str, Weight] = {}  # of fragments
        self.sizing: set[str] = set()
        self.asks_graph = False

    def selection(self, selected: SelectionSetNode, type_: GraphQLNamedType) -> Weight:
        """Return the weight of what is asked of a type."""
        total = Weight()
        for node in selected.selections:
            if isinstance(node, FieldNode):
                total = total.with_(self._field(node, type_))
            elif isinstance(node, FragmentSpreadNode):
                total = total.with_(self._fragment(node.name.value))
            elif isinstance(node, InlineFragmentNode):
                on = self._prices.type(node.type_condition) if node.type_condition else type_
                total = total.with_(self.selection(node.selection_set, on))
        return total

    def heaviest(self, selected: SelectionSetNode, type_: GraphQLNamedType, length: int = LENGTH) -> Iterator[str]:
        """Yield the way to the field that costs most, as it is called in the answer."""
        node, on = max(self._fields(selected, type_), key=lambda found: self._field(*found).at(length))
        yield node.alias.value if node.alias else node.name.value
        price = self._prices.of(on, node.name.value)
        inner = node.selection_set
        if inner and any(self._field(*found).at(LENGTH) > price.weight for found in self._fields(inner, price.type)):
            yield from self.heaviest(inner, price.type, self._size(price, node) or LENGTH)

    def _fields(self, selected: SelectionSetNode, type_: GraphQLNamedType) -> Iterator[tuple[FieldNode, GraphQLNamedType]]:
        """Yield the fields of a selection and of the fragments in it, each with its type; a fragment once."""
        rest, seen = [(selected, type_)], set[str]()
        while rest:
            of, on = rest.pop()
            for node in of.selections:
                if isinstance(node, FieldNode):
                    yield node, on
                elif isinstance(node, InlineFragmentNode):
                    rest.append((node.selection_set, self._prices.type(node.type_condition) if node.type_condition else on))
                elif isinstance(node, FragmentSpreadNode) and node.name.value not in seen:
                    seen.add(node.name.value)
                    fragment = self._fragments[node.name.value]
                    rest.append((fragment.selection_set, self._prices.type(fragment.type_condition)))

    def _fragment(self, name: str) -> Weight:
        if name not in self._weights:
            fragment = self._fragments[name]
            self._weights[name] = self.selection(fragment.selection_set, self._prices.type(fragment.type_condition))
        return self._weights[name]

    def _field(self, node: FieldNode, type_: GraphQLNamedType) -> Weight:
        price = self._prices.of(type_, node.name.value)
        self.asks_graph |= price.asks_graph
        size = self._size(price, node)
        if node.selection_set is None:
            return Weight(price.weight)
        inner = self.selection(node.selection_set, price.type)
        if not price.is_list:
            return Weight(min(_TOP, price.weight + 1 + inner.at(LENGTH if size is None else size)))
        item = 1 + inner.at(LENGTH)
        length = price.length if size is None else size
        return Weight(price.weight, item) if length is None else Weight(min(_TOP, price.weight + length * item))

    def _size(self, price: Price, node: FieldNode) -> int | None:
        """Return how long a field says that its list is; None where it does not."""
        if price.sizing is None:
            return None
        given = next((each.value for each in node.arguments or () if each.name.value == price.sizing), None)
        length = self._value(given)
        return price.size if length is None else length

    def _value(self, given: ValueNode | None) -> int | None:
        if isinstance(given, VariableNode):
            name = given.name.value
            self.sizing.add(name)
            return asked(self._variables[name]) if name in self._variables else written(self._defaults.get(name))
        return written(given)
