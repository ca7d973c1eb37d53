"""The server of `kb serve` with one page more: `/bare` asks GraphQL one question, and writes the answer down."""

from __future__ import annotations

import sys

from starlette.responses import HTMLResponse, Response
from starlette.types import Receive, Scope, Send

from kb.api.app import Application, create_app
from kb.service import KnowledgeBase
from kb.store import open_store
from tests.bench.processes import serve

_PAGE = """<!doctype html><title>Bare</title><script type="module" src="/bare.js"></script><main></main>"""
_SCRIPT = """const response = await fetch("/graphql", {
  method: "POST",
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify({ query: "{ statistics { cities practices adoptions } }" }),
});
document.querySelector("main").textContent = JSON.stringify((await response.json()).data);
"""


class WithBarePage:
    """The application, and the bare page beside it.

    Args:
        app: the application.
    """

    def __init__(self, app: Application) -> None:
        self._app = app
        self._pages: dict[str, Response] = {"/bare": HTMLResponse(_PAGE), "/bare.js": Response(_SCRIPT, media_type="text/javascript")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        await self._pages.get(scope.get("path", ""), self._app)(scope, receive, send)


if __name__ == "__main__":
    serve(WithBarePage(create_app(KnowledgeBase(open_store(sys.argv[1])))))
