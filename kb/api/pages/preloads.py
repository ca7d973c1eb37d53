"""What a browser should fetch at once for a view, rather than when a script comes to it."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request

from kb.api.pages.modules import FIRST, Modules, view

_LANGUAGE = re.compile("[a-z]{2}")
_OPERATION = re.compile(r"^query (\w+)", re.MULTILINE)
_SHEET = "styles/page.css"
_OUTLINES = "vendor/land/land-110m.json"
_WORLD = "vendor/land/land-110m-flat.mjs"  # of a view that brings the outlines itself
_MAP = "parts/map.js"
_ASKED = {"home": ("Flows",)}  # without variables, and so by the same address for everybody


class Preloads:
    """Tells of each view what it takes, in the words of the header `Link`.

    Args:
        folder: where the page's files lie.
        below: the path that they are asked below.
    """

    def __init__(self, folder: Path, below: str) -> None:
        self._folder = folder
        self._below = below
        self._languages = {path.stem for path in (folder / "languages").glob("*.json")}
        self._outlines = lru_cache(maxsize=64)(self._outlines_of)
        self._documents = lru_cache(maxsize=1)(self._by_name)

    def link(self, name: str, request: Request) -> str:
        """Return the header for a view, in the language that the request is likely to be answered in."""
        language = self._language(request)
        links = [*self._of_view(name), self._fetched(f"{self._below}/languages/{language}.json")]
        answers = self._answers(name) if self._accepted(request)[:1] == [language] else ()
        return ", ".join([*links, *answers, *self._outlines(name)])

    def _of_view(self, name: str) -> list[str]:
        sheet = f"<{self._below}/{_SHEET}>; rel=preload; as=style"  # without it, no script of the page begins
        return [sheet, *(f"<{self._below}/{entry}>; rel=modulepreload" for entry in (FIRST, view(name)))]

    def _outlines_of(self, name: str) -> list[str]:
        taken = Modules(self._folder).taken(view(name))
        return [self._fetched(f"{self._below}/{_OUTLINES}")] if _MAP in taken and _WORLD not in taken else []

    def _answers(self, name: str) -> list[str]:
        """Return what is asked by the page in the browser's own language: where it says another, its question is not this one."""
        return [self._fetched(f"/graphql?documentId={self._documents()[each]}") for each in _ASKED.get(name, ())]

    def _by_name(self) -> dict[str, str]:
        documents = json.loads((self._folder / "documents.json").read_text(encoding="utf-8"))
        return {found[1]: key for key, text in documents.items() if (found := _OPERATION.search(text))}

    def _language(self, request: Request) -> str:
        wanted = [request.query_params.get("lang", ""), *self._accepted(request)]
        return next((each for each in wanted if each in self._languages), "en")

    def _accepted(self, request: Request) -> list[str]:
        return _LANGUAGE.findall(request.headers.get("accept-language", ""))

    def _fetched(self, address: str) -> str:
        return f"<{address}>; rel=preload; as=fetch; crossorigin"
