"""Random graphs, small enough that everything meets: parties move, facts are corrected, taken back and told twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from kb.dates import FuzzyDate, parse
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
    Occurrence,
    Participation,
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
from kb.store.base import FactFilter, NodeFilter, Recording, SearchQuery, Write

PLACES = ["country:by", "region:r1", "region:r2", "city:a", "city:b", "city:c", "city:d", "city:e"]
PARTIES = [*PLACES, "institution:x", "institution:y"]
PRACTICES = ["practice:p", "practice:q", "practice:r"]
PROGRAMMES = ["programme:m", "programme:n"]
TOPICS = ["topic:t", "topic:u"]
SOURCES = ["source:s", "source:w"]
DOUBLES = ["city:d-2", "institution:x-2", "practice:q-2", "programme:n-2", "topic:t-2"]
EVERY_NODE = [*PARTIES, *PRACTICES, *PROGRAMMES, *TOPICS, *SOURCES]
DATES = [None, *map(parse, ["2019", "2020", "2020-03", "2020-03-05", "2020-21", "2019/2021", "../2020", "2020/..", "2021?"])]
DAYS = [None, date(2019, 12, 31), date(2020, 1, 1), date(2020, 3, 5), date(2021, 6, 1)]
STAGES = st.frozensets(st.sampled_from(AdoptionStage), max_size=2)
NAMES = st.sampled_from(["Museum", "museums of the city", "Élan", "elan vital", "zebra", "Школьный музей", "Робототехника"])

Thing = TypeVar("Thing")


def maybe(*values: Thing) -> st.SearchStrategy[Thing | None]:
    return st.sampled_from([None, *values])


texts = st.builds(lambda name, lang: Texts({lang: name}), NAMES, st.sampled_from(["en", "ru", "und"]))
citations = st.lists(st.builds(Citation, source=st.sampled_from(SOURCES), locator=maybe("1")), min_size=1, max_size=2, unique=True).map(
    tuple
)
cards = st.builds(Feasibility, cost=maybe(1, 3), effort=maybe(2, 4), evidence=maybe(0, 5))


def _before(key: str, keys: list[str]) -> list[str]:
    """The keys that a node may be a part of: the rules let no circle into a store."""
    return keys[: keys.index(key)] if key in keys else []


def _place(key: str) -> st.SearchStrategy[AnyNode]:
    """A place below one that comes before it, of whatever kind."""
    if key.startswith("country"):
        return st.just(Country(id=key, code="BY"))
    above = maybe(*_before(key, PLACES))
    if key.startswith("region"):
        return st.builds(Region, id=st.just(key), name=texts, part_of=above)
    return st.builds(City, id=st.just(key), name=texts, kind=st.sampled_from(CityKind), part_of=above)


def node(key: str) -> st.SearchStrategy[AnyNode]:
    """A node with that id."""
    kind = key.partition(":")[0]
    if key in PLACES:
        return _place(key)
    made: dict[str, st.SearchStrategy[AnyNode]] = {
        "institution": st.builds(
            Institution, id=st.just(key), name=texts, kind=st.sampled_from(InstitutionKind), place=st.sampled_from(PLACES)
        ),
        "practice": st.builds(
            Practice,
            id=st.just(key),
            title=texts,
            summary=st.one_of(st.just(NO_TEXTS), texts),
            topics=st.lists(st.sampled_from(TOPICS), unique=True).map(tuple),
            origin=maybe(*PARTIES),
            derived_from=maybe(*_before(key, PRACTICES)),
            feasibility=cards,
        ),
        "programme": st.builds(
            Programme,
            id=st.just(key),
            name=texts,
            kind=st.sampled_from(ProgrammeKind),
            part_of=maybe(*_before(key, PROGRAMMES)),
            organiser=maybe(*PARTIES),
            parties=st.lists(st.builds(Participation, party=st.sampled_from(PARTIES)), max_size=2).map(tuple),
        ),
        "topic": st.builds(Topic, id=st.just(key), name=texts),
        "source": st.builds(Source, id=st.just(key), title=NAMES, language=maybe("en", "ru")),
    }
    return made[kind]


@st.composite
def double(draw: st.DrawFn, key: str) -> AnyNode:
    """A node to which nothing refers, and that may have turned out to be the one that its id begins with."""
    return replace(draw(node(key.removesuffix("-2"))), id=key, merged_into=draw(maybe(key.removesuffix("-2"))))


every_node: st.SearchStrategy[list[AnyNode]] = st.tuples(*map(node, EVERY_NODE), *map(double, DOUBLES)).map(list)
some_nodes = st.lists(
    st.one_of(st.sampled_from(EVERY_NODE).flatmap(node), st.sampled_from(DOUBLES).flatmap(double)),
    max_size=3,
    unique_by=lambda each: each.id,
)


@st.composite
def facts(draw: st.DrawFn) -> AnyFact:
    """A share, an adoption or a visit, with an id minted from its key."""
    one, other = draw(st.lists(st.sampled_from(PARTIES), min_size=2, max_size=2, unique=True))
    giver = draw(maybe(other))
    when: FuzzyDate | None = draw(st.sampled_from(DATES))
    cited = draw(citations)
    occurrence = draw(st.sampled_from([Occurrence.HELD, Occurrence.HELD, Occurrence.ANNOUNCED]))
    collective = draw(st.sampled_from([NO_TEXTS, NO_TEXTS, Texts(en="schools"), Texts(en="schools", ru="школы")]))
    programme, practice, disputed = draw(maybe(*PROGRAMMES)), draw(st.sampled_from(PRACTICES)), draw(st.booleans())
    shared: dict[str, Any] = {
        "citations": cited, "date": when, "occurrence": occurrence, "collective": collective, "programme": programme, "disputed": disputed,
    }  # fmt: skip
    kind = draw(st.sampled_from(["share", "adoption", "adoption", "adoption", "visit"]))
    if kind == "share":
        return Share(practice=practice, to=one, from_=giver, **shared)
    if kind == "visit":
        return Visit(visitor=one, host=other, **shared)
    return Adoption(practice=practice, by=one, learned_from=giver, stage=draw(st.sampled_from(AdoptionStage)), **shared)


@st.composite
def recordings(draw: st.DrawFn, known: tuple[AnyFact, ...]) -> Recording:
    """A new fact, or another version of a known one: as it was, or with another date, which changes its key."""
    fact = draw(facts())
    again = draw(st.integers(0, 2)) > 0
    if known and again:
        fact = draw(st.sampled_from(known))
        if draw(st.booleans()):
            fact = replace(fact, date=draw(st.sampled_from(DATES)), citations=draw(citations))
    status = draw(st.sampled_from([FactStatus.ACCEPTED, FactStatus.ACCEPTED, FactStatus.ACCEPTED, *FactStatus]))
    status = FactStatus.ACCEPTED if status is FactStatus.SUPERSEDED else status
    return Recording(fact=fact, status=status, reason=draw(st.sampled_from([NO_TEXTS, Texts(en="a slip")])))


@st.composite
def histories(draw: st.DrawFn) -> list[Write]:
    """A few writes, the first of which puts every node."""
    known: tuple[AnyFact, ...] = ()
    writes: list[Write] = []
    for number in range(draw(st.integers(1, 4))):
        taken = draw(st.lists(recordings(known), max_size=12 if number == 0 else 5))
        nodes = draw(every_node if number == 0 else some_nodes)
        when = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=number, microseconds=7)
        writes.append(Write(nodes=nodes, facts=taken, recorded_by=f"hand-{number}", recorded_at=when))
        known = (*known, *(each.fact for each in taken))
    return writes


fact_filters = st.builds(
    FactFilter,
    practice=maybe(*PRACTICES, "practice:nowhere"),
    party=maybe(*PARTIES),
    programme=maybe(*PROGRAMMES),
    source=maybe(*SOURCES),
    stages=STAGES,
    first_day=st.sampled_from(DAYS),
    last_day=st.sampled_from(DAYS),
    occurrence=maybe(*Occurrence),
)
node_filters = st.builds(
    NodeFilter,
    ids=maybe(frozenset(["practice:p", "city:a", "city:b"]), frozenset[str]()),
    within=st.lists(st.sampled_from(PLACES), max_size=2).map(tuple),
    kinds=st.frozensets(st.sampled_from(["city", "town", "school", "museum", "network"]), max_size=2),
    has_practice=maybe(*PRACTICES),
    topics=st.frozensets(st.sampled_from(TOPICS), max_size=2),
    origin=maybe(*PARTIES),
    adopted_by=maybe(*PARTIES),
    shared_with=maybe(*PARTIES),
    stages=STAGES,
    first_day=st.sampled_from(DAYS),
    last_day=st.sampled_from(DAYS),
    max_cost=maybe(2),
    max_effort=maybe(3),
    min_evidence=maybe(1),
    include_unknown=st.booleans(),
)
forms = st.sampled_from(["museum", "muse*", "elan", "of*", "музей", "робот*", "none", "school", "zebra*"])
queries = st.builds(
    SearchQuery,
    words=st.lists(st.lists(forms, min_size=1, max_size=2).map(tuple), max_size=2).map(tuple),
    kinds=st.frozensets(st.sampled_from(["city", "practice", "source"]), max_size=2),
    most=st.sampled_from([2, 1000]),
)
