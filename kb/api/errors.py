"""Errors as clients see them: what they can mend goes out as it is, anything else stays in the log under an id."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from uuid import uuid4

from graphql import GraphQLError, GraphQLSyntaxError

from kb.errors import KbError, StoreError, StoreUnavailable

_HTTP = {"INTERNAL": 500, "STORE_ERROR": 500, "STORE_CORRUPT": 500, "STORE_UNAVAILABLE": 503}  # what is not the asker's fault
_LONGEST = 1000  # characters of a message; what was sent is not sent back whole
_log = logging.getLogger("kb.api")


class Refusal(Exception):
    """A request that is not answered, and why; by the status alone a client knows what it is about.

    Args:
        status: of HTTP.
        code: for programs, as in other errors.
        message: for people.
        again_seconds: when it may be tried again; None: not as it is.
        headers: of the response.
    """

    def __init__(
        self, status: int, code: str, message: str, again_seconds: int | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.headers = {**(headers or {}), **({} if again_seconds is None else {"Retry-After": str(again_seconds)})}

    @property
    def error(self) -> GraphQLError:
        """What the client is told."""
        return GraphQLError(str(self), extensions={"code": self.code})


def status_of(errors: Sequence[GraphQLError]) -> int:
    """Return the status of HTTP for errors, as they are shown, that left a question without an execution."""
    return max((_HTTP.get(str((error.extensions or {}).get("code")), 400) for error in errors), default=400)


def shown(error: GraphQLError) -> GraphQLError:
    """Return what a client is told. What nobody foresaw is logged whole; what fails in the store keeps its code only."""
    cause = _cause(error)
    if isinstance(cause, StoreError):
        return _masked(error, cause, cause.code, "the store failed")
    if isinstance(cause, KbError):
        return _coded(error, dict(cause.extensions))
    if cause is None and _is_of_the_document(error):
        return _coded(error, {"code": "GRAPHQL_PARSE_FAILED" if isinstance(error, GraphQLSyntaxError) else "GRAPHQL_VALIDATION_FAILED"})
    return _masked(error, cause or error, KbError.code, "something went wrong")


def _cause(error: GraphQLError) -> Exception | None:
    original = error.original_error
    while isinstance(original, GraphQLError):
        original = original.original_error
    return original


def _is_of_the_document(error: GraphQLError) -> bool:
    """Tell whether the question is at fault: no field was resolved, or an argument did not fit."""
    inner = error.original_error
    return error.path is None or (isinstance(inner, GraphQLError) and bool(inner.nodes))


def _coded(error: GraphQLError, extensions: dict[str, object], message: str = "") -> GraphQLError:
    told = message or error.message
    cut = told if len(told) <= _LONGEST else told[:_LONGEST] + "…"
    return GraphQLError(cut, error.nodes, error.source, error.positions, error.path, extensions=extensions)


def _masked(error: GraphQLError, cause: Exception, code: str, what: str) -> GraphQLError:
    number = uuid4().hex[:12]
    whole = None if isinstance(cause, StoreUnavailable) else cause  # whole, one outage would fill the log
    _log.error("%s at %s: %s", number, error.path, cause, exc_info=whole)
    return _coded(error, {"code": code}, f"{what}; the log has it under {number}")
