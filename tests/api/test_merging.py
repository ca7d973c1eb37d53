"""Settling over the API that two nodes are one, and taking it back."""

from __future__ import annotations

from typing import Any, cast

from kb.access.callers import ANONYMOUS, Caller, Role
from kb.api.context import Context
from kb.api.documents import Documents
from kb.api.execution import execute
from kb.api.schema import schema
from kb.service import KnowledgeBase

CLARA = Caller("clara", Role.CURATOR)
MERGE = """mutation ($keep: ID!, $gone: ID!) { mergeNodes(keep: $keep, gone: $gone, reason: "one town", key: "k") {
  node { ... on City { id } } status revision warnings userErrors { field message code } } }"""
UNDO = """mutation { undoMerge(id: "city:mstislavl", reason: "two towns") {
  node { ... on City { id name } } status userErrors { code } } }"""
SEEN = """{ node(id: "city:mstislavl") { id } city(id: "city:mstislavl") { id name institutions { totalCount } }
  adoptions(filter: { party: "city:mstislavl" }) { totalCount }
  history(id: "city:mstislavl") { number status reason node { id } } }"""


async def asked(kb: KnowledgeBase, document: str, caller: Caller = CLARA, **variables: str) -> dict[str, Any]:
    """The whole answer to a document."""
    read = Documents(schema(), 2000).read(document)
    assert read.errors == []
    operation = read.operation(None)
    assert operation is not None
    return cast("dict[str, Any]", (await execute(operation, variables, Context(kb, "en", caller=caller))).formatted)


async def merged(kb: KnowledgeBase, keep: str = "city:mstislavl-district") -> Any:
    return (await asked(kb, MERGE, keep=keep, gone="city:mstislavl"))["data"]["mergeNodes"]


async def test_a_merged_node_answers_under_the_id_of_the_one_it_is(kb: KnowledgeBase) -> None:
    before = (await asked(kb, SEEN.replace("city:mstislavl", "city:mstislavl-district")))["data"]
    assert await merged(kb) == {
        "node": {"id": "city:mstislavl-district"}, "status": "ACCEPTED", "revision": 2, "warnings": [], "userErrors": [],
    }  # fmt: skip
    data = (await asked(kb, SEEN))["data"]
    assert (data["node"], data["city"]) == ({"id": "city:mstislavl-district"}, before["city"])
    assert data["adoptions"] == before["adoptions"]
    assert data["history"] == [
        {"number": 1, "status": "SUPERSEDED", "reason": None, "node": {"id": "city:mstislavl"}},
        {
            "number": 2,
            "status": "SUPERSEDED",
            "reason": "city:mstislavl is city:mstislavl-district: one town",
            "node": {"id": "city:mstislavl"},
        },
    ]


async def test_a_merge_is_undone(kb: KnowledgeBase) -> None:
    before = (await asked(kb, SEEN))["data"]
    await merged(kb)
    answer = (await asked(kb, UNDO))["data"]["undoMerge"]
    assert answer == {"node": {"id": "city:mstislavl", "name": "Mstislavl"}, "status": "ACCEPTED", "userErrors": []}
    after = (await asked(kb, SEEN))["data"]
    assert {name: after[name] for name in ("node", "city", "adoptions")} == {name: before[name] for name in ("node", "city", "adoptions")}


async def test_what_is_wrong_with_a_merge_is_told(kb: KnowledgeBase) -> None:
    outcome = await merged(kb, "city:atlantis")
    assert (outcome["node"], outcome["status"]) == (None, None)
    assert outcome["userErrors"] == [{"field": ["keep"], "message": "no city has the id 'city:atlantis'", "code": "NOT_FOUND"}]


async def test_readers_may_not_merge(kb: KnowledgeBase) -> None:
    answer = await asked(kb, MERGE, ANONYMOUS, keep="city:mstislavl-district", gone="city:mstislavl")
    assert answer["errors"][0]["message"]
    assert answer["data"] is None
