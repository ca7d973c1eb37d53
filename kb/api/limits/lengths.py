"""How long a list is that a value asks for, whatever that value is. Lengths beyond any page are taken for the longest page."""

from __future__ import annotations

from graphql import IntValueNode, ListValueNode, StringValueNode, ValueNode

from kb.paging import MOST


def asked(value: object) -> int | None:
    """Return the length that the value of a variable stands for; None where it stands for none, -1 where there is none (...)."""
    if value is ...:
        return -1
    if isinstance(value, list):
        return min(MOST, len(value))
    if isinstance(value, int | float) and value == value:  # JSON has no NaN; a caller of ours may
        return int(max(0, min(MOST, value)))
    return 1 if isinstance(value, str) else None


def written(node: ValueNode | None) -> int | None:
    """Return the length that a value in a document stands for; None where it stands for none."""
    if isinstance(node, ListValueNode):
        return min(MOST, len(node.values))
    if isinstance(node, IntValueNode):
        return 0 if node.value.startswith("-") else min(MOST, int(node.value[: len(str(MOST)) + 1]))
    return 1 if isinstance(node, StringValueNode) else None
