"""GraphQL over HTTP: one context per request, results as orjson writes them, errors as `kb.api.errors` shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from typing import Any

import orjson
from graphql import ExecutionResult, GraphQLError, OperationType
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from kb.access.callers import Caller
from kb.api.asked import JSON, Asked, asked
from kb.api.changes.kept import Kept
from kb.api.changes.tags import Tag, Tags, marked
from kb.api.context import Context
from kb.api.documents import Documents, Read
from kb.api.errors import Refusal, shown, status_of
from kb.api.execution import Operation, execute
from kb.api.limits.body import Headers
from kb.api.limits.cost import Cost
from kb.api.limits.watching import Watched
from kb.api.packing import packed
from kb.api.pages import editor
from kb.api.reading import Readers
from kb.api.telemetry.record import of
from kb.api.trusted.registry import Registry
from kb.deadline import within
from kb.errors import TooComplex
from kb.service import KnowledgeBase

RESPONSE = "application/graphql-response+json"
_RESPONSE = RESPONSE.encode()
_FREELY = nullcontext()
_WITH_STATUS = 200  # of a question that could be read, for clients that do not accept RESPONSE


class GraphQLView:
    """Answers POST with JSON, GET with a query in its address, and GET from a browser with an editor.

    No batches, no uploads, no subscriptions; GET never changes anything.

    Args:
        kb: what is asked.
        documents: what questions are read with.
        registry: documents that are known by an id or a hash.
        readers: lets them in who ask, and has the limits of what they may ask for.
    """

    def __init__(self, kb: KnowledgeBase, documents: Documents, registry: Registry, readers: Readers) -> None:
        self._kb = kb
        self._tags = Tags(kb)
        self._kept = Kept()
        self._documents = documents
        self._limits = readers.limits
        self._readers = readers
        self._registry = registry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        headers: Headers = dict(scope["headers"])
        try:
            response = editor() if _wants_editor(scope, headers) else await self._respond(scope, headers, receive)
        except Refusal as refusal:
            response = _response(scope, headers, {"errors": [refusal.error.formatted]}, refusal.status, refusal.headers)
        except ClientDisconnect:
            return
        await response(scope, receive, send)

    async def _respond(self, scope: Scope, headers: Headers, receive: Receive) -> Response:
        cost: Cost | None = None
        record = of(scope)
        try:
            caller = await self._readers.admitted(scope)
            known = await self._tags.unchanged(scope, headers, caller)
            if known is not None:
                return known
            question = await asked(scope, headers, receive, self._limits)
            text = self._registry.text(question)
            read = self._documents.read(text)
            operation = _operation(read, question, scope["method"])
            if record:
                record.asks(operation.node)
            if read.errors:
                return _answered(scope, headers, ExecutionResult(None, read.errors), None)
            cost = self._cost(text, read, operation, question)
            if record:
                record.costs(cost)
            self._registry.register(question)
            self._limits.charge(scope, caller.handle, cost)
            tag = await self._tags.tag(scope, headers, question, text, asks_graph=cost.asks_graph, caller=caller)
            known = self._tags.same(headers, tag) or self._kept.find(question, headers, tag)
            if known is not None:
                return known
            with self._limits.turns.admitted() if cost.asks_graph else _FREELY:
                result = await self._execute(receive, headers, operation, question, caller)
            answer = _answered(scope, headers, result, cost)
            return self._told(headers, question, answer, None if result.errors else tag) if scope["method"] == "GET" else answer
        except (Refusal, ClientDisconnect):
            raise
        except GraphQLError as error:
            return _answered(scope, headers, ExecutionResult(None, [error]), cost)
        except Exception as error:
            return _answered(scope, headers, ExecutionResult(None, [GraphQLError(str(error), original_error=error)]), cost)

    def _told(self, headers: Headers, question: Asked, answer: Response, tag: Tag | None) -> Response:
        told = marked(answer, tag)
        self._kept.keep(question, headers, tag, told)
        return told

    def _cost(self, text: str, read: Read, operation: Operation, question: Asked) -> Cost:
        try:
            return read.cost(operation, question.variables)
        except TooComplex:
            self._documents.forget(text)
            raise

    async def _execute(self, receive: Receive, headers: Headers, operation: Operation, question: Asked, caller: Caller) -> ExecutionResult:
        accepted = headers.get(b"accept-language", b"").decode("latin-1")
        with within(self._limits.store_seconds), Watched(receive, self._limits.request_seconds):
            return await execute(operation, question.variables, Context(self._kb, accepted, self._limits.turns, caller))


def _operation(read: Read, question: Asked, method: str) -> Operation:
    """Return the operation that is asked for. Raises Refusal where there is none, or none that may come this way."""
    operation = read.operation(question.operation)
    if operation is None:
        raise Refusal(400, "OPERATION_RESOLUTION_FAILURE", _no_operation(question.operation, read.names))
    if method == "GET" and operation.node.operation is OperationType.MUTATION:
        raise Refusal(405, "METHOD_NOT_ALLOWED", "mutations are not allowed when using GET", headers={"Allow": "POST"})
    return operation


def _no_operation(name: str | None, names: Sequence[str]) -> str:
    if name is not None:
        return f'Unknown operation named "{name:.100}".'
    if len(names) > 1:
        return f"The document has several operations; choose one by `operationName`: {', '.join(names[:10])}"
    return "Can't get GraphQL operation type"


def _wants_editor(scope: Scope, headers: Headers) -> bool:
    if scope["method"] != "GET" or scope["query_string"]:
        return False
    accepted = headers.get(b"accept", b"")
    return b"text/html" in accepted or b"*/*" in accepted


def _answered(scope: Scope, headers: Headers, result: ExecutionResult, cost: Cost | None) -> Response:
    errors = [shown(error) for error in result.errors or ()]
    executed = result.data is not None or any(error.path for error in errors)
    answer: dict[str, Any] = {"data": result.data} if executed else {}
    if errors:
        answer["errors"] = [error.formatted for error in errors]
    if cost is not None:
        answer["extensions"] = {"cost": cost.shown}
    status = _WITH_STATUS if executed or not _accepts_response(headers) else status_of(errors)
    return _response(scope, headers, answer, status)


def _response(scope: Scope, headers: Headers, answer: Mapping[str, Any], status: int, told: Mapping[str, str] | None = None) -> Response:
    if "errors" in answer and (record := of(scope)):
        record.has_errors = True
    body, packing = packed(orjson.dumps(answer), headers)
    return Response(body, status, {**(told or {}), **packing}, RESPONSE if _accepts_response(headers) else JSON)


def _accepts_response(headers: Headers) -> bool:
    return _RESPONSE in headers.get(b"accept", b"")
