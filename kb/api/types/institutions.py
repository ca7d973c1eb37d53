"""Institutions: schools, authorities, museums ..."""

from __future__ import annotations

from typing import Self

import strawberry

from kb.api.building import field, object_type
from kb.api.context import Info
from kb.api.enums import InstitutionKind
from kb.api.execution import Later, after
from kb.api.types.base import NodeType, wraps
from kb.api.types.parties import PartyType
from kb.api.types.refs import CityRef, PartyRef
from kb.model import Institution, PlaceId


@wraps(Institution)
@object_type("Institution")
class InstitutionType(PartyType):
    """A school, an education authority, a museum ... that shares, adopts or visits."""

    place_id: strawberry.Private[PlaceId]
    kind: InstitutionKind = strawberry.field(description="What it does.")
    website: str | None = strawberry.field(description="Its website, if recorded.")
    receives_visits: bool | None = strawberry.field(description="Whether it receives visitors; null where nobody recorded it.")

    @classmethod
    def of(cls, thing: Institution) -> Self:
        """Make it from an institution of the model."""
        return cls(
            id=strawberry.ID(thing.id),
            node=thing,
            place_id=thing.place,
            kind=thing.kind,
            website=thing.website,
            receives_visits=thing.receives_visits,
        )

    @field(PartyRef)
    def place(self, info: Info) -> Later[NodeType]:
        """The place it is in: a city or a part of one, a region or a country."""
        return info.context.load.one(self.place_id)

    @field(CityRef | None)
    def city(self, info: Info) -> Later[NodeType | None]:
        """Its municipality; null where it is in no city."""
        load = info.context.load
        return after(load.place(self.id), lambda where: load.optional(where.municipality))
