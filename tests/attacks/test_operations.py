"""Whatever is asked, nothing unforeseen happens, and the store stays whole: 10,000 operations with KB_ATTACKS=full, else hundreds."""

from __future__ import annotations

import asyncio
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from time import process_time
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kb import rules
from kb.access.callers import Role
from kb.access.tokens import Tokens
from kb.api.app import Application, create_app
from kb.api.schema import schema
from kb.memory import garbage_kept
from kb.model import AnyFact, AnyNode, NodeId, Version, kind_of
from kb.service import KnowledgeBase
from kb.store.base import Change, Store
from tests.attacks.operations import Operation, operations
from tests.attacks.sending import Attack, send
from tests.attacks.served import made, opened

FULL = os.environ.get("KB_ATTACKS") == "full"
OPERATIONS = 10_000 if FULL else 300
MOST_CPU_SECONDS = 5.0  # what a request of the highest cost may well take; nothing hangs
UNFORESEEN = {"INTERNAL", "STORE_ERROR", "STORE_CORRUPT", "STORE_UNAVAILABLE", "TIMEOUT"}
BUILT = schema()._schema
GENERATED = settings(
    max_examples=OPERATIONS,
    deadline=None,
    database=None,
    derandomize=not FULL,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)


@dataclass
class Attacked:
    """An application, the tokens of all roles, and what came of what was sent."""

    runner: asyncio.Runner
    kb: KnowledgeBase
    app: Application
    tokens: Mapping[str, str]
    sent: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, bytes] = (0.0, b"")  # seconds of the processor, and what took them


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    url = made(tmp_path_factory.mktemp("attacked"))
    with asyncio.Runner() as runner:
        kb = opened(url)
        tokens = {str(role): runner.run(Tokens(kb.store).create(role, expires=None)) for role in Role}
        yield Attacked(runner, kb, create_app(kb), tokens)
        runner.run(kb.close())


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # graphql-core leaves coroutines where one fails
@GENERATED
@given(sent=operations(BUILT))
def test_any_operation_is_answered_or_refused_as_foreseen(attacked: Attacked, sent: Operation) -> None:
    token = attacked.tokens.get(sent.role)
    headers = {"authorization": f"Bearer {token}"} if token else {}
    with garbage_kept():  # what draws operations leaves much, and looking for that is no work of the application
        began = process_time()
        answer = attacked.runner.run(send(attacked.app, Attack(name="", code="", body=sent.body, headers=headers)))
        spent = process_time() - began
    attacked.slowest = max(attacked.slowest, (spent, sent.body))
    attacked.sent += 1
    attacked.outcomes.update(set(answer.codes) or set(_outcomes(json.loads(answer.body)["data"])))
    assert answer.status < 500, answer.body
    assert not UNFORESEEN.intersection(answer.codes), answer.body


def test_the_store_is_whole_after_all_of_it(attacked: Attacked) -> None:
    nodes, facts, counts = attacked.runner.run(_everything(attacked.kb.store))
    assert rules.check(nodes, facts, str) == []
    told = attacked.runner.run(attacked.kb.store.statistics()).counts
    assert {kind: count for kind, count in told.items() if count} == counts
    print(f"\n{attacked.sent} operations, the slowest {attacked.slowest[0]:.2f} s of CPU: {attacked.outcomes.most_common()}")
    assert attacked.outcomes["was ACCEPTED"]  # else nothing was tried


def test_nothing_keeps_the_processor_busy(attacked: Attacked) -> None:
    assert attacked.slowest[0] < MOST_CPU_SECONDS, attacked.slowest


def test_nothing_is_sent_that_has_no_form_of_json() -> None:
    @settings(max_examples=20, database=None, derandomize=True)
    @given(st.data())
    def look(data: st.DataObject) -> None:
        assert set(json.loads(data.draw(operations(BUILT)).body)) == {"query", "variables"}

    look()


def _outcomes(data: Any) -> Iterator[str]:
    """Yield what came of what was recorded; of a question, that it was answered."""
    recorded = [each for each in (data or {}).values() if isinstance(each, dict) and "userErrors" in each]
    for each in recorded:
        yield from {error["code"] for error in each["userErrors"]} or {f"was {each['status']}"}
    if not recorded:
        yield "answered"


async def _everything(store: Store) -> tuple[dict[NodeId, AnyNode], list[AnyFact], dict[str, int]]:
    nodes: dict[NodeId, AnyNode] = {}
    facts: list[AnyFact] = []
    async for batch in store.scan():
        for row in batch:
            if isinstance(row, Version):
                facts.append(row.fact)
            elif not isinstance(row, Change):
                nodes[row.id] = row
    counted = Counter(str(kind_of(node.id)) for node in nodes.values() if node.merged_into is None)
    counted.update(str(kind_of(fact.id)) for fact in facts)
    return nodes, facts, dict(counted)
