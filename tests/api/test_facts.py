"""Shares, adoptions and visits, field by field."""

from __future__ import annotations

import pytest

from tests.api.client import Client

COMMON = """id date { edtf earliest latest uncertain approximate } dateMeaning occurrence collective(lang: "ru") collectiveSize
  citations { locator source { id title } } note disputed status recordedAt"""


async def fact(client: Client, key: str, fields: str) -> object:
    return (await client.data("query($id: ID!) { node(id: $id) { ... on Fact { " + COMMON + " } " + fields + " } }", id=key))["node"]


async def test_a_share_tells_who_showed_what_to_whom_and_how(client: Client) -> None:
    fields = "... on Share { practice { id } from { id } to { id } programme { id } format eventParticipants }"
    assert await fact(client, "share:day", fields) == {
        "id": "share:day",
        "date": {"edtf": "2022-10-05", "earliest": "2022-10-05", "latest": "2022-10-05", "uncertain": False, "approximate": False},
        "dateMeaning": "EVENT",
        "occurrence": "HELD",
        "collective": None,
        "collectiveSize": None,
        "citations": [{"locator": "para 4", "source": {"id": "source:news", "title": "Обмен опытом"}}],
        "note": None,
        "disputed": False,
        "status": "ACCEPTED",
        "recordedAt": "2024-01-02T03:04:05+00:00",
        "practice": {"id": "practice:robotics"},
        "from": {"id": "institution:centre"},
        "to": {"id": "city:mstislavl-district"},
        "programme": {"id": "programme:exchange"},
        "format": "VISIT",
        "eventParticipants": 30,
    }


async def test_an_announced_share_with_a_group_says_so(client: Client) -> None:
    fields = "... on Share { from { id } to { id } programme { id } format eventParticipants }"
    found = await fact(client, "share:announced", fields)
    assert isinstance(found, dict)
    assert {key: found[key] for key in ("occurrence", "collective", "collectiveSize", "from", "to", "programme", "format")} == {
        "occurrence": "ANNOUNCED",
        "collective": "институты 36 регионов",
        "collectiveSize": 36,
        "from": None,
        "to": {"id": "country:ru"},
        "programme": None,
        "format": None,
    }


async def test_an_undated_fact_has_no_date(client: Client) -> None:
    found = await fact(client, "share:undated", "")
    assert isinstance(found, dict)
    assert found["date"] is None


async def test_an_adoption_tells_its_stage_its_changes_and_what_came_of_it(client: Client) -> None:
    document = """{ node(id: "adoption:full") { ... on Adoption {
      practice { id } by { id } learnedFrom { id } stage programme { id } change outcome(lang: "ru") citations { source { id } } } } }"""
    assert (await client.data(document))["node"] == {
        "practice": {"id": "practice:robotics"},
        "by": {"id": "city:mstislavl-district"},
        "learnedFrom": None,
        "stage": "ADOPTED",
        "programme": None,
        "change": "Weekly, not daily.",
        "outcome": "40 детей.",
        "citations": [{"source": {"id": "source:news"}}, {"source": {"id": "source:book"}}],
    }


async def test_an_adoption_names_whom_it_was_learned_from_where_a_source_says_so(client: Client) -> None:
    document = '{ node(id: "adoption:pilot") { ... on Adoption { learnedFrom { id } programme { id } change outcome } } }'
    assert (await client.data(document))["node"] == {
        "learnedFrom": {"id": "institution:centre"},
        "programme": {"id": "programme:exchange"},
        "change": None,
        "outcome": None,
    }


async def test_every_text_of_a_fact_has_its_language(client: Client) -> None:
    document = """{ nodes(ids: ["adoption:full", "adoption:given-up", "share:announced"]) {
      ... on Fact { note(lang: "ru") collective(lang: "en") } ... on Adoption { change(lang: "ru") outcome } } }"""
    assert (await client.data(document))["nodes"] == [
        {"note": None, "collective": None, "change": "Раз в неделю.", "outcome": "40 children."},
        {"note": "The school says otherwise.", "collective": None, "change": None, "outcome": None},
        {"note": None, "collective": "institutes of 36 regions"},
    ]


async def test_a_disputed_fact_says_so_and_why(client: Client) -> None:
    data = await client.data('{ node(id: "adoption:given-up") { ... on Fact { disputed note } } }')
    assert data["node"] == {"disputed": True, "note": "The school says otherwise."}


async def test_a_visit_tells_who_saw_whom_and_what_for(client: Client) -> None:
    document = """{ node(id: "visit:district") { ... on Visit {
      visitor { id } host { id } programme { id } purpose(lang: "ru") eventParticipants } } }"""
    assert (await client.data(document))["node"] == {
        "visitor": {"id": "city:mstislavl-district"},
        "host": {"id": "institution:centre"},
        "programme": {"id": "programme:exchange"},
        "purpose": "Посмотреть роботов.",
        "eventParticipants": 30,
    }


async def test_what_a_source_does_not_say_of_a_visit_is_null(client: Client) -> None:
    data = await client.data('{ node(id: "visit:oral") { ... on Visit { programme { id } purpose eventParticipants dateMeaning } } }')
    assert data["node"] == {"programme": None, "purpose": None, "eventParticipants": None, "dateMeaning": "FRAME"}


@pytest.mark.parametrize(
    ("key", "edtf", "earliest", "latest", "uncertain", "approximate"),
    [
        ("share:year", "2021", "2021-01-01", "2021-12-31", False, False),
        ("share:season", "2019-23", "2019-09-01", "2019-11-30", False, False),
        ("adoption:pilot", "2022-11", "2022-11-01", "2022-11-30", False, False),
        ("adoption:adapted", "2020-05?", "2020-05-01", "2020-05-31", True, False),
        ("adoption:oral", "2019~", "2019-01-01", "2019-12-31", False, True),
        ("visit:oral", "2021-06/2021-07", "2021-06-01", "2021-07-31", False, False),
    ],
)
async def test_a_date_is_kept_as_written_with_the_days_it_may_mean(
    client: Client, key: str, edtf: str, earliest: str, latest: str, uncertain: bool, approximate: bool
) -> None:
    document = "query($id: ID!) { node(id: $id) { ... on Fact { date { edtf earliest latest uncertain approximate } } } }"
    assert (await client.data(document, id=key))["node"]["date"] == {
        "edtf": edtf,
        "earliest": earliest,
        "latest": latest,
        "uncertain": uncertain,
        "approximate": approximate,
    }
