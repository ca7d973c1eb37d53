"""GraphQL over HTTP: one context per request, results as orjson writes them, errors as `kb.api.errors` shows them."""

from __future__ import annotations

import orjson
import strawberry
from cross_web import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse
from strawberry.types import ExecutionResult

from kb.api.context import Context
from kb.api.documents import Documents
from kb.api.errors import shown
from kb.api.pages import editor
from kb.service import KnowledgeBase


class GraphQLView(GraphQL[Context, None]):
    """Answers POST with JSON, GET with a query in its address, and GET from a browser with an editor.

    No batches, no uploads, no subscriptions; GET never changes anything.
    """

    def __init__(self, schema: strawberry.Schema, kb: KnowledgeBase, documents: Documents) -> None:
        super().__init__(schema, multipart_uploads_enabled=False)
        self._kb = kb
        self._documents = documents

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:
        """Return the context of one request."""
        return Context(self._kb, self._documents, request.headers.get("accept-language", ""))

    async def process_result(self, request: Request, result: ExecutionResult) -> GraphQLHTTPResponse:
        """Return what is sent for a result."""
        answer: GraphQLHTTPResponse = {"data": result.data}
        if result.errors:
            answer["errors"] = [dict(shown(error).formatted) for error in result.errors]
        return answer

    async def render_graphql_ide(self, request: Request) -> Response:
        """Return the editor."""
        return editor()

    def decode_json(self, data: str | bytes) -> object:
        """Read a request's JSON."""
        read = orjson.loads(data)
        if not isinstance(read, dict | list | None):
            raise HTTPException(400, "a request is a JSON object")
        return {} if read is None else read

    def encode_json(self, data: object) -> bytes:
        """Write an answer's JSON."""
        return orjson.dumps(data)
