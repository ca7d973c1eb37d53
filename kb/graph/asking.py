"""Who asks, what is like it, and what it lacks: the ground on which an answer is given."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kb.graph.decay import is_dated, years_back
from kb.graph.landscape import Landscape
from kb.graph.offers import Offer
from kb.graph.similarity import neighbours
from kb.model import NodeKind, PartyId, PracticeId, TopicId

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
    def left_out(self) -> tuple[PracticeId, ...]:
        """The practices that it gave up or declined: it knows them, so they are named, not recommended."""
        return tuple(sorted(key for key, cell in self.landscape.held(self.actor).items() if cell.given_up and self._on_topic(key)))

    @cached_property
    def candidates(self) -> tuple[PracticeId, ...]:
        """The practices on its topics that others have or showed, and that it neither has nor gave up."""
        own = self.landscape.held(self.actor)
        lacking = (key for key in self.landscape.practices if key not in own or not (own[key].has or own[key].given_up))
        return tuple(key for key in lacking if self._on_topic(key) and self._seen_elsewhere(key))

    @cached_property
    def dated_facts(self) -> int:
        """How many of its steps and of the shares to it are dated."""
        cells = self.landscape.held(self.actor).values()
        return sum(is_dated(fact.event_date) for cell in cells for fact in (*cell.steps, *cell.shares))

    def offers(self, practice: PracticeId) -> list[Offer]:
        """Return where else a practice can be seen, by actor."""
        return [offer for actor, offer in self.landscape.offers(practice).items() if actor != self.actor]

    @property
    def lately(self) -> date:
        """The first day of those that count as lately."""
        return years_back(self.landscape.day, LATELY_YEARS)

    def _on_topic(self, practice: PracticeId) -> bool:
        return not self.topics or not self.topics.isdisjoint(self.landscape.practices[practice].topics)

    def _seen_elsewhere(self, practice: PracticeId) -> bool:
        given, cells = self.landscape.given(practice), self.landscape.cells(practice)
        if not any(actor != self.actor for actor in given) and not any(cell.has and actor != self.actor for actor, cell in cells.items()):
            return False
        return self.landscape.as_of is None or bool(given) or any(cell.steps or cell.shares for cell in cells.values())
