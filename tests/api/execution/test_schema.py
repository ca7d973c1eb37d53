"""Any question to our schema is answered as graphql-core answers it: the same data, and the same errors."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import get_nullable_type, is_enum_type, is_input_object_type, is_list_type
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.api.context import Context
from kb.api.documents import Documents
from kb.api.execution import execute
from kb.api.schema import schema
from kb.service import KnowledgeBase
from kb.store import open_store
from tests.api.conftest import put
from tests.api.execution.comparing import assert_same, by_graphql_core
from tests.api.execution.questions import Question, questions
from tests.api.world import FACTS, NODES, TODAY

BUILT = schema()._schema
IDS = [*(node.id for node in NODES), *(fact.id for fact in FACTS), "city:none", "nonsense"]
TEXTS = {
    "after": ["nonsense", "WyJ4IiwxLCJ5Il0"],
    "cursor": ["nonsense"],
    "lang": ["en", "ru", "be", "zh-Hant-TW", "no language"],
    "text": ["robotics", "Школа", "play street", "nothing-like-it", " "],
    "method": ["neighbours", "recent-popularity", "magic"],
}
PLAIN: dict[str, list[Any]] = {
    "ID": IDS,
    "Int": [1, 2, 5, 100, 0, 101],
    "Float": [500.0, 2000.0, -1.0],
    "Boolean": [True, False],
    "Date": ["2022-12-31", "2020-06-01", "yesterday"],
}


def given_for(type_: Any, name: str) -> st.SearchStrategy[Any]:
    """Values for an argument or a field of an input: mostly good ones."""
    of = get_nullable_type(type_)
    if is_list_type(of):
        value: st.SearchStrategy[Any] = st.lists(given_for(of.of_type, name), max_size=3)
    elif is_input_object_type(of):
        value = st.fixed_dictionaries({}, optional={key: given_for(field.type, key) for key, field in of.fields.items()})
    else:
        field, _, argument = name.rpartition(".")
        fitting = [key for key in IDS if key.startswith(f"{field}:")]
        value = st.sampled_from(sorted(of.values) if is_enum_type(of) else fitting or TEXTS.get(argument) or PLAIN[of.name])
    return value if of is not type_ else st.one_of(value, value, st.none())


@pytest.fixture(scope="module")
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner() as opened:
        yield opened


@pytest.fixture(scope="module")
def kb(runner: asyncio.Runner, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    store = open_store(f"sqlite:///{Path(tmp_path_factory.mktemp('schema')) / 'kb.sqlite'}")
    runner.run(put(store, NODES, FACTS))
    yield KnowledgeBase(store, today=lambda: TODAY)
    runner.run(store.close())


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # graphql-core leaves coroutines where one fails
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(asked=questions(BUILT, given_for, depth=5), header=st.sampled_from(["", "ru, en;q=0.5", "kk"]))
def test_any_question_is_answered_as_graphql_core_answers_it(
    runner: asyncio.Runner, kb: KnowledgeBase, asked: Question, header: str
) -> None:
    document, variables = asked

    async def compare() -> None:
        operation = Documents(schema(), 10_000).read(document).operation(None)
        assert operation is not None
        theirs = await by_graphql_core(BUILT, document, variables, Context(kb, header))
        every = await by_graphql_core(BUILT, document, variables, Context(kb, header), keeping=True)
        assert_same(await execute(operation, variables, Context(kb, header)), theirs, every)

    runner.run(compare())
