"""Notes: what is kept beside the graph, each a node on a shelf under a key."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kb.errors import Conflict
from kb.store.base import Note
from kb.store.neo4j.link import Reader, Transaction
from kb.store.neo4j.schema import NOTE_LABEL

_AT = "|"  # between the shelf and the key in an id
_LAST = "\U0010ffff"
_BY_ID = f"UNWIND $ids AS id MATCH (n:{NOTE_LABEL} {{id: id}}) RETURN collect([n.key, n.body])"
_PAGE = f"""
    MATCH (n:{NOTE_LABEL}) USING INDEX SEEK n:{NOTE_LABEL}(id) WHERE n.id > $after AND n.id < $end
    WITH n ORDER BY n.id LIMIT $first
    RETURN collect([n.key, n.body])
"""
_TAKEN = f"UNWIND $ids AS id MATCH (n:{NOTE_LABEL} {{id: id}}) RETURN collect(id)"
_PUT = f"UNWIND $rows AS row MERGE (n:{NOTE_LABEL} {{id: row[0]}}) SET n.shelf = row[1], n.key = row[2], n.body = row[3]"
_TAKE_AWAY = f"UNWIND $ids AS id MATCH (n:{NOTE_LABEL} {{id: id}}) DELETE n"


async def notes(reader: Reader, shelf: str, keys: Collection[str]) -> dict[str, str]:
    """Return the notes with these keys."""
    return dict(await reader.value(_BY_ID, ids=[_id(shelf, key) for key in keys]) or ())


async def note_page(reader: Reader, shelf: str, after: str, first: int) -> list[tuple[str, str]]:
    """Return notes of a shelf by key."""
    rows = await reader.value(_PAGE, after=_id(shelf, after), end=_id(shelf, _LAST), first=first)
    return [(key, body) for key, body in rows or ()]


async def check(transaction: Transaction, written: Sequence[Note]) -> None:
    """Raise Conflict where the key of a fresh note is taken."""
    fresh = {_id(note.shelf, note.key): note for note in written if note.fresh}
    taken = await transaction.value(_TAKEN, ids=list(fresh)) if fresh else []
    if taken:
        raise Conflict(fresh[taken[0]].shelf, fresh[taken[0]].key)


async def put(transaction: Transaction, written: Sequence[Note]) -> None:
    """Write notes. Raises Conflict where the key of a fresh one is taken."""
    await check(transaction, written)
    rows = [[_id(note.shelf, note.key), note.shelf, note.key, note.body] for note in written if note.body is not None]
    gone = [_id(note.shelf, note.key) for note in written if note.body is None]
    if rows:
        await transaction.run(_PUT, rows=rows)
    if gone:
        await transaction.run(_TAKE_AWAY, ids=gone)


def _id(shelf: str, key: str) -> str:
    return f"{shelf}{_AT}{key}"
