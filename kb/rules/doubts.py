"""What loads but is doubtful: a curator reads this list. Nothing in it is certainly wrong.

Only dates that exclude each other speak: *before* means that the latest day of one is before the earliest of
the other, and the date of a surrounding programme says nothing about the event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from kb.dates import FuzzyDate, before
from kb.errors import Problem
from kb.model import (
    INTENTIONS,
    Adoption,
    AnyFact,
    AnyNode,
    City,
    Institution,
    NodeId,
    Occurrence,
    Practice,
    Programme,
    Region,
    Share,
    Source,
    Visit,
)
from kb.model.places import country, part_of
from kb.model.references import references
from kb.rules.spreading import spreading_doubts

_SHOWN = 3  # examples in a summing-up


def doubts(nodes: Mapping[NodeId, AnyNode], facts: Iterable[AnyFact], today: date) -> list[Problem]:
    """Return what is doubtful in a graph; `where` of each is the id of the node or fact it is about."""
    recorded = list(facts)
    found = [
        *_of_nodes(nodes),
        *_unused(nodes, recorded),
        *(problem for fact in recorded for problem in _of_fact(fact, nodes, today)),
        *_repeated(recorded),
        *spreading_doubts(nodes, recorded),
        *_uncertain(recorded),
    ]
    return [*found, *_notes([*nodes.values(), *recorded])]


def say(fact: AnyFact) -> str:
    """Tell in a few words which fact is meant: a minted id tells nobody."""
    when = f" ({fact.date})" if fact.date else ""
    if isinstance(fact, Share):
        return f"{fact.practice} shown to {fact.to}{when}"
    if isinstance(fact, Adoption):
        return f"{fact.practice} at {fact.by}, {fact.stage}{when}"
    return f"{fact.visitor} at {fact.host}{when}"


def _of_nodes(nodes: Mapping[NodeId, AnyNode]) -> Iterator[Problem]:
    parent = part_of(nodes)
    alike: dict[tuple[object, ...], list[NodeId]] = defaultdict(list)
    for node in nodes.values():
        if isinstance(node, City | Region | Institution):
            alike[type(node), node.part_of, node.name.best("en").casefold()].append(node.id)
            if country(node.id, parent) is None:
                yield Problem(node.id, f"{node.id} lies in no country", "NO_COUNTRY")
    for first, *others in alike.values():
        for other in others:
            yield Problem(other, f"{other} and {first} have one name and one place: are they the same?", "LIKELY_DUPLICATE")


def _unused(nodes: Mapping[NodeId, AnyNode], facts: Collection[AnyFact]) -> Iterator[Problem]:
    of_facts = {key for fact in facts for key in references(fact)}
    cited = of_facts.union(*(references(node) for node in nodes.values()))
    for node in nodes.values():
        if isinstance(node, Practice) and node.id not in of_facts:
            yield Problem(node.id, f"{node.id} was neither shown to anyone nor taken up, as far as is recorded", "NO_FACTS")
        if isinstance(node, Source) and node.id not in cited:
            yield Problem(node.id, f"{node.id} is cited nowhere", "UNUSED_SOURCE")


def _of_fact(fact: AnyFact, nodes: Mapping[NodeId, AnyNode], today: date) -> Iterator[Problem]:
    if fact.disputed:
        yield Problem(fact.id, f"{say(fact)}: its sources are contradicted by others", "DISPUTED")
    intended = isinstance(fact, Adoption) and fact.stage in INTENTIONS  # may well bear the date it is planned for
    if fact.occurrence is Occurrence.HELD and not intended and fact.date and fact.date.earliest and fact.date.earliest > today:
        yield Problem(fact.id, f"{say(fact)}: held, yet its date is to come", "HELD_IN_FUTURE")
    frame = nodes.get(fact.programme or "")
    if isinstance(frame, Programme):
        if before(fact.event_date, frame.start):
            yield Problem(fact.id, f"{say(fact)}: before {frame.id} began ({frame.start})", "OUTSIDE_PROGRAMME")
        if before(frame.end, fact.event_date) and not isinstance(fact, Adoption):  # people take things up long after
            yield Problem(fact.id, f"{say(fact)}: after {frame.id} ended ({frame.end})", "OUTSIDE_PROGRAMME")


def _repeated(facts: Iterable[AnyFact]) -> Iterator[Problem]:
    alike: dict[tuple[object, ...], list[AnyFact]] = defaultdict(list)
    for fact in facts:
        alike[event_of(fact)].append(fact)
    for group in alike.values():
        in_time = sorted(group, key=lambda fact: (fact.date.sort_day if fact.date else 0, fact.id))
        for one, other in pairwise(in_time):
            if may_be_one(one, other):
                yield Problem(other.id, f"{say(other)} and {say(one)} [{one.id}]: are they one?", "LIKELY_DUPLICATE")


def event_of(fact: AnyFact) -> tuple[object, ...]:
    """Return what two records of one event have in common for certain."""
    if isinstance(fact, Share):
        return fact.fact_kind, fact.practice, fact.to, fact.collective
    if isinstance(fact, Adoption):
        return fact.fact_kind, fact.practice, fact.by, fact.stage, fact.collective
    return fact.fact_kind, fact.visitor, fact.host, fact.collective


def may_be_one(one: AnyFact, other: AnyFact) -> bool:
    """Tell whether two facts of the same event, as `event_of` has it, may be one fact recorded twice."""
    if (one.disputed and other.disputed) or _differ(one.programme, other.programme) or _differ(_giver(one), _giver(other)):
        return False
    return _overlap(one.date, other.date)


def _giver(fact: AnyFact) -> NodeId | None:
    if isinstance(fact, Visit):
        return None
    return fact.from_ if isinstance(fact, Share) else fact.learned_from


def _differ(one: NodeId | None, other: NodeId | None) -> bool:
    return one is not None and other is not None and one != other


def _overlap(one: FuzzyDate | None, other: FuzzyDate | None) -> bool:
    return one is None or other is None or one.overlaps(other.earliest, other.latest)


def _uncertain(facts: Iterable[AnyFact]) -> Iterator[Problem]:
    unsure = [fact for fact in facts if fact.date and (fact.date.uncertain or fact.date.approximate)]
    if unsure:
        examples = "; ".join(say(fact) for fact in unsure[:_SHOWN])
        yield Problem("", f"{len(unsure)} facts have an uncertain or approximate date, among them {examples}", "UNCERTAIN_DATES")


def _notes(things: Iterable[AnyNode | AnyFact]) -> Iterator[Problem]:
    for thing in things:
        note = getattr(thing, "note", None)
        if note:
            about = f"{say(thing)}: " if isinstance(thing, Share | Adoption | Visit) else ""
            yield Problem(thing.id, f"{about}{note.best('en')}", "NOTE")
