"""The web application: GraphQL, the pages, and whether it is alive and ready."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Lifespan, Receive, Scope, Send

from kb import __version__
from kb.api.documents import Documents
from kb.api.pages import WebFiles, index
from kb.api.schema import schema
from kb.api.view import GraphQLView
from kb.config import Settings
from kb.errors import KbError
from kb.memory import garbage_sought_rarely
from kb.service import KnowledgeBase

_GRAPHQL = "/graphql"
_log = logging.getLogger("kb.api")


class Application(FastAPI):
    """The application. What is asked of GraphQL goes there at once, past all layers that it has no use for."""

    def __init__(self, graphql: GraphQLView, life: Lifespan[FastAPI]) -> None:
        title = "Peer-learning knowledge base"
        super().__init__(title=title, version=__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=life)
        self.routes.append(Route(_GRAPHQL, graphql))  # where the application is mounted below a path
        self._graphql = graphql

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        if scope["type"] == "http" and scope["path"] == _GRAPHQL:
            await self._graphql(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app(kb: KnowledgeBase, settings: Settings | None = None) -> Application:
    """Return the application that serves a knowledge base, and closes it when it stops.

    Args:
        kb: what is served.
        settings: its limits; those of the defaults where there are none.
    """

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        with garbage_sought_rarely():
            yield
        await kb.close()

    documents = Documents(schema(), settings.query_tokens if settings else Settings.query_tokens)
    graphql = GraphQLView(kb, documents, settings.store_seconds if settings else None)
    app = Application(graphql, life)
    app.mount("/web", WebFiles())

    @app.get("/")
    async def first_page() -> Response:
        return index()

    @app.get("/healthz")
    async def alive() -> Response:
        return PlainTextResponse("ok\n")

    @app.get("/readyz")
    async def ready() -> Response:
        try:
            return PlainTextResponse(f"ready, at revision {await kb.store.revision()}\n")
        except KbError as error:
            _log.error("not ready: %s", error)
            return PlainTextResponse(f"not ready: {error.code}\n", status_code=503)

    return app
