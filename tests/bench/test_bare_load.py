from __future__ import annotations

from typing import Any

from kb.store.neo4j import Neo4jStore, read_address
from tests.bench import bare_load
from tests.neo4j.endpoint import Endpoint
from tests.store.samples import CENTRE, FORUM, NODES, adoption, put, share, visit


async def test_the_bare_loop_makes_the_very_graph_that_a_load_makes(neo4j_server: Endpoint) -> None:
    neo4j_server.wipe()
    store = Neo4jStore(read_address(neo4j_server.login_url), timeout_seconds=60)
    await put(store, share(programme=FORUM), adoption(learned_from=CENTRE), visit(), nodes=NODES)
    await store.close()
    made = _graph(neo4j_server)
    rows = bare_load.rows_of(neo4j_server.driver, neo4j_server.database)
    bare_load.empty(neo4j_server)
    assert _graph(neo4j_server) == []
    bare_load.write(neo4j_server.driver, neo4j_server.database, rows)
    assert _graph(neo4j_server) == made


def _graph(server: Endpoint) -> list[str]:
    nodes = server.driver.execute_query("MATCH (n) RETURN labels(n) AS labels, properties(n) AS p").records
    ties = server.driver.execute_query("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS name, b.id AS b, properties(r) AS p").records
    return sorted(repr([sorted(value) if isinstance(value, list) else value for value in map(_plain, row)]) for row in (*nodes, *ties))


def _plain(value: Any) -> Any:
    return sorted(value.items()) if isinstance(value, dict) else value
