"""One subscription: its question read by the rules of every question, and each change answered by the executor of every answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from graphql import ExecutionResult, GraphQLError, OperationType, get_variable_values
from starlette.types import Scope

from kb.access.callers import Caller
from kb.api.asked import Asked, asked_in
from kb.api.changes.asking import Following
from kb.api.documents import Documents
from kb.api.errors import Refusal, shown
from kb.api.execution import Operation, execute
from kb.api.limits.limits import Limits
from kb.api.loaders import Loaders
from kb.api.trusted.registry import Registry
from kb.api.types.changes import ChangeType, position_of, types_of
from kb.deadline import within
from kb.errors import TooComplex
from kb.service import KnowledgeBase, feeding
from kb.store.base import LogPosition


class Invalid(Exception):
    """A question that is not answered, and all that is wrong with it."""

    def __init__(self, errors: Collection[GraphQLError]) -> None:
        super().__init__("the question is not valid")
        self.errors = list(errors)


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Whoever subscribes."""

    caller: Caller
    accept_language: str
    scope: Scope  # of the connection


@dataclass(frozen=True, slots=True)
class _Question:
    operation: Operation
    variables: dict[str, Any]
    after: int | None
    cursor: str | None
    kinds: Collection[str]


class Subscriptions:
    """Answers subscriptions.

    Args:
        kb: what is asked.
        documents: what questions are read with.
        limits: what one request, and one caller, may ask for; each event is as one request.
        registry: documents that are known by an id or a hash.
    """

    def __init__(self, kb: KnowledgeBase, documents: Documents, limits: Limits, registry: Registry) -> None:
        self._kb = kb
        self._documents = documents
        self._limits = limits
        self._registry = registry

    async def events(self, given: Mapping[str, Any], subscriber: Subscriber) -> AsyncGenerator[dict[str, Any], None]:
        """Yield the answer to each change, for ever.

        Raises:
            Invalid: the question is not valid.
            Refusal: it is no subscription, or one that may not be asked, or asked so often.
            KbError: something given is out of range, or the store fails.
            GraphQLError: the document or a value does not read.
        """
        question = self._question(asked_in(given), subscriber)
        async with aclosing(self._kb.feed.follow(await self._position(question))) as batches:
            async for changes in batches:
                load = Loaders(self._kb)
                for change in types_of(feeding.shown(changes, question.kinds)):
                    yield await self._answer(question, subscriber, change, load)

    def _question(self, asked: Asked, subscriber: Subscriber) -> _Question:
        self._limits.count(subscriber.scope, subscriber.caller.handle)
        text = self._registry.text(asked)
        read = self._documents.read(text)
        operation = read.operation(asked.operation)
        if operation is None:
            raise Refusal(400, "OPERATION_RESOLUTION_FAILURE", "the document has no such operation, or several; choose by `operationName`")
        if operation.node.operation is not OperationType.SUBSCRIPTION:
            raise Refusal(400, "ONLY_SUBSCRIPTIONS", "only subscriptions are answered here; send queries and mutations by POST")
        if read.errors:
            raise Invalid(read.errors)
        cost = read.cost(operation, asked.variables)
        if cost.asks_graph:
            raise TooComplex("each change would ask for a ranking, a plan or a trace; ask for these in a query when something changed")
        self._registry.register(asked)
        self._limits.charge(subscriber.scope, subscriber.caller.handle, cost)
        return _Question(operation, asked.variables, **_arguments(operation, asked.variables))

    async def _position(self, question: _Question) -> LogPosition:
        if question.after is None and question.cursor is None:
            return LogPosition(await self._kb.store.revision())
        return position_of(question.cursor, question.after)

    async def _answer(self, question: _Question, subscriber: Subscriber, change: ChangeType, load: Loaders) -> dict[str, Any]:
        context = Following(self._kb, subscriber.accept_language, subscriber.caller, change)
        context.load = load
        try:
            with within(self._limits.store_seconds):
                async with asyncio.timeout(self._limits.request_seconds):
                    result = await execute(question.operation, question.variables, context)
        except TimeoutError:
            raise Refusal(504, "TIMEOUT", f"a change took more than {self._limits.request_seconds} s; ask for less of each") from None
        return _told(result)


def _arguments(operation: Operation, given: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of the one field of a subscription."""
    variables = get_variable_values(operation.schema, operation.node.variable_definitions or (), given)
    if isinstance(variables, list):
        raise Invalid(variables)
    (plan,) = operation.root(variables).plans  # a valid one asks for one field, and skips none
    values = plan.arguments(variables)
    return {"after": values.get("after"), "cursor": values.get("cursor"), "kinds": values.get("kinds") or ()}


def _told(result: ExecutionResult) -> dict[str, Any]:
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = [shown(error).formatted for error in result.errors]
    return answer
