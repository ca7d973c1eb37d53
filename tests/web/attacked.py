"""A base in which every text is an attack: HTML, a script, and a mark that turns the direction of writing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from kb.dates import parse
from kb.model import (
    Adoption,
    AdoptionStage,
    AnyFact,
    AnyNode,
    Citation,
    City,
    Coordinates,
    Country,
    Feasibility,
    Institution,
    InstitutionKind,
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
from kb.store import open_store
from kb.store.base import Recording, Write

ATTACK = '<img src=x onerror="alert(1)"><script>alert(2)</script>\u202eturned'
CITED = (Citation(source="source:a", locator=ATTACK),)
OTHERS = [f"city:c{number}" for number in range(4)]
VIEWS = [
    "/", "/city/a", "/city/b", "/region/a", "/country/by", "/institution/a", "/practice/a", "/practice/b", "/programme/a", "/topic/a",
    "/source/a", "/adoption/a", "/share/a", "/visit/a", "/explore", "/explore?q=img", "/explore?list=practices", "/explore?list=cities",
    "/curate",
]  # fmt: skip


def _at(latitude: float, longitude: float) -> Coordinates:
    return Coordinates(latitude=latitude, longitude=longitude)


def _texts(words: str) -> Texts:
    return Texts(en=f"{words} {ATTACK}", ru=f"{words} {ATTACK}")


def _practice(key: str, **more: object) -> Practice:
    card = Feasibility(cost=2, prerequisites=_texts("needs"), citations=CITED)
    made = Practice(
        id=f"practice:{key}", title=_texts(f"practice {key}"), citations=CITED, topics=("topic:a",), origin="city:b", feasibility=card
    )
    told = {name: _texts(name) for name in ("summary", "problem", "audience", "note")}
    return replace(made, **{**told, **more})  # type: ignore[arg-type]


def nodes() -> list[AnyNode]:
    """Return nodes of all kinds."""
    cities = [City(id=key, name=_texts(key[5:]), part_of="region:a", location=_at(50.0 + at, 30.0 + at)) for at, key in enumerate(OTHERS)]
    return [
        Country(id="country:by", code="BY"),
        Region(id="region:a", name=_texts("region"), part_of="country:by"),
        City(id="city:a", name=_texts("a"), part_of="region:a", location=_at(53.9, 27.5)),
        City(id="city:b", name=_texts("b"), part_of="region:a", location=_at(54.9, 31.5)),
        *cities,
        Institution(id="institution:a", name=_texts("host"), kind=InstitutionKind.SCHOOL, place="city:b", receives_visits=True, website="https://a.test/"),
        Topic(id="topic:a", name=_texts("topic")),
        Source(id="source:a", title=f"source {ATTACK}", publisher=ATTACK, url="https://a.test/<script>alert(3)</script>"),
        _practice("a"),
        _practice("b", derived_from="practice:a"),
        Programme(
            id="programme:a", name=_texts("programme"), kind=ProgrammeKind.FORUM, organiser_name=ATTACK, place="city:b",
            note=_texts("note"), parties=(Participation(party="city:a", role=_texts("role")),), citations=CITED,
        ),
    ]  # fmt: skip


def facts() -> Sequence[AnyFact]:
    """Return facts of all kinds, of which the first of each has the id `a`."""
    return [
        _adoption("adoption:a", "city:a", 2020),
        _share(),
        _visit(),
        *(_adoption(f"adoption:f{at}", key, 2010 + at) for at, key in enumerate(OTHERS)),
    ]


def _adoption(key: str, by: str, year: int) -> Adoption:
    return Adoption(
        id=key, practice="practice:b", by=by, stage=AdoptionStage.ADOPTED, learned_from="city:b", date=parse(str(year)), citations=CITED,
        change=_texts("change"), outcome=_texts("outcome"), note=_texts("note"), programme="programme:a",
    )  # fmt: skip


def _share() -> Share:
    return Share(
        id="share:a", practice="practice:a", from_="city:b", to="city:a", collective=_texts("group"), collective_size=3, citations=CITED,
        note=_texts("note"), programme="programme:a",
    )  # fmt: skip


def _visit() -> Visit:
    return Visit(
        id="visit:a", visitor="city:a", host="institution:a", purpose=_texts("purpose"), citations=CITED, note=_texts("note"),
        date=parse("2019"), programme="programme:a",
    )  # fmt: skip


async def write_attacked(path: Path) -> str:
    """Write the base into a file; return its URL."""
    url = f"sqlite:///{path}"
    store = open_store(url)
    recordings = [Recording(fact=fact) for fact in facts()]
    await store.write(Write(nodes=nodes(), facts=recordings, recorded_by=ATTACK[:20], recorded_at=datetime(2024, 5, 1, tzinfo=UTC)))
    await store.close()
    return url
