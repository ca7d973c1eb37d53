"""Where a practice is best studied, and whom to ask for there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import inf

from kb.graph.asking import Asking
from kb.graph.atlas import level_of
from kb.graph.because import message
from kb.graph.offers import Offer
from kb.graph.rows import Level, Message
from kb.model import Institution, NodeKind, PartyId, PlaceId, PracticeId, kind_of

MOST_PLACES = 20


def best_offers(asking: Asking, practice: PracticeId) -> list[Offer]:
    """Return where a practice can be studied, the best first.

    Municipalities and institutions before regions and countries; then those that hosted a visit before; then those
    with a dated sign of it in the last five years; then the nearest; then by id. Where it is not to be seen is left out.
    """
    found = (offer for offer in asking.offers(practice) if to_be_seen(asking, offer))
    return sorted(found, key=lambda offer: _rank(asking, offer))[:MOST_PLACES]


def to_be_seen(asking: Asking, offer: Offer) -> bool:
    """Tell whether one can go and see it: it was not given up there, and not all who have or showed it take no visitors."""
    kept = offer.cell is None or not offer.cell.given_up
    return kept and (offer.actor in offer.parties or not all(_closed(asking, party) for party in offer.parties))


def seen_at(asking: Asking, offers: Iterable[Offer]) -> tuple[PartyId, ...]:
    """Return the parties to go to, of offers in order. An institution known to take no visitors is left out."""
    parties = (party for offer in offers for party in offer.parties if not _closed(asking, party))
    return tuple(dict.fromkeys(parties))[:MOST_PLACES]


def hosts(asking: Asking, city: PlaceId, practices: Iterable[PracticeId]) -> tuple[PartyId, ...]:
    """Return the institutions of a city to ask for.

    They have or showed one of the practices, or hosted a visit; most practices first, then most visits, then those known
    to receive visitors, then by id. One known to take no visitors is left out.
    """
    landscape = asking.landscape
    shown = Counter(party for practice in practices for party in landscape.offers(practice)[city].parties)
    visits = Counter(visit.host for visit in landscape.records.hosted.get(city, ()))
    found = [party for party in {*shown, *visits} if kind_of(party) == NodeKind.INSTITUTION and not _closed(asking, party)]
    return tuple(sorted(found, key=lambda party: (-shown[party], -visits[party], not _open(asking, party), party)))[:MOST_PLACES]


def _rank(asking: Asking, offer: Offer) -> tuple[bool, bool, bool, float, str]:
    landscape, actor = asking.landscape, offer.actor
    alive = offer.last is not None and offer.last.latest is not None and offer.last.latest >= asking.lately
    distance = asking.distance_km(actor)
    wide = level_of(actor) in (Level.REGION, Level.COUNTRY)
    return wide, actor not in landscape.records.hosted, not alive, inf if distance is None else distance, actor


def reception(institution: Institution) -> Message:
    """Say whether an institution receives visitors, or that nobody recorded it."""
    return message({True: "RECEIVES_VISITORS", False: "RECEIVES_NO_VISITORS", None: "RECEPTION_UNKNOWN"}[institution.receives_visits])


def _open(asking: Asking, party: PartyId) -> bool:
    node = asking.landscape.nodes[party]
    return isinstance(node, Institution) and node.receives_visits is True


def _closed(asking: Asking, party: PartyId) -> bool:
    node = asking.landscape.nodes[party]
    return isinstance(node, Institution) and node.receives_visits is False
