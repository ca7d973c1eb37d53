"""The store that departments share: Neo4j."""

from kb.store.neo4j.address import Address, read_address
from kb.store.neo4j.store import Neo4jStore

__all__ = ["Address", "Neo4jStore", "read_address"]
