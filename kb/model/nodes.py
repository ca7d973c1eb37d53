"""What the graph joins: places, institutions, practices, programmes, topics, sources. Frozen; never in a wrong state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kb.dates import FuzzyDate
from kb.errors import InvalidInput
from kb.model.checks import check_count, check_range, check_url
from kb.model.countries import check_country, country_names
from kb.model.enums import CityKind, InstitutionKind, NodeKind, ProgrammeKind
from kb.model.ids import (
    NodeId,
    PartyId,
    PlaceId,
    PracticeId,
    ProgrammeId,
    SourceId,
    TopicId,
    check_id,
    check_optional,
    check_party,
    check_place,
)
from kb.model.texts import NO_TEXTS, Texts, check_language


def _named(key: str, texts: Texts, what: str = "name") -> None:
    if not texts:
        raise InvalidInput(f"{key} has no {what}; give one in at least one language")


def _merged(key: NodeId, into: NodeId | None, kind: NodeKind) -> None:
    """Check the node of the same kind that a node turned out to be."""
    check_optional(into, kind)
    if into == key:
        raise InvalidInput(f"{key} is merged into itself")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """A point on the earth, WGS 84, in degrees."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        check_range("latitude", self.latitude, -90, 90)
        check_range("longitude", self.longitude, -180, 180)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a publication says it: the source, and the place within it."""

    source: SourceId
    locator: str | None = None

    def __post_init__(self) -> None:
        check_id(self.source, NodeKind.SOURCE)
        if self.locator is not None and not self.locator:
            raise InvalidInput(f"the locator in {self.source} is empty; leave it out where there is none")


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A municipality, or a part of one, of any size."""

    id: PlaceId
    name: Texts
    kind: CityKind = CityKind.CITY
    part_of: PlaceId | None = None
    location: Coordinates | None = None
    merged_into: NodeId | None = None  # the node of the same kind that it turned out to be

    def __post_init__(self) -> None:
        check_id(self.id, NodeKind.CITY)
        _merged(self.id, self.merged_into, NodeKind.CITY)
        check_place(self.part_of)
        _named(self.id, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A part of a country above its municipalities."""

    id: PlaceId
    name: Texts
    part_of: PlaceId | None = None
    location: Coordinates | None = None
    merged_into: NodeId | None = None  # the node of the same kind that it turned out to be

    def __post_init__(self) -> None:
        check_id(self.id, NodeKind.REGION)
        _merged(self.id, self.merged_into, NodeKind.REGION)
        check_place(self.part_of)
        _named(self.id, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country by its ISO 3166-1 code; its names are CLDR's."""

    part_of: ClassVar[None] = None
    location: ClassVar[None] = None
    id: PlaceId
    code: str  # ISO 3166-1 alpha-2
    merged_into: NodeId | None = None  # the node of the same kind that it turned out to be

    def __post_init__(self) -> None:
        check_id(self.id, NodeKind.COUNTRY)
        _merged(self.id, self.merged_into, NodeKind.COUNTRY)
        check_country(self.code)

    @property
    def name(self) -> Texts:
        """Its names in English, Russian, Belarusian, Kazakh and its official languages."""
        return country_names(self.code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A school, an authority, a museum ... that shares, adopts or visits."""

    id: PartyId
    name: Texts
    kind: InstitutionKind
    place: PlaceId
    location: Coordinates | None = None
    website: str | None = None
    receives_visits: bool | None = None  # None: unknown
    merged_into: NodeId | None = None  # the node of the same kind that it turned out to be

    def __post_init__(self) -> None:
        check_id(self.id, NodeKind.INSTITUTION)
        _merged(self.id, self.merged_into, NodeKind.INSTITUTION)
        check_place(self.place)
        check_url(self.website)
        _named(self.id, self.name)

    @property
    def part_of(self) -> PlaceId:
        """The place it is located in."""
        return self.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Feasibility:
    """What a practice asks of those who take it up. None: nobody recorded it."""

    cost: int | None = None  # 1 (very low) to 5 (very high)
    effort: int | None = None  # 1 to 5
    months_to_start: float | None = None
    prerequisites: Texts = NO_TEXTS
    evidence: int | None = None  # 0 (none) to 5 (several independent studies)
    citations: tuple[Citation, ...] = ()

    def __post_init__(self) -> None:
        check_range("cost", self.cost, 1, 5)
        check_range("effort", self.effort, 1, 5)
        check_range("months_to_start", self.months_to_start, 0, 600)
        check_range("evidence", self.evidence, 0, 5)


UNKNOWN_FEASIBILITY = Feasibility()


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """Something done in one place that others can learn."""

    id: PracticeId
    title: Texts
    summary: Texts = NO_TEXTS
    problem: Texts = NO_TEXTS
    audience: Texts = NO_TEXTS
    topics: tuple[TopicId, ...] = ()
    origin: PartyId | None = None
    derived_from: PracticeId | None = None
    feasibility: Feasibility = UNKNOWN_FEASIBILITY
    citations: tuple[Citation, ...] = ()
    note: Texts = NO_TEXTS
    merged_into: NodeId | None = None  # the node of the same kind that it turned out to be

    def __post_init__(self) -> None:
        check_id(self.id, NodeKind.PRACTICE)
        _merged(self.id, self.merged_into, NodeKind.PRACTICE)
        check_party(self.origin)
        check_optional(self.derived_from, NodeKind.PRACTICE)
        for topic in self.topics:
            check_id(topic, NodeKind.TOPIC)
        if self.derived_from == self.id:
            raise InvalidInput(f"{self.id} is derived from itself")
        _named(self.id, self.title, "title")

    @property
    def name(self) -> Texts:
        """Its title."""
        return self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """A party takes part in a programme."""

    party: PartyId
    role: Texts = NO_TEXTS
    since: FuzzyDate | None = None

    def __post_init__(self) -> None:
        check_party(self.party)


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The frame in which learning happened: a network, an internship, an agreement ..."""

    id: ProgrammeId
    name: Texts
    kind: ProgrammeKind
    organiser: PartyId | None = None
    organiser_name: str | None = None  # where the organiser is no party of the graph
    start: FuzzyDate | None = None
    end: FuzzyDate | None = None
    place: PlaceId | None = None
    participants: int | None = None  # heads
    part_of: ProgrammeId | None = None
    parties: tuple[Participation, ...] = ()
    citations: tuple[Citation, ...] = ()
    note: Texts = NO_TEXTS
    merged_into: NodeId | None = None  # the node of the same kind that it turned out to be

    def __post_init__(self) -> None:
        check_id(self.id, NodeKind.PROGRAMME)
        _merged(self.id, self.merged_into, NodeKind.PROGRAMME)
        check_party(self.organiser)
        check_place(self.place)
        check_optional(self.part_of, NodeKind.PROGRAMME)
        check_count("participants", self.participants)
        _named(self.id, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A word of the controlled list of what practices are about."""

    id: TopicId
    name: Texts
    merged_into: NodeId | None = None  # the node of the same kind that it turned out to be

    def __post_init__(self) -> None:
        check_id(self.id, NodeKind.TOPIC)
        _merged(self.id, self.merged_into, NodeKind.TOPIC)
        _named(self.id, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publication that facts are cited from."""

    id: SourceId
    title: str
    url: str | None = None
    publisher: str | None = None
    published: FuzzyDate | None = None
    language: str | None = None
    merged_into: NodeId | None = None  # the node of the same kind that it turned out to be

    def __post_init__(self) -> None:
        check_id(self.id, NodeKind.SOURCE)
        _merged(self.id, self.merged_into, NodeKind.SOURCE)
        check_url(self.url)
        if self.language is not None:
            check_language(self.language)
        if not self.title.strip():
            raise InvalidInput(f"{self.id} has no title")

    @property
    def name(self) -> Texts:
        """Its title, in its own language."""
        return Texts({self.language or "und": self.title})


Place = City | Region | Country
Party = City | Region | Country | Institution
AnyNode = City | Region | Country | Institution | Practice | Programme | Topic | Source
NODE_TYPES: dict[NodeKind, type[AnyNode]] = {
    NodeKind.CITY: City,
    NodeKind.REGION: Region,
    NodeKind.COUNTRY: Country,
    NodeKind.INSTITUTION: Institution,
    NodeKind.PRACTICE: Practice,
    NodeKind.PROGRAMME: Programme,
    NodeKind.TOPIC: Topic,
    NodeKind.SOURCE: Source,
}
