"""Opening a database as a store: made where it is empty, recognised, or refused with the reason."""

from __future__ import annotations

import re

from neo4j import READ_ACCESS, WRITE_ACCESS
from neo4j.exceptions import ClientError

from kb.errors import StoreCorrupt, StoreError
from kb.store.neo4j.failures import too_old
from kb.store.neo4j.link import Link
from kb.store.neo4j.schema import BASE_ID, BASE_LABEL, FORMAT, OLDEST_SERVER, fingerprint, name_of, statements

_VERSION = "CALL dbms.components() YIELD name, versions WHERE name = 'Neo4j Kernel' RETURN versions[0]"
_BASE = f"""
    OPTIONAL MATCH (base:{BASE_LABEL} {{id: $id}})
    RETURN [base.format, base.shape, EXISTS {{ (other) WHERE NOT other:{BASE_LABEL} }}]
"""
_MAKE = f"""
    MERGE (base:{BASE_LABEL} {{id: $id}})
    ON CREATE SET base.revision = 0, base.format = $format
    SET base.shape = $shape
"""
_THERE = "SHOW INDEXES YIELD name RETURN collect(name)"  # each constraint is an index too
_THERE_NOW = "AlreadyExists"
_AWAIT_SECONDS = 60
_AWAIT = "CALL db.awaitIndexes($seconds)"


async def opened(link: Link) -> None:
    """Recognise a database, and make the store in it first where it is empty.

    Raises:
        StoreError: the server is too old, or the database holds something else.
    """
    check_version(str(await link.attempt(_VERSION, {}, READ_ACCESS)), str(link.address))
    held, shape, anything = await link.attempt(_BASE, {"id": BASE_ID}, READ_ACCESS)
    if held is None and anything:
        raise StoreCorrupt(f"{link.address} holds something else", "name an empty database; the store is made in it")
    if held not in (None, FORMAT):
        remedy = "update the program" if held > FORMAT else "copy it with the program that made it, and load the copy"
        raise StoreError(f"{link.address} is a store of format {held}, and this program reads format {FORMAT}", remedy)
    if shape != fingerprint():
        await _make(link)


async def _make(link: Link) -> None:
    link.making = True
    there = await link.attempt(_THERE, {}, READ_ACCESS)
    for statement in (each for each in statements() if name_of(each) not in there):
        await _make_one(link, statement)
    await link.attempt(_AWAIT, {"seconds": _AWAIT_SECONDS}, READ_ACCESS, _AWAIT_SECONDS)
    await link.attempt(_MAKE, {"id": BASE_ID, "format": FORMAT, "shape": fingerprint()}, WRITE_ACCESS)


async def _make_one(link: Link, statement: str) -> None:
    try:
        await link.attempt(statement, {}, WRITE_ACCESS)
    except ClientError as error:
        if not (error.code or "").endswith(_THERE_NOW):  # for IF NOT EXISTS, who makes the same just now does not count
            raise


def check_version(version: str, where: str) -> None:
    """Raise StoreError for a server that is older than OLDEST_SERVER, by what it says its version is."""
    numbers = tuple(int(number) for number in re.findall(r"\d+", version)[:2])
    if numbers < OLDEST_SERVER:
        raise too_old(where, version)
