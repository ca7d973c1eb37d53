"""Recording over the API: what contributors propose, curators decide, and everybody then reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from kb.access.callers import Role
from kb.access.tokens import Tokens
from kb.service import KnowledgeBase
from tests.api.client import Client

ADOPTION = {
    "practice": "practice:robotics",
    "by": "city:oral",
    "stage": "ADOPTED",
    "date": "2024-03",
    "learnedFrom": "institution:centre",
    "outcome": [{"lang": "en", "text": "Two groups."}, {"lang": "ru", "text": "Две группы."}],
    "citations": [{"newSource": {"title": "News of Oral", "url": "https://oral.example/7"}, "locator": "para 2"}],
}
RECORD = """
    mutation ($input: AdoptionInput!, $key: String, $evenIfAlike: Boolean) {
        recordAdoption(input: $input, key: $key, evenIfAlike: $evenIfAlike) {
            status revision warnings
            fact { id status ... on Adoption { outcome by { id } citations { locator source { id title } } } }
            proposal { id status author action node { id ... on Adoption { status citations { source { title } } } } newSources { id } }
            candidates { likeness node { id } }
            userErrors { field message code }
        }
    }
"""
ACCEPT = "mutation ($id: ID!) { acceptProposal(id: $id) { status revision node { id } userErrors { code } } }"
REJECT = "mutation ($id: ID!, $why: String!) { rejectProposal(id: $id, reason: $why) { status proposal { decision } userErrors { code } } }"
WITHDRAW = 'mutation ($id: ID!) { withdrawFact(id: $id, reason: "a mistake") { status fact { id } userErrors { code } } }'
WAITING = "{ proposals { edges { cursor node { id status author node { id } } } pageInfo { hasNextPage } } }"
MINE = WAITING.replace("proposals", "proposals(mine: true)")


@pytest.fixture
async def tokens(kb: KnowledgeBase) -> dict[Role, str]:
    """A token of each role."""
    issued = Tokens(kb.store)
    return {role: await issued.create(role, expires=None) for role in Role}


async def recorded(client: Client, token: str, changed: Mapping[str, object] | None = None, **given: Any) -> Any:
    data = await client.data(RECORD, token=token, input={**ADOPTION, **(changed or {})}, **given)
    return data["recordAdoption"]


async def test_a_curators_day(client: Client, kb: KnowledgeBase, tokens: dict[Role, str]) -> None:
    anna, clara = tokens[Role.CONTRIBUTOR], tokens[Role.CURATOR]
    study = (
        '{ city(id: "city:mstislavl") { similarCities { city { id } } } practice(id: "practice:robotics") { adoptedBy { totalCount } } }'
    )
    before = (await client.data(study))["practice"]["adoptedBy"]["totalCount"]

    proposed = await recorded(client, anna)
    assert (proposed["status"], proposed["fact"], proposed["userErrors"]) == ("PROPOSED", None, [])
    assert proposed["proposal"]["node"]["citations"] == [{"source": {"title": "News of Oral"}}]
    assert (await client.data(study))["practice"]["adoptedBy"]["totalCount"] == before

    (waiting,) = (await client.data(WAITING, token=clara))["proposals"]["edges"]
    assert waiting["node"]["id"] == proposed["proposal"]["id"]
    accepted = (await client.data(ACCEPT, token=clara, id=waiting["node"]["id"]))["acceptProposal"]
    assert (accepted["status"], accepted["userErrors"]) == ("ACCEPTED", [])
    key = accepted["node"]["id"]
    assert (await client.data(study))["practice"]["adoptedBy"]["totalCount"] == before + 1

    alike = await recorded(client, clara, changed={"date": "2024-03-15"})
    assert [error["code"] for error in alike["userErrors"]] == ["LIKELY_DUPLICATE"]
    assert [candidate["node"]["id"] for candidate in alike["candidates"]] == [key]

    withdrawn = (await client.data(WITHDRAW, token=clara, id=key))["withdrawFact"]
    assert (withdrawn["status"], withdrawn["fact"]) == ("WITHDRAWN", None)
    assert (await client.data("query ($id: ID!) { node(id: $id) { id } }", id=key)) == {"node": None}
    assert (await client.data(study))["practice"]["adoptedBy"]["totalCount"] == before
    history = "query ($id: ID!) { history(id: $id) { number status acceptedBy recordedBy reason node { id } } }"
    told = (await client.data(history, token=clara, id=key))["history"]
    assert [(each["number"], each["status"]) for each in told] == [(1, "SUPERSEDED"), (2, "WITHDRAWN")]
    assert told[0]["recordedBy"] != told[0]["acceptedBy"]
    assert told[1]["reason"] == "a mistake"


async def test_a_new_fact_is_a_reason_of_the_next_ranking(client: Client, tokens: dict[Role, str]) -> None:
    made = await recorded(client, tokens[Role.CURATOR], changed={"practice": "practice:robotics-groups", "date": "2024-06"})
    assert made["status"] == "ACCEPTED"
    ranking = '{ city(id: "city:cork") { practicesToStudy { revision rows { practice { id } reasons { facts { id } } } } } }'
    found = (await client.data(ranking))["city"]["practicesToStudy"]
    assert found["revision"] == made["revision"]
    assert made["fact"]["id"] in str(found["rows"])


@pytest.mark.parametrize(
    ("role", "code"), [(None, "UNAUTHENTICATED"), (Role.READER, "FORBIDDEN"), (Role.CONTRIBUTOR, "FORBIDDEN"), (Role.CURATOR, None)]
)
async def test_only_curators_decide_and_see_what_waits(
    client: Client, tokens: dict[Role, str], role: Role | None, code: str | None
) -> None:
    key = (await recorded(client, tokens[Role.CONTRIBUTOR]))["proposal"]["id"]
    token = tokens[role] if role else ""
    for document, given in ((WAITING, {}), (REJECT, {"id": key, "why": "no"})):
        answer = await client.ask(document, token=token, **given)
        assert [error["extensions"]["code"] for error in answer.get("errors", [])] == ([code] if code else [])


async def test_what_is_proposed_is_nowhere_to_be_seen(client: Client, tokens: dict[Role, str]) -> None:
    proposal = (await recorded(client, tokens[Role.CONTRIBUTOR]))["proposal"]
    fact, source = proposal["node"]["id"], proposal["newSources"][0]["id"]
    everywhere = """query ($ids: [ID!]!) {
        nodes(ids: $ids) { id }
        search(text: "News of Oral") { totalCount edges { node { id } } }
        city(id: "city:oral") { adoptedPractices(current: false) { totalCount edges { fact { id } } } }
        adoptions(first: 100) { totalCount edges { node { id } } }
        statistics { sources adoptions revision }
    }"""
    for token in ("", tokens[Role.READER], tokens[Role.CURATOR]):
        data = await client.data(everywhere, token=token, ids=[fact, source])
        assert data["nodes"] == [None, None]
        assert fact not in str(data)
        assert source not in str(data)
        assert data["statistics"]["revision"] == 1


async def test_an_author_sees_what_became_of_the_own_proposals_alone(client: Client, kb: KnowledgeBase, tokens: dict[Role, str]) -> None:
    boris = await Tokens(kb.store).create(Role.CONTRIBUTOR, expires=None)
    key = (await recorded(client, tokens[Role.CONTRIBUTOR]))["proposal"]["id"]
    await client.data(REJECT, token=tokens[Role.CURATOR], id=key, why="not in the source")
    (own,) = (await client.data(MINE, token=tokens[Role.CONTRIBUTOR]))["proposals"]["edges"]
    assert (own["node"]["id"], own["node"]["status"]) == (key, "REJECTED")
    assert (await client.data(MINE, token=boris))["proposals"]["edges"] == []


async def test_proposals_are_read_page_by_page(client: Client, tokens: dict[Role, str]) -> None:
    keys = [
        (await recorded(client, tokens[Role.CONTRIBUTOR], changed={"by": by}))["proposal"]["id"]
        for by in ("city:oral", "city:cork", "city:pochinok-district")
    ]
    page = (
        "query ($after: String) { proposals(first: 2, after: $after) { edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }"
    )
    first = (await client.data(page, token=tokens[Role.CURATOR]))["proposals"]
    assert [edge["node"]["id"] for edge in first["edges"]] == keys[:2]
    assert first["pageInfo"]["hasNextPage"]
    second = (await client.data(page, token=tokens[Role.CURATOR], after=first["pageInfo"]["endCursor"]))["proposals"]
    assert [edge["node"]["id"] for edge in second["edges"]] == keys[2:]
    assert not second["pageInfo"]["hasNextPage"]


async def test_mistakes_name_the_field_as_the_client_wrote_it(client: Client, tokens: dict[Role, str]) -> None:
    changed = {"date": "2024-13", "learnedFrom": "practice:play", "citations": []}
    made = await recorded(client, tokens[Role.CURATOR], changed=changed)
    told = {tuple(error["field"] or ()): error["code"] for error in made["userErrors"]}
    assert told[("citations",)] == "NO_CITATION"
    assert told[("date",)] == "INVALID_INPUT"
    assert (made["status"], made["fact"]) == (None, None)


async def test_a_request_that_is_sent_twice_is_done_once(client: Client, tokens: dict[Role, str]) -> None:
    first = await recorded(client, tokens[Role.CURATOR], key="form-17")
    again = await recorded(client, tokens[Role.CURATOR], key="form-17")
    assert first == again


async def test_a_party_is_recorded_under_its_kind_and_corrected(client: Client, tokens: dict[Role, str]) -> None:
    record = """mutation { recordParty(input: { institution: {
        name: [{ lang: "ru", text: "Лицей № 3" }], kind: SCHOOL, place: "city:oral", website: "https://lyceum.example", receivesVisits: true
    } }) { party { id name ... on Institution { receivesVisits place { id } } } userErrors { message } } }"""
    made = (await client.data(record, token=tokens[Role.CURATOR]))["recordParty"]
    assert made == {
        "party": {"id": "institution:litsey-no-3", "name": "Лицей № 3", "receivesVisits": True, "place": {"id": "city:oral"}},
        "userErrors": [],
    }
    change = """mutation { correctParty(id: "institution:litsey-no-3", input: { institution: { receivesVisits: null, website: null } }) {
        party { name ... on Institution { receivesVisits website } } userErrors { message } } }"""
    changed = (await client.data(change, token=tokens[Role.CURATOR]))["correctParty"]
    assert changed == {"party": {"name": "Лицей № 3", "receivesVisits": None, "website": None}, "userErrors": []}


async def test_a_practice_with_all_its_parts_is_recorded_as_given(client: Client, tokens: dict[Role, str]) -> None:
    record = """mutation { recordPractice(input: {
        title: [{ lang: "en", text: "Night of museums at school" }], summary: [{ lang: "en", text: "One night a year." }]
        topics: ["topic:play"], origin: "city:cork", derivedFrom: "practice:play"
        feasibility: { cost: 2, monthsToStart: 1.5, prerequisites: [{ lang: "en", text: "Keys." }] }
        citations: [{ source: "source:book", locator: "p. 9" }]
    }) { practice { id title summary topics { id } origin { id } derivedFrom { id }
        feasibility { cost effort monthsToStart prerequisites } citations { locator source { id } } } userErrors { message } } }"""
    made = (await client.data(record, token=tokens[Role.CURATOR]))["recordPractice"]
    assert made["userErrors"] == []
    assert made["practice"] == {
        "id": "practice:night-of-museums-at-school", "title": "Night of museums at school", "summary": "One night a year.",
        "topics": [{"id": "topic:play"}], "origin": {"id": "city:cork"}, "derivedFrom": {"id": "practice:play"},
        "feasibility": {"cost": 2, "effort": None, "monthsToStart": 1.5, "prerequisites": "Keys."},
        "citations": [{"locator": "p. 9", "source": {"id": "source:book"}}],
    }  # fmt: skip


async def test_mutations_of_one_document_see_each_other(client: Client, tokens: dict[Role, str]) -> None:
    document = """mutation {
        one: recordTopic(input: { id: "topic:art", name: [{ lang: "en", text: "Art" }] }) { topic { name } }
        two: correctTopic(id: "topic:art", input: { name: [{ lang: "en", text: "Arts" }] }) { topic { name } revision }
    }"""
    data = await client.data(document, token=tokens[Role.CURATOR])
    assert data == {"one": {"topic": {"name": "Art"}}, "two": {"topic": {"name": "Arts"}, "revision": 3}}


async def test_what_a_mutation_answers_with_is_read_after_its_write(client: Client, tokens: dict[Role, str]) -> None:
    visit = """recordVisit(input: { visitor: "city:cork", host: "city:oral", date: "%s", citations: [{ source: "source:book" }] }) {
        fact { ... on Visit {
            host { name place: country { name } }
            visitor { visitsMade { totalCount edges { node { date { edtf } } } } }
        } }
    }"""
    document = f"""mutation {{
        one: {visit % "2023"}
        change: correctParty(
            id: "city:oral", input: {{ city: {{ name: [{{ lang: "en", text: "Uralsk" }}], partOf: "country:ru" }} }}
        ) {{ status }}
        two: {visit % "2024"}
    }}"""
    data = await client.data(document, token=tokens[Role.CURATOR])
    assert data["change"]["status"] == "ACCEPTED"
    assert [data[each]["fact"]["host"] for each in ("one", "two")] == [
        {"name": "Oral", "place": {"name": "Kazakhstan"}},
        {"name": "Uralsk", "place": {"name": "Russia"}},
    ]
    made = [data[each]["fact"]["visitor"]["visitsMade"] for each in ("one", "two")]
    assert [(each["totalCount"], [edge["node"]["date"]["edtf"] for edge in each["edges"]]) for each in made] == [
        (1, ["2023"]),
        (2, ["2024", "2023"]),
    ]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "'; DROP TABLE node; --", "\u202ertl", "MATCH (n) DETACH DELETE n", '"* OR words:*']
)
async def test_whatever_is_written_is_kept_as_text(client: Client, tokens: dict[Role, str], text: str) -> None:
    made = await recorded(client, tokens[Role.CURATOR], changed={"outcome": [{"lang": "en", "text": text}]})
    assert made["fact"]["outcome"] == text
    found = await client.data("query ($text: String!) { search(text: $text) { totalCount } }", text=f"a {text}")
    assert found["search"]["totalCount"] >= 0


async def test_the_viewer_is_told_who_they_are(client: Client, tokens: dict[Role, str]) -> None:
    assert (await client.data("{ viewer { role handle } }"))["viewer"] == {"role": "READER", "handle": ""}
    viewer = (await client.data("{ viewer { role handle } }", token=tokens[Role.CURATOR]))["viewer"]
    assert viewer["role"] == "CURATOR"
    assert viewer["handle"] not in tokens[Role.CURATOR]
