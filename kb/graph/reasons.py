"""Why a practice is worth studying for a place, in facts. Each reason is made by one function, or not at all."""

from __future__ import annotations

from collections.abc import Callable

from kb.graph import reasons_elsewhere as elsewhere
from kb.graph import reasons_here as here
from kb.graph.asking import Asking
from kb.graph.rows import Reason
from kb.model import PracticeId

REASONS: tuple[Callable[[Asking, PracticeId], Reason | None], ...] = (
    elsewhere.similar_took_it_up,
    elsewhere.taken_up,
    elsewhere.only_shown,
    here.shown_here,
    here.intended_here,
    here.seen_on_visit,
    elsewhere.near_by,
    elsewhere.outcomes,
    here.variant,
    here.on_topic,
    elsewhere.given_up,
)


def reasons(asking: Asking, practice: PracticeId) -> tuple[Reason, ...]:
    """Return all that speaks for a practice, and what speaks against it, in a fixed order."""
    found = (reason(asking, practice) for reason in REASONS)
    return tuple(reason for reason in found if reason)
