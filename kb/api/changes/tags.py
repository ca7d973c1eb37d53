"""Tags of answers (ETag), by which a client that has one already is told so, without asking for it again.

An answer rests on the store's revision, for rankings on the revision of the graph and the day, and otherwise on the question,
the languages and who asks. All of it is in the tag, so that the tag is another one as soon as the answer may be.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

import orjson
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import Scope

from kb import __version__
from kb.access.callers import ANONYMOUS, Caller
from kb.api.asked import Asked
from kb.api.changes.abreast import Revision
from kb.service import KnowledgeBase

_VARY = "Accept, Accept-Language, Authorization, Accept-Encoding"
_KEPT = 1000  # questions whose tags are known without reading them again
_KEPT_BYTES = 8192  # of an address; a longer question is read anew each time
_OF_NO_REVISION = re.compile(r"\b(?:proposals|history|unfinished)\b")  # fields whose values change with no revision
_BYTES = 12
Headers = Mapping[bytes, bytes]
Address = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Tag:
    """The tag of an answer that is not given yet."""

    text: str
    is_private: bool  # a token came with the question

    @property
    def kept(self) -> str:
        """Who may keep the answer; and whoever does asks each time whether it still holds."""
        return "private, no-cache" if self.is_private else "public, no-cache"

    @property
    def headers(self) -> dict[str, str]:
        """The headers of an answer that has this tag."""
        return {"ETag": self.text, "Cache-Control": self.kept, "Vary": _VARY}


class _Unchanged(Response):
    """That an answer is as it was; made with less ado than others, as it has no content."""

    def __init__(self, tag: Tag) -> None:
        self.status_code = 304
        self.body = b""
        self.background = None
        self.raw_headers = [(b"etag", tag.text.encode()), (b"cache-control", tag.kept.encode()), (b"vary", _VARY.encode())]


def marked(response: Response, tag: Tag | None) -> Response:
    """Return an answer to GET with its tag; without one, as where it tells of an error, it is not to be kept at all."""
    MutableHeaders(raw=response.raw_headers).update(tag.headers if tag else {"Cache-Control": "no-store", "Vary": _VARY})
    return response


class Tags:
    """Tells the tags of answers to GET.

    Args:
        kb: what is asked.
    """

    def __init__(self, kb: KnowledgeBase) -> None:
        self._kb = kb
        self._revision = Revision(kb.store)
        self._questions: OrderedDict[Address, tuple[str, bool]] = OrderedDict()  # what is asked at an address, and whether the graph is

    async def unchanged(self, scope: Scope, headers: Headers, caller: Caller = ANONYMOUS) -> Response | None:
        """Return that an answer is as it was, where the question is known and the client has its tag; else None."""
        if b"if-none-match" not in headers or scope["method"] != "GET":
            return None
        known = self._questions.get(_address(scope, headers, caller))
        return self.same(headers, await self._tag(*known, headers)) if known else None

    async def tag(
        self, scope: Scope, headers: Headers, asked: Asked, text: str, *, asks_graph: bool, caller: Caller = ANONYMOUS
    ) -> Tag | None:
        """Return the tag of the answer to a valid query, before it is worked out; None where it has none.

        Args:
            scope: of the request.
            headers: of the request.
            asked: what it asks.
            text: the document that it means.
            asks_graph: whether the graph has to answer.
            caller: who asks.
        """
        if scope["method"] != "GET" or _OF_NO_REVISION.search(text):
            return None
        whole = [__version__, text, asked.operation, asked.variables, caller.role, caller.handle]
        told = [*whole, headers.get(b"accept-language", b"").decode("latin-1"), headers.get(b"accept", b"").decode("latin-1")]
        question = blake2b(orjson.dumps(told, option=orjson.OPT_SORT_KEYS), digest_size=_BYTES).hexdigest()
        self._keep(_address(scope, headers, caller), question, asks_graph)
        return await self._tag(question, asks_graph, headers)

    def same(self, headers: Headers, tag: Tag | None) -> Response | None:
        """Return that an answer is as it was, where the client has its tag; else None."""
        if tag is None or not _has(headers.get(b"if-none-match", b""), tag.text):
            return None
        return _Unchanged(tag)

    async def _tag(self, question: str, asks_graph: bool, headers: Headers) -> Tag:
        state = f"{await self._revision.read():x}"
        if asks_graph:
            state += f"-{self._kb.graph_revision}-{self._kb.today():%Y%m%d}"
        return Tag(f'W/"{question}-{state}"', b"authorization" in headers)

    def _keep(self, address: Address, question: str, asks_graph: bool) -> None:
        if len(address[0]) > _KEPT_BYTES:
            return
        self._questions[address] = question, asks_graph
        self._questions.move_to_end(address)
        if len(self._questions) > _KEPT:
            self._questions.popitem(last=False)


def _address(scope: Scope, headers: Headers, caller: Caller) -> Address:
    asked = scope["query_string"], headers.get(b"accept-language", b""), headers.get(b"accept", b"")
    return (*asked, caller.role.encode(), caller.handle.encode())


def _has(listed: bytes, tag: str) -> bool:
    """Tell whether a tag is in an If-None-Match header, by the weak comparison that is due there (RFC 9110, section 13.1.2)."""
    return tag.removeprefix("W/").encode() in (each.strip().removeprefix(b"W/") for each in listed.split(b","))
