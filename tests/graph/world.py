"""Small worlds to ask: short names in, model objects and landscapes out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from random import Random
from typing import Any

import networkx as nx

from kb.dates import parse
from kb.graph.build import build
from kb.graph.landscape import Landscape
from kb.graph.survey import survey
from kb.model import (
    Adoption,
    AdoptionStage,
    AnyFact,
    AnyNode,
    Citation,
    City,
    Coordinates,
    Country,
    DateMeaning,
    FactId,
    Institution,
    InstitutionKind,
    Occurrence,
    Practice,
    Region,
    Share,
    Texts,
    Topic,
    Visit,
)

TODAY = date(2024, 12, 31)
CITED = (Citation(source="source:gazette"),)
Point = tuple[float, float]


class World:
    """What a test says there is. Names are slugs: `york` is city:york, `a` practice:a; parties are given whole."""

    def __init__(self) -> None:
        self.nodes: dict[str, AnyNode] = {}
        self.facts: list[AnyFact] = []

    def countries(self, *codes: str) -> World:
        """Add countries by code."""
        for code in codes:
            self._add(Country(id=f"country:{code.lower()}", code=code))
        return self

    def region(self, slug: str, part_of: str | None = None) -> World:
        """Add a region."""
        return self._add(Region(id=f"region:{slug}", name=Texts(en=slug.title()), part_of=part_of))

    def cities(self, *slugs: str, part_of: str | None = None) -> World:
        """Add cities."""
        for slug in slugs:
            self.city(slug, part_of)
        return self

    def city(self, slug: str, part_of: str | None = None, at: Point | None = None) -> World:
        """Add a city, at (latitude, longitude) where that is given."""
        location = Coordinates(latitude=at[0], longitude=at[1]) if at else None
        return self._add(City(id=f"city:{slug}", name=Texts(en=slug.title()), part_of=part_of, location=location))

    def school(self, slug: str, place: str, receives_visits: bool | None = None) -> World:
        """Add a school in a place."""
        name, kind = Texts(en=slug.title()), InstitutionKind.SCHOOL
        return self._add(Institution(id=f"institution:{slug}", name=name, kind=kind, place=place, receives_visits=receives_visits))

    def practices(self, *slugs: str, topics: Iterable[str] = (), origin: str | None = None, derived_from: str | None = None) -> World:
        """Add practices; their topics too."""
        for topic in topics:
            self._add(Topic(id=f"topic:{topic}", name=Texts(en=topic.title())))
        for slug in slugs:
            ids = tuple(f"topic:{topic}" for topic in topics)
            parent = f"practice:{derived_from}" if derived_from else None
            self._add(Practice(id=f"practice:{slug}", title=Texts(en=slug.upper()), topics=ids, origin=origin, derived_from=parent))
        return self

    def adopt(
        self, practice: str, by: str, when: str | None = None, stage: str = "adopted", learned_from: str | None = None, **more: Any
    ) -> FactId:
        """Record a step; `by` is a city's slug or a whole id."""
        source = party(learned_from) if learned_from else None
        step = Adoption(
            practice=f"practice:{practice}", by=party(by), stage=AdoptionStage(stage), learned_from=source, **_common(when, more)
        )
        return self._record(step)

    def share(self, practice: str, to: str, when: str | None = None, giver: str | None = None, **more: Any) -> FactId:
        """Record that a practice was shown."""
        source = party(giver) if giver else None
        return self._record(Share(practice=f"practice:{practice}", to=party(to), from_=source, **_common(when, more)))

    def visit(self, visitor: str, host: str, when: str | None = None, **more: Any) -> FactId:
        """Record a visit."""
        return self._record(Visit(visitor=party(visitor), host=party(host), **_common(when, more)))

    def graph(self) -> nx.MultiDiGraph[str]:
        """Return the graph of record."""
        return build(self.nodes.values(), self.facts)

    def seen(self, as_of: date | None = None, *, shuffled: int | None = None) -> Landscape:
        """Return the landscape on a day; `shuffled` puts nodes and facts in an order drawn with that number."""
        nodes, facts = list(self.nodes.values()), list(self.facts)
        if shuffled is not None:
            Random(shuffled).shuffle(nodes)
            Random(shuffled).shuffle(facts)
        return survey(build(nodes, facts), as_of, TODAY)

    def _add(self, node: AnyNode) -> World:
        self.nodes[node.id] = node
        return self

    def _record(self, fact: AnyFact) -> FactId:
        self.facts.append(fact)
        return fact.id


def party(key: str) -> str:
    """Take a bare slug for a city."""
    return key if ":" in key else f"city:{key}"


def _common(when: str | None, more: dict[str, Any]) -> dict[str, Any]:
    said = {"citations": CITED, "date": parse(when) if when else None, **more}
    if "frame" in said:
        said["date_meaning"] = DateMeaning.FRAME if said.pop("frame") else DateMeaning.EVENT
    if "announced" in said:
        said["occurrence"] = Occurrence.ANNOUNCED if said.pop("announced") else Occurrence.HELD
    for text in ("collective", "outcome"):
        if text in said:
            said[text] = Texts(en=said[text])
    return said
