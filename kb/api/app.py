"""The web application: GraphQL, the pages, and whether it is alive and ready."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import ASGIApp, Lifespan, Receive, Scope, Send

from kb import __version__
from kb.api.changes.sockets import Sockets
from kb.api.changes.subscribing import Subscriptions
from kb.api.documents import Documents
from kb.api.doors import Doors
from kb.api.entry import Entry
from kb.api.exports import Exports
from kb.api.limits.limits import Limits
from kb.api.pages import BELOW, views, web_files
from kb.api.reading import Readers
from kb.api.reconcile.routes import Reconciliation
from kb.api.schema import schema
from kb.api.telemetry.seen import Seen
from kb.api.trusted.opening import registry
from kb.api.view import GraphQLView
from kb.config import Settings
from kb.errors import KbError
from kb.memory import garbage_sought_rarely
from kb.service import KnowledgeBase

_GRAPHQL = "/graphql"
_log = logging.getLogger("kb.api")


class Application(FastAPI):
    """The application. What is asked of GraphQL goes there at once, past all layers that it has no use for."""

    def __init__(self, graphql: GraphQLView, sockets: Sockets, settings: Settings, seen: Seen, life: Lifespan[FastAPI]) -> None:
        title = "Peer-learning knowledge base"
        super().__init__(title=title, version=__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=life)
        self.routes.append(Route(_GRAPHQL, graphql))  # where the application is mounted below a path
        self.routes.append(WebSocketRoute(_GRAPHQL, sockets))
        self._graphql = graphql
        self._outside: ASGIApp = seen.app(Doors(self._inside, settings))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        await self._outside(scope, receive, send)

    async def _inside(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == _GRAPHQL:
            await self._graphql(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app(kb: KnowledgeBase, settings: Settings | None = None, seen: Seen | None = None) -> Application:
    """Return the application that serves a knowledge base, and closes it when it stops.

    Args:
        kb: what is served.
        settings: who may ask, and how much; those of the defaults where there are none.
        seen: who is told of its requests, and is closed with it; what the settings say of that is not looked at here.

    Raises:
        InvalidInput: the settings do not fit each other, or what they take is not installed.
    """
    given, told = settings or Settings(store=""), seen or Seen()
    entry = Entry(kb.store, given)
    limits = Limits(given, settings.store_seconds if settings else None)
    readers = Readers(entry, limits)
    graphql, sockets = _graphql(kb, given, readers, entry)

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        with garbage_sought_rarely():
            yield
        await entry.close()
        await kb.close()
        told.close()

    app = Application(graphql, sockets, given, told, life)
    app.mount(BELOW, web_files())
    app.routes.extend([*views(), *Exports(kb, readers).routes, *Reconciliation(kb, readers).routes, *told.routes(kb.store, readers)])

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


def _graphql(kb: KnowledgeBase, settings: Settings, readers: Readers, entry: Entry) -> tuple[GraphQLView, Sockets]:
    documents = Documents(
        schema(), settings.query_tokens, depth=settings.query_depth, cost=settings.query_cost, introspection=settings.introspection
    )
    known = registry(settings)
    sockets = Sockets(Subscriptions(kb, documents, readers.limits, known), readers.limits, entry.gate.caller)
    return GraphQLView(kb, documents, known, readers), sockets
