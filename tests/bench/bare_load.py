"""The least that a load can cost: a loop over the driver that writes, by UNWIND, rows which somebody else has worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from neo4j import Driver

from tests.neo4j.endpoint import Endpoint

ROWS = 10_000  # of one transaction: more are no faster
_NODES = "MATCH (n) RETURN labels(n), properties(n)"
_LABEL = "CASE WHEN {0}:Party THEN 'Party' ELSE labels({0})[0] END"  # by which an end is found
_TIES = f"MATCH (a)-[r]->(b) RETURN type(r), {_LABEL.format('a')}, {_LABEL.format('b')}, a.id, b.id, properties(r)"
_CREATE_NODES = "UNWIND $rows AS row CREATE (n:{labels}) SET n = row SET n += $same"
_CREATE_TIES = """
    UNWIND $rows AS row MATCH (a:{tail} {{id: row[0]}}) MATCH (b:{head} {{id: row[1]}})
    CREATE (a)-[r:{name}]->(b) SET r = row[2] SET r += $same
"""


@dataclass(frozen=True)
class Rows:
    """A statement, its rows, and the properties that are the same in all of them: those are sent once."""

    cypher: str
    rows: Sequence[Any]
    same: dict[str, Any]

    def parts(self) -> Iterator[Sequence[Any]]:
        """Cut the rows into those of one transaction each."""
        yield from (self.rows[start : start + ROWS] for start in range(0, len(self.rows), ROWS))


def rows_of(driver: Driver, database: str) -> list[Rows]:
    """Read a whole graph as the rows that would make it again, nodes first."""
    nodes, ties = defaultdict(list), defaultdict(list)
    with driver.session(database=database) as session:
        for labels, properties in session.run(_NODES).values():
            nodes[":".join(labels)].append(properties)
        for name, tail, head, *row in session.run(_TIES).values():
            ties[name, tail, head].append(row)
    made = [Rows(_CREATE_NODES.format(labels=labels), rows, _taken_out(rows)) for labels, rows in nodes.items()]
    for (name, tail, head), rows in ties.items():
        same = _taken_out([row[2] for row in rows])
        made.append(Rows(_CREATE_TIES.format(name=name, tail=tail, head=head), rows, same))
    return made


def write(driver: Driver, database: str, graph: Sequence[Rows]) -> None:
    """Write the rows of a graph into an empty database."""
    for each in graph:
        for part in each.parts():
            driver.execute_query(each.cypher, rows=part, same=each.same, database_=database)


def empty(server: Endpoint) -> None:
    """Delete everything; a hub with all its relationships would be too much for one transaction."""
    with server.driver.session(database=server.database) as session:
        session.run("MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF $rows ROWS", rows=ROWS).consume()
    server.wipe()


def _taken_out(all_properties: list[dict[str, Any]]) -> dict[str, Any]:
    """Take out of all what they have in common, and return it."""
    same = {key: value for key, value in all_properties[0].items() if all(each.get(key) == value for each in all_properties)}
    for each in all_properties:
        for key in same:
            del each[key]
    return same
