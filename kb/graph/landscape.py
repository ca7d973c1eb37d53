"""A graph as it was known on a day, indexed once so that many answers can be read off it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count

from kb.dates import FuzzyDate
from kb.errors import NotFound
from kb.graph.activity import Activity
from kb.graph.atlas import Atlas, Stratum
from kb.graph.column import Column
from kb.graph.decay import PULSE_YEARS, weight
from kb.graph.holdings import Holding
from kb.graph.offers import Offer
from kb.graph.records import Giving, Records
from kb.graph.stock import Stock
from kb.graph.uptake import Uptake
from kb.model import AnyFact, AnyNode, NodeId, NodeKind, PartyId, Practice, PracticeId
from kb.model.ids import check_id


class Numbers(dict[PartyId, int]):
    """Gives each actor a number when it is first asked for: one that nobody else has, and always the same."""

    def __init__(self) -> None:
        super().__init__()
        self._next = count()

    def __missing__(self, actor: PartyId) -> int:
        return self.setdefault(actor, next(self._next))  # of two threads that ask at once, the second gets what the first set


class Lineage:
    """What landscapes that are made one out of another have in common, and with no others."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Landscape:
    """What a graph says on one day. Facts that are announced, collective or not yet visible are not in it.

    Everything acts through its actor: the key of a party in these indexes is its municipality, or itself. Nothing
    in it depends on the order of the graph's nodes and edges. `kb.graph.survey` makes it: a landscape never changes,
    so questions may be asked of it in any thread while the next one, which shares most of it, is made.
    """

    as_of: date | None  # the last day that counts; None: every fact counts, undated ones too
    day: date  # that decay runs to
    nodes: Mapping[NodeId, AnyNode] = field(default_factory=dict)
    atlas: Atlas = field(default_factory=lambda: Atlas({}))
    practices: Mapping[PracticeId, Practice] = field(default_factory=dict)  # in the order of their ids
    derivatives: Mapping[PracticeId, Sequence[PracticeId]] = field(default_factory=dict)  # what grew out of each in one step, by id
    columns: Mapping[PracticeId, Column] = field(default_factory=dict)  # of every practice
    by_actor: Mapping[PartyId, Stock] = field(default_factory=dict)
    norms: Mapping[PartyId, float] = field(default_factory=dict)  # the square root of an actor's summed squared bonds
    populations: Mapping[Stratum, int] = field(default_factory=dict)  # actors with any holding: all, by level, by country
    records: Records = field(default_factory=Records)
    weights: dict[str, float] = field(default_factory=dict)  # of dates as written: filled by `weight`
    numbers: Numbers = field(default_factory=lambda: Numbers())  # of actors, for arrays; the same in what is made from it
    freshnesses: dict[str, float] = field(default_factory=dict)  # the same: filled by `freshness`
    lineage: Lineage = field(default_factory=lambda: Lineage())  # the same in what is made from it

    def weight(self, when: FuzzyDate | None) -> float:
        """Return what turning to a practice weighs on the landscape's day: half as much with every PULSE_YEARS that passed."""
        if when is None:
            return 0.0
        known = self.weights.get(when.edtf)
        if known is None:
            known = self.weights[when.edtf] = weight(when, self.day, PULSE_YEARS)
        return known

    def freshness(self, when: FuzzyDate | None) -> float:
        """Return what a sign of life weighs on the landscape's day: half as much with every two years that passed."""
        if when is None:
            return 0.0
        known = self.freshnesses.get(when.edtf)
        if known is None:
            known = self.freshnesses[when.edtf] = weight(when, self.day)
        return known

    def practice(self, key: PracticeId) -> Practice:
        """Return a practice by id. Raises WrongKind and NotFound."""
        self.check([key], NodeKind.PRACTICE)
        return self.practices[key]

    def check(self, keys: Iterable[NodeId], kind: NodeKind) -> None:
        """Raise WrongKind or NotFound unless each is the id of a node of that kind."""
        for key in keys:
            check_id(key, kind)
            if key not in self.nodes:
                raise NotFound(kind.value, key)

    def cells(self, practice: PracticeId) -> Mapping[PartyId, Holding]:
        """Return the holdings of a practice by actor."""
        return self.columns[practice].cells

    def given(self, practice: PracticeId) -> Mapping[PartyId, Sequence[Giving]]:
        """Return the facts of a practice by the actor that showed it, or that it was learned from."""
        return self.columns[practice].given

    def held(self, actor: PartyId) -> Stock:
        """Return an actor's holdings by practice."""
        return self.by_actor.get(actor) or Stock()

    def uptake(self, practice: PracticeId) -> Uptake:
        """Return who took a practice up and what came of it."""
        return self.columns[practice].uptake(self.atlas)

    def offers(self, practice: PracticeId) -> Mapping[PartyId, Offer]:
        """Return where a practice can be seen, by actor."""
        return self.columns[practice].offers()

    def activity(self, practice: PracticeId) -> Activity:
        """Return how much a practice moves lately, in all and within each level and country."""
        return self.columns[practice].activity(self.atlas)

    def family(self, practice: PracticeId) -> tuple[PracticeId, ...]:
        """Return a practice and all that grew out of it, nearest first."""
        members = [practice]
        for member in members:
            members += [child for child in self.derivatives.get(member, ()) if child not in members]
        return tuple(members)

    def facts(self) -> Iterator[AnyFact]:
        """Yield every fact that is in it."""
        for column in self.columns.values():
            for actor in column.cells:
                yield from column.taken(actor)
        for visits in self.records.made.values():
            yield from visits
