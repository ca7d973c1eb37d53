from __future__ import annotations

import pytest

from kb.model import AnyNode, City, CityKind, Country, Institution, InstitutionKind, NodeId, Region, Texts, Topic
from kb.model.places import PartOf, actor, country, is_party, municipality, part_of, region, upwards


def city(key: str, within: str | None, kind: CityKind = CityKind.CITY) -> City:
    return City(id=f"city:{key}", name=Texts(en=key), kind=kind, part_of=within)


def institution(key: str, place: str) -> Institution:
    return Institution(id=f"institution:{key}", name=Texts(en=key), kind=InstitutionKind.SCHOOL, place=place)


def looked_up(*nodes: AnyNode) -> PartOf:
    known: dict[NodeId, AnyNode] = {node.id: node for node in nodes}
    return part_of(known)


@pytest.fixture
def parent() -> PartOf:
    return looked_up(
        Country(id="country:by", code="BY"),
        Region(id="region:mogilev", name=Texts(en="Mogilev"), part_of="country:by"),
        city("mstislavl-district", "region:mogilev", CityKind.DISTRICT),
        city("mstislavl", "city:mstislavl-district", CityKind.TOWN),
        institution("mstislavl-school", "city:mstislavl"),
        Country(id="country:gb", code="GB"),
        city("london", "country:gb"),
        city("hackney", "city:london", CityKind.DISTRICT),
        institution("mogilev-college", "region:mogilev"),
        Topic(id="topic:x", name=Texts(en="x")),
    )


@pytest.mark.parametrize(
    ("party", "expected"),
    [
        ("city:mstislavl", "city:mstislavl-district"),
        ("city:mstislavl-district", "city:mstislavl-district"),
        ("city:hackney", "city:london"),
        ("city:london", "city:london"),
        ("institution:mstislavl-school", "city:mstislavl-district"),
        ("institution:mogilev-college", None),
        ("region:mogilev", None),
        ("country:by", None),
    ],
)
def test_a_municipality_is_the_topmost_city_around_a_party(parent: PartOf, party: str, expected: str | None) -> None:
    assert municipality(party, parent) == expected


def test_what_has_no_municipality_acts_for_itself(parent: PartOf) -> None:
    assert actor("region:mogilev", parent) == "region:mogilev"
    assert actor("institution:mogilev-college", parent) == "institution:mogilev-college"
    assert actor("institution:mstislavl-school", parent) == "city:mstislavl-district"


def test_a_party_lies_in_the_country_and_the_nearest_region_above_it(parent: PartOf) -> None:
    assert country("institution:mstislavl-school", parent) == "country:by"
    assert country("country:by", parent) == "country:by"
    assert region("city:mstislavl", parent) == "region:mogilev"
    assert region("city:hackney", parent) is None


def test_a_city_above_a_region_is_still_the_municipality() -> None:
    parent = looked_up(
        city("moscow", None), Region(id="region:centre", name=Texts(en="c"), part_of="city:moscow"), city("arbat", "region:centre")
    )
    assert municipality("city:arbat", parent) == "city:moscow"


def test_going_up_ends_where_places_turn_in_a_circle() -> None:
    parent = looked_up(city("a", "city:b"), city("b", "city:c"), city("c", "city:a"))
    assert list(upwards("city:a", parent)) == ["city:a", "city:b", "city:c"]
    assert municipality("city:a", parent) == "city:c"
    assert country("city:a", parent) is None


def test_going_up_ends_at_what_is_not_there() -> None:
    assert list(upwards("city:lost", looked_up(city("lost", "region:nowhere")))) == ["city:lost", "region:nowhere"]


def test_cities_regions_countries_and_institutions_are_parties() -> None:
    assert is_party(city("a", None))
    assert is_party(institution("a", "city:a"))
    assert not is_party(Topic(id="topic:x", name=Texts(en="x")))
