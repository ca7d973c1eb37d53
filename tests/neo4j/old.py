"""A Neo4j of version 4, which this program refuses to work with."""

from __future__ import annotations

from pathlib import Path

from tests.neo4j.server import Server

SETTINGS = """\
dbms.connector.bolt.enabled=true
dbms.connector.bolt.listen_address=127.0.0.1:{port}
dbms.connector.bolt.advertised_address=127.0.0.1:{port}
dbms.connector.http.enabled=false
dbms.connector.https.enabled=false
dbms.security.auth_enabled=true
dbms.memory.pagecache.size={pagecache_mb}m
dbms.logs.debug.level=NONE
"""
OPENED = ("java.lang", "java.nio")  # what it reaches into, and Java 17 keeps closed


class OldServer(Server):
    """A server of version 4. Java 17 runs it, though it was made for Java 11."""

    pom = Path(__file__).with_name("pom-old.xml")

    def __init__(self) -> None:
        super().__init__(heap_mb=512, pagecache_mb=32)
        self.settings = SETTINGS
        self.flags += [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
