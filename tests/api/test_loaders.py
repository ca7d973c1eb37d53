"""What a request's loaders give back."""

from __future__ import annotations

from collections.abc import Collection
from typing import NoReturn, TypeVar

import pytest

from kb.api.execution import Later, Need
from kb.api.lists import Lists
from kb.api.loaders import Loaders
from kb.errors import NotFound, StoreUnavailable
from kb.model import AnyNode, Version
from kb.paging import Page
from kb.service import KnowledgeBase

Value = TypeVar("Value")


async def arrived(value: Later[Value]) -> Value:
    """A value, loaded by itself where it is not there yet."""
    return await value if isinstance(value, Need) else value


async def test_things_come_in_the_order_asked_for_and_unknown_ones_as_none(kb: KnowledgeBase) -> None:
    load = Loaders(kb)
    found = await arrived(load.maybe(("visit:oral", "city:none", "city:oral")))
    assert [thing and str(thing.id) for thing in found] == ["visit:oral", None, "city:oral"]


async def test_what_must_be_there_and_is_not_is_an_error(kb: KnowledgeBase) -> None:
    load = Loaders(kb)
    with pytest.raises(NotFound, match="no city has the id 'city:none'"):
        await arrived(load.all(("city:oral", "city:none")))


async def test_what_was_loaded_before_is_there_at_once(kb: KnowledgeBase) -> None:
    load = Loaders(kb)
    (oral,) = await arrived(load.all(("city:oral",)))
    assert load.one("city:oral") is load.optional("city:oral") is load.seen("city:oral") is oral
    assert load.optional(None) is None


async def test_what_was_loaded_before_is_not_asked_for_again(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[set[str]] = []
    things = kb.things

    async def watched(keys: Collection[str]) -> dict[str, AnyNode | Version]:
        asked.append(set(keys))
        return await things(keys)

    monkeypatch.setattr(kb, "things", watched)
    load = Loaders(kb)
    await arrived(load.all(("city:oral",)))
    await arrived(load.all(("city:oral", "city:moscow")))
    await arrived(load.all(("city:moscow",)))
    assert asked == [{"city:oral"}, {"city:moscow"}]


async def test_a_party_that_is_not_there_belongs_nowhere(kb: KnowledgeBase) -> None:
    where = await arrived(Loaders(kb).place("city:none"))
    assert (where.municipality, where.region, where.country) == (None, None, None)


async def test_a_list_that_could_not_be_read_fails_wherever_a_request_asks_for_it_again() -> None:
    async def away(*_: object) -> dict[str, NoReturn]:
        raise StoreUnavailable("the store is away", "start it")

    lists = Lists[str, NoReturn](away, away)
    of = lists.of("steps")
    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="the store is away"):
            await arrived(lists.page(of, Page(5), "city:oral"))
        with pytest.raises(StoreUnavailable, match="the store is away"):
            await arrived(lists.length(of, "city:oral"))
