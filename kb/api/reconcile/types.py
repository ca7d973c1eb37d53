"""What may be reconciled, and by which properties: the types and properties of the service."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kb.model import NodeKind

TYPES: Mapping[str, str] = {  # those that a table's column may be of, the usual ones first; each with its name
    NodeKind.CITY.value: "City, town, village or district",
    NodeKind.INSTITUTION.value: "Institution",
    NodeKind.PRACTICE.value: "Practice",
    NodeKind.PROGRAMME.value: "Programme",
    NodeKind.REGION.value: "Region",
    NodeKind.COUNTRY.value: "Country",
    NodeKind.TOPIC.value: "Topic",
}
_PLACES = frozenset({NodeKind.CITY.value, NodeKind.REGION.value})
_PARTIES = _PLACES | {NodeKind.INSTITUTION.value, NodeKind.COUNTRY.value}
_PLACED = _PARTIES | {NodeKind.PRACTICE.value, NodeKind.PROGRAMME.value}
_ALL = frozenset(TYPES)
COUNTRY, PART_OF = "country", "partOf"


@dataclass(frozen=True, slots=True)
class Property:
    """Something that may be asked of a node, and of which types."""

    name: str
    of: frozenset[str]


PROPERTIES: Mapping[str, Property] = {
    COUNTRY: Property("Country", _PLACED),
    PART_OF: Property("Place around it", _PLACED),
    "name": Property("Name", _ALL),
    "name_en": Property("Name in English", _ALL),
    "name_ru": Property("Name in Russian", _ALL),
    "latitude": Property("Latitude", _PARTIES),
    "longitude": Property("Longitude", _PARTIES),
    "website": Property("Website", frozenset({NodeKind.INSTITUTION.value})),
}


def type_of(kind: str) -> dict[str, str]:
    """Return a type as answers have it."""
    return {"id": kind, "name": TYPES.get(kind, kind)}
