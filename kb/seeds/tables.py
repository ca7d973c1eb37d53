"""The tables: which column holds which field of the model. Both the reader and the writer of CSV go by this.

A `Table` has plain columns (a cell is a value), texts (`name_en`, `name_ru`; `name_local` is a name of unknown
language) and citations (`source`, `locator`; further ones `source_2`, `locator_2` ...). A field with a dot is
a field of a part: `location.latitude`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from enum import StrEnum
from typing import Any

from kb.model import (
    Adoption,
    AdoptionStage,
    City,
    CityKind,
    Coordinates,
    DateMeaning,
    FactKind,
    Feasibility,
    Institution,
    InstitutionKind,
    NodeKind,
    Occurrence,
    Participation,
    Practice,
    Programme,
    ProgrammeKind,
    Share,
    ShareFormat,
    Source,
    Topic,
    Visit,
)
from kb.seeds.cells import DATE, FLAG, JOINERS, MARK, PARTY, PLACE, REAL, SLUG, TEXT, WHOLE, Form, choice, many, reference

PARTS: dict[str, type[Any]] = {"location": Coordinates, "feasibility": Feasibility}
LOCAL, UNKNOWN_LANGUAGE = "local", "und"
_OTHERWISE = {"event_participants": "participants", "from_": "from", "location.latitude": "lat", "location.longitude": "lon"}


class PlaceKind(StrEnum):
    """What a row of places.csv is."""

    CITY = CityKind.CITY.value
    TOWN = CityKind.TOWN.value
    VILLAGE = CityKind.VILLAGE.value
    DISTRICT = CityKind.DISTRICT.value
    REGION = NodeKind.REGION.value
    COUNTRY = NodeKind.COUNTRY.value


@dataclass(frozen=True, slots=True)
class Column:
    """A plain column: the field it holds, and how."""

    field: str
    form: Form


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its header as people write it first, then all that it may hold besides."""

    name: str  # of the file, without .csv
    of: type[Any]
    header: tuple[str, ...]
    columns: Mapping[str, Column]
    texts: Mapping[str, str] = field(default_factory=dict)  # by the beginning of the column's name: the field
    citations: Mapping[str, str] = field(default_factory=dict)  # by what stands before `source` and `locator`: the field
    needed: tuple[str, ...] = ()  # fields that every row fills; where none is named: those without a default

    @property
    def required(self) -> dict[str, str]:
        """The column that must be filled, by the field it holds."""
        undefaulted = (each.name for each in fields(self.of) if each.default is MISSING and each.default_factory is MISSING)
        held = {
            **{column.field: name for name, column in self.columns.items()},
            **{of: f"{start}_en" for start, of in self.texts.items()},
            **{of: f"{start}source" for start, of in self.citations.items()},
        }
        return {name: held[name] for name in self.needed or undefaulted}

    @property
    def known(self) -> list[str]:
        """The names of columns, each text once and in English."""
        cited = [f"{start}{name}" for start in self.citations for name in ("source", "locator")]
        return list(dict.fromkeys([*self.header, *self.columns, *(f"{start}_en" for start in self.texts), *cited]))


def _columns(**forms: Form) -> dict[str, Column]:
    named = {field.replace("__", "."): form for field, form in forms.items()}
    return {_OTHERWISE.get(field, field.removeprefix("feasibility.")): Column(field, form) for field, form in named.items()}


def _texts(*names: str) -> dict[str, str]:
    return {name.removeprefix("feasibility."): name for name in names}


def _words(header: str) -> tuple[str, ...]:
    return tuple(header.split(","))


def _fact_columns(kind: FactKind, **forms: Form) -> dict[str, Column]:
    return _columns(
        id=reference(kind, repeats=False),
        **forms,
        date=DATE,
        date_meaning=choice(DateMeaning),
        occurrence=choice(Occurrence),
        programme=reference(NodeKind.PROGRAMME),
        collective_size=WHOLE,
        disputed=MARK,
    )


_CITED = {"": "citations"}
_PRACTICE = reference(NodeKind.PRACTICE)
_POINT = {"location__latitude": REAL, "location__longitude": REAL}

PLACES = Table(
    "places",
    City,
    _words("id,kind,name_en,name_ru,name_local,part_of,country,lat,lon"),
    _columns(id=SLUG, kind=choice(PlaceKind), part_of=PLACE, country=TEXT, **_POINT),
    _texts("name"),
    needed=("id",),  # a country's names are known
)
INSTITUTIONS = Table(
    "institutions",
    Institution,
    _words("id,kind,name_en,name_ru,place"),
    _columns(
        id=reference(NodeKind.INSTITUTION, repeats=False),
        kind=choice(InstitutionKind),
        place=PLACE,
        **_POINT,
        website=TEXT,
        receives_visits=FLAG,
    ),
    _texts("name"),
)
TOPICS = Table("topics", Topic, _words("id,name_en,name_ru"), _columns(id=reference(NodeKind.TOPIC, repeats=False)), _texts("name"))
SOURCES = Table(
    "sources",
    Source,
    _words("id,url,title,publisher,published,language"),
    _columns(id=reference(NodeKind.SOURCE, repeats=False), url=TEXT, title=TEXT, publisher=TEXT, published=DATE, language=TEXT),
)
PARTICIPATIONS = Table(
    "participations",
    Participation,
    _words("programme,party,since,role_en"),
    _columns(programme=reference(NodeKind.PROGRAMME), party=PARTY, since=DATE),
    _texts("role"),
    needed=("programme", "party"),
)
PROGRAMMES = Table(
    "programmes",
    Programme,
    _words("id,kind,name_en,name_ru,organiser,organiser_name,start,end,place,participants,parties,source"),
    _columns(
        id=reference(NodeKind.PROGRAMME, repeats=False),
        kind=choice(ProgrammeKind),
        organiser=PARTY,
        organiser_name=TEXT,
        start=DATE,
        end=DATE,
        place=PLACE,
        participants=WHOLE,
        parties=JOINERS,
        part_of=reference(NodeKind.PROGRAMME),
    ),
    _texts("name", "note"),
    _CITED,
)
PRACTICES = Table(
    "practices",
    Practice,
    _words("id,title_en,title_ru,topics,summary_en,summary_ru,origin,derived_from,source"),
    _columns(
        id=reference(NodeKind.PRACTICE, repeats=False),
        topics=many(reference(NodeKind.TOPIC)),
        origin=PARTY,
        derived_from=_PRACTICE,
        feasibility__cost=WHOLE,
        feasibility__effort=WHOLE,
        feasibility__months_to_start=REAL,
        feasibility__evidence=WHOLE,
    ),
    _texts("title", "summary", "problem", "audience", "feasibility.prerequisites", "note"),
    {**_CITED, "feasibility_": "feasibility.citations"},
)
SHARES = Table(
    "shares",
    Share,
    _words("practice,from,to,date,date_meaning,occurrence,programme,format,participants,collective_en,collective_size,source,locator"),
    _fact_columns(FactKind.SHARE, practice=_PRACTICE, from_=PARTY, to=PARTY, format=choice(ShareFormat), event_participants=WHOLE),
    _texts("collective", "note"),
    _CITED,
)
ADOPTIONS = Table(
    "adoptions",
    Adoption,
    _words("practice,by,learned_from,date,stage,outcome_en,collective_en,collective_size,source,locator"),
    _fact_columns(FactKind.ADOPTION, practice=_PRACTICE, by=PARTY, learned_from=PARTY, stage=choice(AdoptionStage)),
    _texts("outcome", "change", "collective", "note"),
    _CITED,
)
VISITS = Table(
    "visits",
    Visit,
    _words("visitor,host,date,occurrence,programme,participants,purpose_en,collective_en,collective_size,source"),
    _fact_columns(FactKind.VISIT, visitor=PARTY, host=PARTY, event_participants=WHOLE),
    _texts("purpose", "collective", "note"),
    _CITED,
)
TABLES = {  # in the order of reading: a table stands after those it needs
    table.name: table for table in (PLACES, INSTITUTIONS, TOPICS, SOURCES, PARTICIPATIONS, PROGRAMMES, PRACTICES, SHARES, ADOPTIONS, VISITS)
}
