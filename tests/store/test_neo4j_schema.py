"""The shape of the graph: made by the store or by the script that is kept of it, and explained there."""

from __future__ import annotations

import re
import runpy
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import kb
from kb.dates import parse
from kb.model import AnyFact, AnyNode, Participation, Practice, Programme, ProgrammeKind, Texts
from kb.store.neo4j import Neo4jStore, read_address, schema
from kb.store.neo4j.counters import every_counter
from kb.store.neo4j.legend import script
from kb.store.neo4j.plain import participation_as, properties_of
from tests.neo4j.endpoint import Endpoint
from tests.neo4j.server import Server
from tests.store.samples import CENTRE, CHOIR, EXCHANGE, HERITAGE, NODES, SCHOOL, TOWN, adoption, put, share, visit

FILE = Path(kb.__file__).parents[1] / "schema" / "neo4j.cypher"
HEAD, _, REST = script().partition("\n\n")
NOTHING: list[list[str]] = [[], []]
PARTS = (Participation(party=TOWN, role=Texts(en="lead"), since=parse("2020")),)
THERE = (
    "MATCH (n) UNWIND labels(n) AS each RETURN DISTINCT each",
    "MATCH ()-[r]->() RETURN DISTINCT type(r) AS each",
    "MATCH (n) UNWIND keys(n) AS each RETURN DISTINCT each",
    "MATCH ()-[r]->() UNWIND keys(r) AS each RETURN DISTINCT each",
)


def run(endpoint: Endpoint, text: str) -> None:
    """Run a script as cypher-shell does: comments left out, statement by statement."""
    code = re.sub(r"^//.*$", "", text, flags=re.MULTILINE)
    with endpoint.driver.session(database=endpoint.database) as session:
        for statement in filter(str.strip, code.split(";\n")):
            session.run(statement).consume()


def made(endpoint: Endpoint) -> list[list[str]]:
    """Every constraint and every index, as the server would write the statements that make them."""
    found = []
    for what in ("CONSTRAINTS", "INDEXES"):
        rows = endpoint.driver.execute_query(f"SHOW {what} YIELD type, createStatement", database_=endpoint.database).records
        found.append(sorted(row["createStatement"] for row in rows if row["type"] != "LOOKUP"))
    return found


@pytest.mark.drift
def test_the_script_that_is_kept_is_the_one_the_code_makes() -> None:
    assert FILE.read_text(encoding="utf-8") == script(), "run `make schema`"


def test_the_script_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_module("kb.store.neo4j", run_name="__main__")
    assert capsys.readouterr().out == script()


def test_the_script_is_a_comment_and_every_statement_with_its_end() -> None:
    assert all(line.startswith("//") and len(line) <= 120 for line in HEAD.splitlines())
    assert REST.splitlines() == [f"{statement};" for statement in schema.statements()]


def test_each_statement_makes_something_of_its_own_name_and_only_where_it_is_missing() -> None:
    names = [schema.name_of(statement) for statement in schema.statements()]
    assert len(set(names)) == len(names)
    start = re.compile(r"CREATE (?:CONSTRAINT|RANGE INDEX|FULLTEXT INDEX) (\w+) IF NOT EXISTS FOR ")
    assert [found[1] for found in map(start.match, schema.statements()) if found] == names


def test_another_shape_has_another_fingerprint(monkeypatch: pytest.MonkeyPatch) -> None:
    before = schema.fingerprint()
    assert schema.fingerprint() == before
    monkeypatch.setattr(schema, "FULL_TEXT", "other_words")
    assert schema.fingerprint() != before


async def test_the_script_run_twice_makes_what_the_store_makes(neo4j_to_break: Server) -> None:
    run(neo4j_to_break, script())
    run(neo4j_to_break, script())
    by_script = made(neo4j_to_break)
    neo4j_to_break.drop_everything()
    assert made(neo4j_to_break) == NOTHING
    store = Neo4jStore(read_address(neo4j_to_break.login_url), timeout_seconds=60)
    assert await store.revision() == 0
    await store.close()
    assert made(neo4j_to_break) == by_script
    assert sum(map(len, by_script)) > len(schema.statements())  # each constraint has an index of its own


async def test_a_store_is_made_where_the_script_was_run_before(neo4j_to_break: Server) -> None:
    run(neo4j_to_break, script())
    before = made(neo4j_to_break)
    store = Neo4jStore(read_address(neo4j_to_break.login_url), timeout_seconds=60)
    assert await store.revision() == 0
    await store.close()
    assert made(neo4j_to_break) == before


def asked(endpoint: Endpoint, query: str) -> list[str]:
    return [str(row[0]) for row in endpoint.driver.execute_query(query, database_=endpoint.database).records]


def own_keys(things: Iterable[AnyNode | AnyFact]) -> Iterator[str]:
    """The properties that say what the things themselves say."""
    for thing in things:
        yield from properties_of(thing)
        yield from (key for part in getattr(thing, "parties", ()) for key in participation_as(part, 0))


async def test_every_label_relationship_and_derived_property_is_explained(neo4j_server: Endpoint) -> None:
    neo4j_server.wipe()
    meeting = Programme(id=EXCHANGE, name=Texts(en="Exchange"), kind=ProgrammeKind.FORUM, place=TOWN, organiser=TOWN, parties=PARTS)
    topics = Practice(id=CHOIR, title=Texts(en="Choir"), topics=(HERITAGE,), origin=SCHOOL)
    facts = [adoption(programme=EXCHANGE, learned_from=CENTRE), share(collective=Texts(en="schools")), visit()]
    things = [*NODES, meeting, topics, *facts]
    store = Neo4jStore(read_address(neo4j_server.login_url), timeout_seconds=60)
    await put(store, *facts, nodes=[*NODES, meeting, topics])
    await put(store, replace(facts[0], date=None), reason=Texts(en="a slip"))
    await store.close()
    there = {each for query in THERE for each in asked(neo4j_server, query)}
    assert {"City", "FactVersion", "CARRIED", "TAKES_PART_IN", "name_ru", "sort_day", "reason_en", "was", "rekeyed"} <= there
    known = {*re.findall(r"\w+", HEAD), *own_keys(things), *every_counter()}
    assert {each for each in there - known if not each.startswith("sort_")} == set()
