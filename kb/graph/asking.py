"""Who asks, what is like it, and what it lacks: the ground on which an answer is given."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from kb.graph.decay import is_dated, years_back
from kb.graph.landscape import Landscape
from kb.graph.ledger import ledger_of
from kb.graph.offers import Offer
from kb.graph.similarity import neighbours
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
        return tuple(sorted(key for key, cell in self.landscape.held(self.actor).items() if cell.given_up and self._on_topic(key)))

    @cached_property
    def candidates(self) -> tuple[PracticeId, ...]:
        """The practices on its topics that others have or showed, and that it neither has nor gave up."""
        ledger = ledger_of(self.landscape)
        settled = ledger.numbers(key for key, cell in self.landscape.held(self.actor).items() if cell.has or cell.given_up)
        keys = (ledger.practices[number] for number in ledger.candidates(self.actor, settled).tolist())
        return tuple(key for key in keys if self._on_topic(key))

    @cached_property
    def dated_facts(self) -> int:
        """How many of its steps and of the shares to it are dated."""
        cells = self.landscape.held(self.actor).values()
        return sum(is_dated(fact.event_date) for cell in cells for fact in (*cell.steps, *cell.shares))

    def distance_km(self, other: PartyId) -> float | None:
        """Return the great-circle distance of another actor in km; None where a location is unknown."""
        if other not in self._distances_km:
            self._distances_km[other] = self.landscape.atlas.distance_km(self.actor, other)
        return self._distances_km[other]

    @cached_property
    def _distances_km(self) -> dict[PartyId, float | None]:
        return {}

    @cached_property
    def own(self) -> frozenset[PracticeId]:
        """The practices that it has."""
        return frozenset(key for key, cell in self.landscape.held(self.actor).items() if cell.has)

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
