"""Who asks, what is like it, and what it lacks: the ground on which an answer is given."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from kb.graph.decay import years_back
from kb.graph.landscape import Landscape
from kb.graph.ledger import Ints, ledger_of
from kb.graph.offers import Offer
from kb.graph.similarity import neighbours
from kb.graph.stock import Stock
from kb.model import NodeKind, PartyId, PracticeId, TopicId

if TYPE_CHECKING:  # NumPy and SciPy, for this method alone
    from kb.graph.learned import Forecast

LATELY_YEARS = 5


@dataclass(frozen=True)
class Asking:
    """A party's question, put to its actor, and limited to some topics where it names any."""

    landscape: Landscape
    actor: PartyId
    topics: frozenset[TopicId]

    @classmethod
    def of(cls, landscape: Landscape, party: PartyId, topics: Collection[TopicId]) -> Asking:
        """Check a question. Raises NotFound and WrongKind for what is no party, or no topic, of the graph."""
        actor = landscape.atlas.known(party)
        landscape.check(topics, NodeKind.TOPIC)
        return cls(landscape, actor, frozenset(topics))

    @cached_property
    def neighbours(self) -> dict[PartyId, float]:
        """The places most like it, with their similarity."""
        return neighbours(self.landscape, self.actor)

    @cached_property
    def forecast(self) -> Forecast:
        """What the learned method says of it. Raises InvalidInput where there is too little to learn from."""
        from kb.graph.learned import forecast

        return forecast(self.landscape, self.actor)

    @cached_property
    def left_out(self) -> tuple[PracticeId, ...]:
        """The practices that it gave up or declined: it knows them, so they are named, not recommended."""
        return tuple(key for key in self.stock.given_up if self._on_topic(key))

    @cached_property
    def candidates(self) -> tuple[PracticeId, ...]:
        """The practices on its topics that others have or showed, and that it neither has nor gave up."""
        practices = ledger_of(self.landscape).practices
        return tuple(practices[number] for number in self.numbers.tolist())

    @cached_property
    def numbers(self) -> Ints:
        """The numbers of its candidates, as of `kb.graph.ledger`, in their order."""
        ledger = ledger_of(self.landscape)
        found = ledger.candidates(self.actor, self.stock.settled(ledger.number))
        if not self.topics:
            return found
        return found[[self._on_topic(ledger.practices[number]) for number in found.tolist()]] if len(found) else found

    @property
    def stock(self) -> Stock:
        """What it holds itself."""
        return self.landscape.held(self.actor)

    def distance_km(self, other: PartyId) -> float | None:
        """Return the great-circle distance of another actor in km; None where a location is unknown."""
        if other not in self._distances_km:
            self._distances_km[other] = self.landscape.atlas.distance_km(self.actor, other)
        return self._distances_km[other]

    @cached_property
    def _distances_km(self) -> dict[PartyId, float | None]:
        return {}

    @cached_property
    def nearness(self) -> Mapping[PartyId, float]:
        """How far other actors are, for their order alone; those of which a location is unknown are not in it."""
        return self.landscape.atlas.nearness(self.actor)

    @property
    def own(self) -> frozenset[PracticeId]:
        """The practices that it has."""
        return self.stock.having

    @cached_property
    def own_topics(self) -> frozenset[TopicId]:
        """The topics of the practices that it has."""
        return frozenset(topic for key in self.own for topic in self.landscape.practices[key].topics)

    def offers(self, practice: PracticeId) -> list[Offer]:
        """Return where else a practice can be seen, by actor."""
        return [offer for actor, offer in self.landscape.offers(practice).items() if actor != self.actor]

    @cached_property
    def lately(self) -> date:
        """The first day of those that count as lately."""
        return years_back(self.landscape.day, LATELY_YEARS)

    def _on_topic(self, practice: PracticeId) -> bool:
        return not self.topics or not self.topics.isdisjoint(self.landscape.practices[practice].topics)
