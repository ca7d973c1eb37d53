"""The closed lists of the model. Each value is what YAML, CSV and JSON write; GraphQL writes the name."""

from __future__ import annotations

from enum import StrEnum


class NodeKind(StrEnum):
    """What a node is; the part of its id before the colon."""

    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    INSTITUTION = "institution"
    PRACTICE = "practice"
    PROGRAMME = "programme"
    TOPIC = "topic"
    SOURCE = "source"


PARTY_KINDS = frozenset({NodeKind.CITY, NodeKind.REGION, NodeKind.COUNTRY, NodeKind.INSTITUTION})
PLACE_KINDS = frozenset({NodeKind.CITY, NodeKind.REGION, NodeKind.COUNTRY})


class FactKind(StrEnum):
    """What a fact says: a practice was shown, a step with it was taken, a party visited another."""

    SHARE = "share"
    ADOPTION = "adoption"
    VISIT = "visit"


class CityKind(StrEnum):
    """How large or how independent a municipality, or a part of one, is."""

    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    DISTRICT = "district"


class InstitutionKind(StrEnum):
    """What an institution does."""

    SCHOOL = "school"
    KINDERGARTEN = "kindergarten"
    COLLEGE = "college"
    UNIVERSITY = "university"
    TEACHER_TRAINING = "teacher-training"
    EDUCATION_AUTHORITY = "education-authority"
    EXTRA_CURRICULAR = "extra-curricular"
    MUSEUM = "museum"
    COMPANY = "company"
    OTHER = "other"


class ProgrammeKind(StrEnum):
    """The kind of frame in which parties learned from each other."""

    PROGRAMME = "programme"
    INTERNSHIP = "internship"
    FORUM = "forum"
    NETWORK = "network"
    AGREEMENT = "agreement"
    CONTEST = "contest"
    OTHER = "other"


class ShareFormat(StrEnum):
    """How a practice was shown."""

    VISIT = "visit"
    INTERNSHIP = "internship"
    COURSE = "course"
    VIDEOCONFERENCE = "videoconference"
    FORUM = "forum"
    NETWORK = "network"
    PUBLICATION = "publication"
    OTHER = "other"


class AdoptionStage(StrEnum):
    """How far a party went with a practice, in the order in which undated steps are read."""

    INTERESTED = "interested"
    PLANNED = "planned"
    PILOTING = "piloting"
    ADOPTED = "adopted"
    ADAPTED = "adapted"
    ABANDONED = "abandoned"
    DECLINED = "declined"


IN_USE = frozenset({AdoptionStage.PILOTING, AdoptionStage.ADOPTED, AdoptionStage.ADAPTED})
INTENTIONS = frozenset({AdoptionStage.INTERESTED, AdoptionStage.PLANNED})
GIVEN_UP = frozenset({AdoptionStage.ABANDONED, AdoptionStage.DECLINED})


class Occurrence(StrEnum):
    """Whether a fact happened or was only announced."""

    HELD = "held"
    ANNOUNCED = "announced"


class DateMeaning(StrEnum):
    """Whether a date is the event's own, or only that of the programme around it."""

    EVENT = "event"
    FRAME = "frame"


class FactStatus(StrEnum):
    """What became of one version of a fact. Only accepted ones are edges of the graph."""

    ACCEPTED = "accepted"
    PROPOSED = "proposed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"
