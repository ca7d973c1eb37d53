"""What has become of the schema since its last release: `python -m kb.api.releases schema/released.graphql schema/schema.graphql`.

Whatever a released schema has, clients may rely on. A field, an argument, a value or a field of an input goes in two
steps: a release says `@deprecated(reason: "Use ...")` of it and answers it as before; a later one may be without it.
Types stay. `make check` fails on anything else that would break a client; what may only surprise one is noted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphql import (
    REMOVE,
    DocumentNode,
    FieldDefinitionNode,
    Node,
    Visitor,
    build_ast_schema,
    find_breaking_changes,
    find_dangerous_changes,
    parse,
    visit,
)

_DEPRECATED = "deprecated"


@dataclass(frozen=True, slots=True)
class Report:
    """The changes between two schemas, one line each, by what they are about."""

    breaking: tuple[str, ...]  # a client that worked may not work any more
    notes: tuple[str, ...]  # a client may meet what it did not know

    @property
    def lines(self) -> Iterator[str]:
        """What is printed."""
        yield from (f"note: {each}" for each in self.notes)
        yield from (f"breaks clients: {each}" for each in self.breaking)


def compared(released: str, current: str) -> Report:
    """Tell what the current schema changes for clients of the released one.

    Args:
        released: the schema of the last release, in GraphQL's schema language.
        current: the schema that is to be released.

    Raises:
        GraphQLError: one of them is no schema.
    """
    before, now = parse(released, no_location=True), parse(current, no_location=True)
    gone = {each.where for each in _members(before) if each.is_deprecated} - {each.where for each in _members(now)}
    old, new = build_ast_schema(_without(before, gone)), build_ast_schema(now)
    return Report(
        tuple(sorted(each.description for each in find_breaking_changes(old, new))),
        (
            *sorted(f"{where} is gone; it was deprecated" for where in gone),
            *sorted(each.description for each in find_dangerous_changes(old, new)),
        ),
    )


def main(arguments: Sequence[str]) -> int:
    """Print how two files differ, and return 1 where that would break clients."""
    released, current = (Path(each).read_text(encoding="utf-8") for each in arguments)
    report = compared(released, current)
    for line in report.lines:
        print(line)
    return int(bool(report.breaking))


@dataclass(frozen=True, slots=True)
class _Member:
    where: str  # City.name, City.practices(first:), Stage.ADOPTED
    is_deprecated: bool


def _members(schema: DocumentNode) -> Iterator[_Member]:
    """Yield what a schema may deprecate."""
    for type_ in schema.definitions:
        for each in (*_parts(type_, "fields"), *_parts(type_, "values")):
            yield _Member(_where(type_, each), _is_deprecated(each))
            yield from (_Member(_where(type_, each, given), _is_deprecated(given)) for given in _parts(each, "arguments"))


def _parts(node: Node, kind: str) -> Sequence[Any]:
    return getattr(node, kind, None) or ()


def _is_deprecated(node: Any) -> bool:
    return any(each.name.value == _DEPRECATED for each in node.directives or ())


def _where(type_: Any, member: Any, argument: Any = None) -> str:
    given = f"({argument.name.value}:)" if argument else ""
    return f"{type_.name.value}.{member.name.value}{given}"


def _without(schema: DocumentNode, gone: set[str]) -> DocumentNode:
    """Leave out members, so that nobody misses them."""

    class Leaving(Visitor):
        def enter(self, node: Node, _key: object, _parent: object, _path: object, ancestors: list[Any]) -> Any:
            around = [each for each in ancestors if isinstance(each, Node)][1:]  # the first is the document
            if not around or not hasattr(node, "name") or not hasattr(node, "directives"):
                return None
            of_argument = isinstance(around[-1], FieldDefinitionNode)
            where = _where(around[0], around[-1], node) if of_argument else _where(around[0], node)
            return REMOVE if where in gone else None

    left: DocumentNode = visit(schema, Leaving())
    return left


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
