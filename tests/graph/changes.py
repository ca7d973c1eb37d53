"""Random worlds that change: places move, practices begin elsewhere, facts come, are corrected and taken back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from kb.model import (
    Adoption,
    AnyFact,
    AnyNode,
    City,
    Coordinates,
    Country,
    DateMeaning,
    FactId,
    Institution,
    NodeId,
    Practice,
    Region,
    Share,
    Texts,
    Visit,
)
from tests.store import strategies as of_stores
from tests.store.strategies import DATES, EVERY_NODE, maybe, texts

PLACES = ["country:by", "country:ru", "region:new", *of_stores.PLACES[1:], "city:new"]  # each may be a part of those before it
KEYS = [*PLACES, *(key for key in EVERY_NODE if key not in PLACES), "institution:new", "practice:new"]
OFTEN = [key for key in KEYS if key.startswith(("city", "institution")) or key.endswith("new")]  # these change the most else
FIRST = [key for key in KEYS if not key.endswith("new")]
POINTS = maybe(Coordinates(latitude=53, longitude=27), Coordinates(latitude=54, longitude=32), Coordinates(latitude=60, longitude=30))


@dataclass(frozen=True)
class Change:
    """What one write puts: nodes, and facts as they are then (None: taken back)."""

    nodes: tuple[AnyNode, ...]
    facts: dict[FactId, AnyFact | None]


@st.composite
def changes(draw: st.DrawFn) -> list[Change]:
    """A first write of nearly every node, and a few later ones."""
    nodes = tuple(draw(_node(key, FIRST)) for key in FIRST)
    there = {fact.id: fact for fact in draw(st.lists(_facts(FIRST), min_size=3, max_size=14))}
    found, known = [Change(nodes, {**there})], set(FIRST)
    for _ in range(draw(st.integers(1, 4))):
        change = draw(_later(known, there))
        known |= {node.id for node in change.nodes}
        there = {key: fact for key, fact in {**there, **change.facts}.items() if fact}
        found.append(change)
    return found


@st.composite
def _later(draw: st.DrawFn, known: Collection[NodeId], facts: dict[FactId, AnyFact]) -> Change:
    """Some nodes as they are from then on, some new facts, and some of the known ones corrected or taken back."""
    keys = draw(st.lists(st.sampled_from(KEYS) | st.sampled_from(OFTEN), max_size=3, unique=True))
    nodes, there = tuple(draw(_node(key, known)) for key in keys), sorted({*known, *keys})
    changed: dict[FactId, AnyFact | None] = {fact.id: fact for fact in draw(st.lists(_facts(there), max_size=3))}
    for key in draw(st.lists(st.sampled_from(sorted(facts)), max_size=3, unique=True)) if facts else []:
        changed[key] = draw(st.none() | _about(facts[key], there))
    return Change(nodes, changed)


@st.composite
def _node(draw: st.DrawFn, key: NodeId, known: Collection[NodeId]) -> AnyNode:
    """A node that refers to known ones alone."""
    kind, places = key.partition(":")[0], [place for place in PLACES if place in known]
    above = draw(maybe(*(place for place in places if key in PLACES and PLACES.index(place) < PLACES.index(key))))
    if kind == "country":
        return Country(id=key, code=key[-2:].upper())
    if kind in ("region", "city"):
        return (Region if kind == "region" else City)(id=key, name=draw(texts), part_of=above, location=draw(POINTS))
    node = draw(of_stores.node(key))
    if isinstance(node, Institution):
        return replace(node, place=draw(st.sampled_from(places)), location=draw(POINTS), receives_visits=draw(maybe(True, False)))
    if isinstance(node, Practice):
        parent = "practice:p" if key.endswith("new") else node.derived_from
        return replace(node, origin=draw(maybe(*_parties(known))), derived_from=parent)
    return node


@st.composite
def _facts(draw: st.DrawFn, known: Collection[NodeId]) -> AnyFact:
    fact = replace(draw(_about(draw(of_stores.facts()), known)), id="", date_meaning=draw(st.sampled_from(DateMeaning)))
    return replace(fact, outcome=Texts(en="well")) if isinstance(fact, Adoption) and draw(st.booleans()) else fact


@st.composite
def _about(draw: st.DrawFn, fact: AnyFact, known: Collection[NodeId]) -> AnyFact:
    """The same fact with another date, about other parties and practices."""
    one, other = draw(st.lists(st.sampled_from(_parties(known)), min_size=2, max_size=2, unique=True))
    practice, when = draw(st.sampled_from([key for key in known if key.startswith("practice")])), draw(st.sampled_from(DATES))
    if isinstance(fact, Visit):
        return replace(fact, visitor=one, host=other, date=when)
    if isinstance(fact, Share):
        return replace(fact, practice=practice, to=one, from_=draw(maybe(other)), date=when)
    return replace(fact, practice=practice, by=one, learned_from=draw(maybe(other)), date=when)


def _parties(known: Collection[NodeId]) -> list[NodeId]:
    return [key for key in known if key in PLACES or key.startswith("institution")]
