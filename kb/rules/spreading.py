"""Doubts about who had a practice when: taught before it was known, taken up before it was shown or had begun."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from kb.dates import FuzzyDate, before
from kb.errors import Problem
from kb.model import IN_USE, Adoption, AdoptionStage, AnyFact, AnyNode, NodeId, PartyId, Practice, Share
from kb.model.places import actor, part_of

Had = dict[tuple[NodeId, PartyId], list[FuzzyDate | None]]  # by practice and actor: dates, None where one is not known


@dataclass(slots=True)
class _Records:
    """Who used, gave up and was shown what, when; parties by their municipality."""

    practices: Mapping[NodeId, Practice]
    actor: Callable[[PartyId], PartyId]
    used: Had = field(default_factory=lambda: defaultdict(list))
    given_up: dict[tuple[NodeId, PartyId], list[Adoption]] = field(default_factory=lambda: defaultdict(list))
    shown: dict[tuple[NodeId, PartyId, PartyId], list[FuzzyDate | None]] = field(default_factory=lambda: defaultdict(list))
    shows: set[tuple[NodeId, PartyId]] = field(default_factory=set)

    def take(self, fact: AnyFact) -> None:
        if isinstance(fact, Share) and fact.from_:
            giver = self.actor(fact.from_)
            self.shows.add((fact.practice, giver))
            self.shown[fact.practice, giver, self.actor(fact.to)].append(fact.event_date)
        if isinstance(fact, Adoption) and fact.stage in IN_USE:
            self.used[fact.practice, self.actor(fact.by)].append(fact.event_date)
        if isinstance(fact, Adoption) and fact.stage is AdoptionStage.ABANDONED:
            self.given_up[fact.practice, self.actor(fact.by)].append(fact)

    def line(self, practice: NodeId) -> Iterator[Practice]:
        """Yield a practice and those it grew out of."""
        seen: set[NodeId] = set()
        step = self.practices.get(practice)
        while step is not None and step.id not in seen:
            seen.add(step.id)
            yield step
            step = self.practices.get(step.derived_from or "")

    def began_at(self, practice: NodeId) -> PartyId | None:
        """Return the actor where a practice began."""
        known = self.practices.get(practice)
        return self.actor(known.origin) if known and known.origin else None

    def knew(self, party: PartyId, practice: NodeId) -> bool:
        """Tell whether a party is recorded to have had, shown or begun a practice, or one that it grew out of."""
        return any(
            (step.id, party) in self.used or (step.id, party) in self.shows or self.began_at(step.id) == party
            for step in self.line(practice)
        )


def spreading_doubts(nodes: Mapping[NodeId, AnyNode], facts: Iterable[AnyFact]) -> Iterator[Problem]:
    """Yield what is doubtful about the order in which parties came to their practices."""
    parent = part_of(nodes)
    records = _Records({key: node for key, node in nodes.items() if isinstance(node, Practice)}, cache(lambda party: actor(party, parent)))
    counted = [fact for fact in facts if fact.counts]
    for fact in counted:
        records.take(fact)
    for fact in counted:
        if isinstance(fact, Adoption) and fact.stage in IN_USE:
            yield from _of_step(fact, records)
    yield from _given_up_first(records)


def _of_step(step: Adoption, records: _Records) -> Iterator[Problem]:
    taker, origin = records.actor(step.by), records.began_at(step.practice)
    about = f"{step.practice} at {step.by} ({step.date or 'undated'})"
    if origin and _before_all(step.event_date, records.used.get((step.practice, origin), [])):
        yield Problem(step.id, f"{about}: before any recorded use at {origin}, where it began", "BEFORE_ORIGIN")
    if step.learned_from is None:
        return
    teacher = records.actor(step.learned_from)
    if teacher == taker:
        return
    if not records.knew(teacher, step.practice):
        yield Problem(step.id, f"{about}: learned from {step.learned_from}, of which nothing says that it had it", "TEACHER_WITHOUT_IT")
    elif teacher != origin and _before_all(step.event_date, records.used.get((step.practice, teacher), [])):
        yield Problem(step.id, f"{about}: before any recorded use at {teacher}, from which it was learned", "BEFORE_TEACHER")
    if _before_all(step.event_date, records.shown.get((step.practice, teacher, taker), [])):
        yield Problem(step.id, f"{about}: before {teacher} showed it there", "BEFORE_SHOWN")


def _given_up_first(records: _Records) -> Iterator[Problem]:
    for (practice, party), steps in records.given_up.items():
        for step in steps:
            if _before_all(step.event_date, records.used.get((practice, party), [])):
                yield Problem(step.id, f"{practice} at {step.by}: given up ({step.date}) before any recorded use", "GIVEN_UP_FIRST")


def _before_all(when: FuzzyDate | None, others: list[FuzzyDate | None]) -> bool:
    """Tell whether a date is certainly before every one of some others; not where there is none, or one is not known."""
    return bool(others) and all(before(when, other) for other in others)
