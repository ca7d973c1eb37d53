"""The questions by which changes are followed: a page of the log, and a subscription to it."""

from __future__ import annotations

from typing import Annotated

import strawberry

from kb.access.callers import Caller
from kb.api.arguments import PAGE, First, size
from kb.api.building import field, object_type
from kb.api.context import Context, Info
from kb.api.types.changes import ChangeConnection, ChangeType, ThingKind, position_of
from kb.errors import InvalidInput
from kb.service import KnowledgeBase, feeding

AfterRevision = Annotated[int | None, strawberry.argument(description="Only what changed after this revision; without it, from the first.")]
OrNow = Annotated[
    int | None, strawberry.argument(description="Begin with what changed after this revision; without it, and without a cursor, now.")
]
Cursor = Annotated[
    str | None,
    strawberry.argument(description="The cursor of a change or of a page: it goes on after it, whatever `after` says."),
]
OfKinds = Annotated[list[ThingKind] | None, strawberry.argument(description="Only changes of things of these kinds; none asks nothing.")]


@object_type("ChangeQuery")
class ChangeQuery:
    """Questions of those who keep a copy."""

    @field()
    async def changes(
        self, info: Info, after: AfterRevision = None, first: First = PAGE, cursor: Cursor = None, kinds: OfKinds = None
    ) -> ChangeConnection:
        """What changed, the oldest first, by revision, then by id. Whoever goes on from the last `endCursor` misses nothing."""
        began = position_of(cursor, after)
        read = await feeding.page(info.context.kb.store, began, size(first), kinds or ())
        return ChangeConnection.of(read, cursor is not None)


class Following(Context):
    """What the resolvers of one event of a subscription can reach: beside the rest, what changed."""

    def __init__(self, kb: KnowledgeBase, accept_language: str, caller: Caller, change: ChangeType) -> None:
        super().__init__(kb, accept_language, caller=caller)
        self.change = change


@object_type("Subscription")
class Subscription:
    """What is told as it happens, over a WebSocket by the protocol graphql-transport-ws."""

    @field()
    def changed(self, info: Info, after: OrNow = None, cursor: Cursor = None, kinds: OfKinds = None) -> ChangeType:
        """Each change as it is written, after those that were missed. Whoever comes back with the last `cursor` misses nothing."""
        if not isinstance(info.context, Following):
            raise InvalidInput("subscriptions are answered over a WebSocket (graphql-transport-ws); over HTTP, ask for `changes`")
        return info.context.change
