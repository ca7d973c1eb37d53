"""Notes beside the graph: clauses 12c, 12d, 14f and 14g of the port."""

from __future__ import annotations

import pytest

from kb.errors import Conflict, Refused
from kb.store.base import LogPosition, Note, Recording, Store, Write
from tests.store.samples import NODES, NOON, put, share


async def keep(store: Store, *notes: Note) -> int:
    return await store.write(Write(notes=notes, recorded_by="test", recorded_at=NOON))


def note(key: str, body: str | None = "{}", *, shelf: str = "token", fresh: bool = False) -> Note:
    return Note(shelf=shelf, key=key, body=body, fresh=fresh)


async def test_12c_notes_come_by_shelf_and_key(store: Store) -> None:
    await keep(store, note("a", "1"), note("b", "2"), note("a", "3", shelf="merge"))
    assert await store.notes("token", ["a", "b", "c"]) == {"a": "1", "b": "2"}
    assert await store.notes("merge", ["a"]) == {"a": "3"}
    assert await store.notes("token", []) == {}


async def test_12d_a_shelf_is_read_page_by_page(store: Store) -> None:
    await keep(store, *(note(key, key.upper()) for key in ("c", "a", "b")), note("0", shelf="tokens"), note("z", shelf="toke"))
    assert await store.note_page("token", "", 2) == [("a", "A"), ("b", "B")]
    assert await store.note_page("token", "b", 2) == [("c", "C")]
    assert await store.note_page("nothing", "", 2) == []


async def test_14f_notes_change_no_revision_and_no_log(store: Store) -> None:
    await put(store, nodes=NODES)
    assert await keep(store, note("a")) == 1
    assert await store.changes(LogPosition(1), 10) == []


async def test_14f_a_note_is_written_over_and_taken_away(store: Store) -> None:
    await keep(store, note("a", "1"))
    await keep(store, note("a", "2"))
    assert await store.notes("token", ["a"]) == {"a": "2"}
    await keep(store, note("a", None), note("never", None))
    assert await store.notes("token", ["a"]) == {}


async def test_14f_notes_of_a_refused_write_are_not_written(store: Store) -> None:
    with pytest.raises(Refused):
        await store.write(Write(facts=[Recording(fact=share())], notes=[note("a")], recorded_by="test", recorded_at=NOON))
    assert await store.notes("token", ["a"]) == {}


async def test_14g_a_fresh_key_is_taken_once(store: Store) -> None:
    await keep(store, note("a", "1", fresh=True))
    with pytest.raises(Conflict, match="token 'a'"):
        await store.write(Write(nodes=NODES, notes=[note("b"), note("a", "2", fresh=True)], recorded_by="test", recorded_at=NOON))
    assert await store.notes("token", ["a", "b"]) == {"a": "1"}
    assert await store.revision() == 0
