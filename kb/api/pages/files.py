"""Files of the pages, held in memory as they are sent."""

from __future__ import annotations

import gzip
import mimetypes
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from kb.api.packing import LEVEL, SMALL_BYTES
from kb.api.pages.joined import joined

_TEXTS = ("text/", "application/json", "image/svg+xml")
_TYPES = {".mjs": "text/javascript", ".js": "text/javascript"}


@dataclass(frozen=True, slots=True)
class _Held:
    parts: dict[Path, int]  # what it is made of, and when each of them changed, in nanoseconds
    plain: Response
    packed: Response
    unchanged: Response

    def is_fresh(self) -> bool:
        """Tell whether nothing of it has changed since."""
        try:
            return all(path.stat().st_mtime_ns == modified for path, modified in self.parts.items())
        except OSError:
            return False


class Files:
    """Answers GET with the files below a folder, joined with what they take, and what changed on the disk is read again.

    Args:
        folder: where they lie.
        below: the path that they are asked below, as in `/web`.
        always: headers of each answer.
    """

    def __init__(self, folder: Path, below: str, always: dict[str, str]) -> None:
        self._folder = folder.resolve()
        self._below = below
        self._always = always
        self._held: dict[Path, _Held] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, as ASGI has it."""
        await self._response(scope)(scope, receive, send)

    def _response(self, scope: Scope) -> Response:
        if scope["method"] not in ("GET", "HEAD"):
            return PlainTextResponse("Method Not Allowed", 405, {"Allow": "GET, HEAD"})
        held = self._find(scope["path"].removeprefix(self._below).lstrip("/"))
        if held is None:
            return PlainTextResponse("Not Found", 404)
        headers = Headers(scope=scope)
        if held.plain.headers["etag"] in headers.get("if-none-match", ""):
            return held.unchanged
        return held.packed if "gzip" in headers.get("accept-encoding", "") else held.plain

    def _find(self, name: str) -> _Held | None:
        try:
            path = (self._folder / name).resolve()
            found = path.is_relative_to(self._folder) and path.is_file()
        except (OSError, ValueError):
            return None
        if not found:
            return None
        held = self._held.get(path)
        if held is None or not held.is_fresh():
            held = self._held[path] = self._read(path)
        return held

    def _read(self, path: Path) -> _Held:
        whole = joined(path, self._folder)
        parts = {part: part.stat().st_mtime_ns for part in whole.parts}
        kind = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        headers = {**self._always, "ETag": f'"{sha256(whole.body).hexdigest()[:32]}"', "Vary": "Accept-Encoding"}
        plain = Response(whole.body, headers=headers, media_type=kind)
        if len(whole.body) < SMALL_BYTES or not kind.startswith(_TEXTS):
            return _Held(parts, plain, plain, Response(status_code=304, headers=headers))
        packed = Response(gzip.compress(whole.body, LEVEL), headers={**headers, "Content-Encoding": "gzip"}, media_type=kind)
        return _Held(parts, plain, packed, Response(status_code=304, headers=headers))
