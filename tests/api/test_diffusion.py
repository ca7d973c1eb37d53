"""How practices spread, in numbers and inferred, through the API."""

from __future__ import annotations

from typing import Any

import pytest

from kb.store.base import Store
from tests.api.client import Client
from tests.api.conftest import put
from tests.api.world import BOOK
from tests.diffusion.simulated import simulate
from tests.graph.world import World


async def of(client: Client, practice: str, field: str) -> Any:
    return (await client.data(f'{{ practice(id: "{practice}") {{ spread {{ {field} }} }} }}'))["practice"]["spread"]


def ids(connection: Any, *ends: str) -> list[list[str]]:
    return [[edge["node"][end]["id"] for end in ends] for edge in connection["edges"]]


async def test_statistics_say_how_each_adopter_stands_among_its_partners(client: Client) -> None:
    """Mstislavl (2022) is in touch with Pochinok, where it began, and with Moscow, which had it nobody says since when."""
    found = await of(
        client,
        "practice:robotics",
        """statistics { population dated penetration meanHazard meanThreshold cautions
        leadTime { links shortestYears medianYears longestYears }
        parties { totalCount edges { node {
          party { id } yearsAfterFirst category reach partners threshold infectiousness susceptibility } } } }""",
    )
    statistics = found["statistics"]
    rows = {edge["node"]["party"]["id"]: edge["node"] for edge in statistics.pop("parties")["edges"]}
    (caution,) = statistics.pop("cautions")
    assert "does not prove" in caution
    assert statistics == {
        "population": 4,
        "dated": 1,
        "penetration": 0.5,
        "meanHazard": 0.25,
        "meanThreshold": 0.5,
        "leadTime": {"links": 0, "shortestYears": None, "medianYears": None, "longestYears": None},
    }
    assert [*rows] == ["city:pochinok-district", "city:mstislavl-district", "city:moscow"]
    assert rows["city:pochinok-district"]["reach"] == 1
    assert rows["city:mstislavl-district"] == {
        "party": {"id": "city:mstislavl-district"},
        "yearsAfterFirst": 0,
        "category": None,
        "reach": 0,
        "partners": 2,
        "threshold": 0.5,
        "infectiousness": None,
        "susceptibility": 0.0,
    }


async def test_parties_go_page_by_page(client: Client) -> None:
    page = await of(client, "practice:robotics", "statistics { parties(first: 2) { pageInfo { hasNextPage endCursor } } }")
    cursor = page["statistics"]["parties"]["pageInfo"]["endCursor"]
    rest = await of(client, "practice:robotics", f'statistics {{ parties(after: "{cursor}") {{ edges {{ node {{ party {{ id }} }} }} }} }}')
    assert ids(rest["statistics"]["parties"], "party") == [["city:moscow"]]


async def test_a_day_and_variants_reach_the_statistics(client: Client) -> None:
    document = """{ practice(id: "practice:robotics") {
      early: spread(asOf: "2022-10-31") { statistics { dated cautions(lang: "ru") } inferredNetwork { basis } }
      all: spread(includeDerived: true) { statistics { parties { totalCount } } } } }"""
    found = (await client.data(document))["practice"]
    assert found["early"]["statistics"] == {"dated": 0, "cautions": ["Неизвестно, чтобы кто-то её применил"]}
    assert found["all"]["statistics"]["parties"]["totalCount"] == 3
    assert "3 dated adoptions" in found["early"]["inferredNetwork"]["basis"]


async def test_a_small_base_infers_no_network_and_says_what_it_would_take(client: Client) -> None:
    found = await of(client, "practice:play", "inferredNetwork { ratePerYear basis links { totalCount } }")
    assert found["inferredNetwork"]["links"] == {"totalCount": 0}
    assert found["inferredNetwork"]["ratePerYear"] is None
    assert found["inferredNetwork"]["basis"].startswith("Too little to infer a network from: 4 dated adoptions")


async def test_sources_name_their_method(client: Client) -> None:
    found = await of(client, "practice:play", 'likelySources(party: "city:moscow") { party { id } method }')
    assert found["likelySources"] == [{"party": {"id": "city:oral"}, "method": "LAG"}]


@pytest.fixture
async def spreading(store: Store) -> None:
    """Fourteen more practices that spread over thirty cities, each of which visited the next."""
    world = World().cities(*(f"c{place:02}" for place in range(30))).practices(*(f"p{number:02}" for number in range(14)))
    for place, practice, year in simulate(14, 3, places=30).events:
        world.adopt(f"p{practice:02}", f"c{place:02}", str(int(year)), citations=(BOOK,))
    for place in range(30):
        world.visit(f"c{place:02}", f"c{(place + 1) % 30:02}", citations=(BOOK,))
    await put(store, nodes=list(world.nodes.values()), facts=list(world.facts))


@pytest.mark.usefixtures("spreading")
async def test_many_dates_infer_a_network_apart_from_recorded_links(client: Client) -> None:
    field = """inferredNetwork { ratePerYear basis links(first: 3) { totalCount
      edges { node { source { id } target { id } lagYears gain practices } } } } recordedLinks { totalCount }
      likelySources(party: "city:c07", first: 2) { probability method }"""
    found = await of(client, "practice:p00", field)
    links = found["inferredNetwork"]["links"]
    assert found["recordedLinks"] == {"totalCount": 0}
    assert links["totalCount"] > 10
    assert len(links["edges"]) == 3
    for edge in links["edges"]:
        assert edge["node"]["lagYears"] > 0 < edge["node"]["gain"]
        assert edge["node"]["practices"] >= 1
    assert found["inferredNetwork"]["ratePerYear"] > 0
    assert "a hint" in found["inferredNetwork"]["basis"]
    assert [source["method"] for source in found["likelySources"]] == ["CASCADES"] * 2


@pytest.mark.usefixtures("spreading")
async def test_exposure_odds_come_with_their_interval(client: Client) -> None:
    found = await of(client, "practice:p01", "size statistics { dated exposureOdds { ratio low high observations adoptions } }")
    odds = found["statistics"]["exposureOdds"]
    assert 0 < odds["low"] < odds["ratio"] < odds["high"]
    assert 10 <= odds["adoptions"] < found["statistics"]["dated"] == found["size"]
    assert odds["observations"] > odds["adoptions"]
    assert (await of(client, "practice:robotics", "statistics { exposureOdds { ratio } }"))["statistics"] == {"exposureOdds": None}


async def test_exposure_is_of_the_partners_of_a_party(client: Client) -> None:
    document = """{ city(id: "city:moscow") { exposure(practice: "practice:robotics") {
      partners having share parties { id } caution english: caution(lang: "en") } } }"""
    found = (await client.data(document, accept_language="ru"))["city"]["exposure"]
    assert (found["partners"], found["having"], found["share"]) == (3, 2, pytest.approx(2 / 3))
    assert found["parties"] == [{"id": "city:mstislavl-district"}, {"id": "city:pochinok-district"}]
    assert found["caution"].startswith("То, что практика есть у партнёров, не доказывает")
    assert found["english"].startswith("That partners have a practice does not prove")


async def test_exposure_to_what_is_no_practice_is_an_error_beside_the_city(client: Client) -> None:
    error = await client.only_error('{ city(id: "city:moscow") { id exposure(practice: "city:oral") { share } } }')
    assert error.code == "WRONG_KIND"


async def test_without_partners_exposure_has_no_share(client: Client) -> None:
    found = (await client.data('{ city(id: "city:cork") { exposure(practice: "practice:play") { partners share } } }'))["city"]
    assert found["exposure"] == {"partners": 0, "share": None}


async def test_innovation_compares_a_party_with_those_of_its_level(client: Client) -> None:
    document = """{ oral: city(id: "city:oral") { innovation { score ratePerYear adoptions practices } }
      cork: city(id: "city:cork") { innovation { score } } then: city(id: "city:oral") { innovation(asOf: "2019-12-31") { score } } }"""
    found = await client.data(document)
    assert found["oral"]["innovation"] == {"score": 1.0, "ratePerYear": 1.0, "adoptions": 1, "practices": 1}
    assert (found["cork"]["innovation"], found["then"]["innovation"]) == (None, None)
