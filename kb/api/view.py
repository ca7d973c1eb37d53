"""GraphQL over HTTP: one context per request, results as orjson writes them, errors as `kb.api.errors` shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from graphql import ExecutionResult, GraphQLError, OperationType
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from kb.api.context import Context
from kb.api.documents import Documents
from kb.api.errors import shown
from kb.api.execution import execute
from kb.api.pages import editor
from kb.deadline import within
from kb.service import KnowledgeBase

_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: a document, the name of its operation, and the values of its variables."""

    query: str
    operation: str | None
    variables: dict[str, Any] | None


class GraphQLView:
    """Answers POST with JSON, GET with a query in its address, and GET from a browser with an editor.

    No batches, no uploads, no subscriptions; GET never changes anything.

    Args:
        kb: what is asked.
        documents: what questions are read with.
        seconds: how long one question may wait for a shared store; None: each read has a limit of its own alone.
    """

    def __init__(self, kb: KnowledgeBase, documents: Documents, seconds: float | None = None) -> None:
        self._kb = kb
        self._documents = documents
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except HTTPException as refusal:
            response = PlainTextResponse(refusal.detail, refusal.status_code)
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if _wants_editor(request):
            return editor()
        result = await self._result(request, await _asked(request))
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            answer["errors"] = [shown(error).formatted for error in result.errors]
        return Response(orjson.dumps(answer), media_type=_JSON)

    async def _result(self, request: Request, asked: Asked) -> ExecutionResult:
        try:
            read = self._documents.read(asked.query)
            operation = read.operation(asked.operation)
            if operation is None:
                raise HTTPException(400, _no_operation(asked.operation))
            if request.method == "GET" and operation.node.operation is OperationType.MUTATION:
                raise HTTPException(400, "mutations are not allowed when using GET")
            if read.errors:
                return ExecutionResult(None, read.errors)
            with within(self._seconds):
                return await execute(operation, asked.variables, Context(self._kb, request.headers.get("accept-language", "")))
        except HTTPException:
            raise
        except GraphQLError as error:
            return ExecutionResult(None, [error])
        except Exception as error:
            return ExecutionResult(None, [GraphQLError(str(error), original_error=error)])


def _wants_editor(request: Request) -> bool:
    if request.method != "GET" or "query" in request.query_params:
        return False
    accepted = request.headers.get("accept", "")
    return "text/html" in accepted or "*/*" in accepted


async def _asked(request: Request) -> Asked:
    """Read what a request asks. Raises HTTPException for what is no question."""
    if request.method == "GET":
        params = request.query_params
        given: Mapping[str, Any] = {**params, **{name: _json(params[name]) for name in ("variables", "extensions") if params.get(name)}}
    elif request.method != "POST":
        raise HTTPException(405, "GraphQL only supports GET and POST requests.")
    elif request.headers.get("content-type", "").partition(";")[0].strip().lower() != _JSON:
        raise HTTPException(400, "Unsupported content type")
    else:
        given = _json(await request.body()) or {}
    for name, kind, what in (("query", str, "a string"), ("variables", dict, "an object"), ("extensions", dict, "an object")):
        if not isinstance(given.get(name), kind | None):
            raise HTTPException(400, f"The GraphQL operation's `{name}` must be {what} or null, if provided.")
    if not given.get("query"):
        raise HTTPException(400, "No GraphQL query found in the request")
    return Asked(given["query"], given.get("operationName"), given.get("variables"))


def _json(text: str | bytes) -> Any:
    try:
        read = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise HTTPException(400, "Unable to parse request body as JSON") from None
    if isinstance(read, list):
        raise HTTPException(400, "Batching is not enabled")
    if not isinstance(read, dict | None):
        raise HTTPException(400, "a request is a JSON object")
    return read


def _no_operation(name: object) -> str:
    return "Can't get GraphQL operation type" if name is None else f'Unknown operation named "{name}".'
