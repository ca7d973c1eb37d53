"""What graphql-core's own executor answers, and whether another answer says the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from graphql import ExecutionResult, GraphQLError, GraphQLSchema, execute, parse

Told: TypeAlias = tuple[tuple[str | int, ...], str, tuple[tuple[int, int], ...]]  # path, message, locations
_KEEPING: Any = parse("query @experimental_disableErrorPropagation { x }").definitions[0]


async def by_graphql_core(
    schema: GraphQLSchema, document: str, variables: dict[str, Any], context: object, *, keeping: bool = False
) -> ExecutionResult:
    """Answer a question; with `keeping`, an error makes its own place null alone, so that all errors come to light."""
    asked: Any = parse(document)
    if keeping:
        first, *rest = asked.definitions
        asked = replace(asked, definitions=(replace(first, directives=_KEEPING.directives), *rest))
    result: Any = execute(schema, asked, context_value=context, variable_values=variables)
    return result if isinstance(result, ExecutionResult) else await result


def assert_same(ours: ExecutionResult, theirs: ExecutionResult, every: ExecutionResult) -> None:
    """The same data, an error for each null that errors made, and no error that there is not.

    Which of several errors that make the same place null is told, the specification leaves open.
    """
    assert ours.data == theirs.data
    assert _keys(ours.data) == _keys(theirs.data)
    assert _nulled(ours) == _nulled(theirs)
    told = [_told(error) for error in ours.errors or ()]
    assert len(told) == len(set(told))
    assert set(told) <= {_told(error) for error in every.errors or ()}


def _told(error: GraphQLError) -> Told:
    return tuple(error.path or ()), error.message, tuple((place.line, place.column) for place in error.locations or ())


def _nulled(result: ExecutionResult) -> set[tuple[str | int, ...]]:
    """The places that errors made null: for each error, the nearest null around its own place."""
    return {_null_around(result.data, error.path or ()) for error in result.errors or ()}


def _null_around(data: Any, path: Sequence[str | int]) -> tuple[str | int, ...]:
    for depth, key in enumerate(path):
        if data is None:
            return tuple(path[:depth])
        data = data[key]
    assert data is None
    return tuple(path)


def _keys(data: Any) -> Any:
    """Everything in its order."""
    if isinstance(data, dict):
        return [(key, _keys(value)) for key, value in data.items()]
    return [_keys(value) for value in data] if isinstance(data, list) else data
