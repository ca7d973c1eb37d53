"""The pages and their files, from the package's folder `web`: all of it served by us, under a strict policy."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

WEB = Path(str(files("kb") / "web"))  # index.html, graphiql.html; everything else is at /web/...
_CLOSED = "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
PAGE_POLICY = _CLOSED + "style-src 'self'; img-src 'self'; font-src 'self'"
EDITOR_POLICY = _CLOSED + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:"  # it styles as it goes
_ALWAYS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


def index() -> Response:
    """Return the first page."""
    return _page("index.html", PAGE_POLICY)


def editor() -> Response:
    """Return GraphiQL."""
    return _page("graphiql.html", EDITOR_POLICY)


class WebFiles(StaticFiles):
    """Scripts, styles and images of the pages."""

    def __init__(self) -> None:
        super().__init__(directory=WEB)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file, with the headers of every page."""
        response = await super().get_response(path, scope)
        response.headers.update(_ALWAYS)
        return response


def _page(name: str, policy: str) -> Response:
    return FileResponse(WEB / name, media_type="text/html", headers={**_ALWAYS, "Content-Security-Policy": policy})
