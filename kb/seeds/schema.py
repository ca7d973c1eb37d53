"""The JSON Schema of a seed file, made from the model: editors complete and check by it while a curator writes."""

from __future__ import annotations

import inspect
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaWarningKind

from kb.model import (
    FACT_TYPES,
    PARTY_KINDS,
    PLACE_KINDS,
    Adoption,
    Citation,
    City,
    Coordinates,
    Country,
    Feasibility,
    Institution,
    NodeKind,
    Participation,
    Practice,
    Programme,
    Region,
    Share,
    Source,
    Topic,
    Visit,
)
from kb.model.facts import Fact
from kb.wire import CONFIG

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_COMMENTED = re.compile(r"^\s+(\w+): [^#]*#\s+(.*)$")
_DESCRIBED = (
    Citation,
    Coordinates,
    Feasibility,
    Participation,
    City,
    Region,
    Country,
    Institution,
    Practice,
    Programme,
    Topic,
    Source,
    Fact,
)
_PLACE, _PARTY = tuple(sorted(PLACE_KINDS)), tuple(sorted(PARTY_KINDS))
_IDS: dict[str, tuple[str, ...]] = {  # of which kinds the id under a key is
    **dict.fromkeys(("origin", "organiser", "party", "from", "to", "by", "learned_from", "visitor", "host"), _PARTY),
    **dict.fromkeys(("place", "part_of"), _PLACE),
    **dict.fromkeys(("practice", "derived_from"), (NodeKind.PRACTICE,)),
    "programme": (NodeKind.PROGRAMME,),
    "source": (NodeKind.SOURCE,),
    "topics": (NodeKind.TOPIC,),
}
_OF_THE_FILE = ("practice", "A practice file has it once for all; in other files each share and adoption names it.")


@dataclass(frozen=True)
class SeedFile:
    """A seed file: lists of things, or one practice with its shares and adoptions."""

    countries: tuple[Country, ...] = ()
    regions: tuple[Region, ...] = ()
    cities: tuple[City, ...] = ()
    institutions: tuple[Institution, ...] = ()
    topics: tuple[Topic, ...] = ()
    programmes: tuple[Programme, ...] = ()
    sources: tuple[Source, ...] = ()
    practice: Practice | None = None
    shares: tuple[Share, ...] = ()
    adoptions: tuple[Adoption, ...] = ()
    visits: tuple[Visit, ...] = ()


class _WithoutDefaults(GenerateJsonSchema):
    """Says nothing of defaults that JSON has no way to write: they are left out anyway."""

    def emit_warning(self, kind: JsonSchemaWarningKind, detail: str) -> None:
        """Say nothing."""


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a seed file."""
    optional: Any = SeedFile | None  # pydantic takes a configuration for a union, not for a dataclass
    made = TypeAdapter(optional, config=CONFIG).json_schema(by_alias=True, schema_generator=_WithoutDefaults)
    types = made["$defs"]
    for name, of in types.items():
        _simplify(of)
        _describe(name, of)
        _ask_for_ids(name, of)
    for fact in FACT_TYPES.values():
        of = types[fact.__name__]
        of["properties"]["citations"]["minItems"] = 1
        _practice_is_the_files(of)
    whole = types.pop("SeedFile")
    return {"$schema": _DIALECT, "title": "Seed file", **whole, "$defs": types}


def schema_text() -> str:
    """Return the schema as it is kept in schema/seed.schema.json."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False, sort_keys=False) + "\n"


def write_schema(path: Path) -> None:
    """Write the schema to a file."""
    path.write_text(schema_text(), encoding="utf-8")


def _simplify(of: dict[str, Any]) -> None:
    """Take away what a curator never writes: nulls, defaults and titles that only repeat the key."""
    of.pop("title", None)
    for key, field in of.get("properties", {}).items():
        field.pop("title", None)
        field.pop("default", None)
        choices = [choice for choice in field.pop("anyOf", ()) if choice != {"type": "null"}]
        if len(choices) == 1:
            field.update(choices[0])
        elif choices:
            field["anyOf"] = choices
        of["properties"][key] = field


def _describe(name: str, of: dict[str, Any]) -> None:
    """Say of each field what the comment beside it in the model says."""
    known = {kind.__name__: kind for kind in (*_DESCRIBED, *FACT_TYPES.values())}
    if name not in known:
        return
    for kind in known[name].__mro__:
        for field, words in _comments(kind).items():
            if field in of["properties"]:
                of["properties"][field].setdefault("description", words[0].upper() + words[1:])


def _ask_for_ids(name: str, of: dict[str, Any]) -> None:
    """Give each id its pattern, so that an editor marks an id without its kind."""
    own: dict[str, tuple[str, ...]] = {"id": (name.lower(),)}
    if name == Programme.__name__:
        own["part_of"] = (NodeKind.PROGRAMME,)
    for key, kinds in (_IDS | own).items():
        field = of.get("properties", {}).get(key, {})
        for ids in (field, field.get("items", {})):
            if ids.get("type") == "string":
                ids["pattern"] = f"^({'|'.join(kinds)}):" if len(kinds) > 1 else f"^{kinds[0]}:"


def _comments(kind: type) -> dict[str, str]:
    if kind is object:
        return {}
    lines = inspect.getsource(kind).splitlines()
    return {found[1].rstrip("_"): found[2] for line in lines if (found := _COMMENTED.match(line))}


def _practice_is_the_files(of: dict[str, Any]) -> None:
    key, words = _OF_THE_FILE
    if key in of["properties"]:
        of["required"].remove(key)
        of["properties"][key]["description"] = words
