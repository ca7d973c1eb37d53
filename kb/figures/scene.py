"""What a picture of a spread shows: names, dates, places and links. It knows nothing of paper or colours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kb.dates import FuzzyDate
from kb.errors import InvalidInput
from kb.graph.adopters import first_use
from kb.graph.cascade import cascade
from kb.graph.landscape import Landscape
from kb.graph.rows import Spread, SpreadPoint
from kb.graph.spread import spread, variant_links
from kb.model import AdoptionStage, Coordinates, PartyId, PracticeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A party on a picture: the origin, an adopter, or who taught one."""

    key: PartyId
    name: str
    date: FuzzyDate | None  # since when it used the practice; both ends are known
    stage: AdoptionStage | None  # None: no step of its own is recorded
    origin: bool
    place: Coordinates | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """From whom an actor learned. One that no fact records leads from where a practice began to where its variant did."""

    source: PartyId
    target: PartyId
    recorded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """On what a picture rests."""

    revision: int
    day: date | None  # of the last change; None: nothing was ever recorded


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A spread as it is drawn."""

    practice: PracticeId
    title: str
    actors: Sequence[Actor]  # the origin, dated adopters by date, undated ones, then sources that adopted nothing
    links: Sequence[Link]  # the earliest first; a pair of actors once
    curve: Sequence[SpreadPoint]
    size: int  # adopters, the origin not among them
    undated: int
    countries: int
    population: int
    as_of: date | None

    @cached_property
    def by_key(self) -> Mapping[PartyId, Actor]:
        """The actors by id."""
        return {actor.key: actor for actor in self.actors}

    @cached_property
    def parents(self) -> Mapping[PartyId, PartyId | None]:
        """The tree that is drawn: from whom each linked actor learned first, None for a root; sources before learners."""
        pairs = [(link.source, link.target) for link in self.links]
        origin = next((actor.key for actor in self.actors if actor.origin), None)
        found = dict(cascade(pairs, origin).parents)
        rest = [pair for pair in pairs if pair[0] not in found and pair[1] not in found]
        while rest:  # what nothing joins to the origin, a circle too
            source = next((source for source, _ in rest if all(source != target for _, target in rest)), rest[0][0])
            found |= {key: parent for key, parent in cascade(rest, source).parents.items() if key not in found}
            rest = [pair for pair in rest if pair[0] not in found and pair[1] not in found]
        for source, target in pairs:  # a source that learned nothing itself, of a learner that is drawn already
            found.setdefault(source, None)
            found.setdefault(target, source)
        return found


def scene(landscape: Landscape, practice: PracticeId, lang: str = "en", *, include_derived: bool = False) -> Scene:
    """Gather what a picture of a practice's spread shows.

    Args:
        landscape: what is known on the day.
        practice: what travelled.
        lang: the language of names.
        include_derived: whether its variants, and theirs, are followed too.
    Raises:
        NotFound, WrongKind: `practice` is no practice of the graph.
        InvalidInput: nobody is recorded to have taken it up.
    """
    found = spread(landscape, practice, include_derived=include_derived)
    if not found.adopters:
        by_then = f" by {landscape.as_of}" if landscape.as_of else ""
        raise InvalidInput(f"nobody is recorded to have taken up {practice}{by_then}: there is nothing to draw")
    family = landscape.family(practice) if include_derived else (practice,)
    links = {(link.source, link.target): True for link in found.recorded_links}
    links |= {pair: False for pair in variant_links(landscape, family) if pair not in links}
    return Scene(
        practice=practice,
        title=landscape.practices[practice].name.best(lang),
        actors=_actors(landscape, found, family, links, lang),
        links=[Link(source=source, target=target, recorded=recorded) for (source, target), recorded in links.items()],
        curve=found.curve,
        size=found.size,
        undated=found.undated,
        countries=len(found.reach),
        population=found.population,
        as_of=landscape.as_of,
    )


def _actors(
    landscape: Landscape, found: Spread, family: Sequence[PracticeId], links: Mapping[tuple[PartyId, PartyId], bool], lang: str
) -> list[Actor]:
    dated: dict[PartyId, tuple[FuzzyDate | None, AdoptionStage | None]] = {}
    if found.origin:
        dated[found.origin] = first_use(landscape, family, found.origin), None
    dated |= {adopter.party: (adopter.date, adopter.stage) for adopter in found.adopters}
    for source, _ in links:
        dated.setdefault(source, (None, None))
    return [
        Actor(
            key=key,
            name=landscape.nodes[key].name.best(lang),
            date=when if when and when.earliest and when.latest else None,
            stage=stage,
            origin=key == found.origin,
            place=landscape.atlas.location(key),
        )
        for key, (when, stage) in dated.items()
    ]
