"""The closed lists of the model as enums of the schema: GraphQL writes a member's name."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar, cast

import strawberry

from kb.access.callers import Role
from kb.graph.rows import AdopterCategory, Level, SourceMethod
from kb.graph.spread_rows import RogersCategory
from kb.model import AdoptionStage, CityKind, DateMeaning, FactStatus, InstitutionKind, NodeKind, Occurrence, ProgrammeKind, ShareFormat
from kb.recording import Action
from kb.store.base import FactOrder, NodeOrder

Listed = TypeVar("Listed", bound=type[StrEnum])


def enum_of(members: Listed, description: str, /, *, name: str | None = None, **meanings: str) -> Listed:
    """Make an enum of the schema; every member has its meaning. Raises KeyError where one is forgotten."""
    strawberry.enum(members, name=name, description=description)
    for value in cast(Any, members).__strawberry_definition__.values:
        value.description = meanings.pop(value.name)
    assert not meanings, f"{members.__name__} has no {sorted(meanings)}"
    return members


enum_of(
    CityKind,
    "What sort of municipality, or part of one, a place is.",
    CITY="A city.",
    TOWN="A town, or an urban settlement.",
    VILLAGE="A village.",
    DISTRICT="A district: an area with its own administration, within a region or within a city.",
)
enum_of(
    InstitutionKind,
    "What an institution does.",
    SCHOOL="A school, lyceum or gymnasium.",
    KINDERGARTEN="A kindergarten or nursery.",
    COLLEGE="A college: vocational or secondary education after school.",
    UNIVERSITY="A university or another institution of higher education.",
    TEACHER_TRAINING="An institute that trains teachers.",
    EDUCATION_AUTHORITY="A department, board or ministry that runs education.",
    EXTRA_CURRICULAR="A centre for what children learn outside lessons.",
    MUSEUM="A museum.",
    COMPANY="A company.",
    OTHER="Another kind.",
)
enum_of(
    ProgrammeKind,
    "The kind of frame in which parties learned from each other.",
    PROGRAMME="A programme with several activities.",
    INTERNSHIP="An internship: people stay with a host to see its work.",
    FORUM="A forum, conference or seminar.",
    NETWORK="A network that parties are members of.",
    AGREEMENT="An agreement between parties.",
    CONTEST="A contest.",
    OTHER="Another kind.",
)
enum_of(
    ShareFormat,
    "How a practice was shown.",
    VISIT="On the spot, to visitors.",
    INTERNSHIP="During an internship.",
    COURSE="In a course or training.",
    VIDEOCONFERENCE="By videoconference.",
    FORUM="At a forum, conference or seminar.",
    NETWORK="Within a network.",
    PUBLICATION="In writing.",
    OTHER="In another way.",
)
enum_of(
    AdoptionStage,
    "How far a party went with a practice.",
    INTERESTED="It said it was interested.",
    PLANNED="It decided to take it up.",
    PILOTING="It tries it out.",
    ADOPTED="It uses it as it learned it.",
    ADAPTED="It uses it, changed to fit.",
    ABANDONED="It gave it up after having used it.",
    DECLINED="It decided against it.",
)
enum_of(
    Occurrence,
    "Whether something happened.",
    HELD="It happened.",
    ANNOUNCED="It was announced; whether it happened is not recorded. Never ranked on, traced or counted as an adoption.",
)
enum_of(
    DateMeaning,
    "What a fact's date is the date of.",
    EVENT="Of the event itself.",
    FRAME="Only of the start or end of the programme around it. It never feeds recency or lag.",
)
enum_of(
    FactStatus,
    "What became of a version of a fact.",
    ACCEPTED="It holds. Only accepted facts are in lists, counts and answers.",
    PROPOSED="It waits for a curator.",
    REJECTED="A curator refused it.",
    WITHDRAWN="It held once and was taken back.",
    SUPERSEDED="A later version replaced it.",
)
enum_of(
    NodeKind,
    "What a node is.",
    CITY="A municipality, or a part of one.",
    REGION="A part of a country above its municipalities.",
    COUNTRY="A country.",
    INSTITUTION="A school, an authority, a museum ...",
    PRACTICE="Something done in one place that others can learn.",
    PROGRAMME="A frame in which parties learned from each other.",
    TOPIC="What practices are about.",
    SOURCE="A publication.",
)
enum_of(
    AdopterCategory,
    "When a party adopted, as against the other adopters: by mean and standard deviation of the dates.",
    EARLY_ADOPTER="More than one standard deviation before the mean.",
    EARLY_MAJORITY="Up to one standard deviation before the mean.",
    LATE_MAJORITY="Up to one standard deviation after the mean.",
    LAGGARD="More than one standard deviation after the mean.",
)
enum_of(
    RogersCategory,
    "When a party adopted, as against the other adopters, in five categories (Rogers): by mean and standard deviation of the years.",
    INNOVATOR="More than two standard deviations before the mean.",
    EARLY_ADOPTER="More than one standard deviation before the mean.",
    EARLY_MAJORITY="Up to one standard deviation before the mean.",
    LATE_MAJORITY="Up to one standard deviation after the mean.",
    LAGGARD="More than one standard deviation after the mean.",
)
enum_of(
    SourceMethod,
    "What a likely source is inferred from.",
    LAG="From how long before it adopted, alone: the base has few dated adoptions.",
    CASCADES="From who adopted after whom in all practices, and how long after: fitted by expectation and maximisation.",
)
enum_of(
    Level,
    "At which level something holds: one school in a city is not the city.",
    MUNICIPALITY="The municipality as such.",
    INSTITUTION="Only institutions in it.",
    REGION="A region.",
    COUNTRY="A country.",
)
enum_of(
    FactOrder,
    "The order of facts, by the earliest day of their date. What has no date comes last in both orders.",
    DATE_DESC="The latest first.",
    DATE_ASC="The oldest first.",
)
enum_of(
    NodeOrder,
    "The order of places and practices.",
    name="NameOrder",
    NAME_ASC="By English name.",
    ADOPTERS_DESC="Practices by how many parties ever used them; cities by how many practices they ever used; the most first.",
    RECENT_DESC="By the latest fact about them; the latest first.",
)

enum_of(
    Action,
    "What a proposal asks for.",
    name="ProposalAction",
    RECORD="Something new.",
    CORRECT="Something that is there, put right.",
    WITHDRAW="A fact, taken back.",
)
enum_of(
    Role,
    "What somebody may do; each may do what those before it may.",
    READER="Read.",
    CONTRIBUTOR="Propose.",
    CURATOR="Record, accept and reject.",
    ADMINISTRATOR="Issue tokens.",
)
ProposalAction = Action

__all__ = [
    "AdopterCategory", "AdoptionStage", "CityKind", "DateMeaning", "FactOrder", "FactStatus", "InstitutionKind", "Level",
    "NodeKind", "NodeOrder", "Occurrence", "ProgrammeKind", "ProposalAction", "RogersCategory", "Role", "ShareFormat", "SourceMethod",
    "enum_of",
]  # fmt: skip
