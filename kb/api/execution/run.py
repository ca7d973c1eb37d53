"""The execution of an operation: table by table, and what has to be waited for in waves, all of it together."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Sequence
from typing import Any

from graphql import ExecutionResult, GraphQLError, OperationType, get_variable_values
from graphql.execution import VariableValues

from kb.api.execution.columns import Column, Table
from kb.api.execution.fields import Arguments
from kb.api.execution.needs import Loader, Need, together
from kb.api.execution.plans import FieldPlan, Operation, Selection
from kb.api.execution.telling import Told

_MOST_ERRORS = 50  # in variables
_ROWS = 1000  # worked off before other requests have their turn


async def execute(operation: Operation, given: dict[str, Any] | None, context: object) -> ExecutionResult:
    """Answer an operation of a valid document.

    Args:
        operation: a query or a mutation, whose root fields are worked off one after the other.
        given: the values of its variables.
        context: what resolvers find at `info.context`.
    Returns:
        The data and the errors, as the GraphQL specification (October 2021, section 6) has them. Of several errors
        that make the same place null, one or more are told. There are no subscriptions, nothing is deferred or
        streamed, and lists come as iterables that do not wait.
    """
    declared = operation.node.variable_definitions or ()
    variables = get_variable_values(operation.schema, declared, given or {}, max_errors=_MOST_ERRORS)
    if isinstance(variables, list):
        return ExecutionResult(None, variables)
    try:
        root = operation.root(variables)
    except GraphQLError as error:
        return ExecutionResult(None, [error])
    run = Run(operation, variables, context, shares=operation.node.operation is OperationType.QUERY)
    result = await run.answer(root)
    if run.errors and run.shared:  # each of the places that share what failed has an error of its own
        return await Run(operation, variables, context, shares=False).answer(root)
    return result


class Run:
    """One execution: the tables still to be worked off, and what waits.

    Args:
        operation: what is executed.
        variables: its values.
        context: what resolvers find.
        shares: whether a thing that stands at several places of one field is worked out once for all of them, at the first
            of them. `shared` tells that there was such a thing: where anything failed, it failed at one place only.
    """

    def __init__(self, operation: Operation, variables: VariableValues, context: object, *, shares: bool) -> None:
        self.variables = variables
        self.told = Told(context)
        self.errors: list[GraphQLError] = []
        self.failed = False  # an error left nothing of the whole answer
        self.operation = operation
        self.shares = shares
        self.shared = False
        self._arguments: dict[FieldPlan, Arguments] = {}
        self._tables: deque[Table] = deque()
        self._needs: dict[Loader[Any, Any], list[tuple[Column, int, Need[Any]]]] = {}
        self._waits: list[tuple[Column, int, Awaitable[Any]]] = []

    async def answer(self, root: Selection) -> ExecutionResult:
        """Work off everything: the fields of a mutation one after the other, until one fails."""
        data = root.blank.copy()
        serial = self.operation.node.operation is OperationType.MUTATION
        for plans in [(plan,) for plan in root.plans] if serial else [root.plans]:
            await self.work(Table(plans, [None], [data]))
            if self.failed:
                break
        return ExecutionResult(None if self.failed else data, self.errors or None)

    def follow(self, table: Table) -> None:
        """Have a table worked off later."""
        self._tables.extend([table] if len(table.sources) <= _ROWS else table.cut(_ROWS))

    def need(self, column: Column, cell: int, need: Need[Any]) -> None:
        """Have a need met for a cell."""
        self._needs.setdefault(need.loader, []).append((column, cell, need))

    def wait(self, column: Column, cell: int, value: Awaitable[Any]) -> None:
        """Have a value awaited for a cell."""
        self._waits.append((column, cell, value))

    async def work(self, table: Table) -> None:
        """Work off a table, and all that follows from it."""
        self.follow(table)
        rows = 0
        while self._tables or self._needs or self._waits:
            while self._tables:
                table = self._tables.popleft()
                self._fill(table)
                rows += len(table.sources)
                if rows >= _ROWS:
                    rows = 0
                    await asyncio.sleep(0)
            if self._needs or self._waits:
                await self._wave()

    def _fill(self, table: Table) -> None:
        if self.errors:
            table = table.alive()
        for plan in table.plans if table.cells else ():
            keys = [plan.key] * len(table.sources)
            column = Column(self, plan, plan.field.shape, table.results, keys, table.column, table.cells)
            column.complete(self._values(plan, column, table.sources))

    def _values(self, plan: FieldPlan, column: Column, sources: Sequence[Any]) -> Sequence[Any]:
        if plan not in self._arguments:
            try:
                self._arguments[plan] = plan.arguments(self.variables)
            except Exception as error:
                return [error] * len(sources)
        return plan.field.resolver.values(column, sources, self._arguments[plan])

    async def _wave(self) -> None:
        """Load and await all that is wanted, and go on with what came."""
        needs, self._needs = self._needs, {}
        waits, self._waits = self._waits, []
        loads = [loader.many([need.key for _, _, need in wanted]) for loader, wanted in needs.items()]
        came = await together([*loads, *(value for _, _, value in waits)])
        arrived: dict[Column, tuple[list[int], list[Any]]] = {}
        for wanted, found in zip(needs.values(), came, strict=False):
            each = [found] * len(wanted) if isinstance(found, Exception) else found
            for (column, cell, need), value in zip(wanted, each, strict=True):
                _arrive(arrived, column, cell, _met(need, value))
        for (column, cell, _), value in zip(waits, came[len(loads) :], strict=True):
            _arrive(arrived, column, cell, value)
        for column, (cells, values) in arrived.items():
            column.part(cells).complete(values)


def _arrive(arrived: dict[Column, tuple[list[int], list[Any]]], column: Column, cell: int, value: object) -> None:
    cells, values = arrived.setdefault(column, ([], []))
    cells.append(cell)
    values.append(value)


def _met(need: Need[Any], found: object) -> object:
    try:
        return need.met(found)
    except Exception as error:
        return error
