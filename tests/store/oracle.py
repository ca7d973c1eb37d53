"""What a store is to answer, said plainly: dictionaries, and a full look through them for every question."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime

from kb.model import (
    IN_USE,
    Adoption,
    AnyFact,
    AnyNode,
    FactId,
    FactStatus,
    NodeId,
    Practice,
    Programme,
    Share,
    Version,
    Visit,
    kind_of,
    places,
)
from kb.model.references import references
from kb.model.steps import current_step
from kb.paging import Position
from kb.search import tokens_of
from kb.store.base import (
    EVERYTHING,
    Change,
    FactFilter,
    FactList,
    FactOrder,
    FactSide,
    Known,
    NodeFilter,
    NodeList,
    NodeOrder,
    NodeSide,
    Recording,
    SearchQuery,
    Statistics,
    Write,
)
from kb.store.derive import name_key
from tests.store.plain import card, day_of, ends, holds, overlaps, practice_of

ACCEPTED = FactStatus.ACCEPTED
_EMPTY: dict[str, int] = dict.fromkeys(
    ["city", "region", "country", "institution", "practice", "programme", "topic", "source", "share", "adoption", "visit"], 0
)


class Oracle:
    """A store in dictionaries."""

    def __init__(self) -> None:
        self.nodes: dict[NodeId, AnyNode] = {}
        self.versions: dict[FactId, list[Version]] = {}
        self.times: dict[int, datetime] = {}
        self.log: dict[tuple[int, str], FactStatus | None] = {}

    @property
    def revision(self) -> int:
        return max(self.times, default=0)

    def write(self, write: Write) -> set[tuple[str, str]]:
        """Write; or write nothing, and return each dangling reference or double: (what is wrong, because of what)."""
        known = self.nodes.keys() | {node.id for node in write.nodes}
        things = [node for node in write.nodes if self.nodes.get(node.id) != node] + [each.fact for each in write.facts]
        dangling = {(thing.id, key) for thing in things for key in references(thing) if key not in known}
        if dangling:
            return dangling
        nodes_before = dict(self.nodes)
        before = {key: list(held) for key, held in self.versions.items()}
        revision, changed = self.revision + 1, dict[str, FactStatus | None]()
        for node in write.nodes:
            if self.nodes.get(node.id) != node:
                self.nodes[node.id] = node
                changed[node.id] = None
        for recording in write.facts:
            if self._record(recording, write, revision):
                changed[recording.fact.id] = recording.status
        if twice := self._twice(changed):
            self.nodes, self.versions = nodes_before, before
            return twice
        if changed:
            self.times[revision] = write.recorded_at
            self.log |= {(revision, key): status for key, status in changed.items()}
        return set()

    def _twice(self, changed: Collection[str]) -> set[tuple[str, str]]:
        keys = {key: version.fact.natural_key for key, version in self.accepted().items()}
        return {(key, other) for key in changed for other in keys if key in keys and other != key and keys[other] == keys[key]}

    def _record(self, recording: Recording, write: Write, revision: int) -> bool:
        held = self.versions.setdefault(recording.fact.id, [])
        accepted = [version for version in held if version.status is ACCEPTED]
        compared = accepted if recording.status is ACCEPTED and accepted else held[-1:]
        if any(version.fact == recording.fact and version.status is recording.status for version in compared):
            return False
        stays = [] if recording.status in (ACCEPTED, FactStatus.WITHDRAWN) else accepted
        for index, version in enumerate(held):
            if version not in stays and (version is held[-1] or version in accepted):
                held[index] = replace(version, status=FactStatus.SUPERSEDED)
        version = Version(
            fact=recording.fact,
            number=len(held) + 1,
            status=recording.status,
            recorded_at=write.recorded_at,
            recorded_by=write.recorded_by,
            revision=revision,
            reason=recording.reason,
        )
        held.append(version)
        return True

    # -- by id

    def accepted(self) -> dict[FactId, Version]:
        return {key: version for key, held in self.versions.items() for version in held if version.status is ACCEPTED}

    def statistics(self) -> Statistics:
        counts = dict(_EMPTY)
        for key in [*self.standing(), *self.accepted()]:
            counts[kind_of(key)] += 1
        return Statistics(revision=self.revision, last_change=max(self.times.values(), default=None), counts=counts)

    def changes(self, after: tuple[int, str] = (0, "")) -> list[Change]:
        later = sorted(place for place in self.log if place > after)
        return [Change(revision=number, id=key, at=self.times[number], status=self.log[number, key]) for number, key in later]

    def known(self, key: str) -> Known | None:
        found = []
        for fact, held in self.versions.items():
            if any(version.fact.natural_key == key for version in held):
                standing = next((version for version in held if version.status is ACCEPTED), held[-1])
                found.append(Known(fact=fact, status=standing.status, superseded=standing.fact.natural_key != key))
        return min(found, key=lambda each: (each.superseded, each.status is not ACCEPTED, each.fact), default=None)

    def standing(self) -> dict[NodeId, AnyNode]:
        """Every node that is not merged into another."""
        return {key: node for key, node in self.nodes.items() if node.merged_into is None}

    # -- who acts for whom

    def actor(self, party: NodeId) -> NodeId:
        return places.actor(party, places.part_of(self.standing()))

    def upwards(self, party: NodeId) -> tuple[NodeId, ...]:
        return tuple(places.upwards(party, places.part_of(self.standing())))

    def belongs(self, party: NodeId | None, owner: NodeId) -> bool:
        """Whether what a party does is in the lists of an owner."""
        return party is not None and (party == owner or self.actor(party) == owner)

    # -- lists of facts

    def facts_of(self, what: FactList, owner: str) -> list[Version]:
        asked = what.filter
        named = [asked.practice, asked.party, asked.programme, asked.source]
        if any(key is not None and key not in self.nodes for key in named):
            return []
        current = self.current()
        found = [
            version
            for version in self.accepted().values()
            if what.kind in (None, kind_of(version.fact.id))
            and self._on_side(version.fact, what.side, owner)
            and not (what.current and isinstance(version.fact, Adoption) and version.fact.id not in current)
            and self._passes(version.fact, asked)
        ]
        found.sort(key=lambda version: (day_of(version), version.fact.id), reverse=what.order is FactOrder.DATE_DESC)
        return sorted(found, key=lambda version: day_of(version) == 0)

    def current(self) -> set[FactId]:
        groups: defaultdict[object, list[Adoption]] = defaultdict(list)
        for version in self.accepted().values():
            fact = version.fact
            if isinstance(fact, Adoption):
                groups[fact.practice, fact.by, min(fact.collective.items(), default=None)].append(fact)
        return {current_step(steps).id for steps in groups.values()}

    def _on_side(self, fact: AnyFact, side: FactSide, owner: str) -> bool:
        taker, giver = ends(fact)
        return {
            FactSide.ALL: owner == EVERYTHING,
            FactSide.TAKER: owner in self.nodes and self.belongs(taker, owner),
            FactSide.GIVER: owner in self.nodes and self.belongs(giver, owner),
            FactSide.PRACTICE: not isinstance(fact, Visit) and fact.practice == owner,
            FactSide.PROGRAMME: fact.programme == owner,
            FactSide.SOURCE: owner in {citation.source for citation in fact.citations},
        }[side]

    def _passes(self, fact: AnyFact, asked: FactFilter) -> bool:
        dated = asked.first_day is None and asked.last_day is None
        return (
            (asked.practice is None or self._on_side(fact, FactSide.PRACTICE, asked.practice))
            and (asked.party is None or any(self.belongs(end, asked.party) for end in ends(fact)))
            and (asked.programme is None or fact.programme == asked.programme)
            and (asked.source is None or self._on_side(fact, FactSide.SOURCE, asked.source))
            and (not asked.stages or (isinstance(fact, Adoption) and fact.stage in asked.stages))
            and (dated or overlaps(fact, asked.first_day, asked.last_day))
            and asked.occurrence in (None, fact.occurrence)
        )

    # -- lists of nodes

    def nodes_of(self, what: NodeList, owner: str) -> list[tuple[Position, AnyNode]]:
        found = [node for key, node in self.standing().items() if kind_of(key) == what.kind and self._enrolled(node, what.side, owner)]
        keys: dict[NodeOrder, Callable[[AnyNode], str | int]] = {
            NodeOrder.NAME_ASC: name_key,
            NodeOrder.ADOPTERS_DESC: self.adopters,
            NodeOrder.RECENT_DESC: self.latest,
        }
        placed = [(Position(keys[what.order](node), node.id), node) for node in found if self._meets(node, what.filter)]
        return sorted(placed, key=lambda pair: (pair[0].key, pair[0].id), reverse=what.order is not NodeOrder.NAME_ASC)

    def _enrolled(self, node: AnyNode, side: NodeSide, owner: str) -> bool:
        if side is NodeSide.ALL:
            return owner == EVERYTHING
        if owner not in self.nodes:
            return False
        if side is NodeSide.WITHIN:
            return places.is_party(node) and owner in self.upwards(node.id)[1:]
        if side is NodeSide.PARTY:
            parties = (node.organiser, *(part.party for part in node.parties)) if isinstance(node, Programme) else ()
            return any(self.belongs(party, owner) for party in parties)
        if not isinstance(node, Practice):
            return False
        about = {version.fact.programme for version in self.accepted().values() if practice_of(version.fact) == node.id}
        return {
            NodeSide.ORIGIN: self.belongs(node.origin, owner),
            NodeSide.DERIVED_FROM: node.derived_from == owner,
            NodeSide.PROGRAMME: owner in about,
            NodeSide.TOPIC: owner in node.topics,
        }[side]

    def adopters(self, node: AnyNode) -> int:
        pairs = {(fact.practice, self.actor(fact.by)) for fact in self._uses()}
        return sum(node.id in pair for pair in pairs)

    def _uses(self) -> Iterable[Adoption]:
        facts = [version.fact for version in self.accepted().values()]
        return [fact for fact in facts if isinstance(fact, Adoption) and fact.stage in IN_USE and fact.counts]

    def latest(self, node: AnyNode) -> int:
        touching = [version for version in self.accepted().values() if self._touches(version.fact, node.id)]
        return max(map(day_of, touching), default=0)

    def _touches(self, fact: AnyFact, key: NodeId) -> bool:
        at_ends = any(self.belongs(end, key) for end in ends(fact))
        return at_ends or key in (practice_of(fact), fact.programme, *(citation.source for citation in fact.citations))

    def _meets(self, node: AnyNode, asked: NodeFilter) -> bool:
        practice = node if isinstance(node, Practice) else None
        form = getattr(node, "kind", None)
        return (
            (asked.ids is None or node.id in asked.ids)
            and all(place in self.upwards(node.id)[1:] for place in asked.within)
            and (not asked.kinds or form in asked.kinds)
            and (asked.has_practice is None or (places.is_party(node) and self._has(self.actor(node.id), asked.has_practice)))
            and (not asked.topics or bool(practice and asked.topics & set(practice.topics)))
            and (asked.origin is None or bool(practice and asked.origin in self.nodes and self.belongs(practice.origin, asked.origin)))
            and self._done(node.id, asked)
            and card(practice, asked)
        )

    def _has(self, actor: NodeId, practice: NodeId) -> bool:
        begun = self.standing().get(practice)
        current = self.current()
        taken = {self.actor(fact.by) for fact in self._uses() if fact.id in current and fact.practice == practice}
        return actor in taken or (isinstance(begun, Practice) and begun.origin is not None and self.actor(begun.origin) == actor)

    def _done(self, practice: NodeId, asked: NodeFilter) -> bool:
        facts = [version.fact for version in self.accepted().values() if practice_of(version.fact) == practice]
        dated = asked.first_day is not None or asked.last_day is not None
        facts = [fact for fact in facts if not dated or overlaps(fact, asked.first_day, asked.last_day)]
        steps = [fact for fact in facts if isinstance(fact, Adoption) and (not asked.stages or fact.stage in asked.stages)]
        shares = [fact for fact in facts if isinstance(fact, Share)]
        by, to = asked.adopted_by, asked.shared_with
        if by is None and to is None and not asked.stages:
            return bool(facts) or not dated
        return (
            (by is None or (by in self.nodes and any(self.belongs(fact.by, by) for fact in steps)))
            and (to is None or (to in self.nodes and any(self.belongs(fact.to, to) for fact in shares)))
            and (by is not None or not asked.stages or bool(steps))
        )

    def match(self, query: SearchQuery) -> list[NodeId]:
        names, others = [], []
        for key, node in sorted(self.standing().items()):
            found = tokens_of(node)
            if not query.words or (query.kinds and kind_of(key) not in query.kinds):
                continue
            if all(holds(found.name, word) for word in query.words):
                names.append(key)
            elif all(holds((*found.name, *found.body), word) for word in query.words):
                others.append(key)
        return [*names, *others][: query.most]
