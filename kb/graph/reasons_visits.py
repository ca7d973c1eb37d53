"""Reasons to visit a city, and what is known of a practice there."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kb.graph.asking import Asking
from kb.graph.because import MOST_NAMES, because, takings
from kb.graph.holdings import Holding, latest
from kb.graph.offers import TAUGHT, TOLD, Offer
from kb.graph.reasons_elsewhere import institutions_only
from kb.graph.rows import Reason
from kb.model import IN_USE, PartyId, PlaceId, PracticeId, Visit

MANY_PLACES = 10  # beyond that, a practice is the less reason to choose one city, the more places show it


def offer_reasons(asking: Asking, offer: Offer) -> tuple[Reason, ...]:
    """Say what a city has of a practice: whether it began there, since when it is in use, to whom it was shown; how rare it is."""
    cell = offer.cell
    found = [_began(cell), _in_use(cell), _outcome(cell), _showed(offer), _not_used(offer), _common(asking, offer)]
    return tuple(reason for reason in (*found, *institutions_only([offer])) if reason)


def visit_reasons(
    asking: Asking, city: PlaceId, offers: Sequence[Offer], above: Collection[PracticeId], asked: Collection[PartyId]
) -> tuple[Reason, ...]:
    """Say why to go to a city, and what makes that doubtful.

    Args:
        asking: who asks.
        city: where to go.
        offers: what is to be seen there, the best first.
        above: the practices that cities higher up in the ranking show.
        asked: the institutions to ask for.
    """
    found = [
        _to_see(offers),
        _fresh(offers),
        *_parts(asking, offers, above),
        _hosted(asking, city),
        _visited(asking, city),
        _taught(asking, city),
        _alike(asking, city),
        None if asked else because("NOBODY_TO_ASK", place=city),
    ]
    return tuple(reason for reason in found if reason)


def _began(cell: Holding | None) -> Reason | None:
    return because("BEGAN_THERE", place=cell.origin) if cell and cell.origin else None


def _in_use(cell: Holding | None) -> Reason | None:
    if cell is None or cell.stage not in IN_USE:
        return None
    return because("IN_USE_THERE", takings([cell]), place=cell.actor, date=cell.since)


def _outcome(cell: Holding | None) -> Reason | None:
    steps = [step.id for step in cell.steps if step.outcome and step.stage in IN_USE] if cell else []
    return because("OUTCOME_THERE", steps) if steps else None


def _showed(offer: Offer) -> Reason | None:
    if not offer.given:
        return None
    last = latest(fact.event_date for fact in offer.given)
    return because("SHOWED_TO_OTHERS", (fact.id for fact in offer.given), place=offer.actor, count=len(offer.given), date=last)


def _not_used(offer: Offer) -> Reason | None:
    return because("TAUGHT_NOT_USED", (fact.id for fact in offer.given), place=offer.actor) if offer.evidence == TAUGHT else None


def _common(asking: Asking, offer: Offer) -> Reason | None:
    places = len(asking.landscape.offers(offer.practice))
    return because("SEEN_IN_MANY_PLACES", count=places) if places > MANY_PLACES else None


def _to_see(offers: Sequence[Offer]) -> Reason:
    return because("PRACTICES_TO_SEE", count=len(offers), practices=tuple(offer.practice for offer in offers[:MOST_NAMES]))


def _fresh(offers: Sequence[Offer]) -> Reason | None:
    last = latest(offer.last for offer in offers)
    if last is None:
        return because("NO_DATED_EVIDENCE")
    offer = next(offer for offer in offers if offer.last == last)
    facts = [fact.id for fact in offer.given if fact.event_date == last] + takings([offer.cell] if offer.cell else [])
    return because("LATEST_SIGN", facts, practice=offer.practice, date=last)


def _parts(asking: Asking, offers: Sequence[Offer], above: Collection[PracticeId]) -> list[Reason]:
    """Say of how many practices something holds that makes them more, or less, worth the way."""
    counts = {
        "OUTCOMES_TO_SEE": sum(offer.evidence == TOLD for offer in offers),
        "QUIET_LATELY": sum(not (offer.last and offer.last.latest and offer.last.latest >= asking.lately) for offer in offers),
        "AT_INSTITUTIONS_ONLY": sum(bool(offer.cell and offer.cell.institutions_only) for offer in offers),
        "ONLY_TAUGHT": sum(offer.evidence == TAUGHT for offer in offers),
        "SEEN_ABOVE": sum(offer.practice in above for offer in offers),
    }
    return [because(code, count=count, of=len(offers)) for code, count in counts.items() if count]


def _hosted(asking: Asking, city: PlaceId) -> Reason | None:
    visits = sorted(asking.landscape.records.hosted.get(city, ()), key=_newest)
    last = latest(visit.event_date for visit in visits)
    return because("RECEIVED_VISITORS", (visit.id for visit in visits), place=city, count=len(visits), date=last) if visits else None


def _visited(asking: Asking, city: PlaceId) -> Reason | None:
    atlas = asking.landscape.atlas
    visits = sorted(
        (visit for visit in asking.landscape.records.made.get(asking.actor, ()) if atlas.actor(visit.host) == city), key=_newest
    )
    last = latest(visit.event_date for visit in visits)
    return because("VISITED_BEFORE", (visit.id for visit in visits), party=asking.actor, date=last) if visits else None


def _taught(asking: Asking, city: PlaceId) -> Reason | None:
    atlas = asking.landscape.atlas
    steps = [
        step
        for cell in asking.landscape.held(asking.actor).values()
        for step in cell.steps
        if step.learned_from and atlas.actor(step.learned_from) == city
    ]
    practices = tuple(dict.fromkeys(step.practice for step in steps))[:MOST_NAMES]
    return because("LEARNED_THERE_BEFORE", (step.id for step in steps), party=asking.actor, practices=practices) if steps else None


def _alike(asking: Asking, city: PlaceId) -> Reason | None:
    if city in asking.neighbours:
        return because("AMONG_MOST_ALIKE", party=asking.actor, of=len(asking.neighbours))
    apart = asking.own.isdisjoint(asking.landscape.held(city))
    return because("NOTHING_IN_COMMON", party=asking.actor, place=city) if apart and asking.own else None


def _newest(visit: Visit) -> tuple[int, str]:
    return -(visit.date.sort_day if visit.date else 0), visit.id
