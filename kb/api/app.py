"""The web application: GraphQL, the pages, and whether it is alive and ready."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from kb import __version__
from kb.api.documents import Documents
from kb.api.pages import WebFiles, index
from kb.api.schema import schema
from kb.api.view import GraphQLView
from kb.config import Settings
from kb.errors import KbError
from kb.service import KnowledgeBase

_log = logging.getLogger("kb.api")


def create_app(kb: KnowledgeBase, settings: Settings | None = None) -> FastAPI:
    """Return the application that serves a knowledge base, and closes it when it stops.

    Args:
        kb: what is served.
        settings: its limits; those of the defaults where there are none.
    """

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        yield
        await kb.close()

    app = FastAPI(title="Peer-learning knowledge base", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=life)
    documents = Documents(schema(), settings.query_tokens if settings else Settings.query_tokens)
    app.routes.append(Route("/graphql", GraphQLView(schema(), kb, documents)))
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
