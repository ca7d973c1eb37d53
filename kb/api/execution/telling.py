"""What resolvers are told of the question they work for."""

from __future__ import annotations

from inspect import isawaitable
from typing import TYPE_CHECKING, Any, cast

from graphql import GraphQLResolveInfo
from graphql.pyutils import Path

if TYPE_CHECKING:
    from kb.api.execution.columns import Column


class Told:
    """What a resolver that is called directly sees of `strawberry.Info`: the request, not the place in the question."""

    __slots__ = ("context",)

    def __init__(self, context: object) -> None:
        self.context = context


def told_in_full(column: Column, cell: int) -> GraphQLResolveInfo[Any]:
    """Return what graphql-core tells a resolver."""
    path = None
    for step in column.path(cell):
        path = Path(path, step, None)
    run, field = column.run, column.plan.field
    return GraphQLResolveInfo(
        field_name=field.name,
        field_nodes=column.plan.nodes,
        return_type=field.definition.type,
        parent_type=field.parent,
        path=cast(Path, path),
        schema=run.operation.schema,
        fragments=dict(run.operation.fragments),
        root_value=None,
        operation=run.operation.node,
        variable_values=run.variables,
        context=run.told.context,
        is_awaitable=cast(Any, isawaitable),
        abort_signal=None,
        async_helpers=cast(Any, None),  # for executors that give up on what they began
    )
