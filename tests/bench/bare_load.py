"""The least that a load can cost: a loop over the driver that writes, by UNWIND, rows which somebody else has worked out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from neo4j import Driver

ROWS = 10_000  # of one transaction: more are no faster
_NODES = "MATCH (n) RETURN labels(n), properties(n)"
_RELATIONSHIPS = """
    MATCH (a)-[r]->(b) RETURN type(r),
        CASE WHEN a:Party THEN 'Party' ELSE labels(a)[0] END, CASE WHEN b:Party THEN 'Party' ELSE labels(b)[0] END,
        a.id, b.id, properties(r)
"""
_CREATE_NODES = "UNWIND $rows AS row CREATE (n:{labels}) SET n = row"
_CREATE_RELATIONSHIPS = """
    UNWIND $rows AS row MATCH (a:{tail} {{id: row[0]}}) MATCH (b:{head} {{id: row[1]}}) CREATE (a)-[r:{name}]->(b) SET r = row[2]
"""


@dataclass(frozen=True)
class Rows:
    """What a statement is run with."""

    cypher: str
    rows: Sequence[Any]

    def parts(self) -> Iterator[Sequence[Any]]:
        """Cut the rows into those of one transaction each."""
        yield from (self.rows[start : start + ROWS] for start in range(0, len(self.rows), ROWS))


def rows_of(driver: Driver, database: str) -> list[Rows]:
    """Read a whole graph as the rows that would make it again, nodes first."""
    nodes, ties = defaultdict(list), defaultdict(list)
    with driver.session(database=database) as session:
        for labels, properties in session.run(_NODES).values():
            nodes[":".join(labels)].append(properties)
        for name, tail, head, *row in session.run(_RELATIONSHIPS).values():
            ties[name, tail, head].append(row)
    made = [Rows(_CREATE_NODES.format(labels=labels), rows) for labels, rows in nodes.items()]
    return made + [Rows(_CREATE_RELATIONSHIPS.format(name=name, tail=tail, head=head), rows) for (name, tail, head), rows in ties.items()]


def write(driver: Driver, database: str, graph: Sequence[Rows]) -> None:
    """Write the rows of a graph into an empty database."""
    for each in graph:
        for part in each.parts():
            driver.execute_query(each.cypher, rows=part, database_=database)
