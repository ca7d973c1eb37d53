"""Any node and any fact, for tests that hold for all of them."""

from __future__ import annotations

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
    Coordinates,
    Country,
    DateMeaning,
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
    ShareFormat,
    Source,
    Texts,
    Topic,
    Visit,
)

SLUGS = st.sampled_from(["a", "b-1", "c.2", "oral", "x9"])
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cn"]), min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
TEXTS = st.dictionaries(st.sampled_from(["en", "ru", "be", "kk", "und", "zh-Hant"]), WORDS, max_size=3).map(
    lambda texts: Texts(texts) if texts else NO_TEXTS
)
NAMES = TEXTS.filter(bool)
DATES: st.SearchStrategy[FuzzyDate] = st.sampled_from(
    ["2021", "2022-23", "2018-12-04", "2020?", "2018~/2020-03", "../2021-06", "2022-10"]
).map(parse)


def ids(*kinds: str) -> st.SearchStrategy[str]:
    return st.builds("{}:{}".format, st.sampled_from(kinds), SLUGS)


def maybe(of: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.none() | of


PLACES = ids("city", "region", "country")
PARTIES = ids("city", "region", "country", "institution")
LOCATIONS = st.none() | st.builds(Coordinates, latitude=st.floats(-90, 90), longitude=st.floats(-180, 180))
CITATIONS = st.lists(
    st.builds(Citation, source=ids("source"), locator=st.none() | WORDS), max_size=3, unique_by=lambda cited: (cited.source, cited.locator)
).map(tuple)
COUNTS = st.none() | st.integers(1, 10**6)
URLS = st.none() | st.sampled_from(["https://a.by/?p=1", "http://пример.рф/стр"])

NODES: st.SearchStrategy[AnyNode] = st.one_of(
    st.builds(City, id=ids("city"), name=NAMES, kind=st.sampled_from(CityKind), part_of=maybe(PLACES), location=LOCATIONS),
    st.builds(Region, id=ids("region"), name=NAMES, part_of=maybe(PLACES), location=LOCATIONS),
    st.builds(Country, id=ids("country"), code=st.sampled_from(["KZ", "BY", "NO"])),
    st.builds(
        Institution,
        id=ids("institution"),
        name=NAMES,
        kind=st.sampled_from(InstitutionKind),
        place=PLACES,
        location=LOCATIONS,
        website=URLS,
        receives_visits=st.none() | st.booleans(),
    ),
    st.builds(Topic, id=ids("topic"), name=NAMES),
    st.builds(
        Source,
        id=ids("source"),
        title=WORDS,
        url=URLS,
        publisher=st.none() | WORDS,
        published=st.none() | DATES,
        language=st.none() | st.sampled_from(["en", "ru"]),
    ),
    st.builds(
        Programme,
        id=ids("programme"),
        name=NAMES,
        kind=st.sampled_from(ProgrammeKind),
        organiser=maybe(PARTIES),
        organiser_name=st.none() | WORDS,
        start=st.none() | DATES,
        end=st.none() | DATES,
        place=maybe(PLACES),
        participants=COUNTS,
        part_of=maybe(ids("programme")),
        parties=st.lists(st.builds(Participation, party=PARTIES, role=TEXTS, since=st.none() | DATES), max_size=3).map(tuple),
        citations=CITATIONS,
        note=TEXTS,
    ),
    st.builds(
        Practice,
        id=st.just("practice:own"),
        title=NAMES,
        summary=TEXTS,
        problem=TEXTS,
        audience=TEXTS,
        topics=st.lists(ids("topic"), max_size=3).map(tuple),
        origin=maybe(PARTIES),
        derived_from=maybe(ids("practice")),
        feasibility=st.builds(
            Feasibility,
            cost=st.none() | st.integers(1, 5),
            effort=st.none() | st.integers(1, 5),
            months_to_start=st.none() | st.floats(0, 600),
            prerequisites=TEXTS,
            evidence=st.none() | st.integers(0, 5),
            citations=CITATIONS,
        ),
        citations=CITATIONS,
        note=TEXTS,
    ),
)
_COMMON = {
    "citations": CITATIONS.filter(bool),
    "date": st.none() | DATES,
    "date_meaning": st.sampled_from(DateMeaning),
    "occurrence": st.sampled_from(Occurrence),
    "collective": NAMES,  # so that a party may meet itself
    "collective_size": COUNTS,
    "programme": maybe(ids("programme")),
    "disputed": st.booleans(),
    "note": TEXTS,
}
FACTS: st.SearchStrategy[AnyFact] = st.one_of(
    st.builds(
        Share,
        practice=ids("practice"),
        to=PARTIES,
        from_=maybe(PARTIES),
        format=st.none() | st.sampled_from(ShareFormat),
        event_participants=COUNTS,
        **_COMMON,
    ),
    st.builds(
        Adoption,
        practice=ids("practice"),
        by=PARTIES,
        learned_from=maybe(PARTIES),
        stage=st.sampled_from(AdoptionStage),
        change=TEXTS,
        outcome=TEXTS,
        **_COMMON,
    ),
    st.builds(Visit, visitor=PARTIES, host=PARTIES, purpose=TEXTS, event_participants=COUNTS, **_COMMON),
)
