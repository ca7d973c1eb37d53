"""Answers over GraphQL: what the graph found, with names, words and facts that open. The finding is tested with `kb.graph`."""

from __future__ import annotations

from typing import Any

import pytest

from kb.dates import parse
from kb.model import Adoption, AdoptionStage
from kb.store.base import Store
from tests.api.client import Client
from tests.api.conftest import put
from tests.api.world import BOOK

RANKING = """method revision basis warnings rows {
  score practice { id } reasons { code text level facts { id } } seenAt { id } }"""


async def of(client: Client, key: str, field: str) -> Any:
    kind = "Practice" if key.startswith("practice") else "City" if "similarCities" in field else "Party"
    document = "query($id: ID!) { node(id: $id) { ... on " + kind + " { answer: " + field + " } } }"
    return (await client.data(document, id=key))["node"]["answer"]


async def test_practices_to_study_are_those_that_others_have_and_oral_has_not(client: Client) -> None:
    ranking = await of(client, "city:oral", "practicesToStudy { " + RANKING + " }")
    assert {row["practice"]["id"] for row in ranking["rows"]} == {"practice:robotics", "practice:robotics-groups", "practice:mentoring"}
    assert ranking["revision"] == 1
    assert ranking["method"] == "neighbours"
    assert "Oral" in ranking["basis"]


async def test_every_row_gives_reasons_in_words_with_facts_that_open(client: Client) -> None:
    ranking = await of(client, "city:oral", "practicesToStudy { " + RANKING + " }")
    for row in ranking["rows"]:
        assert row["reasons"]
        assert row["seenAt"]
        assert all(reason["code"] and reason["text"] for reason in row["reasons"])
    facts = {fact["id"] for row in ranking["rows"] for reason in row["reasons"] for fact in reason["facts"]}
    assert facts
    opened = await client.data("query($ids: [ID!]!) { nodes(ids: $ids) { ... on Fact { status } } }", ids=sorted(facts))
    assert {fact["status"] for fact in opened["nodes"]} == {"ACCEPTED"}


async def test_reasons_speak_the_readers_language(client: Client) -> None:
    english = await of(client, "city:oral", 'practicesToStudy { basis(lang: "en") rows { reasons { text } } }')
    russian = await of(client, "city:oral", 'practicesToStudy { basis(lang: "ru") rows { reasons { text(lang: "ru") } } }')
    assert english["basis"].isascii()
    assert not russian["basis"].isascii()
    assert not any(reason["text"].isascii() for row in russian["rows"] for reason in row["reasons"])


async def test_words_come_in_the_first_language_of_the_header_that_has_a_catalogue(client: Client) -> None:
    document = '{ city(id: "city:oral") { practicesToStudy { header: basis russian: basis(lang: "ru") } } }'
    answer = (await client.data(document, accept_language="kk, ru-RU;q=0.9, en;q=0.8"))["city"]["practicesToStudy"]
    assert "Orал" not in answer["header"]
    assert answer["header"].split()[0] == answer["russian"].split()[0]


async def test_rows_reasons_and_places_are_cut_to_what_is_asked_for(client: Client) -> None:
    ranking = await of(
        client, "city:oral", "practicesToStudy(first: 1) { rows { seenAt(first: 1) { id } reasons { facts(first: 1) { id } } } }"
    )
    assert len(ranking["rows"]) == 1
    assert len(ranking["rows"][0]["seenAt"]) == 1
    assert all(len(reason["facts"]) <= 1 for reason in ranking["rows"][0]["reasons"])


async def test_topics_method_and_day_reach_the_ranking(client: Client) -> None:
    field = (
        'practicesToStudy(topics: ["topic:robotics"], method: "recent-popularity", asOf: "2022-12-31") { method rows { practice { id } } }'
    )
    ranking = await of(client, "city:oral", field)
    assert ranking["method"] == "recent-popularity"
    assert {row["practice"]["id"] for row in ranking["rows"]} <= {"practice:robotics", "practice:robotics-groups"}


async def test_an_unknown_method_says_which_ones_there_are(client: Client) -> None:
    error = await client.only_error('{ city(id: "city:oral") { practicesToStudy(method: "magic") { method } } }')
    assert error.code == "INVALID_INPUT"
    assert "neighbours" in error.message


async def test_a_town_and_an_institution_get_their_municipalitys_answer(client: Client) -> None:
    field = "practicesToStudy { method basis rows { score practice { id } } }"
    answers = [await of(client, party, field) for party in ("city:mstislavl-district", "city:mstislavl", "institution:gymnasium")]
    assert answers[0] == answers[1] == answers[2]
    assert [row["practice"]["id"] for row in answers[0]["rows"]] == ["practice:play"]


VISITS = """method revision basis warnings rows {
  city { id } score distanceKm practices { practice { id } score reasons { code } seenAt { id } }
  hosts { __typename id } reasons { code text } }"""


async def test_cities_to_visit_show_what_is_lacking_with_hosts_and_distances(client: Client) -> None:
    ranking = await of(client, "city:oral", "citiesToVisit { " + VISITS + " }")
    rows = {row["city"]["id"]: row for row in ranking["rows"]}
    assert set(rows) == {"city:pochinok-district", "city:mstislavl-district", "city:moscow"}
    assert rows["city:moscow"]["distanceKm"] == pytest.approx(MOSCOW_KM, rel=1e-3)
    assert [host["id"] for host in rows["city:pochinok-district"]["hosts"]] == ["institution:centre"]
    assert [each["practice"]["id"] for each in rows["city:pochinok-district"]["practices"]] == ["practice:robotics"]
    assert ranking["revision"] == 1


MOSCOW_KM = 1036.7  # great circle


async def test_cities_to_visit_are_narrowed_by_country_distance_and_topic(client: Client) -> None:
    async def cities(arguments: str) -> set[str]:
        ranking = await of(client, "city:oral", f"citiesToVisit({arguments}) {{ rows {{ city {{ id }} }} }}")
        return {row["city"]["id"] for row in ranking["rows"]}

    assert await cities('countries: ["country:by"]') == {"city:mstislavl-district"}
    assert await cities("maxDistanceKm: 1100") == {"city:moscow"}
    assert await cities('topics: ["topic:robotics"]') == {"city:pochinok-district", "city:mstislavl-district"}
    assert await cities('asOf: "2018-12-31"') == set()  # before the first fact
    assert len(await cities("first: 1")) == 1


async def test_a_plan_covers_what_is_wanted_and_comes_home(client: Client) -> None:
    field = "visitPlan(stops: 1) { covered wanted totalKm revision stops { city { id } practices { practice { id } } } }"
    plan = await of(client, "city:oral", field)
    (stop,) = plan["stops"]
    assert stop["city"]["id"] == "city:mstislavl-district"  # it alone has all three
    assert (plan["covered"], plan["wanted"], plan["revision"]) == (3, 3, 1)
    assert plan["totalKm"] == pytest.approx(2 * MSTISLAVL_KM, rel=1e-3)


MSTISLAVL_KM = 1357.4


async def test_a_plan_is_narrowed_by_country_distance_topic_and_day(client: Client) -> None:
    async def stops(arguments: str) -> set[str]:
        plan = await of(client, "city:oral", f"visitPlan({arguments}) {{ stops {{ city {{ id }} }} }}")
        return {stop["city"]["id"] for stop in plan["stops"]}

    assert await stops('countries: ["country:ru"], topics: ["topic:robotics"]') == {"city:pochinok-district"}
    assert await stops("maxDistanceKm: 1100") == {"city:moscow"}
    assert await stops('asOf: "2018-12-31"') == set()


async def test_a_plan_names_institutions_with_their_website_and_whether_they_receive_visitors(client: Client) -> None:
    where = 'stops: 1, countries: ["country:ru"], topics: ["topic:robotics"]'
    field = f"visitPlan({where}) {{ stops {{ hosts {{ id website receivesVisits }} reasons {{ code }} }} }}"
    (stop,) = (await of(client, "city:oral", field))["stops"]
    hosts = {host["id"]: (host["website"], host["receivesVisits"]) for host in stop["hosts"]}
    assert hosts["institution:centre"] == ("https://centre.example/", True)
    assert "PRACTICES_TO_SEE" in {reason["code"] for reason in stop["reasons"]}


async def test_a_plan_says_how_it_was_made_and_why_it_is_short_in_the_language_asked_for(client: Client) -> None:
    field = 'visitPlan(maxDistanceKm: 1) { method basis(lang: "en") warnings(lang: "en") russian: warnings(lang: "ru") stops { score } }'
    plan = await of(client, "city:oral", field)
    assert (plan["stops"], plan["method"]) == ([], "alive-offers")
    assert plan["basis"].startswith("Chosen from 0 cities")
    assert any("farther away than 1 km; the nearest of them is Moscow" in said for said in plan["warnings"])
    assert len(plan["russian"]) == len(plan["warnings"])
    assert any("дальше 1 км" in said for said in plan["russian"])


async def test_a_day_reaches_similar_cities_and_follow_up(client: Client) -> None:
    assert await of(client, "city:oral", 'similarCities(asOf: "2019-12-31") { similarity }') == []  # Moscow came in 2020
    rows = await of(client, "city:mstislavl-district", 'followUp(asOf: "2020-12-31") { visit { id } adoptions { id } }')
    assert rows == [{"visit": {"id": "visit:gymnasium"}, "adoptions": []}]


async def test_warnings_are_words_in_the_language_asked_for(client: Client) -> None:
    document = """{ city(id: "city:cork") {
      practicesToStudy { english: warnings(lang: "en") russian: warnings(lang: "ru") }
      citiesToVisit { english: warnings(lang: "en") russian: warnings(lang: "ru") basis(lang: "ru") } } }"""
    for ranking in (await client.data(document))["city"].values():
        assert ranking["english"]  # it declined robotics
        assert len(ranking["english"]) == len(ranking["russian"])
        assert ranking["english"] != ranking["russian"]


async def test_similar_cities_share_practices(client: Client) -> None:
    (row,) = await of(client, "city:oral", "similarCities { city { id } similarity sharedPractices { id } }")
    assert row["city"]["id"] == "city:moscow"
    assert 0 < row["similarity"] <= 1
    assert row["sharedPractices"] == [{"id": "practice:play"}]


async def test_follow_up_tells_what_came_after_each_visit(client: Client) -> None:
    rows = await of(client, "city:mstislavl-district", "followUp { visit { id } adoptions { id } }")
    assert [(row["visit"]["id"], [step["id"] for step in row["adoptions"]]) for row in rows] == [
        ("visit:district", ["adoption:pilot", "adoption:full"]),
        ("visit:gymnasium", ["adoption:gymnasium"]),
    ]
    assert await of(client, "city:cork", "followUp { visit { id } }") == []


SPREAD = """spread { origin { id } asOf size depth breadth structuralVirality medianLagYears population undated revision
  curve { year newAdopters cumulative hazard } reach { country { id } adopters first { edtf } }
  adopters { totalCount edges { node { party { id } date { edtf } stage category depth } } }
  recordedLinks { totalCount edges { node { source { id } target { id } fact { id } } } }
  likelySources(party: "city:mstislavl-district") { party { id } } }"""


async def test_spread_tells_who_took_a_practice_from_whom_and_when(client: Client) -> None:
    """Mstislavl learned it from Pochinok; a school in Moscow gave it up, nobody knows since when it had it; Cork declined."""
    assert await of(client, "practice:robotics", SPREAD) == {
        "origin": {"id": "city:pochinok-district"},
        "asOf": None,
        "size": 2,
        "depth": 1,
        "breadth": 1,
        "structuralVirality": 1.0,
        "medianLagYears": None,
        "population": 4,
        "undated": 1,
        "revision": 1,
        "curve": [{"year": 2022, "newAdopters": 1, "cumulative": 1, "hazard": 0.25}],
        "reach": [
            {"country": {"id": "country:by"}, "adopters": 1, "first": {"edtf": "2022-11"}},
            {"country": {"id": "country:ru"}, "adopters": 1, "first": None},
        ],
        "adopters": {
            "totalCount": 2,
            "edges": [
                {
                    "node": {
                        "party": {"id": "city:mstislavl-district"},
                        "date": {"edtf": "2022-11"},
                        "stage": "ADOPTED",
                        "category": None,
                        "depth": 1,
                    }
                },
                {"node": {"party": {"id": "city:moscow"}, "date": None, "stage": "ABANDONED", "category": None, "depth": None}},
            ],
        },
        "recordedLinks": {
            "totalCount": 1,
            "edges": [
                {
                    "node": {
                        "source": {"id": "city:pochinok-district"},
                        "target": {"id": "city:mstislavl-district"},
                        "fact": {"id": "adoption:pilot"},
                    }
                }
            ],
        },
        "likelySources": [],
    }


async def test_a_day_and_variants_reach_the_spread(client: Client, store: Store) -> None:
    step = Adoption(
        id="adoption:variant",
        practice="practice:robotics-groups",
        by="city:oral",
        stage=AdoptionStage.ADOPTED,
        learned_from="city:mstislavl-district",
        date=parse("2023-05"),
        citations=(BOOK,),
    )
    await put(store, facts=[step])
    sizes = """{ practice(id: "practice:robotics") {
      own: spread { size likelySources(party: "city:oral") { party { id } } }
      all: spread(includeDerived: true) { size depth likelySources(party: "city:oral") { party { id } } }
      early: spread(asOf: "2022-10-31") { size asOf } } }"""
    assert (await client.data(sizes))["practice"] == {
        "own": {"size": 2, "likelySources": []},
        "all": {"size": 3, "depth": 2, "likelySources": [{"party": {"id": "city:mstislavl-district"}}]},
        "early": {"size": 0, "asOf": "2022-10-31"},
    }


async def test_likely_sources_are_inferred_with_probabilities(client: Client) -> None:
    field = 'spread { likelySources(party: "city:moscow", first: 1) { party { id } probability } }'
    ((source,),) = (await of(client, "practice:play", field)).values()
    assert source["party"] == {"id": "city:oral"}  # 2019, certainly before May 2020
    assert 0.5 < source["probability"] < 1


async def test_adopters_and_links_go_page_by_page(client: Client) -> None:
    field = "spread { adopters(first: 1) { pageInfo { hasNextPage endCursor } } recordedLinks(first: 1) { pageInfo { hasNextPage } } }"
    pages = await of(client, "practice:robotics", field)
    assert pages["recordedLinks"]["pageInfo"]["hasNextPage"] is False
    cursor = pages["adopters"]["pageInfo"]["endCursor"]
    rest = await of(client, "practice:robotics", f'spread {{ adopters(after: "{cursor}") {{ edges {{ node {{ party {{ id }} }} }} }} }}')
    assert [edge["node"]["party"]["id"] for edge in rest["adopters"]["edges"]] == ["city:moscow"]
