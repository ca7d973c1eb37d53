"""Where a practice is best studied, and whom to ask for there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from heapq import nsmallest
from math import inf

from kb.graph.asking import Asking
from kb.graph.because import message
from kb.graph.offers import Offer
from kb.graph.rows import Message
from kb.model import Institution, NodeKind, PartyId, PlaceId, PracticeId, kind_of

MOST_PLACES = 20
_WIDE = (f"{NodeKind.REGION}:", f"{NodeKind.COUNTRY}:")


def best_offers(asking: Asking, practice: PracticeId) -> list[Offer]:
    """Return where a practice can be studied, the best first.

    Municipalities and institutions before regions and countries; then those that hosted a visit before; then those
    with a dated sign of it in the last five years; then the nearest; then by id. Where it is not to be seen is left out.
    """
    hosted, near, lately = asking.landscape.records.hosted, asking.nearness, asking.lately.toordinal()
    ranks = [
        ((_is_wide(offer.actor), offer.actor not in hosted, offer.day < lately, near.get(offer.actor, inf), offer.actor), offer)
        for offer in asking.offers(practice)
        if to_be_seen(asking, offer)
    ]
    return [offer for _, offer in nsmallest(MOST_PLACES, ranks)]


def to_be_seen(asking: Asking, offer: Offer) -> bool:
    """Tell whether one can go and see it: it was not given up there, and not all who have or showed it take no visitors."""
    return not offer.given_up and (offer.actor in offer.parties or not asking.landscape.atlas.closed.issuperset(offer.parties))


def seen_at(asking: Asking, offers: Iterable[Offer]) -> tuple[PartyId, ...]:
    """Return the parties to go to, of offers in order. An institution known to take no visitors is left out."""
    closed = asking.landscape.atlas.closed
    parties = (party for offer in offers for party in offer.parties if party not in closed)
    return tuple(dict.fromkeys(parties))[:MOST_PLACES]


def hosts(asking: Asking, city: PlaceId, practices: Iterable[PracticeId]) -> tuple[PartyId, ...]:
    """Return the institutions of a city to ask for.

    They have or showed one of the practices, or hosted a visit; most practices first, then most visits, then those known
    to receive visitors, then by id. One known to take no visitors is left out.
    """
    landscape = asking.landscape
    shown = Counter(party for practice in practices for party in landscape.offers(practice)[city].parties)
    visits = Counter(visit.host for visit in landscape.records.hosted.get(city, ()))
    found = [party for party in {*shown, *visits} - landscape.atlas.closed if kind_of(party) == NodeKind.INSTITUTION]
    return tuple(sorted(found, key=lambda party: (-shown[party], -visits[party], not _open(asking, party), party)))[:MOST_PLACES]


def _is_wide(actor: PartyId) -> bool:
    return actor.startswith(_WIDE)


def reception(institution: Institution) -> Message:
    """Say whether an institution receives visitors, or that nobody recorded it."""
    return message({True: "RECEIVES_VISITORS", False: "RECEIVES_NO_VISITORS", None: "RECEPTION_UNKNOWN"}[institution.receives_visits])


def _open(asking: Asking, party: PartyId) -> bool:
    node = asking.landscape.nodes[party]
    return isinstance(node, Institution) and node.receives_visits is True
