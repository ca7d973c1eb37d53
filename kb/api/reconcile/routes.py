"""The addresses of the service.

There is no JSONP: since version 0.2 CORS stands in for it, and a script that any page may run would let that page read what
its visitor may read. `KB_CORS_ORIGINS` names the pages that may ask from a browser.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kb.api.asked import JSON
from kb.api.errors import Refusal
from kb.api.languages import accepted
from kb.api.limits.body import body
from kb.api.limits.watching import Watched
from kb.api.reading import Readers, refusal_of, refused
from kb.api.reconcile import answering
from kb.api.reconcile.asking import batch, extension
from kb.api.reconcile.matching import Matcher
from kb.api.reconcile.types import PROPERTIES, TYPES, type_of
from kb.deadline import within
from kb.errors import InvalidInput, KbError, NotFound
from kb.model import AnyNode, NodeId, NodeKind, check_id
from kb.paging import Page
from kb.service import KnowledgeBase

_FORM = b"application/x-www-form-urlencoded"
_FIELDS = 10  # of a form
_SUGGESTIONS = 10
_MOST_SKIPPED = 90
_FRAMED = "default-src 'none'; base-uri 'none'; form-action 'none'"  # text alone: it may stand in anybody's frame
Answer = Callable[[Request], Awaitable[Response]]


class Reconciliation:
    """Finds the ids that names mean, and tells about them.

    Args:
        kb: what names are looked for in.
        readers: lets readers in.
    """

    def __init__(self, kb: KnowledgeBase, readers: Readers) -> None:
        self._kb = kb
        self._readers = readers
        self._matcher = Matcher(kb.store)

    @property
    def routes(self) -> list[Route]:
        """Where it is asked."""
        return [
            Route("/reconcile", self._within(self._service), methods=["GET", "POST"]),
            Route("/reconcile/view", self._within(self._view)),
            Route("/reconcile/suggest/entity", self._within(self._entities)),
            Route("/reconcile/suggest/type", self._within(self._types)),
            Route("/reconcile/suggest/property", self._within(self._properties)),
            Route("/reconcile/properties", self._within(self._proposed)),
        ]

    def _within(self, answer: Answer) -> Answer:
        """Answer readers alone, in time, and say what went wrong."""

        async def answered(request: Request) -> Response:
            limits = self._readers.limits
            try:
                request.state.caller = await self._readers.admitted(request.scope)
                request.state.form = await self._form(request)
                with within(limits.store_seconds), Watched(request.receive, limits.request_seconds):
                    return await answer(request)
            except Refusal as refusal:
                return refused(refusal)
            except KbError as error:
                return refused(refusal_of(error))
            except ClientDisconnect:
                return Response(status_code=499)  # nobody reads it

        return answered

    async def _form(self, request: Request) -> dict[str, str]:
        """Return what is asked, by address or in a form."""
        if request.method != "POST":
            return dict(request.query_params)
        headers = dict(request.scope["headers"])
        if headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != _FORM:
            raise Refusal(415, "UNSUPPORTED_MEDIA_TYPE", f"Unsupported content type; send {_FORM.decode()}")
        sent = await body(request.receive, headers, self._readers.limits)
        try:
            return dict(parse_qsl(sent.decode(), keep_blank_values=True, max_num_fields=_FIELDS, errors="strict"))
        except ValueError:
            raise Refusal(400, "BAD_REQUEST", f"the body is no form in UTF-8 of at most {_FIELDS} fields") from None

    async def _service(self, request: Request) -> Response:
        form: Mapping[str, str] = request.state.form
        if "queries" in form:
            return _json(await self._reconciled(request, form["queries"]))
        if "extend" in form:
            return _json(await self._extended(request, form["extend"]))
        return _json(answering.manifest(_base(request)))

    async def _reconciled(self, request: Request, queries: str) -> dict[str, Any]:
        langs, questions = _langs(request), batch(queries)
        self._readers.limits.count_batch(request.scope, request.state.caller.handle, len(questions))
        answers = {}
        for key, question in questions.items():
            found = await self._matcher.find(question)
            around = await self._matcher.places(each.node for each in found)
            answers[key] = answering.candidates(found, around, langs)
        return answers

    async def _extended(self, request: Request, text: str) -> dict[str, Any]:
        asked = extension(text)
        nodes = await self._nodes(asked.ids)
        return answering.extended(asked, nodes, await self._matcher.places(nodes.values()), _langs(request))

    async def _view(self, request: Request) -> Response:
        key = request.query_params.get("id", "")
        nodes = await self._nodes([key])
        if not nodes:
            return refused(Refusal(404, NotFound.code, f"there is no {key[:100]!r}"))
        around = await self._matcher.places(nodes.values())
        headers = {"Content-Security-Policy": _FRAMED, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}
        return HTMLResponse(answering.preview(nodes[key], around, _langs(request)), headers=headers)

    async def _nodes(self, keys: Iterable[str]) -> dict[NodeId, AnyNode]:
        found = await self._kb.things({key for key in keys if _is_of_a_type(key)})
        return {key: node for key, node in found.items() if isinstance(node, AnyNode)}

    async def _entities(self, request: Request) -> Response:
        prefix, skipped = _prefix(request), _cursor(request)
        nodes = list((await self._nodes([prefix])).values())
        try:
            kinds = [NodeKind(each) for each in TYPES]
            hits = await self._kb.search(prefix, kinds, Page(skipped + _SUGGESTIONS), _langs(request)[0])
        except InvalidInput:  # no word to look for
            hits = None
        nodes += [hit.node for _, hit in hits.slice.items] if hits else []
        shown = list({node.id: node for node in nodes}.values())[skipped : skipped + _SUGGESTIONS]
        return _json({"result": answering.suggested(shown, await self._matcher.places(shown), _langs(request))})

    async def _types(self, request: Request) -> Response:
        return _json({"result": _beginning([type_of(each) for each in TYPES], request)})

    async def _properties(self, request: Request) -> Response:
        return _json({"result": _beginning([{"id": key, "name": each.name} for key, each in PROPERTIES.items()], request)})

    async def _proposed(self, request: Request) -> Response:
        kind = request.query_params.get("type", "")
        fitting = [{"id": key, "name": each.name} for key, each in PROPERTIES.items() if kind in each.of or not kind]
        limit = request.query_params.get("limit", "")
        return _json({"type": kind, "properties": fitting[: int(limit)] if limit.isdecimal() and len(limit) < 4 else fitting})


def _beginning(rows: Sequence[dict[str, str]], request: Request) -> list[dict[str, str]]:
    """Return those of which an id, or a word of the name, begins as asked."""
    prefix = _prefix(request).casefold()
    fitting = [row for row in rows if row["id"].casefold().startswith(prefix) or f" {row['name']}".casefold().find(f" {prefix}") >= 0]
    return fitting[_cursor(request) :]


def _prefix(request: Request) -> str:
    return request.query_params.get("prefix", "").strip()[:300]


def _cursor(request: Request) -> int:
    given = request.query_params.get("cursor", "")
    return min(int(given), _MOST_SKIPPED) if given.isdecimal() and len(given) < 10 else 0


def _langs(request: Request) -> tuple[str, ...]:
    return accepted(request.headers.get("accept-language", ""))


def _base(request: Request) -> str:
    """Return where the application is, for the client that asks: behind a proxy that encrypts, that is https."""
    base = str(request.base_url)
    return base.replace("http:", "https:", 1) if request.headers.get("x-forwarded-proto") == "https" else base


def _is_of_a_type(key: str) -> bool:
    try:
        check_id(key, *TYPES)
    except KbError:
        return False
    return True


def _json(answer: Any) -> Response:
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(orjson.dumps(answer), headers=headers, media_type=JSON)
