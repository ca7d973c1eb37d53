"""What goes wrong comes with a code and with what would be right; what nobody foresaw stays in the log."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from graphql import GraphQLError

from kb.api.app import create_app
from kb.api.errors import shown
from kb.config import Settings
from kb.deadline import left
from kb.errors import Problem, Refused, StoreUnavailable
from kb.service import KnowledgeBase
from kb.store.base import Store
from tests.api.client import Client


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ('city(id: "practice:robotics") { id }', "'practice:robotics' is a practice, a city was asked for"),
        ('institution(id: "city:oral") { id }', "'city:oral' is a city, an institution was asked for"),
        ('cities(filter: {country: "city:oral"}) { totalCount }', "'city:oral' is a city, a country was asked for"),
        ('cities(filter: {region: "city:oral"}) { totalCount }', "'city:oral' is a city, a region was asked for"),
        ('cities(filter: {hasPractice: "city:oral"}) { totalCount }', "'city:oral' is a city, a practice was asked for"),
        (
            'institutions(filter: {place: "institution:centre"}) { totalCount }',
            "'institution:centre' is an institution, a place (city, region or country) was asked for",
        ),
        ('institutions(filter: {country: "city:oral"}) { totalCount }', "'city:oral' is a city, a country was asked for"),
        ('practices(filter: {topics: ["city:oral"]}) { totalCount }', "'city:oral' is a city, a topic was asked for"),
        (
            'practices(filter: {adoptedBy: "topic:play"}) { totalCount }',
            "'topic:play' is a topic, a party (city, region, country or institution) was asked for",
        ),
        ('shares(filter: {practice: "city:oral"}) { totalCount }', "'city:oral' is a city, a practice was asked for"),
        ('shares(filter: {programme: "city:oral"}) { totalCount }', "'city:oral' is a city, a programme was asked for"),
        ('shares(filter: {source: "city:oral"}) { totalCount }', "'city:oral' is a city, a source was asked for"),
    ],
)
async def test_an_id_of_another_kind_says_which_kind_it_is(client: Client, field: str, message: str) -> None:
    error = await client.only_error("{ " + field + " }")
    assert (error.code, error.message) == ("WRONG_KIND", message)


@pytest.mark.parametrize("key", ["oral", "", "town:oral", "city:", "city:Oral", "city:a b", "city:x\x00"])
async def test_what_is_no_id_at_all_says_how_ids_are_written(client: Client, key: str) -> None:
    for document in ("query($id: ID!) { city(id: $id) { id } }", "query($id: ID!) { node(id: $id) { id } }"):
        error = await client.only_error(document, id=key)
        assert error.code == "INVALID_INPUT"
        assert "write kind:name, as in city:oral" in error.message


async def test_a_malformed_id_fails_alone_and_not_what_is_asked_beside_it(client: Client) -> None:
    error = await client.only_error('{ nodes(ids: ["nonsense"]) { id } city(id: "city:oral") { id } }')
    assert error.path == ["nodes"]
    answer = await client.ask('{ node(id: "nonsense") { id } city(id: "city:oral") { id } }')
    assert answer["data"] == {"node": None, "city": {"id": "city:oral"}}


@pytest.mark.parametrize("day", ["2022", "2022-13-01", "2022-02-30", "yesterday", "", "2022-10-05T00:00:00", "20221005"])
async def test_a_date_that_is_no_day_is_refused(client: Client, day: str) -> None:
    variable = await client.only_error("query($day: Date) { shares(filter: {from: $day}) { totalCount } }", day=day)
    literal = await client.only_error(f'{{ shares(filter: {{to: "{day}"}}) {{ totalCount }} }}')
    for error in (variable, literal):
        assert error.code == "INVALID_DATE"
        assert f"{day!r} is no day; write one as 2022-10-05" in error.message


async def test_a_date_that_is_no_text_is_refused(client: Client) -> None:
    error = await client.only_error('{ city(id: "city:oral") { practicesToStudy(asOf: 2022) { method } } }')
    assert error.code == "INVALID_DATE"
    assert "in quotes" in error.message


async def test_days_in_the_wrong_order_are_refused(client: Client) -> None:
    for field in ("shares", "practices"):
        error = await client.only_error(f'{{ {field}(filter: {{from: "2022-01-02", to: "2022-01-01"}}) {{ totalCount }} }}')
        assert (error.code, error.message) == ("INVALID_INPUT", "from is 2022-01-02, after to, which is 2022-01-01; it comes first")


@pytest.mark.parametrize("stops", [0, -1, 11])
async def test_a_plan_has_one_to_ten_stops(client: Client, stops: int) -> None:
    error = await client.only_error('query($stops: Int) { city(id: "city:oral") { visitPlan(stops: $stops) { covered } } }', stops=stops)
    assert (error.code, error.message) == ("INVALID_INPUT", f"stops is {stops}; it goes from 1 to 10")


async def test_a_distance_is_not_negative(client: Client) -> None:
    error = await client.only_error('{ city(id: "city:oral") { citiesToVisit(maxDistanceKm: -1) { method } } }')
    assert (error.code, error.message) == ("INVALID_INPUT", "maxDistanceKm is -1; a distance is 0 or more")


async def test_a_failed_answer_leaves_the_city_standing(client: Client) -> None:
    document = """{ city(id: "city:oral") { name
      practicesToStudy(topics: ["topic:none"]) { method } visitPlan(stops: 11) { covered } similarCities(first: 0) { similarity } } }"""
    answer = await client.ask(document)
    assert answer["data"] == {"city": {"name": "Oral", "practicesToStudy": None, "visitPlan": None, "similarCities": None}}
    assert {tuple(error["path"]): error["extensions"]["code"] for error in answer["errors"]} == {
        ("city", "practicesToStudy"): "NOT_FOUND",
        ("city", "visitPlan"): "INVALID_INPUT",
        ("city", "similarCities"): "INVALID_INPUT",
    }


@pytest.mark.parametrize("document", ["{", "{ city(id: ) }", "query {", '{ city(id: "\\ud800") { id } }', "\x00"])
async def test_a_document_that_cannot_be_read_says_where(client: Client, document: str) -> None:
    error = await client.only_error(document)
    assert error.code == "GRAPHQL_PARSE_FAILED"
    assert error.message.startswith("Syntax Error")


@pytest.mark.parametrize(
    ("document", "variables", "message"),
    [
        ('{ city(id: "city:oral") { nam } }', {}, "Cannot query field 'nam' on type 'City'. Did you mean 'name' or 'names'?"),
        ("{ city { id } }", {}, "Argument 'Query.city(id:)' of type 'ID!' is required, but it was not provided."),
        (
            "query($id: ID!) { city(id: $id) { id } }",
            {},
            "Variable '$id' has invalid value: Expected a value of non-null type 'ID!' to be provided.",
        ),
        ("{ cities(first: 99999999999) { totalCount } }", {}, "Int cannot represent non 32-bit signed integer value: 99999999999"),
        ("query($id: ID = null) { city(id: $id) { id } }", {}, None),
        ("query($first: Int) { cities(first: $first) { totalCount } }", {"first": "many"}, None),
    ],
)
async def test_a_document_that_does_not_fit_the_schema_is_taught_why(
    client: Client, document: str, variables: dict[str, Any], message: str | None
) -> None:
    error = await client.only_error(document, **variables)
    assert error.code == "GRAPHQL_VALIDATION_FAILED"
    assert message is None or message in error.message


async def test_a_null_for_an_argument_that_may_not_be_null_is_the_askers_fault(client: Client) -> None:
    for kind in ("ID!", "ID"):
        error = await client.only_error(f'query($id: {kind} = "city:oral") {{ city(id: $id) {{ id }} }}', id=None)
        assert error.code == "GRAPHQL_VALIDATION_FAILED"


class Broken:
    """A store of which one method fails."""

    def __init__(self, store: Store, method: str, error: Exception) -> None:
        self._store, self._method, self._error = store, method, error

    def __getattr__(self, name: str) -> Any:
        if name != self._method:
            return getattr(self._store, name)

        async def fail(*_: object, **__: object) -> None:
            raise self._error

        return fail


def broken(kb: KnowledgeBase, method: str, error: Exception) -> Client:
    store: Any = Broken(kb.store, method, error)
    return Client(create_app(KnowledgeBase(store)))


async def test_what_nobody_foresaw_is_logged_whole_under_an_id_and_masked(kb: KnowledgeBase, caplog: pytest.LogCaptureFixture) -> None:
    client = broken(kb, "nodes", RuntimeError("the secret is 42"))
    with caplog.at_level(logging.ERROR):
        error = await client.only_error('{ city(id: "city:oral") { id } }')
    assert error.code == "INTERNAL"
    assert error.path == ["city"]
    number = error.message.removeprefix("something went wrong; the log has it under ")
    assert len(number) == 12
    (record,) = caplog.records
    assert number in record.getMessage()
    assert record.exc_info is not None
    assert str(record.exc_info[1]) == "the secret is 42"


async def test_a_store_that_fails_keeps_its_code_and_the_log_its_address(kb: KnowledgeBase, caplog: pytest.LogCaptureFixture) -> None:
    client = broken(kb, "fact_pages", StoreUnavailable("/secret/kb.sqlite is locked"))
    with caplog.at_level(logging.ERROR):
        error = await client.only_error("{ shares { edges { node { id } } } }")
    assert error.code == "STORE_UNAVAILABLE"
    assert error.message.startswith("the store failed; the log has it under ")
    assert "secret" in caplog.text


async def test_a_store_that_is_away_takes_one_line_of_the_log_for_each_error(kb: KnowledgeBase, caplog: pytest.LogCaptureFixture) -> None:
    client = broken(kb, "fact_pages", StoreUnavailable("nothing listens there"))
    with caplog.at_level(logging.ERROR):
        error = await client.only_error("{ shares { edges { node { id } } } }")
    (record,) = caplog.records
    number = error.message.removeprefix("the store failed; the log has it under ")
    assert record.getMessage() == f"{number} at {error.path}: nothing listens there"
    assert record.exc_info is None


async def test_one_request_waits_no_longer_than_its_limit_for_all_its_reads(kb: KnowledgeBase) -> None:
    waits: list[float] = []

    class Slow(Broken):
        def __getattr__(self, name: str) -> Any:
            waits.append(left(1000))
            return getattr(self._store, name)

    store: Any = Slow(kb.store, "", RuntimeError())
    client = Client(create_app(KnowledgeBase(store), Settings(store="", store_seconds=7)))
    await client.data("{ shares { edges { node { practice { title } } } } }")
    assert len(waits) > 1
    assert max(waits) <= 7
    assert left(1000) == 1000


async def test_a_count_that_fails_leaves_other_fields_standing(kb: KnowledgeBase) -> None:
    client = broken(kb, "fact_counts", StoreUnavailable("gone"))
    answer = await client.ask('{ city(id: "city:oral") { name visitsMade { totalCount } } statistics { cities } }')
    assert answer["data"] == {"city": None, "statistics": {"cities": 6}}


def test_a_value_that_no_scalar_can_write_is_a_bug_and_masked() -> None:
    inner = GraphQLError("Int cannot represent non-integer value: 'secret'")
    error = shown(GraphQLError(inner.message, path=["x"], original_error=inner))
    assert error.extensions == {"code": "INTERNAL"}
    assert "secret" not in error.message


async def test_an_error_says_where_in_the_document_and_in_the_answer_it_arose(client: Client) -> None:
    answer = await client.ask('{\n  mine: city(id: "practice:play") { id }\n}')
    (error,) = answer["errors"]
    assert error["path"] == ["mine"]
    assert error["locations"] == [{"line": 2, "column": 3}]


async def test_what_was_sent_is_not_sent_back_whole(client: Client) -> None:
    for key in ("x" * 50_000, "city:" + "x" * 50_000 + "!"):
        assert len((await client.only_error("query($id: ID!) { city(id: $id) { id } }", id=key)).message) < 1100
    nested: object = "x"
    for _ in range(900):
        nested = [nested]
    error = await client.only_error("query($day: Date) { shares(filter: {from: $day}) { totalCount } }", day=nested)
    assert len(error.message) < 1100


async def test_every_problem_of_a_refusal_is_told() -> None:
    error = shown(GraphQLError("x", original_error=Refused([Problem("seed/x.yaml:1", "wrong")])))
    assert error.extensions == {"code": "REFUSED", "problems": ["seed/x.yaml:1: wrong"]}


async def test_a_request_for_more_answers_than_one_may_take_is_told_so(client: Client) -> None:
    many = " ".join(f'a{number}: city(id: "city:oral") {{ practicesToStudy {{ method }} }}' for number in range(51))
    error = await client.only_error(f"{{ {many} }}")
    assert (error.code, error.message) == (
        "TOO_COMPLEX",
        "this costs 102204, and one request may cost 100000; most of it is a0.practicesToStudy: "
        "ask for fewer at once (first:), or for a part of it in another request",
    )
