"""The questions that show the whole at a glance: where practices flow, what was recorded lately, which countries there are."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

import strawberry

from kb.api.arguments import RANKED, AsOf, First, Lang, ids, size
from kb.api.building import field, object_type
from kb.api.context import Info
from kb.api.types.base import NodeType
from kb.api.types.changes import ThingKind
from kb.api.types.flows import FlowsType
from kb.api.types.places import CountryType
from kb.api.types.refs import CountryRef, FactRef
from kb.errors import InvalidInput
from kb.model import FactKind, NodeKind
from kb.paging import Page
from kb.search.tokens import fold
from kb.store.base import NodeList

FLOWS = 300  # unless told otherwise
MOST_FLOWS = 1000
_MOST_COUNTRIES = 1000
_FACTS = frozenset(kind.value for kind in FactKind)

Largest = Annotated[int | None, strawberry.argument(description=f"How many flows at most, 1 to {MOST_FLOWS}: the largest.")]
AboutTopics = Annotated[
    list[strawberry.ID] | None,
    strawberry.argument(description="Only facts of practices about one of these topics; then no visit counts: it is about no practice."),
]
FactKinds = Annotated[
    list[ThingKind] | None, strawberry.argument(description="Only SHARE, ADOPTION or VISIT, or several of them; none asks nothing.")
]


@object_type("OverviewQuery")
class OverviewQuery:
    """Questions about the whole."""

    @field()
    async def flows(self, info: Info, first: Largest = FLOWS, topics: AboutTopics = None, as_of: AsOf = None) -> FlowsType | None:
        """Who learned from whom, place by place, as sources say: adoptions with a source, shares with a giver, and visits."""
        count = size(first, FLOWS, most=MOST_FLOWS)
        return FlowsType.of(await info.context.answering.flows(first=count, topics=ids(topics), as_of=as_of))

    @field(list[FactRef])
    async def latest(self, info: Info, first: First = RANKED, kinds: FactKinds = None) -> list[NodeType]:
        """The accepted facts that were recorded last, the newest revision first; those of one revision by date, the latest first.

        A fact that was corrected counts from its correction. Where the last ten thousand changes hold fewer, there are fewer.
        """
        found = await info.context.kb.latest(size(first, RANKED), _facts(kinds or ()))
        return [info.context.load.known(version) for version in found]

    @field(list[CountryRef])
    async def countries(self, info: Info, lang: Lang = None) -> list[NodeType]:
        """All countries that are recorded, by their names in the asked language, without regard to case and accents."""
        found = await info.context.kb.node_page(NodeList(kind=NodeKind.COUNTRY), None, Page(_MOST_COUNTRIES))
        known = [info.context.load.known(country) for _, country in found.items]
        return sorted(known, key=lambda country: (_name(country, info, lang), country.id))


def _name(country: NodeType, info: Info, lang: str | None) -> str:
    assert isinstance(country, CountryType), "the list holds countries"
    return fold(country.called(info.context.langs(lang)))


def _facts(kinds: Collection[ThingKind]) -> list[FactKind]:
    for kind in kinds:
        if kind.value not in _FACTS:
            raise InvalidInput(f"{kind.name} is no kind of fact; ask for SHARE, ADOPTION or VISIT")
    return [FactKind(kind.value) for kind in kinds]
