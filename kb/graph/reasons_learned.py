"""Why the learned method puts a practice where it stands: what raises its chance most, and what lowers it, in facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kb.graph.asking import Asking
from kb.graph.because import Filling, message, takings
from kb.graph.decay import years_back
from kb.graph.holdings import Holding
from kb.graph.rows import Reason
from kb.model import PracticeId

LATELY_YEARS = 2
Told = tuple[dict[str, Filling], Sequence[Holding]]


def learned_reasons(asking: Asking, practice: PracticeId) -> list[Reason]:
    """Say how likely the place turns to a practice within a year, and what raises and what lowers that most.

    What a group of features adds to the logit counts beside its mean over all candidates, so that what is the same for
    all of them is no reason.
    """
    known = asking.forecast
    added = known.added(practice, asking.candidates, [group.starts for group in GROUPS])
    most, least = max(added), min(added)
    said = [_said("CHANCE", ({"percent": round(100 * known.chance(practice))}, ()))]
    if most > 0:
        group = GROUPS[added.index(most)]
        said.append(_said(group.raised, group.told(asking, practice)))
    if least < 0:
        group = GROUPS[added.index(least)]
        said.append(_said(group.lowered, group.told(asking, practice)))
    return said


def _said(code: str, told: Told) -> Reason:
    values, cells = told
    return Reason(message=message(code, **values), facts=tuple(takings(cells)))


def _lately(asking: Asking, practice: PracticeId) -> Told:
    cells = asking.landscape.uptake(practice).since(years_back(asking.landscape.day, LATELY_YEARS))
    return {"count": len(cells)}, cells


def _everywhere(asking: Asking, practice: PracticeId) -> Told:
    landscape = asking.landscape
    return {"count": landscape.activity(practice).adopters.get(None, 0), "of": landscape.populations.get(None, 0)}, ()


def _alike(asking: Asking, practice: PracticeId) -> Told:
    cells = asking.landscape.cells(practice)
    having = [cells[other] for other in asking.neighbours if other in cells and cells[other].has]
    return {"count": len(having), "of": len(asking.neighbours), "party": asking.actor}, having


def _here(asking: Asking, practice: PracticeId) -> Told:
    return {"party": asking.actor}, ()


def _near(asking: Asking, practice: PracticeId) -> Told:
    return {"country": asking.landscape.atlas.country(asking.actor)}, ()


@dataclass(frozen=True, slots=True)
class Group:
    """Features that say much the same, by how their names begin, and what is said of them."""

    starts: tuple[str, ...]
    raised: str
    lowered: str
    told: Callable[[Asking, PracticeId], Told]


GROUPS = (
    Group(("pulse", "year", "since-last", "pace"), "RAISED_LATELY", "LOWERED_LATELY", _lately),
    Group(("adopters", "share", "at-risk", "since-first", "new"), "RAISED_SPREAD", "LOWERED_SPREAD", _everywhere),
    Group(("alike",), "RAISED_ALIKE", "LOWERED_ALIKE", _alike),
    Group(("tempo", "moves"), "RAISED_OWN", "LOWERED_OWN", _here),
    Group(("company", "topic"), "RAISED_COMPANY", "LOWERED_COMPANY", _here),
    Group(("country",), "RAISED_COUNTRY", "LOWERED_COUNTRY", _near),
    Group(("shown", "visited"), "RAISED_SHOWN", "LOWERED_SHOWN", _here),
)
