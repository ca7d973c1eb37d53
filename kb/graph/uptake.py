"""Who took a practice up, when, and what came of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from kb.graph.atlas import Atlas
from kb.graph.holdings import Holding
from kb.model import GIVEN_UP, IN_USE, Adoption, PartyId, PlaceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Uptake:
    """The holdings of one practice, sorted by what became of it there."""

    dated: tuple[Holding, ...]  # in use, with a dated first step: the latest first
    undated: tuple[Holding, ...]  # in use, since nobody says when
    given_up: tuple[Holding, ...]
    shown: tuple[Holding, ...]  # shown or intended, not used
    by_country: dict[PlaceId, tuple[PartyId, ...]]  # who has it
    outcomes: tuple[Adoption, ...]  # steps of which the outcome is recorded: the latest first

    def since(self, day: date) -> Sequence[Holding]:
        """Return who may have taken it up on that day or later, the latest first."""
        before = -day.toordinal() + 1
        return self.dated[: bisect_left(self.dated, before, key=lambda cell: _latest_first(cell)[0])]


def uptake(cells: Iterable[Holding], atlas: Atlas) -> Uptake:
    """Sort the holdings of one practice."""
    known = sorted(cells, key=lambda cell: cell.actor)
    in_use = [cell for cell in known if cell.stage in IN_USE]
    by_country: dict[PlaceId, list[PartyId]] = {}
    for cell in known:
        country = atlas.country(cell.actor)
        if cell.has and country:
            by_country.setdefault(country, []).append(cell.actor)
    return Uptake(
        dated=tuple(sorted((cell for cell in in_use if cell.since), key=_latest_first)),
        undated=tuple(cell for cell in in_use if not cell.since),
        given_up=tuple(cell for cell in known if cell.given_up),
        shown=tuple(cell for cell in known if not cell.adopted and not cell.has and not cell.given_up),
        by_country={country: tuple(actors) for country, actors in by_country.items()},
        outcomes=tuple(sorted((step for cell in known for step in cell.steps if _tells(step)), key=_newest_step)),
    )


def _tells(step: Adoption) -> bool:
    return bool(step.outcome) and (step.stage in IN_USE or step.stage in GIVEN_UP)


def _latest_first(cell: Holding) -> tuple[int, int, str]:
    since = cell.since
    return -(since.latest.toordinal() if since and since.latest else 0), -(since.sort_day if since else 0), cell.actor


def _newest_step(step: Adoption) -> tuple[int, str]:
    return -(step.date.sort_day if step.date else 0), step.id
