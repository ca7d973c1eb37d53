"""What was recorded lately: the change log, which is read forwards alone, from its end backwards, a stretch at a time."""

from __future__ import annotations

from collections.abc import Collection

from kb.model import FactKind, Version, kind_of
from kb.paging import Page
from kb.store.base import EVERYTHING, Change, FactList, FactSide, LogPosition, Store

SPAN = 32  # revisions of the first stretch
READ = 1000  # changes that are read at once; a revision of as many is a bulk
MOST_READ = 10_000  # changes, or facts of a bulk, that are looked through


async def latest(store: Store, first: int, kinds: Collection[FactKind] = ()) -> list[Version]:
    """Return the accepted facts that were recorded last: by revision, then by date, then by id, each downwards; undated ones last.

    A fact that was corrected was recorded when it was corrected. Where MOST_READ changes, or so many facts of one bulk,
    were looked through, there may be fewer than `first`.

    Args:
        store: whose facts they are.
        first: how many at most.
        kinds: of which kinds; none are all.
    """
    wanted = frozenset(kinds or FactKind)
    found: list[Version] = []
    end, span, looked = await store.revision(), SPAN, 0
    while end > 0 and len(found) < first and looked < MOST_READ:
        begin = max(0, end - span)
        read = await store.changes(LogPosition(begin), READ)
        last = read[-1].revision if len(read) == READ else end + 1  # what comes before it was read whole
        changes = [each for each in read if each.revision <= end]
        looked += len(changes)
        if last > end:
            found += await _recorded(store, changes, begin, end, wanted)
            end, span = begin, span * 2
        elif begin == end - 1:
            found += await _of_bulk(store, end, first - len(found), wanted)
            end, span = begin, SPAN
        else:
            span = max(1, end - max(last, (begin + end) // 2))
    return found[:first]


async def _recorded(store: Store, changes: Collection[Change], begin: int, end: int, kinds: Collection[str]) -> list[Version]:
    """Return the facts that were recorded after a revision, up to another, of those that changed meanwhile."""
    keys = {each.id for each in changes if kind_of(each.id) in kinds}
    versions = await store.facts(keys) if keys else {}
    return sorted((each for each in versions.values() if begin < each.revision <= end), key=_newness, reverse=True)


async def _of_bulk(store: Store, revision: int, first: int, kinds: Collection[FactKind]) -> list[Version]:
    """Return the facts of a revision that come first by date, by the lists of all facts: they are in that order."""
    found = [version for kind in kinds if await _has(store, revision, kind) for version in await _of_kind(store, revision, first, kind)]
    return sorted(found, key=_newness, reverse=True)[:first]


async def _has(store: Store, revision: int, kind: FactKind) -> bool:
    """Tell whether a fact of that kind changed at a revision: ids, by which the log is sorted there, begin with their kind."""
    read = await store.changes(LogPosition(revision, f"{kind}:"), 1)
    return any(each.revision == revision and kind_of(each.id) == kind for each in read)


async def _of_kind(store: Store, revision: int, first: int, kind: FactKind) -> list[Version]:
    found: list[Version] = []
    what, page, looked = FactList(kind=kind, side=FactSide.ALL), Page(first), 0
    while True:
        read = (await store.fact_pages(what, [EVERYTHING], page))[EVERYTHING]
        found += (version for _, version in read.items if version.revision == revision)
        looked += len(read.items)
        if len(found) >= first or not read.more or looked >= MOST_READ:
            return found
        page = Page(READ, read.items[-1][0])


def _newness(version: Version) -> tuple[int, int, str]:
    when = version.fact.date
    return version.revision, when.sort_day if when else 0, version.fact.id
