"""The change log in the schema: what changed at which revision, and the thing as it is now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum

import strawberry

from kb.api.building import field, object_type
from kb.api.context import Info
from kb.api.enums import FactStatus, enum_of
from kb.api.execution import Later, after
from kb.api.types.base import NodeType
from kb.api.types.refs import NodeRef
from kb.api.types.values import PageInfo
from kb.errors import InvalidInput
from kb.model import kind_of
from kb.paging import Position, encode_cursor, page_of
from kb.service.feeding import Changes, place
from kb.store.base import Change, LogPosition

_ORDER = "changes"


class ThingKind(StrEnum):
    """What has an id and changes: every kind of node, and every kind of fact."""

    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    INSTITUTION = "institution"
    PRACTICE = "practice"
    PROGRAMME = "programme"
    TOPIC = "topic"
    SOURCE = "source"
    SHARE = "share"
    ADOPTION = "adoption"
    VISIT = "visit"


enum_of(
    ThingKind,
    "The kind of a node or a fact.",
    CITY="A city, or a part of one.",
    REGION="A region.",
    COUNTRY="A country.",
    INSTITUTION="An institution.",
    PRACTICE="A practice.",
    PROGRAMME="A programme.",
    TOPIC="A topic.",
    SOURCE="A publication.",
    SHARE="A practice was shown to a party.",
    ADOPTION="A party took a step with a practice.",
    VISIT="A party visited another.",
)


def cursor_of(position: LogPosition) -> str:
    """Write a place in the log as a cursor."""
    return encode_cursor(Position(position.revision, position.id), _ORDER)


def position_of(cursor: str | None, revision: int | None) -> LogPosition:
    """Return the place that a cursor stands for, without one the end of a revision, without both the beginning.

    Raises:
        BadCursor: the change log made no such cursor.
        InvalidInput: the revision is below 0.
    """
    if revision is not None and revision < 0:
        raise InvalidInput(f"after is {revision}; a revision is 0 or more")
    if cursor is None:
        return LogPosition(revision or 0)
    page = page_of(1, cursor, _ORDER, key=int)
    assert page.after is not None, "a cursor was given"
    return LogPosition(int(page.after.key), page.after.id)


@object_type("Change")
class ChangeType:
    """A node or a fact came, changed, or was withdrawn. Once in a revision, whatever happened to it there."""

    revision: int = strawberry.field(description="The revision that it changed at.")
    at: datetime = strawberry.field(description="When that was written.")
    kind: ThingKind = strawberry.field(description="The kind of what changed.")
    id: strawberry.ID = strawberry.field(description="The id of what changed.")
    status: FactStatus | None = strawberry.field(description="Of a fact: ACCEPTED or WITHDRAWN; null: a node.")
    cursor: str = strawberry.field(description="Its place in the log, to be given as `cursor` by whoever goes on from here.")
    beside: strawberry.Private[Sequence[str]]

    @classmethod
    def of(cls, change: Change, beside: Sequence[str]) -> ChangeType:
        """Make it from a line of the log; `beside` are the ids of what is handed on with it, and loaded with it."""
        return cls(
            revision=change.revision, at=change.at, kind=ThingKind(kind_of(change.id)), id=strawberry.ID(change.id),
            status=change.status, cursor=cursor_of(place(change)), beside=beside,
        )  # fmt: skip

    @field(NodeRef | None)
    def node(self, info: Info) -> Later[NodeType | None]:
        """It, as it is now; null where it is withdrawn or not accepted."""
        return after(info.context.load.maybe(self.beside), lambda found: found[self.beside.index(self.id)])


def types_of(changes: Collection[Change]) -> list[ChangeType]:
    """Make the types of changes that are handed on together."""
    beside = tuple(dict.fromkeys(change.id for change in changes))
    return [ChangeType.of(change, beside) for change in changes]


@object_type("ChangeEdge")
class ChangeEdge:
    """A place in the change log."""

    cursor: str = strawberry.field(description="Its place in the log, to be given as `cursor`.")
    node: ChangeType = strawberry.field(description="What stands there.")


@object_type("ChangeConnection")
class ChangeConnection:
    """The change log, page by page, the oldest first."""

    edges: list[ChangeEdge] = strawberry.field(description="The page; where few changes are of the kinds asked for, it may be short.")
    page_info: PageInfo = strawberry.field(description="Where to go on: its `endCursor` is there on an empty page, too.")

    @classmethod
    def of(cls, read: Changes, began: bool) -> ChangeConnection:
        """Make it from a page of the log; `began`: it starts after a cursor."""
        edges = [ChangeEdge(cursor=each.cursor, node=each) for each in types_of(read.items)]
        page = PageInfo(
            has_next_page=read.more,
            has_previous_page=began,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=cursor_of(read.end),
        )
        return cls(edges=edges, page_info=page)
