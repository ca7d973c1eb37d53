"""The lists that parties and practices have, their orders, and what a municipality's include."""

from __future__ import annotations

from typing import Any

import pytest

from kb.dates import parse
from kb.model import Share
from kb.store.base import Store
from tests.api.client import Client
from tests.api.conftest import put
from tests.api.world import BOOK


async def listed(client: Client, start: str, field: str, edge: str = "node { id }") -> Any:
    data = await client.data("{ x: " + start + " { list: " + field + " { totalCount edges { " + edge + " } } } }")
    return data["x"]["list"]


def ids(connection: Any, of: str = "node") -> list[str]:
    return [edge[of]["id"] for edge in connection["edges"]]


DISTRICT = 'city(id: "city:mstislavl-district")'
TOWN = 'city(id: "city:mstislavl")'
MOSCOW = 'city(id: "city:moscow")'
GYMNASIUM = 'institution(id: "institution:gymnasium")'
ROBOTICS = 'practice(id: "practice:robotics")'
BOTH = "node { id } fact { id }"


async def test_a_municipality_was_shown_what_its_parties_were_shown(client: Client) -> None:
    found = await listed(client, DISTRICT, "sharedPractices", BOTH)
    assert found["totalCount"] == 2
    assert ids(found) == ["practice:robotics", "practice:mentoring"]
    assert ids(found, "fact") == ["share:day", "share:undated"]


async def test_a_part_of_a_municipality_has_only_its_own(client: Client) -> None:
    assert ids(await listed(client, TOWN, "sharedPractices", BOTH), "fact") == ["share:undated"]
    assert ids(await listed(client, TOWN, "adoptedPractices")) == []


async def test_adopted_practices_are_the_current_steps_of_a_municipality_and_its_parties(client: Client) -> None:
    found = await listed(client, DISTRICT, "adoptedPractices", BOTH)
    assert found["totalCount"] == 2
    assert list(zip(ids(found), ids(found, "fact"), strict=True)) == [
        ("practice:robotics", "adoption:full"),
        ("practice:mentoring", "adoption:gymnasium"),
    ]


async def test_every_step_is_listed_when_not_only_the_current_one_is_asked_for(client: Client) -> None:
    found = await listed(client, DISTRICT, "adoptedPractices(current: false)", BOTH)
    assert found["totalCount"] == 3
    assert ids(found, "fact") == ["adoption:full", "adoption:pilot", "adoption:gymnasium"]


@pytest.mark.parametrize(
    ("arguments", "facts"),
    [
        ("(stages: [PILOTING])", []),  # no longer current
        ("(stages: [PILOTING], current: false)", ["adoption:pilot"]),
        ("(stages: [ADOPTED, PILOTING], current: false)", ["adoption:full", "adoption:pilot", "adoption:gymnasium"]),
        ("(stages: [])", ["adoption:full", "adoption:gymnasium"]),
        ("(current: null, orderBy: null, first: null)", ["adoption:full", "adoption:gymnasium"]),
    ],
)
async def test_stages_narrow_the_steps(client: Client, arguments: str, facts: list[str]) -> None:
    assert ids(await listed(client, DISTRICT, "adoptedPractices" + arguments, BOTH), "fact") == facts


async def test_the_oldest_come_first_when_asked_and_undated_ones_last_in_both_orders(client: Client, store: Store) -> None:
    assert ids(await listed(client, 'practice(id: "practice:mentoring")', "sharedWith(orderBy: DATE_ASC)", BOTH), "fact") == [
        "share:announced",
        "share:undated",
    ]
    assert ids(await listed(client, ROBOTICS, "sharedWith(orderBy: DATE_ASC)", BOTH), "fact") == ["share:year", "share:day"]
    assert ids(await listed(client, ROBOTICS, "sharedWith", BOTH), "fact") == ["share:day", "share:year"]
    late = Share(id="share:late", practice="practice:play", to="city:mstislavl", date=parse("2023"), citations=(BOOK,))
    await put(store, facts=[late])
    shown = await listed(client, DISTRICT, "sharedPractices(orderBy: DATE_ASC)", BOTH)
    assert ids(shown, "fact") == ["share:day", "share:late", "share:undated"]
    steps = await listed(client, DISTRICT, "adoptedPractices(current: false, orderBy: DATE_ASC)", BOTH)
    assert ids(steps, "fact") == ["adoption:gymnasium", "adoption:pilot", "adoption:full"]


async def test_a_practice_lists_the_parties_it_was_shown_to(client: Client) -> None:
    found = await listed(client, ROBOTICS, "sharedWith")
    assert (found["totalCount"], ids(found)) == (2, ["city:mstislavl-district", "institution:moscow-school"])


async def test_a_practice_lists_each_party_once_at_its_current_stage(client: Client) -> None:
    found = await listed(client, ROBOTICS, "adoptedBy", "node { id } fact { id stage }")
    assert found["totalCount"] == 3
    assert [(edge["node"]["id"], edge["fact"]["stage"]) for edge in found["edges"]] == [
        ("institution:moscow-school", "ABANDONED"),  # 2023
        ("city:mstislavl-district", "ADOPTED"),  # 2022-12-01
        ("city:cork", "DECLINED"),  # undated
    ]


async def test_the_adopters_of_a_practice_can_be_narrowed_and_turned_round(client: Client) -> None:
    assert ids(await listed(client, ROBOTICS, "adoptedBy(stages: [ABANDONED, DECLINED])")) == ["institution:moscow-school", "city:cork"]
    steps = await listed(client, ROBOTICS, "adoptedBy(current: false, orderBy: DATE_ASC)", BOTH)
    assert ids(steps, "fact") == ["adoption:pilot", "adoption:full", "adoption:given-up", "adoption:declined"]


async def test_visits_are_listed_by_who_made_and_who_hosted_them(client: Client) -> None:
    assert ids(await listed(client, DISTRICT, "visitsMade")) == ["visit:district", "visit:gymnasium"]
    assert ids(await listed(client, GYMNASIUM, "visitsMade")) == ["visit:gymnasium"]
    hosted = await listed(client, MOSCOW, "visitsHosted")
    assert (hosted["totalCount"], ids(hosted)) == (2, ["visit:oral", "visit:gymnasium"])


async def test_what_began_at_a_party_began_at_its_municipality(client: Client) -> None:
    assert ids(await listed(client, 'city(id: "city:pochinok-district")', "originated")) == ["practice:robotics"]
    assert ids(await listed(client, 'institution(id: "institution:centre")', "originated")) == ["practice:robotics"]
    assert ids(await listed(client, DISTRICT, "originated")) == ["practice:robotics-groups"]


async def test_regions_and_countries_have_the_lists_of_every_party(client: Client) -> None:
    document = """{ node(id: "country:ru") { ... on Party {
      sharedPractices { edges { fact { id } } } adoptedPractices { totalCount } visitsMade { totalCount } originated { totalCount } } } }"""
    assert (await client.data(document))["node"] == {
        "sharedPractices": {"edges": [{"fact": {"id": "share:announced"}}]},
        "adoptedPractices": {"totalCount": 0},
        "visitsMade": {"totalCount": 0},
        "originated": {"totalCount": 0},
    }
