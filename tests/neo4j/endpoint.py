"""A Neo4j database that the tests may do with as they like: where it is, what it is, and how to empty it."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import quote, urlsplit

from neo4j import Driver, GraphDatabase

BATCH_NODES = 10_000


class Endpoint:
    """A database, and the log-in to it."""

    def __init__(self, url: str, user: str, password: str, database: str = "neo4j") -> None:
        self.url = url  # without log-in and database
        self.user = user
        self.password = password
        self.database = database

    @property
    def login_url(self) -> str:
        """The URL with log-in and database, as `KB_STORE` takes it."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{quote(self.user, safe='')}:{quote(self.password, safe='')}@{parts.netloc}/{quote(self.database)}"

    @cached_property
    def driver(self) -> Driver:
        """A driver for looking into the database and emptying it; it outlives restarts of the server."""
        return GraphDatabase.driver(self.url, auth=(self.user, self.password), liveness_check_timeout=0)

    @cached_property
    def about(self) -> tuple[str, str]:
        """Version and edition."""
        row = self.driver.execute_query("CALL dbms.components() YIELD versions, edition", database_=self.database).records[0]
        return row["versions"][0], row["edition"]

    def wipe(self) -> None:
        """Delete every node and relationship; constraints and indexes stay."""
        wipe(self.driver, self.database)

    def drop_everything(self) -> None:
        """Delete nodes, relationships, constraints and indexes."""
        drop_everything(self.driver, self.database)

    def close(self) -> None:
        """Close the driver, if it was used."""
        if "driver" in self.__dict__:
            self.driver.close()
            del self.driver


def wipe(driver: Driver, database: str = "neo4j") -> None:
    """Delete every node and relationship, in batches; constraints and indexes stay."""
    with driver.session(database=database) as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF $batch ROWS", batch=BATCH_NODES).consume()


def drop_everything(driver: Driver, database: str = "neo4j") -> None:
    """Delete nodes, relationships, constraints and indexes; the two look-up indexes that every database has stay."""
    wipe(driver, database)
    with driver.session(database=database) as session:
        for name in session.run("SHOW CONSTRAINTS YIELD name").value():
            session.run("DROP CONSTRAINT $name", name=name).consume()
        for name in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").value():
            session.run("DROP INDEX $name", name=name).consume()
