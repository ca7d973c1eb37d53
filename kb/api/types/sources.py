"""Publications, and how facts cite them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

import strawberry

from kb.api.arguments import PAGE, After, First, size
from kb.api.building import field, object_type
from kb.api.connections import Facts
from kb.api.context import Info
from kb.api.execution import Later
from kb.api.types.base import NodeType, wraps
from kb.api.types.lists import FactConnection
from kb.api.types.refs import SourceRef
from kb.api.types.values import FuzzyDateType
from kb.dates import FuzzyDate
from kb.model import Citation, Source
from kb.store.base import FactList, FactSide

_FACTS = FactList(kind=None, side=FactSide.SOURCE)


@wraps(Source)
@object_type("Source")
class SourceType(NodeType):
    """A publication that facts are cited from."""

    published_on: strawberry.Private[FuzzyDate | None]
    url: str | None = strawberry.field(description="Where it is on the web, over http or https.")
    title: str = strawberry.field(description="Its title, in its own language.")
    publisher: str | None = strawberry.field(description="Who published it.")
    language: str | None = strawberry.field(description="The BCP 47 tag of its language.")

    @classmethod
    def of(cls, thing: Source) -> Self:
        """Make it from a source of the model."""
        return cls(
            id=strawberry.ID(thing.id),
            url=thing.url,
            title=thing.title,
            publisher=thing.publisher,
            published_on=thing.published,
            language=thing.language,
        )

    @field(FuzzyDateType | None)
    def published(self) -> FuzzyDate | None:
        """When it was published."""
        return self.published_on

    @field(FactConnection)
    def facts(self, info: Info, first: First = PAGE, after: After = None) -> Facts:
        """The facts that cite it, the latest first."""
        return Facts(info.context.load, _FACTS, self.id, size(first), after)


@object_type("Citation")
class CitationType:
    """Where a publication says it."""

    source_id: strawberry.Private[str]
    locator: str | None = strawberry.field(description="The place within the source: a paragraph, a page, a minute.")

    @field(SourceRef)
    def source(self, info: Info) -> Later[NodeType]:
        """The publication."""
        return info.context.load.one(self.source_id)


def cited(citations: Sequence[Citation]) -> list[CitationType]:
    """Return citations as the schema shows them."""
    return [CitationType(source_id=cite.source, locator=cite.locator) for cite in citations]
