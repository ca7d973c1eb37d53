"""What clients hand in: nulls within, contradictions, and parties that are none."""

from __future__ import annotations

from typing import Any

import pytest

from kb.access.callers import Role
from kb.access.tokens import Tokens
from kb.service import KnowledgeBase
from tests.api.client import Client

BOOK = {"source": "source:book"}
PRACTICE = """mutation ($input: PracticeInput!) { recordPractice(input: $input) {
    practice { id feasibility { cost prerequisites } citations { source { id } } } userErrors { field message }
} }"""
PROGRAMME = """mutation ($input: ProgrammeInput!) { recordProgramme(input: $input) {
    programme { parties { edges { role since { edtf } node { id } } } } userErrors { field message }
} }"""
PARTY = "mutation ($input: PartyInput!) { recordParty(input: $input) { party { id } userErrors { message } } }"
CORRECTED = 'mutation ($input: PartyCorrection!) { correctParty(id: "city:oral", input: $input) { party { id } userErrors { message } } }'
EITHER = "give either `source`, the id of a publication that is there, or `newSource`"


def texts(**by_language: str) -> list[dict[str, str]]:
    return [{"lang": lang, "text": text} for lang, text in by_language.items()]


def practice(**values: Any) -> dict[str, Any]:
    return {"title": texts(en="Night of museums"), "citations": [BOOK], **values}


@pytest.fixture
async def token(kb: KnowledgeBase) -> str:
    """That of a curator."""
    return await Tokens(kb.store).create(Role.CURATOR, expires=None)


async def refusal(client: Client, token: str, document: str, given: Any) -> tuple[str, str]:
    (error,) = (await client.ask(document, token=token, input=given))["errors"]
    return error["extensions"]["code"], error["message"]


async def test_a_null_within_a_part_is_as_if_it_were_left_out(client: Client, token: str) -> None:
    source = {"title": "A night", "publisher": None, "published": None, "url": None, "language": None}
    given = practice(feasibility={"cost": 2, "prerequisites": None, "citations": None}, citations=[{"newSource": source, "locator": None}])
    made = (await client.data(PRACTICE, token=token, input=given))["recordPractice"]
    assert made["userErrors"] == []
    assert made["practice"]["feasibility"] == {"cost": 2, "prerequisites": None}
    assert made["practice"]["citations"] == [{"source": {"id": "source:a-night"}}]


async def test_a_participation_with_nulls_has_neither_role_nor_date(client: Client, token: str) -> None:
    party = {"party": "city:oral", "role": None, "since": None}
    given = {"name": texts(en="A network"), "kind": "NETWORK", "parties": [party], "citations": [BOOK]}
    made = (await client.data(PROGRAMME, token=token, input=given))["recordProgramme"]
    assert made["userErrors"] == []
    assert made["programme"]["parties"]["edges"] == [{"role": None, "since": None, "node": {"id": "city:oral"}}]


async def test_two_texts_in_one_language_are_refused(client: Client, token: str) -> None:
    given = practice(feasibility={"prerequisites": [*texts(en="Keys."), *texts(EN="A caretaker.")]})
    message = "feasibility: prerequisites: there are two texts in the language 'EN'; give one in each"
    assert await refusal(client, token, PRACTICE, given) == ("INVALID_INPUT", message)


@pytest.mark.parametrize("cited", [{**BOOK, "newSource": {"title": "A night"}}, {"locator": "p. 1"}, {"source": None, "newSource": None}])
async def test_a_citation_names_one_publication(client: Client, token: str, cited: dict[str, Any]) -> None:
    assert await refusal(client, token, PRACTICE, practice(citations=[BOOK, cited])) == ("INVALID_INPUT", f"citations: 1: {EITHER}")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "exactly one key"),
        ({"city": None}, "must be non-null"),
        ({"city": {"name": texts(en="Oral")}, "region": None}, "exactly one key"),
    ],
)
@pytest.mark.parametrize("document", [PARTY, CORRECTED])
async def test_a_party_is_exactly_one_of_the_kinds(client: Client, token: str, document: str, given: dict[str, Any], told: str) -> None:
    code, message = await refusal(client, token, document, given)
    assert code == "GRAPHQL_VALIDATION_FAILED"
    assert told in message
