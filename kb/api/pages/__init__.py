"""The pages and their files, from the package's folder `web`: all of it served by us, under a strict policy."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kb.api.pages.files import Files
from kb.api.pages.modules import view
from kb.api.pages.preloads import Preloads

WEB = Path(str(resources.files("kb") / "web"))  # index.html, graphiql.html; everything else is at /web/...
BELOW = "/web"
_CLOSED = "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
PAGE_POLICY = _CLOSED + "style-src 'self'; img-src 'self' blob:; font-src 'self'"  # a drawing becomes a PNG by way of a blob
EDITOR_POLICY = _CLOSED + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:"  # it styles as it goes
VIEWS = {  # by the first part of an address, the folder of the view that reads the rest
    **dict.fromkeys(["city", "region", "country"], "place"),
    **dict.fromkeys(["share", "adoption", "visit"], "fact"),
    **{name: name for name in ("practice", "institution", "programme", "source", "topic", "explore", "curate")},
}
_KINDS = [name for name in VIEWS if name not in ("explore", "curate")]
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",  # asked again each time, so that modules of one page fit each other
}


def views() -> list[Route]:
    """Return the addresses of the page's views; the page reads its address itself."""
    preloads = Preloads(WEB, BELOW)

    async def index(request: Request) -> Response:
        name = VIEWS.get(request.url.path.split("/")[1], "home")
        return _page(_entered(name), PAGE_POLICY, {"Link": preloads.link(name, request), "Vary": "Accept-Language"})

    return [Route(path, index) for path in ("/", "/explore", "/curate", "/curate/{rest}", *(f"/{kind}/{{key}}" for kind in _KINDS))]


def editor() -> Response:
    """Return GraphiQL."""
    return _page(_read("graphiql.html"), EDITOR_POLICY)


def web_files() -> Files:
    """Return what answers with scripts, styles and images of the pages."""
    return Files(WEB, BELOW, _ALWAYS)


def _entered(name: str) -> str:
    """Return the page with the script of a view after the first, so that it begins with it, and not a while after."""
    return _read("index.html").replace("  </head>", f'    <script type="module" src="{BELOW}/{view(name)}"></script>\n  </head>')


def _read(name: str) -> str:
    return (WEB / name).read_text(encoding="utf-8")


def _page(text: str, policy: str, more: Mapping[str, str] | None = None) -> Response:
    return HTMLResponse(text, headers={**_ALWAYS, "Content-Security-Policy": policy, **(more or {})})
