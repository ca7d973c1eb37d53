"""How an actor stands to a practice, from the facts of all parties that it acts for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kb.dates import FuzzyDate
from kb.graph.decay import is_dated
from kb.graph.rows import Level
from kb.model import GIVEN_UP, IN_USE, Adoption, AdoptionStage, NodeKind, PartyId, PracticeId, Share, kind_of
from kb.model.steps import current_step

USED = 1.0  # how much of a bond to the practice: it was taken up
TOUCHED = 0.25  # it was only shown or intended; in the seed a quarter of those who were shown a practice use it

Weight = Callable[[FuzzyDate | None], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """An actor and a practice that it used, originated, was shown or intends. Only facts that count, best known first."""

    actor: PartyId
    practice: PracticeId
    users: tuple[PartyId, ...]  # parties that have it: they originated it or are at piloting, adopted or adapted
    origin: PartyId | None  # itself or the party in it where the practice began
    steps: tuple[Adoption, ...]  # by date, undated ones last
    shares: tuple[Share, ...]  # shown to it, by date, undated ones last
    stage: AdoptionStage | None  # None: no step is recorded
    since: FuzzyDate | None  # its first dated step of use
    bond: float  # how strongly the practice says what kind of place this is: TOUCHED or USED
    pulse: float  # how much it says today that places turn to the practice: 0 to 1

    @property
    def has(self) -> bool:
        """Whether the actor, or a party in it, originated the practice or uses it now."""
        return bool(self.users)

    @property
    def given_up(self) -> bool:
        """Whether it was abandoned or declined, and nobody there has it."""
        return self.stage in GIVEN_UP and not self.users

    @property
    def adopted(self) -> bool:
        """Whether the practice was ever in use there; that it was abandoned says so too."""
        return any(_was_used(step) for step in self.steps)

    @property
    def institutions_only(self) -> bool:
        """Whether those who have it are institutions within the actor, not the actor itself."""
        return self.has and self.actor not in self.users and all(kind_of(user) == NodeKind.INSTITUTION for user in self.users)

    def level(self, of_actor: Level) -> Level:
        """Return the level at which it is held, given the actor's."""
        return Level.INSTITUTION if self.institutions_only else of_actor

    @property
    def taking(self) -> Adoption | None:
        """The step by which it is known to have been in use first; without a dated one, any step of use."""
        steps = [step for step in self.steps if step.stage in IN_USE]
        return next((step for step in steps if step.event_date == self.since), steps[0] if steps else None)

    @property
    def alive(self) -> FuzzyDate | None:
        """The latest dated step of use."""
        return latest(step.event_date for step in self.steps if step.stage in IN_USE)


def holding(
    actor: PartyId, practice: PracticeId, origin: PartyId | None, steps: Iterable[Adoption], shares: Iterable[Share], weight: Weight
) -> Holding:
    """Join facts that count, of one actor and one practice, into what they say together.

    `origin` is the actor, or the party in it, where the practice began; `weight` what a dated event weighs, 0 to 1.
    """
    known = sorted(steps, key=_by_day)
    shown = sorted(shares, key=_by_day)
    current = [known[0]] if len(known) == 1 else _current(known)
    in_use = [step for step in current if step.stage in IN_USE]
    step = current_step(in_use or current) if current else None
    used = origin is not None or any(_was_used(one) for one in known)
    since = earliest(one.event_date for one in known if one.stage in IN_USE)
    return Holding(
        actor=actor,
        practice=practice,
        users=tuple(sorted({*([origin] if origin else ()), *(one.by for one in in_use)})),
        origin=origin,
        steps=tuple(known),
        shares=tuple(shown),
        stage=step.stage if step else None,
        since=since,
        bond=USED if used else TOUCHED,
        pulse=_pulse(bool(in_use), since, step, known, shown, weight),
    )


def earliest(dates: Iterable[FuzzyDate | None]) -> FuzzyDate | None:
    """Return the date by which something certainly was so first; None when no date has two known ends."""
    return min((when for when in dates if when and is_dated(when)), key=_known_by, default=None)


def latest(dates: Iterable[FuzzyDate | None]) -> FuzzyDate | None:
    """Return the latest of dates with two known ends, or None."""
    return max((when for when in dates if when and is_dated(when)), key=_known_by, default=None)


def _pulse(
    in_use: bool, since: FuzzyDate | None, step: Adoption | None, steps: list[Adoption], shares: list[Share], weight: Weight
) -> float:
    if in_use:
        return USED * weight(since)
    if step is not None and step.stage in GIVEN_UP:
        return 0.0
    signs = [*(one.event_date for one in shares), *(one.event_date for one in steps)]
    return TOUCHED * max((weight(when) for when in signs), default=0.0)


def _current(steps: list[Adoption]) -> list[Adoption]:
    by_party: dict[PartyId, list[Adoption]] = {}
    for step in steps:
        by_party.setdefault(step.by, []).append(step)
    return [current_step(own) for own in by_party.values()]


def _was_used(step: Adoption) -> bool:
    return step.stage in IN_USE or step.stage is AdoptionStage.ABANDONED


def _by_day(fact: Adoption | Share) -> tuple[bool, int, str]:
    day = fact.date.sort_day if fact.date else 0
    return not day, day, fact.id


def _known_by(when: FuzzyDate) -> tuple[int, int, str]:
    last = when.latest.toordinal() if when.latest else 0
    return last, when.sort_day, when.edtf
