"""The lists that a request reads: each page and each length once, and a length together with a page where both are wanted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Hashable, Mapping
from dataclasses import replace
from typing import Any, Generic, TypeAlias, TypeVar

from kb.api.execution import Later, Loader, Need, together
from kb.paging import Page, Slice

What = TypeVar("What", bound=Hashable)
Item = TypeVar("Item")
Owner: TypeAlias = str
Owners: TypeAlias = dict[Owner, None]  # each once, in the order asked for
Pages: TypeAlias = Callable[[What, Collection[Owner], Page], Awaitable[Mapping[Owner, Slice[Item]]]]
Lengths: TypeAlias = Callable[[What, Collection[Owner]], Awaitable[Mapping[Owner, int]]]


class List(Generic[What, Item]):
    """What a request has read of one list; where that failed, the exception."""

    __slots__ = ("lengths", "pages", "what")

    def __init__(self, what: What) -> None:
        self.what = what
        self.pages: dict[Page, dict[Owner, Slice[Item] | Exception]] = {}
        self.lengths: dict[Owner, int | Exception | None] = {}


class Lists(Loader[tuple[List[What, Item], Page | None, Owner], Any]):
    """Lists of one kind. A page is needed by its list, itself and an owner; a length by its list, None and an owner.

    Args:
        pages: reads a page of the list of each owner, with its length where the page says so.
        lengths: counts the list of each owner.
    """

    def __init__(self, pages: Pages[What, Item], lengths: Lengths[What]) -> None:
        self._pages = pages
        self._lengths = lengths
        self._known: dict[What, List[What, Item]] = {}

    def of(self, what: What) -> List[What, Item]:
        """Return what was read of a list so far."""
        known = self._known.get(what)
        if known is None:
            known = self._known[what] = List(what)
        return known

    def page(self, of: List[What, Item], page: Page, owner: Owner) -> Later[Slice[Item]]:
        """Return a page of an owner's list. Raises what went wrong when it was read before."""
        read: Any = of.pages.get(page, {}).get(owner)
        return Need(self, (of, page, owner)) if read is None else _there(read)

    def length(self, of: List[What, Item], owner: Owner) -> Later[int]:
        """Return how long an owner's list is. Raises what went wrong when it was counted before."""
        read: Any = of.lengths.get(owner)
        return Need(self, (of, None, owner)) if read is None else _there(read)

    async def many(self, keys: list[tuple[List[What, Item], Page | None, Owner]]) -> list[Any]:
        """Read what is needed of all lists at once."""
        pages: dict[tuple[List[What, Item], Page], Owners] = {}
        uncounted: dict[List[What, Item], Owners] = {}
        for of, page, owner in keys:
            owners = uncounted.setdefault(of, {}) if page is None else pages.setdefault((of, page), {})
            owners[owner] = None
        calls = []
        for (of, page), owners in pages.items():
            counted = of in uncounted and uncounted[of].keys() <= owners.keys()
            if counted:
                del uncounted[of]
            calls.append(self._read_page(of, page, owners, counted))
        calls += [self._read_lengths(of, owners) for of, owners in uncounted.items()]
        await together(calls)
        return [of.lengths[owner] if page is None else of.pages[page][owner] for of, page, owner in keys]

    async def _read_page(self, of: List[What, Item], page: Page, owners: Owners, counted: bool) -> None:
        found: Mapping[Owner, Slice[Item] | Exception]
        try:
            found = await self._pages(of.what, list(owners), replace(page, counted=counted))
        except Exception as error:
            found = dict.fromkeys(owners, error)
        of.pages.setdefault(page, {}).update(found)
        if counted:
            of.lengths.update({owner: read if isinstance(read, Exception) else read.total for owner, read in found.items()})

    async def _read_lengths(self, of: List[What, Item], owners: Owners) -> None:
        try:
            of.lengths.update(await self._lengths(of.what, list(owners)))
        except Exception as error:
            of.lengths.update(dict.fromkeys(owners, error))


def _there(read: Any) -> Any:
    if isinstance(read, Exception):
        raise read
    return read
