"""Reasons from a place's own ties to a practice: shown here, planned here, seen on a visit, grown from its own."""

from __future__ import annotations

from kb.graph.asking import Asking
from kb.graph.because import MOST_NAMES, because
from kb.graph.holdings import latest
from kb.graph.rows import Reason
from kb.model import INTENTIONS, AdoptionStage, PartyId, PracticeId, Visit


def shown_here(asking: Asking, practice: PracticeId) -> Reason | None:
    """It was shown to this very place."""
    cell = asking.landscape.held(asking.actor).get(practice)
    if cell is None or not cell.shares:
        return None
    by = tuple(sorted({share.from_ for share in cell.shares if share.from_}))
    when = latest(share.event_date for share in cell.shares)
    return because("SHOWN_HERE", (share.id for share in cell.shares), party=asking.actor, by=by[:MOST_NAMES], date=when)


def intended_here(asking: Asking, practice: PracticeId) -> Reason | None:
    """This place already plans it, or said to be interested."""
    cell = asking.landscape.held(asking.actor).get(practice)
    if cell is None or cell.stage not in INTENTIONS:
        return None
    code = "PLANNED_HERE" if cell.stage is AdoptionStage.PLANNED else "INTEREST_HERE"
    steps = [step for step in cell.steps if step.stage is cell.stage]
    return because(code, (step.id for step in steps), party=asking.actor, date=latest(step.event_date for step in steps))


def seen_on_visit(asking: Asking, practice: PracticeId) -> Reason | None:
    """A delegation from here went to a place that has it, though nobody records that it was shown there."""
    atlas, offers = asking.landscape.atlas, asking.landscape.offers(practice)
    elsewhere = offers.keys() - _showed(asking, practice) - {asking.actor}
    visits = [visit for visit in asking.landscape.records.made.get(asking.actor, ()) if atlas.actor(visit.host) in elsewhere]
    if not visits:
        return None
    visits.sort(key=_by_day, reverse=True)
    host = _having(asking, practice, visits[0].host)
    return because("VISITED_WHERE_IT_IS", (visit.id for visit in visits), party=asking.actor, host=host, date=visits[0].event_date)


def variant(asking: Asking, practice: PracticeId) -> Reason | None:
    """It grew out of something this place has, or something this place has grew out of it."""
    own = asking.own
    parent = asking.landscape.practices[practice].derived_from
    if parent in own:
        return because("GREW_FROM_YOURS", party=asking.actor, practice=parent)
    children = [child for child in asking.landscape.derivatives.get(practice, ()) if child in own]
    return because("YOURS_GREW_FROM_IT", party=asking.actor, practice=children[0]) if children else None


def on_topic(asking: Asking, practice: PracticeId) -> Reason | None:
    """It is on a topic that was asked for; else: on one that this place already works on."""
    topics = asking.landscape.practices[practice].topics
    asked = tuple(topic for topic in topics if topic in asking.topics)
    if asked:
        return because("TOPIC_ASKED", topics=asked)
    shared = tuple(topic for topic in topics if topic in asking.own_topics)
    return because("TOPIC_OF_YOURS", party=asking.actor, topics=shared) if shared else None


def _having(asking: Asking, practice: PracticeId, host: PartyId) -> PartyId:
    """Return a host that has a practice itself, else its actor: one school of a city may have been visited, and another have it."""
    actor = asking.landscape.atlas.actor(host)
    cell = asking.landscape.cells(practice).get(actor)
    return host if cell and host in cell.users else actor


def _showed(asking: Asking, practice: PracticeId) -> set[PartyId]:
    cell = asking.landscape.held(asking.actor).get(practice)
    return {asking.landscape.atlas.actor(share.from_) for share in cell.shares if share.from_} if cell else set()


def _by_day(visit: Visit) -> tuple[int, str]:
    return visit.date.sort_day if visit.date else 0, visit.id
