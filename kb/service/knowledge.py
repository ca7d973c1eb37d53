"""The knowledge base: one async method per use case."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from kb.errors import NotFound
from kb.model import AnyNode, FactKind, NodeId, NodeKind, PartyId, PracticeId, TopicId, Version
from kb.paging import Page, Slice
from kb.recording import Desk, Merging, Review
from kb.recording.moving import new_ids
from kb.service import finding, lately
from kb.service.answers import EVERY_SECONDS, PATIENCE_SECONDS, Answer, Graphs
from kb.service.feeding import Feed
from kb.service.finding import Found, Whereabouts
from kb.store.base import NodeList, Row, Statistics, Store

if TYPE_CHECKING:
    from kb.graph.flow_rows import Flows
    from kb.graph.landscape import Landscape
    from kb.graph.rows import (
        FollowUpRow,
        LikelySource,
        Message,
        Plan,
        PracticeRanking,
        SimilarRow,
        Spread,
        VisitRanking,
    )
    from kb.graph.spread_rows import Exposure, InferredNetwork, Innovation, SpreadStatistics

Value = TypeVar("Value")


class KnowledgeBase:
    """Everything people and programs ask of one store; use it on one event loop at a time.

    Answers raise NotFound and WrongKind for what is no party, practice, topic or country of the graph. They rest on a
    graph in memory, made for the first of them and then kept up to date in the background, until the base is closed.

    Args:
        store: where everything is kept.
        today: the day that answers are given on.
        patience_seconds: how long an answer waits for the graph of the store's revision before it rests on an earlier one.
        every_seconds: how often the store is looked at for what others wrote.
    """

    def __init__(
        self,
        store: Store,
        today: Callable[[], date] = date.today,
        *,
        patience_seconds: float = PATIENCE_SECONDS,
        every_seconds: float = EVERY_SECONDS,
    ) -> None:
        self.store = store
        self.desk = Desk(store, today=today)  # where things are recorded and proposed
        self.review = Review(store, today=today)  # where it is decided on what was proposed
        self.merging = Merging(store)  # where nodes turn out to be one
        self.feed = Feed(store, every_seconds)  # what changes, as it comes
        self.today = today
        self._graphs = Graphs(store, today, patience_seconds, every_seconds)

    async def close(self) -> None:
        """Stop looking at the store, and close it."""
        await self.feed.close()
        await self._graphs.close()
        await self.store.close()

    # -- finding

    async def find(self, key: str, kind: NodeKind) -> AnyNode | None:
        """Return the node with that id, None if there is none. Raises WrongKind for an id of another kind."""
        return await finding.find(self.store, key, kind)

    async def things(self, keys: Collection[str]) -> dict[str, AnyNode | Version]:
        """Return nodes and accepted facts by id; unknown ids are absent."""
        return await finding.things(self.store, keys)

    async def places(self, keys: Collection[PartyId]) -> dict[PartyId, Whereabouts]:
        """Return the municipality, region and country of each party."""
        return await finding.places(self.store, keys)

    async def node_page(self, what: NodeList, text: str | None, page: Page) -> Slice[AnyNode]:
        """Return a page of all nodes of a kind, of those that `text` finds if it is given."""
        return await finding.node_page(self.store, await finding.with_text(self.store, what, text), page)

    async def node_count(self, what: NodeList, text: str | None) -> int:
        """Return how many nodes such a list has in all."""
        return await finding.node_count(self.store, await finding.with_text(self.store, what, text))

    async def search(self, text: str, kinds: Collection[NodeKind], page: Page, lang: str) -> Found:
        """Return the nodes that a text in any language finds, best first."""
        return await finding.search(self.store, text, kinds, page, lang)

    async def latest(self, first: int, kinds: Collection[FactKind] = ()) -> list[Version]:
        """Return the accepted facts that were recorded last, the newest first."""
        return await lately.latest(self.store, first, kinds)

    async def statistics(self) -> Statistics:
        """Return how much there is."""
        return await self.store.statistics()

    # -- answers

    async def practices_to_study(
        self,
        party: PartyId,
        *,
        first: int = 10,
        topics: Sequence[TopicId] = (),
        method: str | None = None,
        as_of: date | None = None,
    ) -> Answer[PracticeRanking]:
        """Rank the practices that a party's municipality lacks, each with its reasons."""
        from kb.graph.recommend import practices_to_study

        return await self._about(
            lambda seen, party: practices_to_study(seen, party, first=first, topics=topics, method=method), party, as_of=as_of
        )

    async def similar_cities(self, party: PartyId, *, first: int = 10, as_of: date | None = None) -> Answer[tuple[SimilarRow, ...]]:
        """Rank the cities that took up the same practices at about the same time."""
        from kb.graph.similarity import similar_cities

        return await self._about(lambda seen, party: similar_cities(seen, party, first=first), party, as_of=as_of)

    async def cities_to_visit(
        self,
        party: PartyId,
        *,
        first: int = 10,
        topics: Sequence[TopicId] = (),
        countries: Sequence[NodeId] = (),
        max_distance_km: float | None = None,
        as_of: date | None = None,
    ) -> Answer[VisitRanking]:
        """Rank the cities from which a party could learn most now."""
        from kb.graph.visits import cities_to_visit

        return await self._about(
            lambda seen, party: cities_to_visit(
                seen, party, first=first, topics=topics, countries=countries, max_distance_km=max_distance_km
            ),
            party,
            as_of=as_of,
        )

    async def visit_plan(
        self,
        party: PartyId,
        *,
        stops: int = 3,
        topics: Sequence[TopicId] = (),
        countries: Sequence[NodeId] = (),
        max_distance_km: float | None = None,
        as_of: date | None = None,
    ) -> Answer[Plan]:
        """Choose the stops of one journey so that each adds practices the others do not show."""
        from kb.graph.visits import visit_plan

        return await self._about(
            lambda seen, party: visit_plan(seen, party, stops=stops, topics=topics, countries=countries, max_distance_km=max_distance_km),
            party,
            as_of=as_of,
        )

    async def follow_up(self, party: PartyId, *, as_of: date | None = None) -> Answer[tuple[FollowUpRow, ...]]:
        """Tell what a party took up after its visits: sequence, not cause."""
        from kb.graph.follow_up import follow_up

        return await self._about(lambda seen, party: follow_up(seen, party), party, as_of=as_of)

    async def spread(self, practice: PracticeId, *, as_of: date | None = None, include_derived: bool = False) -> Answer[Spread]:
        """Trace how a practice travelled, with its variants if asked."""
        from kb.graph.spread import spread

        return await self._about(lambda seen, practice: spread(seen, practice, include_derived=include_derived), practice, as_of=as_of)

    async def likely_sources(
        self, practice: PracticeId, party: PartyId, *, first: int = 3, as_of: date | None = None, include_derived: bool = False
    ) -> Answer[tuple[LikelySource, ...]]:
        """Infer from whom an adopter may have learned a practice."""
        from kb.graph.sources import likely_sources

        return await self._about(
            lambda seen, practice, party: likely_sources(seen, practice, party, first=first, include_derived=include_derived),
            practice,
            party,
            as_of=as_of,
        )

    async def flows(self, *, first: int = 300, topics: Sequence[TopicId] = (), as_of: date | None = None) -> Answer[Flows]:
        """Tell who learned from whom, place by place: the largest flows first."""
        from kb.graph.flows import flows

        return await self.ask(lambda seen: flows(seen, first=first, topics=topics), as_of=as_of)

    async def _about(self, question: Callable[..., Value], *keys: NodeId, as_of: date | None) -> Answer[Value]:
        """Put a question about nodes to the graph; of one that turned out to be another, about that one."""
        try:
            return await self._graphs.ask(lambda seen: question(seen, *keys), as_of)
        except NotFound:
            now = await new_ids(self.store, keys)
            if not now:
                raise
        return await self._graphs.ask(lambda seen: question(seen, *(now.get(key, key) for key in keys)), as_of)

    async def ask(self, question: Callable[[Landscape], Value], *, as_of: date | None = None) -> Answer[Value]:
        """Put a question of one's own to the graph as it was known on a day."""
        return await self._graphs.ask(question, as_of)

    async def spread_statistics(
        self, practice: PracticeId, *, as_of: date | None = None, include_derived: bool = False
    ) -> Answer[SpreadStatistics]:
        """Tell how a practice spread in numbers."""
        from kb.graph.spread_statistics import spread_statistics

        return await self._about(
            lambda seen, practice: spread_statistics(seen, practice, include_derived=include_derived), practice, as_of=as_of
        )

    async def inferred_network(
        self, practice: PracticeId, *, as_of: date | None = None, include_derived: bool = False
    ) -> Answer[InferredNetwork]:
        """Infer over which links a practice travelled, from the dates of all practices."""
        from kb.graph.links import inferred_network

        return await self._about(
            lambda seen, practice: inferred_network(seen, practice, include_derived=include_derived), practice, as_of=as_of
        )

    async def exposure(
        self, practice: PracticeId, party: PartyId, *, as_of: date | None = None, include_derived: bool = False
    ) -> Answer[Exposure]:
        """Tell how many of a party's recorded partners have a practice."""
        from kb.graph.partners import exposure

        return await self._about(
            lambda seen, practice, party: exposure(seen, practice, party, include_derived=include_derived), practice, party, as_of=as_of
        )

    async def innovation(self, party: PartyId, *, as_of: date | None = None) -> Answer[Innovation | None]:
        """Tell how early and how often a party adopts; None where nothing dated is known of it."""
        from kb.graph.innovation import innovation

        return await self._about(lambda seen, party: innovation(seen, party), party, as_of=as_of)

    def say(self, message: Message, lang: str) -> str:
        """Put a message of an answer into words; what it names goes by its name in that language."""
        from kb.words import say

        return say(message, lang, lambda key: self.name(key, lang))

    def name(self, key: NodeId, lang: str) -> str:
        """Return the name of a node that an answer speaks of, its id for any other."""
        node = self._graphs.node(key)
        return node.name.best(lang) if node else key

    @property
    def graph_revision(self) -> int | None:
        """The revision of the graph that answers rest on; None: nobody has asked for one yet."""
        return self._graphs.revision

    # -- everything

    def scan(self, *, versions: bool = False) -> AsyncIterator[list[Row]]:
        """Stream every node and accepted fact, or all versions and the change log."""
        return self.store.scan(versions=versions)
