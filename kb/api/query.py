"""The questions that start from nowhere."""

from __future__ import annotations

from typing import Annotated

import strawberry

from kb.api.arguments import PAGE, After, First, OrderFacts, OrderNodes, size
from kb.api.building import field, object_type
from kb.api.changes.asking import ChangeQuery
from kb.api.connections import Facts, Nodes
from kb.api.context import Info
from kb.api.enums import FactOrder, NodeKind, NodeOrder
from kb.api.execution import Later
from kb.api.filters import CityFilterInput, FactFilterInput, InstitutionFilterInput, PracticeFilterInput
from kb.api.hits import Hits
from kb.api.overview import OverviewQuery
from kb.api.review import ReviewQuery
from kb.api.types.base import NodeType
from kb.api.types.lists import (
    AdoptionConnection,
    CityConnection,
    InstitutionConnection,
    PracticeConnection,
    ProgrammeConnection,
    SearchConnection,
    ShareConnection,
    VisitConnection,
)
from kb.api.types.refs import CityRef, InstitutionRef, NodeRef, PracticeRef, ProgrammeRef, TopicRef
from kb.api.types.statistics import StatisticsType
from kb.errors import InvalidInput
from kb.model import FactKind, check_id
from kb.paging import MOST, Page
from kb.store.base import EVERYTHING, FactFilter, FactList, FactSide, NodeFilter, NodeList

MOST_TOPICS = 1000
_KINDS = (*(kind.value for kind in NodeKind), *(kind.value for kind in FactKind))

Id = Annotated[strawberry.ID, strawberry.argument(description="An id, as in `city:oral`.")]
Ids = Annotated[list[strawberry.ID], strawberry.argument(description=f"Ids of any kind, at most {MOST}.")]
Cities = Annotated[CityFilterInput | None, strawberry.argument(description="Which cities.")]
Institutions = Annotated[InstitutionFilterInput | None, strawberry.argument(description="Which institutions.")]
Practices = Annotated[PracticeFilterInput | None, strawberry.argument(description="Which practices.")]
Which = Annotated[FactFilterInput | None, strawberry.argument(description="Which facts.")]
Text = Annotated[
    str, strawberry.argument(description="Words in any language; their other forms are found as well, and words that begin with them.")
]
Kinds = Annotated[list[NodeKind] | None, strawberry.argument(description="Only nodes of these kinds; none asks nothing.")]
SnippetLang = Annotated[str | None, strawberry.argument(description="The BCP 47 language in which snippets are preferred.")]


@object_type("Query")
class Query(ReviewQuery, ChangeQuery, OverviewQuery):
    """Questions to the knowledge base. They never change anything."""

    @field(NodeRef | None)
    def node(self, info: Info, id: Id) -> Later[NodeType | None]:
        """The node or accepted fact with that id; null where there is none."""
        return _find(info, id, *_KINDS)

    @field(list[NodeRef | None])
    def nodes(self, info: Info, ids: Ids) -> Later[list[NodeType | None]]:
        """The nodes and accepted facts with these ids, in their order; null for an unknown id."""
        if len(ids) > MOST:
            raise InvalidInput(f"{len(ids)} ids are asked for; give at most {MOST} at once")
        for key in ids:
            check_id(key, *_KINDS)
        return info.context.load.maybe(ids)

    @field(CityRef | None)
    def city(self, info: Info, id: Id) -> Later[NodeType | None]:
        """The city with that id; null where there is none."""
        return _find(info, id, NodeKind.CITY)

    @field(PracticeRef | None)
    def practice(self, info: Info, id: Id) -> Later[NodeType | None]:
        """The practice with that id; null where there is none."""
        return _find(info, id, NodeKind.PRACTICE)

    @field(InstitutionRef | None)
    def institution(self, info: Info, id: Id) -> Later[NodeType | None]:
        """The institution with that id; null where there is none."""
        return _find(info, id, NodeKind.INSTITUTION)

    @field(ProgrammeRef | None)
    def programme(self, info: Info, id: Id) -> Later[NodeType | None]:
        """The programme with that id; null where there is none."""
        return _find(info, id, NodeKind.PROGRAMME)

    @field(CityConnection)
    def cities(
        self, info: Info, filter: Cities = None, order_by: OrderNodes = NodeOrder.NAME_ASC, first: First = PAGE, after: After = None
    ) -> Nodes:
        """Cities and their parts."""
        return _nodes(info, NodeKind.CITY, filter, order_by, first, after)

    @field(InstitutionConnection)
    def institutions(self, info: Info, filter: Institutions = None, first: First = PAGE, after: After = None) -> Nodes:
        """Institutions, by name."""
        return _nodes(info, NodeKind.INSTITUTION, filter, None, first, after)

    @field(PracticeConnection)
    def practices(
        self, info: Info, filter: Practices = None, order_by: OrderNodes = NodeOrder.NAME_ASC, first: First = PAGE, after: After = None
    ) -> Nodes:
        """Practices."""
        return _nodes(info, NodeKind.PRACTICE, filter, order_by, first, after)

    @field(ProgrammeConnection)
    def programmes(self, info: Info, first: First = PAGE, after: After = None) -> Nodes:
        """Programmes, by name."""
        return _nodes(info, NodeKind.PROGRAMME, None, None, first, after)

    @field(ShareConnection)
    def shares(
        self, info: Info, filter: Which = None, order_by: OrderFacts = FactOrder.DATE_DESC, first: First = PAGE, after: After = None
    ) -> Facts:
        """What was shown to whom."""
        return _facts(info, FactKind.SHARE, filter, order_by, first, after)

    @field(AdoptionConnection)
    def adoptions(
        self, info: Info, filter: Which = None, order_by: OrderFacts = FactOrder.DATE_DESC, first: First = PAGE, after: After = None
    ) -> Facts:
        """Who took a step with which practice."""
        return _facts(info, FactKind.ADOPTION, filter, order_by, first, after)

    @field(VisitConnection)
    def visits(
        self, info: Info, filter: Which = None, order_by: OrderFacts = FactOrder.DATE_DESC, first: First = PAGE, after: After = None
    ) -> Facts:
        """Who visited whom."""
        return _facts(info, FactKind.VISIT, filter, order_by, first, after)

    @field(list[TopicRef])
    async def topics(self, info: Info) -> list[NodeType]:
        """The controlled list of what practices are about, by name."""
        found = await info.context.kb.node_page(NodeList(kind=NodeKind.TOPIC), None, Page(MOST_TOPICS))
        return [info.context.load.known(topic) for _, topic in found.items]

    @field(SearchConnection)
    async def search(
        self, info: Info, text: Text, kinds: Kinds = None, lang: SnippetLang = None, first: First = PAGE, after: After = None
    ) -> Hits:
        """Nodes that a text finds, best first: all of its words, or any where no node has all."""
        return await Hits.of(info.context, text, kinds or (), lang, size(first), after)

    @field()
    async def statistics(self, info: Info) -> StatisticsType:
        """How much there is."""
        return StatisticsType.of(await info.context.kb.statistics())


Filter = CityFilterInput | InstitutionFilterInput | PracticeFilterInput | None


def _find(info: Info, key: str, *kinds: str) -> Later[NodeType | None]:
    check_id(key, *kinds)
    return info.context.load.optional(key)


def _nodes(info: Info, kind: NodeKind, which: Filter, order: OrderNodes, first: First, after: After) -> Nodes:
    what = NodeList(kind=kind, order=order or NodeOrder.NAME_ASC, filter=which.asked() if which else NodeFilter())
    return Nodes(info.context.load, what, EVERYTHING, size(first), after, which.text if which else None)


def _facts(info: Info, kind: FactKind, which: Which, order: OrderFacts, first: First, after: After) -> Facts:
    what = FactList(kind=kind, side=FactSide.ALL, order=order or FactOrder.DATE_DESC, filter=which.asked() if which else FactFilter())
    return Facts(info.context.load, what, EVERYTHING, size(first), after)
