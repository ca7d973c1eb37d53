"""Where a practice can be seen: at those who have it, and at those who showed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.dates import FuzzyDate
from kb.graph.holdings import Holding, latest
from kb.graph.records import Giving, giver
from kb.model import IN_USE, PartyId, PracticeId

TAUGHT, USED, TOLD = 0.5, 1.0, 1.1  # evidence: taught or shown there, but not known to be used; in use; with an outcome:
# little more, because most outcomes on record are those that programmes tell of all their members alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What an actor lets others see of a practice."""

    actor: PartyId
    practice: PracticeId
    parties: tuple[PartyId, ...]  # those there who have it or showed it
    last: FuzzyDate | None  # the latest dated step of use, or showing
    cell: Holding | None  # None: it showed the practice, and nothing else is known
    given: tuple[Giving, ...]  # facts in which it showed the practice, or others learned it there
    evidence: float = USED  # how much is known of it there: TAUGHT, USED or TOLD
    day: int = 0  # the last day that `last` may mean, as an ordinal; 0: it is unknown
    given_up: bool = False  # it was abandoned or declined there


def offers(practice: PracticeId, cells: Mapping[PartyId, Holding], given: Mapping[PartyId, Iterable[Giving]]) -> dict[PartyId, Offer]:
    """Return what can be seen of a practice, by actor.

    Who gave the practice up, or only intends it, shows nothing, unless it is recorded to have shown it.

    Args:
        practice: the practice.
        cells: its holdings by actor.
        given: its facts by the actor that showed it, or that it was learned from.
    """
    having = {actor for actor, cell in cells.items() if cell.has}
    return {actor: _offer(actor, practice, cells.get(actor), given.get(actor, ())) for actor in sorted(having | set(given))}


def _offer(actor: PartyId, practice: PracticeId, cell: Holding | None, given: Iterable[Giving]) -> Offer:
    facts = tuple(sorted(given, key=lambda fact: fact.id))
    users = cell.users if cell else ()
    showing = [source for source in map(giver, facts) if source]
    last = latest([cell.alive if cell else None, *(fact.event_date for fact in facts)])
    return Offer(
        actor=actor,
        practice=practice,
        parties=tuple(sorted({*users, *showing})),
        last=last,
        cell=cell,
        given=facts,
        evidence=_evidence(cell),
        day=last.latest.toordinal() if last and last.latest else 0,
        given_up=cell is not None and cell.given_up,
    )


def _evidence(cell: Holding | None) -> float:
    if cell is None or not cell.has:
        return TAUGHT
    return TOLD if any(step.outcome and step.stage in IN_USE for step in cell.steps) else USED
