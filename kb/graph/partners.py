"""With whom a place is recorded to have been in touch, and how many of those have a practice."""

from __future__ import annotations

from collections.abc import Mapping

from kb.graph.because import message
from kb.graph.landscape import Landscape
from kb.graph.once import Once
from kb.graph.records import Giving, giver
from kb.graph.spread_rows import Exposure
from kb.model import PartyId, PracticeId


def partners(landscape: Landscape, actor: PartyId) -> frozenset[PartyId]:
    """Return the recorded partners of an actor: those it visited or hosted, learned from or was shown something by, at any time.

    All count by their actors, whatever the practice was, and itself is none of them.
    """
    records, atlas = landscape.records, landscape.atlas
    met = {atlas.actor(visit.host) for visit in records.made.get(actor, ())}
    met |= {atlas.actor(visit.visitor) for visit in records.hosted.get(actor, ())}
    for cell in landscape.held(actor).values():
        facts: list[Giving] = [*cell.steps, *cell.shares]
        met |= {atlas.actor(source) for fact in facts if (source := giver(fact))}
    return frozenset(met - {actor})


def _everybodys(landscape: Landscape) -> dict[PartyId, frozenset[PartyId]]:
    met = ((actor, partners(landscape, actor)) for actor in landscape.atlas.actors())
    return {actor: others for actor, others in met if others}


everybodys_partners = Once[Mapping[PartyId, frozenset[PartyId]]](_everybodys)
"""Return the recorded partners of every actor that has any."""


def exposure(landscape: Landscape, practice: PracticeId, party: PartyId, *, include_derived: bool = False) -> Exposure:
    """Return how many of a party's recorded partners have a practice now: themselves, or a party in them.

    exposure = partners that have it / partners. It does not prove influence: alike places take up alike practices, and one
    event may move many of them.

    Args:
        landscape: what is known on the day.
        practice: what they may have.
        party: whose partners; its actor is meant.
        include_derived: whether having one of its variants counts too.
    Raises:
        NotFound, WrongKind: `practice` is no practice, or `party` no party, of the graph.
    Source: Valente (1995), Network Models of the Diffusion of Innovations.
    """
    landscape.practice(practice)
    actor = landscape.atlas.known(party)
    family = landscape.family(practice) if include_derived else (practice,)
    met = sorted(partners(landscape, actor))
    having = tuple(other for other in met if any(cell.has for one in family if (cell := landscape.cells(one).get(other))))
    return Exposure(practice=practice, party=actor, partners=tuple(met), having=having, caution=message("EXPOSURE_IS_NO_PROOF"))
