"""What curators and contributors ask: what waits for a decision, how a thing came to be what it is, and who they are."""

from __future__ import annotations

from typing import Annotated

import strawberry

from kb.api.arguments import PAGE, After, First, size
from kb.api.building import field, object_type
from kb.api.context import Info
from kb.api.types.recording import ProposalConnection, RecordType, ViewerType
from kb.recording import history

Id = Annotated[strawberry.ID, strawberry.argument(description="The id of a node or a fact.")]
Mine = Annotated[
    bool | None, strawberry.argument(description="Only what the caller proposed, whatever became of it; else what waits, for curators.")
]


@object_type("ReviewQuery")
class ReviewQuery:
    """Questions of those who record."""

    @field()
    def viewer(self, info: Info) -> ViewerType:
        """Who asks."""
        return ViewerType(handle=info.context.caller.handle, role=info.context.caller.role)

    @field()
    async def proposals(self, info: Info, first: First = PAGE, after: After = None, mine: Mine = False) -> ProposalConnection:
        """What waits for a curator's decision, the oldest first; with `mine`, what the caller proposed."""
        review, caller, count = info.context.kb.review, info.context.caller, size(first)
        found = await (review.own if mine else review.waiting)(caller, after or "", count + 1)
        return ProposalConnection.of(found, count, after)

    @field()
    async def history(self, info: Info, id: Id) -> list[RecordType]:
        """Every version of a node or a fact, the first one first; for curators. A contributor sees the own ones."""
        return [RecordType.of(record) for record in await history(info.context.kb.store, info.context.caller, id)]
