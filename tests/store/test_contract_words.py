"""What is found by words: clause 12 of the port."""

from __future__ import annotations

import pytest

from kb.model import City, NodeKind, Practice, Source, Texts
from kb.store.base import SearchQuery, Store
from tests.store.samples import (
    CHOIR,
    MUSEUM,
    NODES,
    ROBOTS,
    put,
)


async def test_12_a_node_must_hold_every_word(store: Store) -> None:
    await put(store, nodes=NODES)
    assert await _matched(store, ("school",), ("museum", "музеи", "музей")) == []
    assert await _matched(store, ("archive",), ("museum", "музей")) == [MUSEUM]
    assert await _matched(store, ("arch*",)) == [MUSEUM]
    assert await _matched(store, ("arch",)) == []


async def test_12_only_nodes_of_the_kinds_are_found(store: Store) -> None:
    await put(store, nodes=[*NODES, City(id="city:choir", name=Texts(en="Choir"))])
    assert await _matched(store, ("choir",)) == ["city:choir", CHOIR]
    assert await _matched(store, ("choir",), kinds=frozenset({NodeKind.PRACTICE})) == [CHOIR]


async def test_12a_what_holds_the_words_in_its_name_comes_first_then_by_id(store: Store) -> None:
    body = Practice(id="practice:a", title=Texts(en="Evening club"), summary=Texts(en="Pupils build robots"))
    named = [Source(id="source:a", title="Robots in Pochinok"), *NODES]
    await put(store, nodes=[body, *named])
    assert await _matched(store, ("robots",)) == [ROBOTS, "source:a", "practice:a"]
    assert await _matched(store, ("robots",), most=2) == [ROBOTS, "source:a"]


async def test_12_a_new_name_is_found_and_the_old_one_is_not(store: Store) -> None:
    await put(store, nodes=NODES)
    await put(store, nodes=[Practice(id=CHOIR, title=Texts(en="Singing"))])
    assert await _matched(store, ("singing",)) == [CHOIR]
    assert await _matched(store, ("choir",)) == []


SYNTAX = ['"', '"" OR "', "name:choir", "choir)", "*", "NEAR(", "^choir", "choir AND", "-", "\0", "a\0b", "{name}", "'; DROP"]


@pytest.mark.parametrize("word", SYNTAX)
async def test_12_no_word_is_read_as_syntax(store: Store, word: str) -> None:
    await put(store, nodes=NODES)
    assert await _matched(store, (word, f"{word}*")) == []


async def test_12b_no_words_find_nothing(store: Store) -> None:
    await put(store, nodes=NODES)
    assert await _matched(store) == []
    assert await _matched(store, ()) == []


async def _matched(store: Store, *words: tuple[str, ...], kinds: frozenset[NodeKind] = frozenset(), most: int = 1000) -> list[str]:
    return [node.id for node in await store.match(SearchQuery(words=words, kinds=kinds, most=most))]
