"""The facts of a graph that count on a day, sorted by what they are about and whom they count for."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from kb.dates import FuzzyDate
from kb.graph.atlas import Atlas
from kb.graph.decay import is_dated
from kb.graph.holdings import latest
from kb.model import Adoption, AnyFact, PartyId, PracticeId, Share, Visit

Giving = Share | Adoption  # a share names who showed the practice, an adoption may name whom it was learned from
Fact = TypeVar("Fact", Share | Adoption, Visit)
ByActor = dict[PartyId, list[Fact]]


def giver(fact: Giving) -> PartyId | None:
    """Return who showed the practice, or whom it was learned from, where a source says so."""
    return fact.from_ if isinstance(fact, Share) else fact.learned_from


def taker(fact: Giving) -> PartyId:
    """Return whom the practice was shown to, or who took the step."""
    return fact.to if isinstance(fact, Share) else fact.by


@dataclass(slots=True)
class Piles:
    """Facts by practice, then by the actor they count for; visits by actor alone. Undated ones are in them."""

    taken: dict[PracticeId, ByActor[Giving]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    given: dict[PracticeId, ByActor[Giving]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    made: ByActor[Visit] = field(default_factory=lambda: defaultdict(list))
    hosted: ByActor[Visit] = field(default_factory=lambda: defaultdict(list))
    dates: Counter[FuzzyDate] = field(default_factory=Counter)  # of steps and shares
    dated_adoptions: int = 0


def sort_facts(facts: Iterable[AnyFact], atlas: Atlas) -> Piles:
    """Sort facts that count, in one pass."""
    piles = Piles()
    for fact in facts:
        if isinstance(fact, Visit):
            piles.made[atlas.actor(fact.visitor)].append(fact)
            piles.hosted[atlas.actor(fact.host)].append(fact)
        else:
            _sort_giving(piles, fact, atlas)
    return piles


def _sort_giving(piles: Piles, fact: Giving, atlas: Atlas) -> None:
    piles.taken[fact.practice][atlas.actor(taker(fact))].append(fact)
    source, when = giver(fact), fact.event_date
    if source is not None:
        piles.given[fact.practice][atlas.actor(source)].append(fact)
    if when is not None and is_dated(when):
        piles.dates[when] += 1
        piles.dated_adoptions += isinstance(fact, Adoption)


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """The visits of each actor, and what is known of the dates of all steps and shares."""

    made: Mapping[PartyId, tuple[Visit, ...]] = field(default_factory=dict)
    hosted: Mapping[PartyId, tuple[Visit, ...]] = field(default_factory=dict)
    dates: Counter[FuzzyDate] = field(default_factory=Counter)
    last: FuzzyDate | None = None  # the latest of the dates
    dated_adoptions: int = 0

    def changed(self, gone: Piles, come: Piles) -> Records:
        """Return the records without the facts that are gone, and with those that come."""
        dates = Counter(self.dates)
        dates.update(come.dates)
        dates.subtract(gone.dates)
        for when in [when for when in gone.dates if not dates[when]]:
            del dates[when]
        is_left = self.last in dates
        return Records(
            made=merged(self.made, gone.made, come.made),
            hosted=merged(self.hosted, gone.hosted, come.hosted),
            dates=dates,
            last=latest([self.last, *come.dates] if is_left else dates),
            dated_adoptions=self.dated_adoptions + come.dated_adoptions - gone.dated_adoptions,
        )


def merged(
    old: Mapping[PartyId, tuple[Fact, ...]], gone: Mapping[PartyId, Sequence[Fact]], come: Mapping[PartyId, Sequence[Fact]]
) -> dict[PartyId, tuple[Fact, ...]]:
    """Return facts by actor, without those that are gone, and with those that come; who is left with none is left out."""
    found = dict(old)
    for actor in {*gone, *come}:
        found[actor] = without(old.get(actor, ()), gone.get(actor, ())) + tuple(come.get(actor, ()))
        if not found[actor]:
            del found[actor]
    return found


def without(facts: tuple[Fact, ...], gone: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return facts without those that are gone, by id."""
    left = {fact.id for fact in gone}
    return tuple(fact for fact in facts if fact.id not in left) if left else facts
