"""The facts of a graph that count on a day, sorted by what they are about and whom they count for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from kb.dates import FuzzyDate
from kb.graph.atlas import Atlas
from kb.graph.decay import is_dated
from kb.model import Adoption, AnyFact, PartyId, PracticeId, Share, Visit

Giving = Share | Adoption  # a share names who showed the practice, an adoption may name whom it was learned from


@dataclass(slots=True)
class Records:
    """Facts by practice, then by the actor they count for; visits by actor alone. Undated ones are in them."""

    steps: dict[PracticeId, dict[PartyId, list[Adoption]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    shares: dict[PracticeId, dict[PartyId, list[Share]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    given: dict[PracticeId, dict[PartyId, list[Giving]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(list)))
    made: dict[PartyId, list[Visit]] = field(default_factory=lambda: defaultdict(list))
    hosted: dict[PartyId, list[Visit]] = field(default_factory=lambda: defaultdict(list))
    dated_adoptions: int = 0
    first: FuzzyDate | None = None  # the earliest and the latest dated step or share
    last: FuzzyDate | None = None


def giver(fact: Giving) -> PartyId | None:
    """Return who showed the practice, or whom it was learned from, where a source says so."""
    return fact.from_ if isinstance(fact, Share) else fact.learned_from


def taker(fact: Giving) -> PartyId:
    """Return whom the practice was shown to, or who took the step."""
    return fact.to if isinstance(fact, Share) else fact.by


def sort_facts(facts: Iterable[AnyFact], atlas: Atlas) -> Records:
    """Sort facts that count, in one pass."""
    records = Records()
    for fact in facts:
        if isinstance(fact, Visit):
            records.made[atlas.actor(fact.visitor)].append(fact)
            records.hosted[atlas.actor(fact.host)].append(fact)
        else:
            _sort_giving(records, fact, atlas)
            _note_dates(records, fact)
    return records


def _sort_giving(records: Records, fact: Giving, atlas: Atlas) -> None:
    learner = atlas.actor(taker(fact))
    if isinstance(fact, Share):
        records.shares[fact.practice][learner].append(fact)
    else:
        records.steps[fact.practice][learner].append(fact)
    source = giver(fact)
    if source is not None:
        records.given[fact.practice][atlas.actor(source)].append(fact)


def _note_dates(records: Records, fact: Giving) -> None:
    when = fact.event_date
    if when is None or not is_dated(when):
        return
    records.dated_adoptions += isinstance(fact, Adoption)
    if records.first is None or when.sort_day < records.first.sort_day:
        records.first = when
    if records.last is None or _last_day(when) > _last_day(records.last):
        records.last = when


def _last_day(when: FuzzyDate) -> int:
    return when.latest.toordinal() if when.latest else 0
