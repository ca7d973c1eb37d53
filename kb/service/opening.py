"""A sync face on the knowledge base, for notebooks and scripts: `with kb.open(url) as base: base.practices_to_study(...)`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from kb.errors import StoreError
from kb.model import AnyNode, FactKind, NodeId, NodeKind, PartyId, PracticeId, TopicId, Version
from kb.paging import Page, Slice
from kb.service.analysing import Analysing, Day, day_of
from kb.service.answers import Answer
from kb.service.finding import Found, Whereabouts
from kb.service.waiting import Value
from kb.store.base import NodeList, Row, Statistics
from kb.store.urls import EMBEDDED, scheme_of

if TYPE_CHECKING:
    from kb.graph.flow_rows import Flows
    from kb.graph.landscape import Landscape
    from kb.graph.rows import FollowUpRow, LikelySource, Message, Plan, PracticeRanking, SimilarRow, Spread, VisitRanking
    from kb.graph.spread_rows import Exposure, InferredNetwork, Innovation, SpreadStatistics

_FIRST = Page(10)


class OpenBase(Analysing):
    """A knowledge base whose methods wait for their answers. It runs an event loop of its own, so it works inside another one.

    With `as_of`, a day or a text as 2022-10-05, only what is known to have happened by that day counts. Frames need
    pandas and pictures matplotlib: the extra `analysis` has both. Errors are those of `kb.errors`.
    """

    # -- finding

    def find(self, key: str, kind: NodeKind) -> AnyNode | None:
        """Return the node with that id, None if there is none. Raises WrongKind for an id of another kind."""
        return self.wait(self.base.find(key, kind))

    def things(self, keys: Collection[str]) -> dict[str, AnyNode | Version]:
        """Return nodes and accepted facts by id; unknown ids are absent."""
        return self.wait(self.base.things(keys))

    def places(self, keys: Collection[PartyId]) -> dict[PartyId, Whereabouts]:
        """Return the municipality, region and country of each party."""
        return self.wait(self.base.places(keys))

    def node_page(self, what: NodeList, text: str | None, page: Page) -> Slice[AnyNode]:
        """Return a page of all nodes of a kind, of those that `text` finds if it is given."""
        return self.wait(self.base.node_page(what, text, page))

    def node_count(self, what: NodeList, text: str | None) -> int:
        """Return how many nodes such a list has in all."""
        return self.wait(self.base.node_count(what, text))

    def search(self, text: str, kinds: Collection[NodeKind] = (), page: Page = _FIRST, lang: str = "en") -> Found:
        """Return the nodes that a text in any language finds, best first; without `kinds`, of all kinds."""
        return self.wait(self.base.search(text, kinds, page, lang))

    def latest(self, first: int = 10, kinds: Collection[FactKind] = ()) -> list[Version]:
        """Return the accepted facts that were recorded last, the newest first; without `kinds`, of all kinds."""
        return self.wait(self.base.latest(first, kinds))

    def statistics(self) -> Statistics:
        """Return how much there is."""
        return self.wait(self.base.statistics())

    def name(self, key: NodeId, lang: str = "en") -> str:
        """Return the name of a node that an answer spoke of, its id for any other."""
        return self.base.name(key, lang)

    def scan(self, *, versions: bool = False) -> Iterator[list[Row]]:
        """Yield every node and accepted fact, or all versions and the change log, in batches."""
        return self._rows(self.base.scan(versions=versions))

    # -- answers

    def practices_to_study(
        self, party: PartyId, *, first: int = 10, topics: Sequence[TopicId] = (), method: str | None = None, as_of: Day = None
    ) -> Answer[PracticeRanking]:
        """Rank the practices that a party's municipality lacks, each with its reasons."""
        return self.wait(self.base.practices_to_study(party, first=first, topics=topics, method=method, as_of=day_of(as_of)))

    def similar_cities(self, party: PartyId, *, first: int = 10, as_of: Day = None) -> Answer[tuple[SimilarRow, ...]]:
        """Rank the cities that took up the same practices at about the same time."""
        return self.wait(self.base.similar_cities(party, first=first, as_of=day_of(as_of)))

    def cities_to_visit(
        self,
        party: PartyId,
        *,
        first: int = 10,
        topics: Sequence[TopicId] = (),
        countries: Sequence[NodeId] = (),
        max_distance_km: float | None = None,
        as_of: Day = None,
    ) -> Answer[VisitRanking]:
        """Rank the cities from which a party could learn most now."""
        return self.wait(
            self.base.cities_to_visit(
                party, first=first, topics=topics, countries=countries, max_distance_km=max_distance_km, as_of=day_of(as_of)
            )
        )

    def visit_plan(
        self,
        party: PartyId,
        *,
        stops: int = 3,
        topics: Sequence[TopicId] = (),
        countries: Sequence[NodeId] = (),
        max_distance_km: float | None = None,
        as_of: Day = None,
    ) -> Answer[Plan]:
        """Choose the stops of one journey so that each adds practices the others do not show."""
        return self.wait(
            self.base.visit_plan(
                party, stops=stops, topics=topics, countries=countries, max_distance_km=max_distance_km, as_of=day_of(as_of)
            )
        )

    def follow_up(self, party: PartyId, *, as_of: Day = None) -> Answer[tuple[FollowUpRow, ...]]:
        """Tell what a party took up after its visits: sequence, not cause."""
        return self.wait(self.base.follow_up(party, as_of=day_of(as_of)))

    def spread(self, practice: PracticeId, *, as_of: Day = None, include_derived: bool = False) -> Answer[Spread]:
        """Trace how a practice travelled, with its variants if asked."""
        return self.wait(self.base.spread(practice, as_of=day_of(as_of), include_derived=include_derived))

    def likely_sources(
        self, practice: PracticeId, party: PartyId, *, first: int = 3, as_of: Day = None, include_derived: bool = False
    ) -> Answer[tuple[LikelySource, ...]]:
        """Infer from whom an adopter may have learned a practice."""
        return self.wait(self.base.likely_sources(practice, party, first=first, as_of=day_of(as_of), include_derived=include_derived))

    def spread_statistics(self, practice: PracticeId, *, as_of: Day = None, include_derived: bool = False) -> Answer[SpreadStatistics]:
        """Tell how a practice spread in numbers."""
        return self.wait(self.base.spread_statistics(practice, as_of=day_of(as_of), include_derived=include_derived))

    def inferred_network(self, practice: PracticeId, *, as_of: Day = None, include_derived: bool = False) -> Answer[InferredNetwork]:
        """Infer over which links a practice travelled, from the dates of all practices."""
        return self.wait(self.base.inferred_network(practice, as_of=day_of(as_of), include_derived=include_derived))

    def exposure(self, practice: PracticeId, party: PartyId, *, as_of: Day = None, include_derived: bool = False) -> Answer[Exposure]:
        """Tell how many of a party's recorded partners have a practice."""
        return self.wait(self.base.exposure(practice, party, as_of=day_of(as_of), include_derived=include_derived))

    def innovation(self, party: PartyId, *, as_of: Day = None) -> Answer[Innovation | None]:
        """Tell how early and how often a party adopts; None where nothing dated is known of it."""
        return self.wait(self.base.innovation(party, as_of=day_of(as_of)))

    def flows(self, *, first: int = 300, topics: Sequence[TopicId] = (), as_of: Day = None) -> Answer[Flows]:
        """Tell who learned from whom, place by place: the largest flows first."""
        return self.wait(self.base.flows(first=first, topics=topics, as_of=day_of(as_of)))

    def ask(self, question: Callable[[Landscape], Value], *, as_of: Day = None) -> Answer[Value]:
        """Put a question of one's own to the graph as it was known on a day."""
        return self._ask(question, as_of)

    def say(self, message: Message, lang: str = "en") -> str:
        """Put a message of an answer into words; what it names goes by its name in that language."""
        return self.base.say(message, lang)


def check_there(url: str) -> None:
    """Raise StoreError where the file of an embedded store is not there: opening it would make an empty one."""
    path = unquote(url.partition(":///")[2])
    if scheme_of(url) == EMBEDDED and path and not Path(path).exists():
        raise StoreError(f"there is no file {path}", f"`kb load --store {url}` makes it, from the packaged seed")
