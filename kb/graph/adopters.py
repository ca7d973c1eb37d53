"""Who ever used a practice, and since when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.dates import FuzzyDate
from kb.graph.holdings import Holding, earliest
from kb.graph.landscape import Landscape
from kb.model import IN_USE, AdoptionStage, PartyId, PracticeId

_RANK = {stage: rank for rank, stage in enumerate(AdoptionStage)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopter:
    """An actor that ever used a practice, or one of its variants. Only a date with two known ends is a date here."""

    party: PartyId
    stage: AdoptionStage
    date: FuzzyDate | None  # the first dated step of use

    @property
    def year(self) -> int | None:
        """The year by which it certainly was in use."""
        return self.date.latest.year if self.date and self.date.latest else None


def origin_of(landscape: Landscape, practice: PracticeId) -> PartyId | None:
    """Return the actor of the party where a practice began, where that is recorded."""
    origin = landscape.practices[practice].origin
    return landscape.atlas.actor(origin) if origin else None


def adopters(landscape: Landscape, family: Iterable[PracticeId], origin: PartyId | None) -> tuple[Adopter, ...]:
    """Return who ever used one of a family of practices, without its origin; dated ones first, by date.

    Whoever reached piloting, adopted or adapted stays an adopter, whatever came later; a lone abandonment makes an
    undated one; declining does not. Where a variant began without a recorded step, its origin has adapted the first.

    Args:
        landscape: what is known on the day.
        family: a practice, then the variants to be counted with it.
        origin: the actor where the first practice began.
    """
    cells: dict[PartyId, list[Holding]] = {}
    for practice in family:
        for actor, cell in landscape.cells(practice).items():
            if cell.adopted or cell.origin:
                cells.setdefault(actor, []).append(cell)
    found = [_adopter(actor, own) for actor, own in cells.items() if actor != origin]
    return tuple(sorted(found, key=_by_date))


def first_use(landscape: Landscape, family: Iterable[PracticeId], actor: PartyId) -> FuzzyDate | None:
    """Return since when an actor, be it the origin, is known to have used one of a family of practices."""
    cells = (landscape.cells(practice).get(actor) for practice in family)
    return earliest(cell.since for cell in cells if cell)


def dated_uses(landscape: Landscape, family: Iterable[PracticeId]) -> dict[PartyId, FuzzyDate]:
    """Return since when each actor, the origin too, is known to have used one of a family of practices; undated ones are absent."""
    dates: dict[PartyId, list[FuzzyDate]] = {}
    for practice in family:
        for actor, cell in landscape.cells(practice).items():
            if cell.since:
                dates.setdefault(actor, []).append(cell.since)
    return {actor: when for actor, own in dates.items() if (when := earliest(own))}


def _adopter(actor: PartyId, cells: list[Holding]) -> Adopter:
    stages = [cell.stage or AdoptionStage.ADAPTED for cell in cells]
    in_use = [stage for stage in stages if stage in IN_USE]
    return Adopter(party=actor, stage=max(in_use or stages, key=_RANK.__getitem__), date=earliest(cell.since for cell in cells))


def _by_date(adopter: Adopter) -> tuple[bool, int, int, str]:
    when = adopter.date
    if when is None or when.latest is None:
        return True, 0, 0, adopter.party
    return False, when.sort_day, when.latest.toordinal(), adopter.party
