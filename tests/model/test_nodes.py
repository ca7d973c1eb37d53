from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError

import pytest

from kb.errors import InvalidInput, WrongKind
from kb.model import (
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
    Source,
    Texts,
    Topic,
)

NAME = Texts(en="a name")
Make = Callable[[], object]


def test_a_node_cannot_be_changed() -> None:
    city = City(id="city:a", name=NAME)
    with pytest.raises(FrozenInstanceError):
        city.name = Texts(en="b")  # type: ignore[misc]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: City(id="city:a", name=Texts()), "city:a has no name; give one in at least one language"),
        (lambda: Region(id="region:a", name=Texts()), "region:a has no name"),
        (lambda: Topic(id="topic:a", name=Texts()), "topic:a has no name"),
        (lambda: Practice(id="practice:a", title=Texts()), "practice:a has no title"),
        (lambda: Programme(id="programme:a", name=Texts(), kind=ProgrammeKind.FORUM), "programme:a has no name"),
        (lambda: Institution(id="institution:a", name=Texts(), kind=InstitutionKind.MUSEUM, place="city:a"), "institution:a has no name"),
        (lambda: Source(id="source:a", title=" "), "source:a has no title"),
        (lambda: Practice(id="practice:a", title=NAME, derived_from="practice:a"), "practice:a is derived from itself"),
        (lambda: Coordinates(latitude=90.1, longitude=0), "latitude is 90.1; it goes from -90 to 90"),
        (lambda: Coordinates(latitude=0, longitude=-181), "longitude is -181; it goes from -180 to 180"),
        (lambda: Coordinates(latitude=float("nan"), longitude=0), "latitude is nan"),
        (lambda: Feasibility(cost=0), "cost is 0; it goes from 1 to 5"),
        (lambda: Feasibility(effort=6), "effort is 6; it goes from 1 to 5"),
        (lambda: Feasibility(evidence=-1), "evidence is -1; it goes from 0 to 5"),
        (lambda: Feasibility(months_to_start=float("inf")), "months_to_start is inf"),
        (
            lambda: Programme(id="programme:a", name=NAME, kind=ProgrammeKind.FORUM, participants=0),
            "participants is 0; a count is 1 or more, and left out where it is unknown",
        ),
        (lambda: Country(id="country:kz", code="KAZ"), "'KAZ' is no country code"),
        (lambda: Source(id="source:a", title="A", language="kazakh language"), "'kazakh language' is no language tag"),
    ],
)
def test_a_wrong_state_cannot_exist(make: Make, message: str) -> None:
    with pytest.raises(InvalidInput, match=message):
        make()


@pytest.mark.parametrize(
    "make",
    [
        lambda: City(id="region:a", name=NAME),
        lambda: City(id="city:a", name=NAME, part_of="institution:b"),
        lambda: Region(id="region:a", name=NAME, part_of="topic:b"),
        lambda: Region(id="city:a", name=NAME),
        lambda: Country(id="city:kz", code="KZ"),
        lambda: Institution(id="institution:a", name=NAME, kind=InstitutionKind.SCHOOL, place="institution:b"),
        lambda: Practice(id="practice:a", title=NAME, topics=("practice:b",)),
        lambda: Practice(id="practice:a", title=NAME, origin="practice:b"),
        lambda: Practice(id="practice:a", title=NAME, derived_from="city:b"),
        lambda: Programme(id="programme:a", name=NAME, kind=ProgrammeKind.FORUM, organiser="topic:b"),
        lambda: Programme(id="programme:a", name=NAME, kind=ProgrammeKind.FORUM, place="institution:b"),
        lambda: Programme(id="programme:a", name=NAME, kind=ProgrammeKind.FORUM, part_of="city:b"),
        lambda: Participation(party="programme:b"),
        lambda: Citation(source="city:b"),
        lambda: Topic(id="source:a", name=NAME),
        lambda: Source(id="topic:a", title="A"),
    ],
)
def test_a_reference_to_a_thing_of_the_wrong_kind_cannot_exist(make: Make) -> None:
    with pytest.raises(WrongKind):
        make()


@pytest.mark.parametrize("url", ["http://a.by", "https://a.by/?p=1#x", "https://пример.рф/стр"])
def test_a_source_may_stand_at_an_http_or_https_address(url: str) -> None:
    assert Source(id="source:a", title="A", url=url).url == url


@pytest.mark.parametrize(
    "url", ["ftp://a.by", "javascript:alert(1)", "//a.by", "a.by", "https://", "https://a b", "http://[x", "", "https:///a"]
)
def test_any_other_address_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput, match="is no http or https address"):
        Source(id="source:a", title="A", url=url)
    with pytest.raises(InvalidInput, match="is no http or https address"):
        Institution(id="institution:a", name=NAME, kind=InstitutionKind.SCHOOL, place="city:a", website=url)


def test_what_nobody_recorded_is_unknown_and_not_zero() -> None:
    card = Practice(id="practice:a", title=NAME).feasibility
    assert (card.cost, card.effort, card.months_to_start, card.evidence) == (None, None, None, None)
    assert Feasibility(evidence=0).evidence == 0


def test_everything_has_a_name() -> None:
    assert Practice(id="practice:a", title=NAME).name == NAME
    assert Source(id="source:a", title="Отчёт", language="ru").name == Texts(ru="Отчёт")
    assert Source(id="source:a", title="Report").name == Texts(und="Report")


def test_an_institution_is_part_of_its_place_and_a_country_of_nothing() -> None:
    assert Institution(id="institution:a", name=NAME, kind=InstitutionKind.SCHOOL, place="city:b").part_of == "city:b"
    assert Country(id="country:kz", code="KZ").part_of is None


def test_a_citation_has_no_empty_locator() -> None:
    with pytest.raises(InvalidInput, match="the locator in source:a is empty; leave it out"):
        Citation(source="source:a", locator="")
