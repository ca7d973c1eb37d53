"""The connections of the schema: each a page of edges, a way to go on, and a count."""

from __future__ import annotations

from types import GenericAlias
from typing import Any

import strawberry

from kb.api.types.refs import (
    AdopterStatisticsRef,
    AdoptionRef,
    CityRef,
    FactRef,
    InferredLinkRef,
    InstitutionRef,
    NodeRef,
    PartyRef,
    PracticeRef,
    ProgrammeRef,
    RecordedLinkRef,
    ShareRef,
    SpreadAdopterRef,
    VisitRef,
)
from kb.api.types.values import FuzzyDateType, PageInfo

_CURSOR = "Its place in the list, to be given as `after`."


def _connection(name: str, node: object, what: str, **more: tuple[object, str]) -> Any:
    """Make the types `<name>Connection` and `<name>Edge`; `what` says what is listed, `more` what an edge has beside."""
    edge = _type(f"{name}Edge", f"A place in a list of {what}.", cursor=(str, _CURSOR), node=(node, "What stands there."), **more)
    return _type(
        f"{name}Connection",
        f"A list of {what}, page by page.",
        total_count=(int, "How many there are in all pages together; counted only when asked for."),
        edges=(GenericAlias(list, edge), "The page."),
        page_info=(PageInfo, "Where the page begins and ends."),
    )


def _type(name: str, description: str, **fields: tuple[object, str]) -> Any:
    annotations = {field: of for field, (of, _) in fields.items()}
    described = {field: strawberry.field(description=meaning) for field, (_, meaning) in fields.items()}
    return strawberry.type(type(name, (), {"__annotations__": annotations, **described}), name=name, description=description)


PracticeConnection = _connection("Practice", PracticeRef, "practices")
CityConnection = _connection("City", CityRef, "cities")
InstitutionConnection = _connection("Institution", InstitutionRef, "institutions")
ProgrammeConnection = _connection("Programme", ProgrammeRef, "programmes")
ShareConnection = _connection("Share", ShareRef, "shares")
AdoptionConnection = _connection("Adoption", AdoptionRef, "adoptions")
VisitConnection = _connection("Visit", VisitRef, "visits")
FactConnection = _connection("Fact", FactRef, "facts of all kinds")
SpreadAdopterConnection = _connection("SpreadAdopter", SpreadAdopterRef, "adopters of a practice")
RecordedLinkConnection = _connection("RecordedLink", RecordedLinkRef, "recorded links between adopters")
InferredLinkConnection = _connection("InferredLink", InferredLinkRef, "links inferred from dates")
AdopterStatisticsConnection = _connection("AdopterStatistics", AdopterStatisticsRef, "adopters of a practice, each in numbers")
ParticipationConnection = _connection(
    "Participation",
    PartyRef,
    "parties that take part in a programme",
    role=(str | None, "As what it takes part, in the language of the Accept-Language header."),
    since=(FuzzyDateType | None, "Since when it takes part."),
)
SharedWithConnection = _connection(
    "SharedWith", PartyRef, "parties that a practice was shown to", fact=(ShareRef, "The fact that says so.")
)
AdoptedByConnection = _connection(
    "AdoptedBy", PartyRef, "parties that took a step with a practice", fact=(AdoptionRef, "The fact that says so.")
)
SharedPracticeConnection = _connection(
    "SharedPractice", PracticeRef, "practices that a party was shown", fact=(ShareRef, "The fact that says so.")
)
AdoptedPracticeConnection = _connection(
    "AdoptedPractice", PracticeRef, "practices that a party took a step with", fact=(AdoptionRef, "The fact that says so.")
)
SearchConnection = _connection(
    "Search",
    NodeRef,
    "nodes that a text finds, best first",
    score=(float, "How well it fits; comparable within one search only."),
    snippet=(str | None, "The text around a word that was found."),
)
