"""What changes when places move: when a party comes to act through another, or to lie in another country."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from kb.graph.atlas import Atlas
from kb.graph.landscape import Landscape
from kb.graph.records import giver, taker
from kb.model import AnyFact, PartyId, PracticeId

Tie = tuple[PracticeId, PartyId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """What of a landscape is otherwise once its parties belong elsewhere."""

    facts: tuple[AnyFact, ...] = ()  # those that count for another actor
    ties: frozenset[Tie] = frozenset()  # practices and actors: began by a party that acts through another, or lie in another country


def moves(landscape: Landscape, atlas: Atlas) -> Moves:
    """Return what is otherwise in a landscape by an atlas in which its parties may belong elsewhere."""
    old = landscape.atlas
    if atlas is old or all(atlas.parties[key].part_of == party.part_of for key, party in old.parties.items()):
        return Moves()
    shifted = {key for key in old.parties if old.actor(key) != atlas.actor(key)}
    abroad = [actor for actor in landscape.by_actor if old.country(actor) != atlas.country(actor)]
    began = [(key, practice.origin) for key, practice in landscape.practices.items() if practice.origin in shifted]
    ties = {(practice, at.actor(origin)) for practice, origin in began if origin for at in (old, atlas)}
    ties |= {(practice, actor) for actor in abroad for practice in landscape.held(actor)}
    facts = {fact.id: fact for fact in _of_parties(landscape, shifted)}
    return Moves(facts=tuple(facts.values()), ties=frozenset(ties))


def _of_parties(landscape: Landscape, parties: Collection[PartyId]) -> Iterator[AnyFact]:
    """Yield the facts that some parties took part in, some of them twice."""
    actors = {landscape.atlas.actor(key) for key in parties}
    for actor in actors:
        taken = (fact for practice in landscape.held(actor) for fact in landscape.columns[practice].taken(actor))
        yield from (fact for fact in taken if taker(fact) in parties)
        yield from (visit for visit in landscape.records.made.get(actor, ()) if visit.visitor in parties)
        yield from (visit for visit in landscape.records.hosted.get(actor, ()) if visit.host in parties)
    for column in landscape.columns.values():
        given = (fact for actor in actors & column.given.keys() for fact in column.given[actor])
        yield from (fact for fact in given if giver(fact) in parties)
