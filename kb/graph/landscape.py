"""A graph as it was known on a day, indexed once so that many answers can be read off it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from math import fsum, sqrt

import networkx as nx

from kb.dates import FuzzyDate, visible
from kb.errors import NotFound
from kb.graph.activity import Activity, Stratum, activity
from kb.graph.atlas import Atlas, level_of
from kb.graph.build import facts_of, nodes_of
from kb.graph.decay import weight
from kb.graph.holdings import Holding, holding
from kb.graph.offers import Offer, offers
from kb.graph.records import Records, sort_facts
from kb.graph.uptake import Uptake, uptake
from kb.model import AnyNode, NodeId, NodeKind, PartyId, Practice, PracticeId
from kb.model.ids import check_id


class Landscape:
    """What a graph says on one day. Facts that are announced, collective or not yet visible are not in it.

    Everything acts through its actor: the key of a party in these indexes is its municipality, or itself. Nothing
    in it depends on the order of the graph's nodes and edges.

    Args:
        graph: the graph of record, as `kb.graph.build` makes it; it must not change afterwards.
        as_of: the last day that counts; None: every fact counts, undated ones too.
        today: the day that decay runs to when `as_of` is None.
    """

    def __init__(self, graph: nx.MultiDiGraph[str], as_of: date | None, today: date) -> None:
        self.as_of = as_of
        self.day = as_of or today
        self.nodes: Mapping[NodeId, AnyNode] = {node.id: node for node in nodes_of(graph)}
        self.atlas = Atlas(self.nodes)
        self.practices = {key: node for key, node in sorted(self.nodes.items()) if isinstance(node, Practice)}
        facts = (fact for fact in facts_of(graph) if fact.counts and visible(fact.date, as_of))
        self.records = sort_facts(facts, self.atlas)
        self._weights: dict[str, float] = {}
        self._strata: dict[PartyId, tuple[Stratum, ...]] = {}
        self._uptakes: dict[PracticeId, Uptake] = {}
        self._offers: dict[PracticeId, dict[PartyId, Offer]] = {}
        self.holdings = {key: _cells(self, practice) for key, practice in self.practices.items()}  # by practice, then actor

    def weight(self, when: FuzzyDate | None) -> float:
        """Return what an event weighs on the landscape's day: see `kb.graph.decay.weight`."""
        if when is None:
            return 0.0
        known = self._weights.get(when.edtf)
        if known is None:
            known = self._weights[when.edtf] = weight(when, self.day)
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

    @cached_property
    def by_actor(self) -> dict[PartyId, dict[PracticeId, Holding]]:
        """Holdings by actor, then practice."""
        found: dict[PartyId, dict[PracticeId, Holding]] = defaultdict(dict)
        for practice, cells in self.holdings.items():
            for actor, cell in cells.items():
                found[actor][practice] = cell
        return dict(found)

    def held(self, actor: PartyId) -> Mapping[PracticeId, Holding]:
        """Return an actor's holdings by practice."""
        return self.by_actor.get(actor, {})

    def uptake(self, practice: PracticeId) -> Uptake:
        """Return who took a practice up and what came of it; worked out once for each practice."""
        if practice not in self._uptakes:
            self._uptakes[practice] = uptake(self.holdings[practice].values(), self.atlas)
        return self._uptakes[practice]

    def offers(self, practice: PracticeId) -> dict[PartyId, Offer]:
        """Return where a practice can be seen, by actor; worked out once for each practice."""
        if practice not in self._offers:
            given = self.records.given.get(practice, {})
            self._offers[practice] = offers(practice, self.holdings[practice], given)
        return self._offers[practice]

    @cached_property
    def norms(self) -> dict[PartyId, float]:
        """The length of each actor's profile: the square root of its summed squared bonds."""
        return {actor: sqrt(fsum(cell.bond**2 for cell in cells.values())) for actor, cells in self.by_actor.items()}

    @cached_property
    def populations(self) -> dict[Stratum, int]:
        """How many actors with any holding there are in all, at each level and in each country."""
        counts: dict[Stratum, int] = defaultdict(int)
        for actor in self.by_actor:
            for stratum in self.strata(actor):
                counts[stratum] += 1
        return counts

    def strata(self, actor: PartyId) -> tuple[Stratum, ...]:
        """Return the groups that an actor is of, the widest first: all, its level, its country where it has one."""
        found = self._strata.get(actor)
        if found is None:
            country = self.atlas.country(actor)
            found = self._strata[actor] = (None, level_of(actor), country) if country else (None, level_of(actor))
        return found

    @cached_property
    def activity(self) -> dict[PracticeId, Activity]:
        """How much each practice moves lately, in all and within each level and country."""
        return {practice: activity(cells.values(), self.strata) for practice, cells in self.holdings.items()}

    @cached_property
    def derivatives(self) -> dict[PracticeId, list[PracticeId]]:
        """The practices that grew out of each practice in one step, by id."""
        found: dict[PracticeId, list[PracticeId]] = defaultdict(list)
        for key, practice in self.practices.items():
            if practice.derived_from:
                found[practice.derived_from].append(key)
        return found

    def family(self, practice: PracticeId) -> tuple[PracticeId, ...]:
        """Return a practice and all that grew out of it, nearest first."""
        members = [practice]
        for member in members:
            members += [child for child in self.derivatives.get(member, ()) if child not in members]
        return tuple(members)


def _cells(landscape: Landscape, practice: Practice) -> dict[PartyId, Holding]:
    records: Records = landscape.records
    steps, shares = records.steps.get(practice.id, {}), records.shares.get(practice.id, {})
    began = {landscape.atlas.actor(practice.origin): practice.origin} if practice.origin else {}
    return {
        actor: holding(actor, practice.id, began.get(actor), steps.get(actor, ()), shares.get(actor, ()), landscape.weight)
        for actor in sorted({*began, *steps, *shares})
    }
