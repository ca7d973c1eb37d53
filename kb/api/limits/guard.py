"""A look at a document before it is validated: whether validation itself, which compares fields in pairs, can be afforded.

Every count here is linear in the document: what a fragment comes to is counted once and added wherever it is spread.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
)

from kb.api.limits.merging import pairs
from kb.errors import InvalidInput, TooComplex

MOST_PAIRS = 8000  # of fields that may be asked under the same name at the same place, and of fragments spread there
MOST_DIRECTIVES = 10  # at one place
MOST_OPERATIONS = 50
_NESTED_BY_FIELD = 3  # selections nested in each other, fragments and inline ones included, for each field of depth
_TOP = 10**9  # as good as endless

Definition = OperationDefinitionNode | FragmentDefinitionNode


@dataclass(slots=True)
class Extent:
    """How far a definition goes, without the fragments that it spreads; `spreads`: their names, fields and selections around them."""

    fields: int
    depth: int
    nested: int
    spreads: list[tuple[str, int, int]]


def guard(document: DocumentNode, most_depth: int, most_fields: int) -> None:
    """See that a parsed document may be validated.

    Args:
        document: any document, however wrong.
        most_depth: how many fields may be nested in each other.
        most_fields: how many all definitions may ask for, with every fragment written out where it is spread.
    Raises:
        TooComplex: it is too deep, too wide, or repeats itself too often.
        InvalidInput: a fragment spreads itself.
    """
    parts = [part for part in document.definitions if isinstance(part, OperationDefinitionNode | FragmentDefinitionNode)]
    fragments = {part.name.value: part for part in parts if isinstance(part, FragmentDefinitionNode)}
    if len(parts) - len(fragments) > MOST_OPERATIONS:
        raise TooComplex(f"a document has at most {MOST_OPERATIONS} operations")
    known: dict[str, Extent] = {}
    for name in _in_order(fragments, extents := {name: _extent(part) for name, part in fragments.items()}):
        known[name] = _whole(extents[name], known)
    wholes = [*known.values(), *(_whole(_extent(part), known) for part in parts if isinstance(part, OperationDefinitionNode))]
    _check(wholes, most_depth, most_fields)
    left = MOST_PAIRS
    for part in parts:
        left -= pairs(part.selection_set, fragments, left)
        if left < 0:
            raise TooComplex("the same fields or fragments are asked for too often at the same place; ask for each once")


def _check(wholes: list[Extent], most_depth: int, most_fields: int) -> None:
    depth = max((each.depth for each in wholes), default=0)
    if depth > most_depth:
        raise TooComplex(f"fields are nested {_told(depth)} deep; at most {most_depth} are allowed")
    if any(each.nested > most_depth * _NESTED_BY_FIELD for each in wholes):
        raise TooComplex(f"fragments are nested in each other too deeply; at most {most_depth * _NESTED_BY_FIELD} are allowed")
    fields = sum(each.fields for each in wholes)
    if fields > most_fields:
        raise TooComplex(f"the document asks for {_told(fields)} fields, counting each fragment where it is spread; at most {most_fields}")


def _told(count: int) -> str:
    return str(count) if count < _TOP else "endlessly many"


def _whole(own: Extent, known: Mapping[str, Extent]) -> Extent:
    """Return how far a definition goes with its fragments, which are known by now."""
    spread = [(known[name], depth, nested) for name, depth, nested in own.spreads if name in known]
    return Extent(
        min(_TOP, own.fields + sum(inner.fields for inner, _, _ in spread)),
        max([own.depth, *(depth + inner.depth for inner, depth, _ in spread)]),
        max([own.nested, *(nested + inner.nested for inner, _, nested in spread)]),
        [],
    )


def _extent(part: Definition) -> Extent:
    found = Extent(0, 0, 1, [])
    _few_directives(part)
    rest = [(part.selection_set, 0, 1)]
    while rest:
        selected, depth, nested = rest.pop()
        found.depth, found.nested = max(found.depth, depth), max(found.nested, nested)
        for node in selected.selections:
            _few_directives(node)
            if isinstance(node, FragmentSpreadNode):
                found.spreads.append((node.name.value, depth, nested))
                continue
            deeper = depth + isinstance(node, FieldNode)
            found.fields += deeper - depth
            found.depth = max(found.depth, deeper)
            if isinstance(node, FieldNode | InlineFragmentNode) and node.selection_set:
                rest.append((node.selection_set, deeper, nested + 1))
    return found


def _few_directives(node: Definition | SelectionNode) -> None:
    if node.directives and len(node.directives) > MOST_DIRECTIVES:
        raise TooComplex(f"{len(node.directives)} directives stand at one place; at most {MOST_DIRECTIVES} may")


def _in_order(fragments: Mapping[str, FragmentDefinitionNode], extents: Mapping[str, Extent]) -> Iterator[str]:
    """Yield the names of fragments, each after those that it spreads. Raises InvalidInput where one spreads itself."""
    done: set[str] = set()
    for first in fragments:
        trail: dict[str, Iterator[str]] = {} if first in done else {first: _spread(extents[first])}
        while trail:
            name, inner = next(reversed(trail.items()))
            deeper = next((each for each in inner if each in fragments and each not in done), None)
            if deeper is None:
                del trail[name]
                done.add(name)
                yield name
            elif deeper in trail:
                raise InvalidInput(f"the fragment {deeper!r} spreads itself; a fragment cannot be part of its own fields")
            else:
                trail[deeper] = _spread(extents[deeper])


def _spread(extent: Extent) -> Iterator[str]:
    return iter(dict.fromkeys(name for name, _, _ in extent.spreads))
