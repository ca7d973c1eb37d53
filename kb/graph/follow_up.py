"""What came after visits: sequence, not cause."""

from __future__ import annotations

from collections.abc import Iterable

from kb.dates import before
from kb.graph.decay import is_dated
from kb.graph.landscape import Landscape
from kb.graph.rows import FollowUpRow
from kb.model import Adoption, FactId, PartyId, Visit


def follow_up(landscape: Landscape, party: PartyId) -> tuple[FollowUpRow, ...]:
    """Return the visits a party made, the latest first and undated ones last, with the steps that followed each.

    A visit's steps are those of the visitor's actor, at any stage, with a practice that a source says was learned
    from the host's actor, unless the step was certainly before the visit. Where no source says from whom, a step
    counts when the host's actor has or showed the practice and both days are known, the step not certainly before.
    The day of a surrounding programme is no day of a visit.

    Args:
        landscape: what is known on the day.
        party: who visited. A municipality, region or country: the parties it acts for too; any other: itself alone.
    Raises:
        NotFound, WrongKind: `party` is no party of the graph.
    """
    actor = landscape.atlas.known(party)
    made = [visit for visit in landscape.records.made.get(actor, ()) if party in (actor, visit.visitor)]
    learned = _steps_by_host(landscape, actor, {landscape.atlas.actor(visit.host) for visit in made})
    return tuple(
        FollowUpRow(visit=visit.id, adoptions=_after(visit, learned.get(landscape.atlas.actor(visit.host), ())))
        for visit in sorted(made, key=lambda visit: (-(visit.date.sort_day if visit.date else 0), visit.id))
    )


def _steps_by_host(landscape: Landscape, actor: PartyId, hosts: set[PartyId]) -> dict[PartyId, list[Adoption]]:
    """Return the actor's steps that were, or without a recorded source may have been, learned from each host."""
    found: dict[PartyId, list[Adoption]] = {}
    for practice, cell in landscape.held(actor).items():
        showing = hosts & landscape.offers(practice).keys()
        for step in cell.steps:
            sources = {landscape.atlas.actor(step.learned_from)} if step.learned_from else showing
            for host in sources & hosts:
                found.setdefault(host, []).append(step)
    return found


def _after(visit: Visit, steps: Iterable[Adoption]) -> tuple[FactId, ...]:
    """Return the steps not certainly before a visit; those without a recorded source only where both are dated."""
    following = [
        step
        for step in steps
        if not before(step.event_date, visit.event_date)
        and (step.learned_from or (is_dated(visit.event_date) and is_dated(step.event_date)))
    ]
    return tuple(step.id for step in sorted(following, key=_by_day))


def _by_day(step: Adoption) -> tuple[bool, int, str]:
    day = step.date.sort_day if step.date else 0
    return not day, day, step.id
