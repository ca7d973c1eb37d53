"""How much of a document falls together: the pairs that validation compares to see whether fields can be merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graphql import FieldNode, FragmentDefinitionNode, FragmentSpreadNode, InlineFragmentNode, SelectionSetNode

Fragments = Mapping[str, FragmentDefinitionNode]


def pairs(selected: SelectionSetNode, fragments: Fragments, most: int) -> int:
    """Count the pairs of fields under one name at one place, and of fragments spread at one place.

    Args:
        selected: what a definition asks for; no fragment in it spreads itself.
        fragments: those of the document, by name; unknown ones count for nothing.
        most: from where on it does not matter how many more there are.
    Returns:
        At most a little over `most`. The work is linear in the fields, with every fragment written out.
    """
    found = 0
    rest: list[list[SelectionSetNode]] = [[selected]]
    while rest and found <= most:
        fields, spread = _fallen_together(rest.pop(), fragments)
        found += spread * (spread - 1) // 2
        for same in fields.values():
            found += len(same) * (len(same) - 1) // 2
            inner = [node.selection_set for node in same if node.selection_set]
            if inner:
                rest.append(inner)
    return found


def _fallen_together(sets: Iterable[SelectionSetNode], fragments: Fragments) -> tuple[dict[str, list[FieldNode]], int]:
    """Return the fields of some selections by the name they are answered under, and how many fragments are spread in them."""
    fields: dict[str, list[FieldNode]] = {}
    rest, seen, spread = list(sets), set[str](), 0
    while rest:
        for node in rest.pop().selections:
            if isinstance(node, FieldNode):
                fields.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                rest.append(node.selection_set)
            elif isinstance(node, FragmentSpreadNode) and node.name.value in fragments:
                spread += 1
                if node.name.value not in seen:
                    seen.add(node.name.value)
                    rest.append(fragments[node.name.value].selection_set)
    return fields, spread
