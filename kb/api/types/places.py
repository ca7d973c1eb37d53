"""Cities, regions and countries."""

from __future__ import annotations

from typing import Self

import strawberry

from kb.api.arguments import PAGE, RANKED, After, AsOf, First, Lang, size
from kb.api.building import field, object_type
from kb.api.connections import Nodes
from kb.api.context import Info
from kb.api.enums import CityKind
from kb.api.execution import Later, after
from kb.api.languages import Languages
from kb.api.types.base import NodeType, wraps
from kb.api.types.lists import CityConnection, InstitutionConnection
from kb.api.types.parties import PartyType
from kb.api.types.rankings import SimilarCityType
from kb.api.types.refs import RegionRef
from kb.model import City, Country, NodeKind, Region
from kb.model.countries import country_name
from kb.store.base import NodeList, NodeSide

_CITIES = NodeList(kind=NodeKind.CITY, side=NodeSide.WITHIN)
_INSTITUTIONS = NodeList(kind=NodeKind.INSTITUTION, side=NodeSide.WITHIN)


@wraps(City)
@object_type("City")
class CityType(PartyType):
    """A municipality of any size, or a part of one."""

    kind: CityKind = strawberry.field(description="What sort of place it is.")

    @classmethod
    def of(cls, thing: City) -> Self:
        """Make it from a city of the model."""
        return cls(id=strawberry.ID(thing.id), node=thing, kind=thing.kind)

    @field(RegionRef | None)
    def region(self, info: Info) -> Later[NodeType | None]:
        """The nearest region around it."""
        load = info.context.load
        return after(load.place(self.id), lambda where: load.optional(where.region))

    @field(InstitutionConnection)
    def institutions(self, info: Info, first: First = PAGE, after: After = None) -> Nodes:
        """The institutions in it and in its parts, by name."""
        return Nodes(info.context.load, _INSTITUTIONS, self.id, size(first), after)

    @field()
    async def similar_cities(self, info: Info, first: First = RANKED, as_of: AsOf = None) -> list[SimilarCityType] | None:
        """The cities most like its municipality in what they took up and when, the most alike first."""
        answer = await info.context.answering.similar_cities(self.id, first=size(first, RANKED), as_of=as_of)
        return [SimilarCityType(row=row) for row in answer.value]


@wraps(Region)
@object_type("Region")
class RegionType(PartyType):
    """A part of a country above its municipalities."""

    @classmethod
    def of(cls, thing: Region) -> Self:
        """Make it from a region of the model."""
        return cls(id=strawberry.ID(thing.id), node=thing)

    @field(CityConnection)
    def cities(self, info: Info, first: First = PAGE, after: After = None) -> Nodes:
        """The cities in it, and their parts, by name."""
        return Nodes(info.context.load, _CITIES, self.id, size(first), after)


@wraps(Country)
@object_type("Country")
class CountryType(PartyType):
    """A country, by its ISO 3166-1 code."""

    code: str = strawberry.field(description="Its ISO 3166-1 alpha-2 code.")

    @classmethod
    def of(cls, thing: Country) -> Self:
        """Make it from a country of the model."""
        return cls(id=strawberry.ID(thing.id), node=thing, code=thing.code)

    @field()
    def name(self, info: Info, lang: Lang = None) -> str:
        """Its name, in any language that Unicode's CLDR has."""
        return self.called(info.context.langs(lang))

    def called(self, langs: Languages) -> str:
        """Return its name in the first of these languages that has one."""
        known = (country_name(self.code, tag) for tag in langs)
        return next((name for name in known if name), None) or self.node.name.best(*langs)
