"""Everything of one revision, streamed in batches from one snapshot."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from itertools import islice

from kb.store.base import Row
from kb.store.sqlite.change_log import log
from kb.store.sqlite.lines import VERSION_COLUMNS, version_of
from kb.store.sqlite.pool import Pool, Session
from kb.wire import decode_fact, decode_node

_BATCH = 1000
_NODES = "SELECT id, body FROM node ORDER BY rank, depth, no"
_ACCEPTED = f"SELECT {VERSION_COLUMNS} FROM fact CROSS JOIN version AS v ON v.no = fact.no ORDER BY fact.no"
_VERSIONS = f"SELECT {VERSION_COLUMNS} FROM version AS v ORDER BY v.no"


async def scan(pool: Pool, versions: bool) -> AsyncIterator[list[Row]]:
    """Yield nodes, then accepted facts; with `versions`, every version of every fact, then the change log."""
    session = Session()
    try:
        rows = _rows(session, versions)
        while batch := await pool.step(session, lambda _: list(islice(rows, _BATCH))):
            yield batch
    finally:
        pool.give_back(session)


def _rows(session: Session, versions: bool) -> Iterator[Row]:
    session.run("BEGIN")  # all of it from one state, whatever is written meanwhile; closing the connection ends it
    yield from (decode_node(key, body) for key, body in session.each(_NODES))
    yield from (version_of(row, decode_fact) for row in session.each(_VERSIONS if versions else _ACCEPTED))
    if versions:
        yield from log(session)
