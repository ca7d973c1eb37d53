"""Where an issuer's public keys come from: an https URL, or a file where there is no way out."""

from __future__ import annotations

from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import orjson

from kb.errors import InvalidInput, NoKeys

_HTTPS = "https://"
_PATIENCE_SECONDS = 5
_MOST_BYTES = 1_000_000

Jwk = dict[str, Any]


class _Stay(HTTPRedirectHandler):
    """Follows nobody elsewhere: who answers for the keys is who was asked."""

    def redirect_request(self, *_: object) -> None:
        """Follow no redirection."""


def check_place(place: str) -> str:
    """Return where keys are, if they may be there. Raises InvalidInput for a URL that others can write in passing."""
    if "://" in place and not place.startswith(_HTTPS):
        raise InvalidInput("KB_OIDC_JWKS takes a URL that begins with https://, or the path of a file")
    return place


def fetch(place: str) -> list[Jwk]:
    """Read a set of JSON Web Keys (RFC 7517). Blocks. Raises NoKeys where there is none, with the reason but without the address."""
    try:
        body = _body(place)
        keys = orjson.loads(body)["keys"] if len(body) <= _MOST_BYTES else None
    except (OSError, HTTPException, ValueError, KeyError, TypeError) as error:
        raise NoKeys(f"the keys that bearer tokens are checked with cannot be read ({type(error).__name__}); see KB_OIDC_JWKS") from error
    if not isinstance(keys, list):
        raise NoKeys("what KB_OIDC_JWKS names is no set of keys")
    return [key for key in keys if isinstance(key, dict)]


def _body(place: str) -> bytes:
    if not place.startswith(_HTTPS):
        with Path(place).open("rb") as file:
            return file.read(_MOST_BYTES + 1)
    asked = Request(place, headers={"Accept": "application/jwk-set+json, application/json"})
    try:
        with build_opener(_Stay()).open(asked, timeout=_PATIENCE_SECONDS) as answer:
            body: bytes = answer.read(_MOST_BYTES + 1)
            return body
    except HTTPError as error:
        error.close()
        raise
