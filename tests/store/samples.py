"""A small world that is easy to keep in mind: a town in a district that learned from a centre in Pochinok."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import Any

from kb.dates import parse
from kb.model import (
    NO_TEXTS,
    Adoption,
    AdoptionStage,
    AnyFact,
    AnyNode,
    Citation,
    City,
    CityKind,
    Country,
    FactStatus,
    Feasibility,
    Institution,
    InstitutionKind,
    NodeKind,
    Practice,
    Programme,
    ProgrammeKind,
    Region,
    Share,
    Source,
    Texts,
    Topic,
    Visit,
)
from kb.paging import Page
from kb.store.base import EVERYTHING, FactFilter, FactList, FactSide, NodeFilter, NodeList, Recording, Store, Write

DISTRICT, TOWN, SCHOOL = "city:district", "city:town", "institution:school"
POCHINOK, CENTRE = "city:pochinok", "institution:centre"
MUSEUM, ROBOTS, CHOIR = "practice:museum", "practice:robots", "practice:choir"
EXCHANGE, FORUM = "programme:exchange", "programme:forum"
GAZETTE, REPORT = "source:gazette", "source:report"
HERITAGE, IT = "topic:heritage", "topic:it"
NOWHERE = "city:nowhere"
NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)

NODES: list[AnyNode] = [
    Country(id="country:by", code="BY"),
    Country(id="country:ru", code="RU"),
    Region(id="region:mogilev", name=Texts(en="Mogilev Region"), part_of="country:by"),
    City(id=DISTRICT, name=Texts(en="District"), kind=CityKind.DISTRICT, part_of="region:mogilev"),
    City(id=TOWN, name=Texts(en="Town"), kind=CityKind.TOWN, part_of=DISTRICT),
    Institution(id=SCHOOL, name=Texts(en="School"), kind=InstitutionKind.SCHOOL, place=TOWN),
    City(id=POCHINOK, name=Texts(en="Pochinok", ru="Починок"), part_of="country:ru"),
    Institution(id=CENTRE, name=Texts(en="Centre"), kind=InstitutionKind.EXTRA_CURRICULAR, place=POCHINOK),
    Topic(id=HERITAGE, name=Texts(en="Heritage")),
    Topic(id=IT, name=Texts(en="Computing")),
    Source(id=GAZETTE, title="Gazette"),
    Source(id=REPORT, title="Report"),
    Practice(
        id=MUSEUM,
        title=Texts(en="Étage museum", ru="Школьный музей"),
        summary=Texts(en="Pupils keep an archive"),
        topics=(HERITAGE,),
        origin=CENTRE,
        feasibility=Feasibility(cost=2, effort=3, evidence=4),
    ),
    Practice(id=ROBOTS, title=Texts(en="Robots"), topics=(IT,), origin=POCHINOK, derived_from=MUSEUM, feasibility=Feasibility(cost=4)),
    Practice(id=CHOIR, title=Texts(en="Choir")),
    Programme(id=EXCHANGE, name=Texts(en="Exchange"), kind=ProgrammeKind.AGREEMENT),
    Programme(id=FORUM, name=Texts(en="Forum"), kind=ProgrammeKind.FORUM, part_of=EXCHANGE),
]


def cited(*sources: str) -> tuple[Citation, ...]:
    return tuple(Citation(source=source) for source in sources or (GAZETTE,))


def _shared(given: dict[str, Any]) -> dict[str, Any]:
    when = given.pop("date", "2020")
    return {"citations": cited(), "date": when and parse(when), **given}


def share(practice: str = MUSEUM, to: str = SCHOOL, giver: str | None = CENTRE, **given: Any) -> AnyFact:
    return Share(practice=practice, to=to, from_=giver, **_shared(given))


def adoption(practice: str = MUSEUM, by: str = SCHOOL, stage: str = "adopted", **given: Any) -> AnyFact:
    return Adoption(practice=practice, by=by, stage=AdoptionStage(stage), **_shared(given))


def visit(visitor: str = SCHOOL, host: str = CENTRE, **given: Any) -> AnyFact:
    return Visit(visitor=visitor, host=host, **_shared(given))


async def put(
    store: Store,
    *facts: AnyFact,
    nodes: Sequence[AnyNode] = (),
    status: FactStatus = FactStatus.ACCEPTED,
    reason: Texts = NO_TEXTS,
    at: datetime = NOON,
    by: str = "hand",
) -> int:
    """Write nodes and facts; return the revision."""
    recordings = [Recording(fact=fact, status=status, reason=reason) for fact in facts]
    return await store.write(Write(nodes=nodes, facts=recordings, recorded_by=by, recorded_at=at))


async def facts_listed(store: Store, side: FactSide = FactSide.ALL, owner: str = EVERYTHING, **given: Any) -> list[str]:
    """The ids of a list of facts of one owner; the length of the list is checked as well."""
    what = FactList(**{"kind": None, "side": side, **given})
    pages = await store.fact_pages(what, [owner], Page(100))
    assert await store.fact_counts(what, [owner]) == {owner: len(pages[owner].items)}
    listed = [version.fact.id for _, version in pages[owner].items]
    assert len(set(listed)) == len(listed)
    return listed


async def facts_passing(store: Store, *facts: AnyFact, **asked: Any) -> set[int]:
    """Write facts into a store with the sample nodes, and return the places of those that a filter lets through."""
    await put(store, *facts, nodes=NODES)
    listed = await facts_listed(store, filter=FactFilter(**asked))
    return {index for index, fact in enumerate(facts) if fact.id in listed}


async def nodes_listed(store: Store, owner: str = EVERYTHING, **given: Any) -> list[str]:
    """The ids of a list of nodes of one owner; the length of the list is checked as well."""
    what = NodeList(**given)
    pages = await store.node_pages(what, [owner], Page(100))
    assert await store.node_counts(what, [owner]) == {owner: len(pages[owner].items)}
    return [node.id for _, node in pages[owner].items]


async def nodes_passing(store: Store, kind: str, facts: Collection[AnyFact] = (), **asked: Any) -> list[str]:
    """Write facts into a store with the sample nodes, and return the nodes of a kind that a filter lets through."""
    await put(store, *facts, nodes=NODES)
    return await nodes_listed(store, kind=NodeKind(kind), filter=NodeFilter(**asked))
