"""The bare API: a question is parsed, validated and planned once, then executed. Nobody is told apart, and nothing is limited."""

from __future__ import annotations

import sys
from functools import lru_cache

import orjson
from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse, validate
from starlette.types import Receive, Scope, Send

from kb.api.context import Context
from kb.api.execution import Fields, Operation, execute
from kb.api.schema import schema
from kb.memory import garbage_sought_rarely
from kb.service import KnowledgeBase
from kb.store import open_store
from tests.bench.processes import serve

_HEADERS = [(b"content-type", b"application/json")]


class BareApi:
    """Answers POST with a question in JSON.

    Args:
        kb: what is asked.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._schema = schema()._schema
        self._fields = Fields(self._schema)
        self._operation = lru_cache(maxsize=100)(self._read)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        if scope["type"] != "http":
            return
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        asked = orjson.loads(body)
        result = await execute(self._operation(asked["query"]), asked.get("variables") or {}, Context(self._kb, ""))
        answer = orjson.dumps(result.formatted)
        await send({"type": "http.response.start", "status": 200, "headers": [*_HEADERS, (b"content-length", b"%d" % len(answer))]})
        await send({"type": "http.response.body", "body": answer})

    def _read(self, text: str) -> Operation:
        document = parse(text)
        if errors := validate(self._schema, document):
            raise errors[0]
        fragments = {part.name.value: part for part in document.definitions if isinstance(part, FragmentDefinitionNode)}
        (asked,) = (part for part in document.definitions if isinstance(part, OperationDefinitionNode))
        return Operation(self._fields, asked, fragments)


if __name__ == "__main__":
    app = BareApi(KnowledgeBase(open_store(sys.argv[1])))
    with garbage_sought_rarely():  # as in the whole application: else that would be measured as well
        serve(app)
