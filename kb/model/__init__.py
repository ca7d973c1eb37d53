"""The model: frozen types that cannot exist in a wrong state. It knows no storage and no GraphQL."""

from kb.model.enums import (
    GIVEN_UP,
    IN_USE,
    INTENTIONS,
    PARTY_KINDS,
    PLACE_KINDS,
    AdoptionStage,
    CityKind,
    DateMeaning,
    FactKind,
    FactStatus,
    InstitutionKind,
    NodeKind,
    Occurrence,
    ProgrammeKind,
    ShareFormat,
)
from kb.model.facts import FACT_TYPES, Adoption, AnyFact, Fact, Share, Version, Visit
from kb.model.ids import FactId, NodeId, PartyId, PlaceId, PracticeId, ProgrammeId, SourceId, TopicId, check_id, kind_of
from kb.model.nodes import (
    NODE_TYPES,
    AnyNode,
    Citation,
    City,
    Coordinates,
    Country,
    Feasibility,
    Institution,
    Participation,
    Party,
    Place,
    Practice,
    Programme,
    Region,
    Source,
    Topic,
)
from kb.model.texts import NO_TEXTS, Texts, check_language

__all__ = [
    "FACT_TYPES", "GIVEN_UP", "INTENTIONS", "IN_USE", "NODE_TYPES", "NO_TEXTS", "PARTY_KINDS", "PLACE_KINDS",
    "Adoption", "AdoptionStage", "AnyFact", "AnyNode", "Citation", "City", "CityKind", "Coordinates", "Country",
    "DateMeaning", "Fact", "FactId", "FactKind", "FactStatus", "Feasibility", "Institution", "InstitutionKind",
    "NodeId", "NodeKind", "Occurrence", "Participation", "Party", "PartyId", "Place", "PlaceId", "Practice",
    "PracticeId", "Programme", "ProgrammeId", "ProgrammeKind", "Region", "Share", "ShareFormat", "Source",
    "SourceId", "Texts", "Topic", "TopicId", "Version", "Visit", "check_id", "check_language", "kind_of",
]  # fmt: skip
