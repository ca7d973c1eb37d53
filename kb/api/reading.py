"""Who may read what is not asked in GraphQL: the same callers, counted alike, and refused in the same words."""

from __future__ import annotations

import orjson
from graphql import GraphQLError
from starlette.responses import Response
from starlette.types import Scope

from kb.access.callers import Caller
from kb.api.asked import JSON
from kb.api.entry import Entry
from kb.api.errors import Refusal, shown, status_of
from kb.api.limits.limits import Limits
from kb.api.telemetry.record import of
from kb.errors import KbError


class Readers:
    """Lets readers in, and counts what they ask.

    Args:
        entry: tells who asks.
        limits: how often each may.
    """

    def __init__(self, entry: Entry, limits: Limits) -> None:
        self.limits = limits
        self._entry = entry

    async def admitted(self, scope: Scope) -> Caller:
        """Return who asks, and count the request: who is not let in counts by address. Raises Refusal, StoreError."""
        try:
            caller = await self._entry.caller(scope)
        except Refusal:
            self.limits.count(scope, "")
            raise
        if record := of(scope):
            record.caller = caller.handle
        self.limits.count(scope, caller.handle)
        return caller


def refused(refusal: Refusal) -> Response:
    """Return the answer to a request that is not let through."""
    return Response(orjson.dumps({"errors": [refusal.error.formatted]}), refusal.status, refusal.headers, JSON)


def refusal_of(error: KbError) -> Refusal:
    """Return what a reader is told of an error: its code and words, as GraphQL tells them."""
    told = shown(GraphQLError(str(error), original_error=error))
    return Refusal(status_of([told]), str((told.extensions or {}).get("code")), told.message)
