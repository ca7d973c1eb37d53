"""Lists whose filters may name nodes that turned out to be others: then they are filtered by those.

A merged node has nothing, so a list that is not empty needs no second look; only where one of several topics was merged
would something be missing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from kb.model import AnyNode, NodeId, Version
from kb.paging import Page, Slice
from kb.recording.moving import new_ids
from kb.store.base import FactList, NodeFilter, NodeList, Store

What = TypeVar("What", FactList, NodeList)
Found = TypeVar("Found", bound=Mapping[str, Any])
_SINGLE = ("practice", "party", "programme", "source", "has_practice", "origin", "adopted_by", "shared_with")


async def fact_pages(store: Store, what: FactList, owners: Collection[str], page: Page) -> dict[str, Slice[Version]]:
    """Return a page of each owner's list of facts."""
    return await _asked(store, what, lambda asked: store.fact_pages(asked, owners, page), _no_items)


async def fact_counts(store: Store, what: FactList, owners: Collection[str]) -> dict[str, int]:
    """Return the length of each owner's list of facts."""
    return await _asked(store, what, lambda asked: store.fact_counts(asked, owners), _nothing)


async def node_pages(store: Store, what: NodeList, owners: Collection[str], page: Page) -> dict[str, Slice[AnyNode]]:
    """Return a page of each owner's list of nodes."""
    return await _asked(store, what, lambda asked: store.node_pages(asked, owners, page), _no_items)


async def node_counts(store: Store, what: NodeList, owners: Collection[str]) -> dict[str, int]:
    """Return the length of each owner's list of nodes."""
    return await _asked(store, what, lambda asked: store.node_counts(asked, owners), _nothing)


async def _asked(store: Store, what: What, read: Callable[[What], Awaitable[Found]], is_empty: Callable[[Found], bool]) -> Found:
    named = set(_named(what))
    if isinstance(what, NodeList) and len(what.filter.topics) > 1:
        return await read(_now(what, await new_ids(store, named)))
    found = await read(what)
    if not named or not is_empty(found):
        return found
    ids = await new_ids(store, named)
    return await read(_now(what, ids)) if ids else found


def _named(what: FactList | NodeList) -> Iterator[NodeId]:
    """Yield every node that a filter names; those that a search found are there."""
    asked: Any = what.filter
    yield from (key for name in _SINGLE if (key := getattr(asked, name, None)) is not None)
    if isinstance(asked, NodeFilter):
        yield from (*asked.within, *asked.topics)


def _now(what: What, ids: Mapping[NodeId, NodeId]) -> What:
    asked: Any = what.filter
    changes: dict[str, Any] = {name: ids[key] for name in _SINGLE if (key := getattr(asked, name, "")) in ids}
    if isinstance(asked, NodeFilter):
        changes["within"] = tuple(ids.get(place, place) for place in asked.within)
        changes["topics"] = frozenset(ids.get(topic, topic) for topic in asked.topics)
    return replace(what, filter=replace(asked, **changes))


def _no_items(found: Mapping[str, Slice[Any]]) -> bool:
    return not any(page.items for page in found.values())


def _nothing(found: Mapping[str, int]) -> bool:
    return not any(found.values())
