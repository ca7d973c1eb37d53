"""Every filter and order of the lists that start from nowhere."""

from __future__ import annotations

import pytest

from tests.api.client import Client


async def found(client: Client, field: str) -> list[str]:
    data = await client.data("{ list: " + field + " { totalCount edges { node { id } } } }")
    ids = [edge["node"]["id"].partition(":")[2] for edge in data["list"]["edges"]]
    assert data["list"]["totalCount"] == len(ids)
    return ids


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ("", ["cork", "moscow", "mstislavl", "mstislavl-district", "oral", "pochinok-district"]),  # Corcaigh has no English name
        ('(filter: {country: "country:by"})', ["mstislavl", "mstislavl-district"]),
        ('(filter: {region: "region:smolensk"})', ["pochinok-district"]),
        ('(filter: {country: "country:by", region: "region:smolensk"})', []),
        ("(filter: {kind: TOWN})", ["mstislavl"]),
        ('(filter: {text: "москва"})', ["moscow"]),
        ('(filter: {text: "москва", kind: TOWN})', []),
        ('(filter: {country: "country:zz"})', []),
        ("(filter: {})", ["cork", "moscow", "mstislavl", "mstislavl-district", "oral", "pochinok-district"]),
        ("(filter: null, orderBy: null, first: null)", ["cork", "moscow", "mstislavl", "mstislavl-district", "oral", "pochinok-district"]),
    ],
)
async def test_cities_are_filtered(client: Client, arguments: str, ids: list[str]) -> None:
    assert await found(client, "cities" + arguments) == ids


@pytest.mark.parametrize(
    ("practice", "ids"),
    [
        ("robotics", ["mstislavl-district", "pochinok-district"]),  # adopted it; originated it. Moscow gave it up, Cork declined
        ("play", ["moscow", "oral"]),
        ("mentoring", ["moscow", "mstislavl-district"]),  # by its school; by its gymnasium
    ],
)
async def test_a_city_has_a_practice_when_it_or_a_party_in_it_began_or_uses_it(client: Client, practice: str, ids: list[str]) -> None:
    municipalities = await found(client, 'cities(filter: {hasPractice: "practice:' + practice + '"})')
    assert [key for key in municipalities if key != "mstislavl"] == ids


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ("", ["centre", "gymnasium", "ministry", "moscow-school"]),
        ("(filter: {kind: SCHOOL})", ["gymnasium", "moscow-school"]),
        ('(filter: {place: "city:mstislavl-district"})', ["gymnasium"]),
        ('(filter: {country: "country:by"})', ["gymnasium", "ministry"]),
        ('(filter: {country: "country:by", kind: SCHOOL})', ["gymnasium"]),
        ('(filter: {text: "творчества"})', ["centre"]),
    ],
)
async def test_institutions_are_filtered(client: Client, arguments: str, ids: list[str]) -> None:
    assert await found(client, "institutions" + arguments) == ids


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ("", ["mentoring", "play", "robotics", "robotics-groups"]),
        ('(filter: {topics: ["topic:play"]})', ["play", "robotics"]),
        ('(filter: {topics: ["topic:play", "topic:robotics"]})', ["play", "robotics", "robotics-groups"]),
        ('(filter: {origin: "institution:centre"})', ["robotics"]),
        ('(filter: {origin: "city:pochinok-district"})', ["robotics"]),
        ('(filter: {adoptedBy: "city:mstislavl-district"})', ["mentoring", "robotics"]),
        ('(filter: {adoptedBy: "institution:gymnasium"})', ["mentoring"]),
        ('(filter: {sharedWith: "city:mstislavl-district"})', ["mentoring", "robotics"]),
        ("(filter: {stages: [ABANDONED]})", ["robotics"]),
        ('(filter: {stages: [ABANDONED], adoptedBy: "city:mstislavl-district"})', []),
        ('(filter: {adoptedBy: "city:mstislavl-district", from: "2022-01-01"})', ["robotics"]),
        ('(filter: {adoptedBy: "city:mstislavl-district", to: "2021-06-30"})', ["mentoring"]),  # 2021 may be before July
        ("(filter: {maxCost: 1, includeUnknown: false})", ["play"]),
        ("(filter: {maxCost: 1})", ["mentoring", "play", "robotics-groups"]),
        ("(filter: {maxEffort: 3, includeUnknown: false})", ["robotics"]),
        ("(filter: {minEvidence: 5, includeUnknown: false})", []),
        ("(filter: {minEvidence: 4, includeUnknown: false})", ["robotics"]),
        ("(filter: {minEvidence: 5, includeUnknown: null})", ["mentoring", "play", "robotics-groups"]),
        ('(filter: {text: "наставник"})', ["mentoring"]),
    ],
)
async def test_practices_are_filtered(client: Client, arguments: str, ids: list[str]) -> None:
    assert await found(client, "practices" + arguments) == ids


async def test_practices_can_come_by_their_adopters_or_by_their_latest_fact(client: Client) -> None:
    by_adopters = await found(client, "practices(orderBy: ADOPTERS_DESC)")
    assert by_adopters.index("play") < by_adopters.index("mentoring")  # two municipalities, one
    assert by_adopters[-1] == "robotics-groups"  # none
    assert await found(client, "practices(orderBy: RECENT_DESC)") == ["robotics", "mentoring", "play", "robotics-groups"]


async def test_cities_can_come_by_the_practices_they_used_or_by_their_latest_fact(client: Client) -> None:
    assert (await found(client, "cities(orderBy: ADOPTERS_DESC)"))[0] == "mstislavl-district"  # two practices
    assert (await found(client, "cities(orderBy: RECENT_DESC)"))[:2] == ["moscow", "mstislavl-district"]  # 2023, 2022-12-01


async def test_programmes_are_listed_by_name(client: Client) -> None:
    assert await found(client, "programmes") == ["exchange", "union"]


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ("", ["announced", "day", "year", "season", "undated"]),
        ("(orderBy: DATE_ASC)", ["season", "year", "day", "announced", "undated"]),
        ('(filter: {practice: "practice:robotics"})', ["day", "year"]),
        ('(filter: {party: "city:pochinok-district"})', ["day", "year"]),  # its centre's, and its own
        ('(filter: {party: "city:mstislavl-district"})', ["day", "undated"]),
        ('(filter: {programme: "programme:exchange"})', ["day"]),
        ('(filter: {source: "source:news"})', ["announced", "day"]),
        ("(filter: {occurrence: ANNOUNCED})", ["announced"]),
        ("(filter: {occurrence: HELD})", ["day", "year", "season", "undated"]),
        ('(filter: {from: "2021-06-30", to: "2022-12-31"})', ["day", "year"]),  # 2021 overlaps; undated ones never do
        ('(filter: {from: "2023-12-31"})', ["announced"]),
        ('(filter: {to: "2019-09-01"})', ["season"]),
    ],
)
async def test_shares_are_filtered(client: Client, arguments: str, ids: list[str]) -> None:
    assert await found(client, "shares" + arguments) == ids


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ("(filter: {stages: [ABANDONED, DECLINED]})", ["given-up", "declined"]),
        ('(filter: {party: "city:moscow"})', ["given-up", "gymnasium", "adapted", "interest"]),  # its school's; who learned from it
        ('(filter: {practice: "practice:play"}, orderBy: DATE_ASC)', ["oral", "interest", "adapted"]),
    ],
)
async def test_adoptions_are_filtered(client: Client, arguments: str, ids: list[str]) -> None:
    assert await found(client, "adoptions" + arguments) == ids


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ("", ["district", "oral", "gymnasium"]),
        ("(orderBy: DATE_ASC)", ["gymnasium", "oral", "district"]),
        ('(filter: {party: "city:moscow", from: "2021-01-01"})', ["oral"]),
    ],
)
async def test_visits_are_filtered(client: Client, arguments: str, ids: list[str]) -> None:
    assert await found(client, "visits" + arguments) == ids
