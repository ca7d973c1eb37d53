"""The questions people come with, answered from the packaged seed as its sources have it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

import kb
from kb.access.callers import Role
from kb.access.tokens import Tokens
from kb.api.app import create_app
from kb.service import KnowledgeBase
from kb.store import open_store
from tests.api.client import Client

README = (Path(kb.__file__).parents[1] / "README.md").read_text(encoding="utf-8")


def nodes(connection: dict[str, Any]) -> list[dict[str, Any]]:
    return [edge["node"] for edge in connection["edges"]]


async def test_what_mstislavl_took_up_after_pochinok_and_what_came_of_it(client: Client) -> None:
    data = await client.data(
        """{ city(id: "city:mstislavl-district") { followUp {
            visit { host { id } date { edtf } } adoptions { practice { id } stage outcome learnedFrom { id } } } } }"""
    )
    (after,) = data["city"]["followUp"]
    assert (after["visit"]["host"]["id"], after["visit"]["date"]["edtf"]) == ("institution:pochinok-school-1", "2022-23")
    groups = next(each for each in after["adoptions"] if each["learnedFrom"] == {"id": "institution:pochinok-school-1"})
    assert (groups["practice"]["id"], groups["stage"]) == ("practice:robotics-it-clubs", "ADOPTED")
    assert "three institutions" in groups["outcome"]
    assert any("Kegelring" in (each["outcome"] or "") for each in after["adoptions"])


async def test_the_town_of_mstislavl_is_recommended_what_its_district_is(client: Client) -> None:
    rows = "practicesToStudy { rows { practice { id } score } }"
    data = await client.data(
        f'{{ town: city(id: "city:mstislavl") {{ {rows} }} district: city(id: "city:mstislavl-district") {{ {rows} }} }}'
    )
    assert data["town"] == data["district"]
    assert data["town"]["practicesToStudy"]["rows"]


async def test_what_izhevsk_studied_in_moscow_and_at_which_stage_it_is(client: Client) -> None:
    data = await client.data(
        """{ institution(id: "institution:izhevsk-education-dept") {
            sharedPractices { edges { node { id } fact { from { municipality { id } } format } } }
            adoptedPractices { edges { node { id } fact { stage } } } } }"""
    )
    shown = {edge["node"]["id"]: edge["fact"] for edge in data["institution"]["sharedPractices"]["edges"]}
    assert set(shown) == {"practice:class-teacher-projects", "practice:class-teacher-training"}
    assert all(fact == {"from": {"municipality": {"id": "city:moscow"}}, "format": "INTERNSHIP"} for fact in shown.values())
    stages = {edge["node"]["id"]: edge["fact"]["stage"] for edge in data["institution"]["adoptedPractices"]["edges"]}
    assert stages == dict.fromkeys(shown, "PLANNED")


async def test_the_practices_of_the_kaliningrad_internship_with_days_and_people(client: Client) -> None:
    data = await client.data(
        """{ programme(id: "programme:kaliningrad-internship-2023") { kind start { edtf } end { edtf } participants
            shares(first: 50) { edges { node { practice { id } occurrence date { edtf } collectiveSize eventParticipants } } } } }"""
    )
    programme = data["programme"]
    assert (programme["kind"], programme["start"]["edtf"], programme["end"]["edtf"]) == ("INTERNSHIP", "2023-04-10", "2023-04-12")
    assert programme["participants"] == 50
    shares = nodes(programme["shares"])
    days = {share["practice"]["id"]: share["date"]["edtf"] for share in shares}
    assert days["practice:baltic-mentors-club"] == days["practice:kaliningrad-school-museums"] == "2023-04-10"
    assert "2023-04-12" in days.values()
    assert {(share["collectiveSize"], share["eventParticipants"], share["occurrence"]) for share in shares} == {(36, 50, "ANNOUNCED")}


async def test_who_joined_moscows_mutual_learning_in_march_2020(client: Client) -> None:
    data = await client.data(
        """{ programme(id: "programme:moscow-mutual-learning") { parties(first: 100) { edges { node { id } since { latest } } } } }"""
    )
    joined = {edge["node"]["id"] for edge in data["programme"]["parties"]["edges"] if edge["since"] == {"latest": "2020-03-17"}}
    assert joined == {"city:perm", "city:severodvinsk", "city:shakhty"}


async def test_where_teams_from_oral_went(client: Client) -> None:
    data = await client.data('{ city(id: "city:oral") { visitsMade { edges { node { host { id } } } } } }')
    assert {visit["host"]["id"] for visit in nodes(data["city"]["visitsMade"])} == {"city:astana", "city:almaty", "city:kazan"}


async def test_which_cities_oral_should_visit_and_why(client: Client) -> None:
    data = await client.data(
        """{ city(id: "city:oral") { citiesToVisit(first: 3) { method basis warnings revision
            rows { city { id } distanceKm practices { practice { id } } reasons { code text facts { id } } } } } }"""
    )
    ranking = data["city"]["citiesToVisit"]
    assert [row["city"]["id"] for row in ranking["rows"][:2]] == ["city:moscow", "city:astana"]
    assert all(row["practices"] and row["reasons"] and row["distanceKm"] > 0 for row in ranking["rows"])
    assert any(reason["facts"] for reason in ranking["rows"][0]["reasons"])
    assert ranking["warnings"]


VISITS = """citiesToVisit { warnings rows { city { id } distanceKm
    practices(first: 100) { practice { id } } reasons { code text } } }"""
PLAN = """visitPlan(stops: 4) { covered wanted totalKm warnings stops {
    city { id } practices(first: 100) { practice { id } } hosts { id } reasons { code } } }"""


def learnt(row: dict[str, Any]) -> set[str]:
    return {each["practice"]["id"] for each in row["practices"]}


def said(row: dict[str, Any]) -> dict[str, str]:
    return {reason["code"]: reason["text"] for reason in row["reasons"]}


async def test_a_journey_for_mstislavl_is_one_round_of_places_with_something_of_their_own(client: Client) -> None:
    data = await client.data(
        f'{{ town: city(id: "city:mstislavl") {{ {PLAN} }} district: city(id: "city:mstislavl-district") {{ {PLAN} }} }}'
    )
    plan = data["town"]["visitPlan"]
    assert data["town"] == data["district"]
    order = [stop["city"]["id"] for stop in plan["stops"]]
    assert set(order) == {"city:kuznetsk", "city:moscow", "city:smolensk", "city:vyborg"}
    assert {order[0], order[-1]} == {"city:kuznetsk", "city:smolensk"}  # one round: Vyborg and Moscow lie between
    shown = [practice for stop in plan["stops"] for practice in learnt(stop)]
    assert len(shown) == len(set(shown)) == plan["covered"] <= plan["wanted"]
    assert plan["totalKm"] == pytest.approx(3166, abs=1)
    assert all(stop["hosts"] for stop in plan["stops"])


async def test_one_network_does_not_crowd_the_cities_that_cork_and_larissa_could_visit(client: Client) -> None:
    data = await client.data(f'{{ cork: city(id: "city:cork") {{ {VISITS} }} larissa: city(id: "city:larissa") {{ {VISITS} }} }}')
    for city in data.values():
        rows = city["citiesToVisit"]["rows"]
        assert len(rows) == 10
        assert sum(learnt(row) == {"practice:unesco-learning-city"} for row in rows) <= 1
        assert len(set.union(*(learnt(row) for row in rows))) > 30


async def test_perm_is_sent_to_moscow_where_it_learned_before_and_told_how_old_the_signs_are(client: Client) -> None:
    data = await client.data(f'{{ city(id: "city:perm") {{ {VISITS} }} }}')
    first = data["city"]["citiesToVisit"]["rows"][0]
    assert first["city"]["id"] == "city:moscow"
    assert said(first)["LEARNED_THERE_BEFORE"] == "Perm learned there before: “Moscow Electronic School (MES)”"
    assert said(first)["QUIET_LATELY"] == "No dated sign in the last five years: 14 of 14"
    assert said(first)["AT_INSTITUTIONS_ONLY"].endswith("2 of 14")  # one school in Moscow is not Moscow
    assert any("Little is recorded of Perm" in warning for warning in data["city"]["citiesToVisit"]["warnings"])


async def test_katowice_is_shown_participatory_budgeting_in_elblag_and_that_nobody_to_ask_is_known_there(client: Client) -> None:
    data = await client.data(f'{{ city(id: "city:katowice") {{ {VISITS} }} }}')
    elblag = data["city"]["citiesToVisit"]["rows"][1]
    assert (elblag["city"]["id"], learnt(elblag)) == ("city:elblag", {"practice:initiative-budgeting"})
    assert {"OUTCOMES_TO_SEE", "NOBODY_TO_ASK", "NOTHING_IN_COMMON"} <= said(elblag).keys()
    assert elblag["distanceKm"] == pytest.approx(433, abs=1)


async def test_udine_is_told_why_there_is_nothing_to_see_within_five_kilometres(client: Client) -> None:
    data = await client.data('{ city(id: "city:udine") { visitPlan(maxDistanceKm: 5) { stops { score } warnings totalKm } } }')
    plan = data["city"]["visitPlan"]
    assert (plan["stops"], plan["totalKm"]) == ([], None)
    assert any(warning.endswith("farther away than 5 km; the nearest of them is Ljubljana, 98 km") for warning in plan["warnings"])


async def test_the_education_office_of_izhevsk_gets_its_citys_journey_and_moscow_is_not_sent_to_itself(client: Client) -> None:
    data = await client.data(
        f"""{{ office: institution(id: "institution:izhevsk-education-dept") {{ {PLAN} }} city: city(id: "city:izhevsk") {{ {PLAN} }}
            moscow: city(id: "city:moscow") {{ {VISITS} }} }}"""
    )
    assert data["office"] == data["city"]
    assert "city:moscow" in {stop["city"]["id"] for stop in data["office"]["visitPlan"]["stops"]}
    assert "city:moscow" not in {row["city"]["id"] for row in data["moscow"]["citiesToVisit"]["rows"]}


async def test_how_playful_paradigm_spread_from_udine_wave_by_wave(client: Client) -> None:
    data = await client.data(
        """{ practice(id: "practice:playful-paradigm") { spread(includeDerived: true) { origin { id } depth
            adopters { edges { node { party { id } depth } } }
            recordedLinks { edges { node { source { id } target { id } } } } } } }"""
    )
    spread = data["practice"]["spread"]
    waves: dict[int, set[str]] = {}
    for adopter in nodes(spread["adopters"]):
        waves.setdefault(adopter["depth"], set()).add(adopter["party"]["id"])
    assert (spread["origin"]["id"], spread["depth"]) == ("city:udine", 2)
    assert {"city:cork", "city:katowice", "city:larissa"} <= waves[1]
    assert waves[2] == {"city:donegal", "city:portlaoise", "city:rathdrum", "city:rush", "city:sligo"}
    links = {(link["source"]["id"], link["target"]["id"]) for link in nodes(spread["recordedLinks"])}
    assert {("city:udine", "city:cork"), ("city:cork", "city:sligo")} <= links


async def test_which_practices_were_given_up_where_and_why(client: Client) -> None:
    data = await client.data(
        """{ adoptions(filter: {stages: [ABANDONED, DECLINED]}, first: 100) { totalCount edges { node { by { id } stage outcome } } } }"""
    )
    given_up = nodes(data["adoptions"])
    assert data["adoptions"]["totalCount"] == len(given_up) == 22
    assert {each["by"]["id"] for each in given_up if each["stage"] == "DECLINED"} == {"city:riga", "city:turin"}
    assert all(each["outcome"] for each in given_up)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("музеями", "practice:kaliningrad-school-museums"),
        ("наставник", "practice:baltic-mentors-club"),
        ("наставник", "topic:mentoring"),
        ("mentoring", "topic:mentoring"),
        ("mentoring", "practice:baltic-mentors-club"),
        ("ұстаз", "institution:ulttyq-ustaz-academy"),
        ("Орал", "city:oral"),
        ("Мсціслаў", "city:mstislavl"),
    ],
)
async def test_a_search_in_any_language_finds_what_a_person_expects(client: Client, text: str, expected: str) -> None:
    data = await client.data("query ($text: String!) { search(text: $text, first: 10) { edges { node { id } } } }", text=text)
    assert expected in [hit["id"] for hit in nodes(data["search"])]


QUERIES = re.findall(r"```graphql\n(.+?)```", README, re.DOTALL)


@pytest.mark.parametrize("query", [query for query in QUERIES if not query.startswith("mutation")])
async def test_every_query_of_the_readme_is_answered(client: Client, query: str) -> None:
    assert all((await client.data(query)).values())


@pytest.mark.parametrize("mutation", [query for query in QUERIES if query.startswith("mutation")])
async def test_every_mutation_of_the_readme_records_what_it_says(seed_store: str, tmp_path: Path, mutation: str) -> None:
    base = KnowledgeBase(open_store(f"sqlite:///{shutil.copy(seed_store.removeprefix('sqlite:///'), tmp_path)}"))
    token = await Tokens(base.store).create(Role.CURATOR, expires=None)
    data = await Client(create_app(base)).data(mutation, token=token)
    await base.close()
    assert {answer["status"] for answer in data.values()} == {"ACCEPTED"}, data
