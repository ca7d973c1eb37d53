"""What a request asks, read within limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import orjson
from starlette.datastructures import QueryParams
from starlette.types import Receive, Scope

from kb.api.errors import Refusal
from kb.api.limits.body import Headers, body
from kb.api.limits.limits import Limits
from kb.errors import TooComplex

JSON = "application/json"
_JSON_TYPE = JSON.encode()
_MOST_VALUES = 5000  # in the variables of a request
_MOST_NESTED = 100
_LONGEST = 65_536  # characters of a value
_IDS = ("documentId", "doc_id", "id")  # GraphQL over HTTP; Relay; Relay of old
_HASH = re.compile("[0-9a-f]{64}")
_HOLDERS = (list, dict)  # of further values
_TEXT, _OBJECT = (str, "a string"), (dict, "an object")
_KINDS = {"query": _TEXT, "operationName": _TEXT, "variables": _OBJECT, "extensions": _OBJECT, **dict.fromkeys(_IDS, _TEXT)}


class Asked(NamedTuple):
    """A document, its id among the trusted ones, or its hash; the name of its operation, and the values of its variables."""

    query: str | None
    operation: str | None
    variables: dict[str, Any]
    document_id: str | None = None
    hash: str | None = None  # of an automatic persisted query: SHA-256 in lower-case hexadecimal


async def asked(scope: Scope, headers: Headers, receive: Receive, limits: Limits) -> Asked:
    """Read what a request asks. Raises Refusal for what is no question, TooComplex for variables beyond reason, ClientDisconnect."""
    method = scope["method"]
    if method == "GET":
        params = QueryParams(scope["query_string"])
        given: Mapping[str, Any] = {**params, **{name: _json(params[name]) for name in ("variables", "extensions") if params.get(name)}}
    elif method != "POST":
        raise Refusal(405, "METHOD_NOT_ALLOWED", "GraphQL only supports GET and POST requests.", headers={"Allow": "GET, POST"})
    elif headers.get(b"content-type", b"").partition(b";")[0].strip().lower() != _JSON_TYPE:
        raise Refusal(415, "UNSUPPORTED_MEDIA_TYPE", f"Unsupported content type; send {JSON}")
    else:
        given = _json(await body(receive, headers, limits)) or {}
    return asked_in(given)


def asked_in(given: Mapping[str, Any]) -> Asked:
    """Return what an object of JSON asks. Raises Refusal for what is no question, TooComplex for variables beyond reason."""
    for name, value in given.items():
        if value is not None and name in _KINDS and not isinstance(value, _KINDS[name][0]):
            raise _wrong(f"The GraphQL operation's `{name}` must be {_KINDS[name][1]} or null, if provided.")
    found = Asked(
        query=given.get("query") or None,
        operation=given.get("operationName") or None,
        variables=given.get("variables") or {},
        document_id=given.get("documentId") or given.get("doc_id") or given.get("id") or None,
        hash=_persisted(given["extensions"]) if given.get("extensions") else None,
    )
    if found.query is None and found.document_id is None and found.hash is None:
        raise _wrong("No GraphQL query found in the request")
    if found.variables:
        _few(found.variables)
    return found


def _persisted(extensions: Mapping[str, Any]) -> str | None:
    """Return the hash of an automatic persisted query, as Apollo's clients send it."""
    persisted = extensions.get("persistedQuery")
    if persisted is None:
        return None
    known = isinstance(persisted, dict) and persisted.get("version") == 1
    named = persisted.get("sha256Hash") if known else None
    if not isinstance(named, str) or not _HASH.fullmatch(named.lower()):
        raise _wrong("`extensions.persistedQuery` is an object with `version` 1 and, in hexadecimal, the `sha256Hash` of the query")
    return named.lower()


def _json(text: str | bytes) -> Any:
    try:
        read = orjson.loads(text)
    except orjson.JSONDecodeError:
        raise _wrong("Unable to parse request body as JSON") from None
    if isinstance(read, list):
        raise _wrong("Batching is not enabled")
    if not isinstance(read, dict | None):
        raise _wrong("a request is a JSON object")
    return read


def _few(variables: Mapping[str, Any]) -> None:
    """See that variables hold no more than can be looked at. Raises TooComplex."""
    holders: list[Any] = [variables]
    values = nested = 0
    while holders:
        level = [value for each in holders for value in (each if isinstance(each, list) else each.values())]
        holders = [value for value in level if isinstance(value, _HOLDERS)]
        values, nested = values + len(level), nested + 1
        if any(isinstance(value, str) and len(value) > _LONGEST for value in level):
            raise TooComplex(f"a variable holds a text of more than {_LONGEST} characters; send a shorter one")
        if values > _MOST_VALUES:
            raise TooComplex(f"variables hold more than {_MOST_VALUES} values; send fewer at once")
        if nested > _MOST_NESTED:
            raise TooComplex(f"variables are nested in each other too deeply; at most {_MOST_NESTED} deep is allowed")


def _wrong(why: str) -> Refusal:
    return Refusal(400, "BAD_REQUEST", why)
