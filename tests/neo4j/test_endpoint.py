"""A database is emptied between tests, by itself or with all that was made in it."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest

from tests.neo4j.endpoint import BATCH_NODES, Endpoint
from tests.neo4j.server import Server


def nodes(endpoint: Endpoint) -> int:
    return int(endpoint.driver.execute_query("MATCH (n) RETURN count(n)", database_=endpoint.database).records[0].value())


def names(endpoint: Endpoint, what: str) -> set[str]:
    rows = endpoint.driver.execute_query(f"SHOW {what} YIELD name, type WHERE type <> 'LOOKUP' RETURN name", database_=endpoint.database)
    return {row["name"] for row in rows.records}


@pytest.fixture
def filled(neo4j_to_break: Server) -> Endpoint:
    """More nodes than one batch, all linked to one, below a constraint and an index with names that need quoting."""
    for statement in (
        "CREATE CONSTRAINT `an ``odd`` name` FOR (n:Probe) REQUIRE n.i IS UNIQUE",
        "CREATE INDEX `by-name` FOR (n:Probe) ON (n.name)",
        f"CREATE (hub:Hub) WITH hub UNWIND range(0, {BATCH_NODES}) AS i CREATE (:Probe {{i: i}})-[:AT]->(hub)",
    ):
        neo4j_to_break.driver.execute_query(statement, database_=neo4j_to_break.database)
    assert nodes(neo4j_to_break) == BATCH_NODES + 2
    return neo4j_to_break


def test_a_wipe_deletes_every_node_and_keeps_constraints_and_indexes(filled: Endpoint) -> None:
    filled.wipe()
    assert nodes(filled) == 0
    assert names(filled, "CONSTRAINTS") == {"an `odd` name"}
    assert names(filled, "INDEXES") == {"an `odd` name", "by-name"}


def test_dropping_everything_leaves_an_empty_database(filled: Endpoint) -> None:
    filled.drop_everything()
    assert (nodes(filled), names(filled, "CONSTRAINTS"), names(filled, "INDEXES")) == (0, set(), set())


def test_a_login_url_says_where_and_as_whom_whatever_is_in_the_password() -> None:
    url = Endpoint("neo4j://127.0.0.1:7687", "ann", "p@ss/w:rd", "facts").login_url
    assert url == "neo4j://ann:p%40ss%2Fw%3Ard@127.0.0.1:7687/facts"
    assert unquote(urlsplit(url).password or "") == "p@ss/w:rd"
