"""What the commands share: their options, an opened knowledge base, parties and practices by name."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from kb.config import Settings, read_settings
from kb.dates import day
from kb.errors import InvalidDate, InvalidInput, KbError, StoreError
from kb.model import PARTY_KINDS, NodeKind, check_language
from kb.paging import Page
from kb.service import KnowledgeBase
from kb.service.opening import check_there
from kb.store import shown

if TYPE_CHECKING:
    from kb.store.base import Statistics, Store

Value = TypeVar("Value")
_CANDIDATES = 5


def _day(text: str) -> date:
    try:
        return day(text)
    except InvalidDate as error:
        raise typer.BadParameter(str(error)) from None


def _language(text: str) -> str:
    try:
        return check_language(text)
    except InvalidInput as error:
        raise typer.BadParameter(str(error)) from None


StoreOption = Annotated[str | None, typer.Option("--store", metavar="URL", help="The store; without it, KB_STORE.", show_default=False)]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
LangOption = Annotated[str, typer.Option("--lang", metavar="TAG", help="The language of names and reasons.", parser=_language)]
AsOfOption = Annotated[
    date | None, typer.Option("--as-of", metavar="DAY", help="Only what was known to have happened by that day.", parser=_day)
]
FirstOption = Annotated[int, typer.Option("--first", min=1, max=100, help="How many rows.")]
TopicOption = Annotated[list[str] | None, typer.Option("--topic", metavar="ID", help="Only this topic; may be repeated.")]
CountryOption = Annotated[list[str] | None, typer.Option("--country", metavar="ID", help="Only this country; may be repeated.")]
DistanceOption = Annotated[float | None, typer.Option("--max-km", min=0, help="Only so far away, in great-circle km.")]


def run(url: str | None, work: Callable[[KnowledgeBase], Awaitable[Value]], *, create: bool = False) -> Value:
    """Open the store, do the work, close the store. Raises KbError where there is none, or an empty one, unless it may be created."""
    settings = with_store(read_settings(), url)
    address = settings.store

    async def whole() -> Value:
        if not create:
            _exists(address)
        base = KnowledgeBase(store_of(settings))
        try:
            if not create:
                _something(await base.statistics(), address)
            return await work(base)
        finally:
            await base.close()

    return asyncio.run(whole())


def with_store(settings: Settings, url: str | None) -> Settings:
    """Return the settings for another store, where a URL is given."""
    return replace(settings, store=url) if url else settings


def store_of(settings: Settings) -> Store:
    """Return the store that the settings name."""
    from kb.store import open_store

    return open_store(settings.store, user=settings.store_user, password=settings.store_password, seconds=settings.store_seconds)


def _exists(address: str) -> None:
    """Look for the file of an embedded store before opening it would make one."""
    try:
        check_there(address)
    except StoreError:
        raise _nothing(address) from None


def _something(found: Statistics, address: str) -> None:
    """Raise KbError for an empty store; say so where a load has not come to its end."""
    if found.unfinished:
        begun, written, total = found.unfinished.started_at, found.unfinished.written, found.unfinished.total
        so_far = f"{written:,}{f' of {total:,}' if total else ''} nodes and facts"
        typer.echo(f"a load or a copy that began at {begun:%Y-%m-%d %H:%M:%S} UTC is not at its end: {so_far} so far", err=True)
    elif found.revision == 0:
        raise _nothing(address)


def _nothing(address: str) -> KbError:
    return KbError(f"there is nothing in the store {shown(address)}; `kb load` fills it, by default with the packaged seed")


async def party_named(base: KnowledgeBase, text: str, lang: str) -> str:
    """Return the id of a party given by its id or by its name in any language."""
    return await _named(base, text, [NodeKind(kind) for kind in sorted(PARTY_KINDS)], lang)


async def practice_named(base: KnowledgeBase, text: str, lang: str) -> str:
    """Return the id of a practice given by its id or by its title in any language."""
    return await _named(base, text, [NodeKind.PRACTICE], lang)


async def _named(base: KnowledgeBase, text: str, kinds: list[NodeKind], lang: str) -> str:
    if ":" in text:
        return text
    found = (await base.search(text, kinds, Page(_CANDIDATES), lang)).slice.items
    same = [hit.node.id for _, hit in found if text.casefold() in (name.casefold() for name in hit.node.name.values())]
    if len(same) == 1 or len(found) == 1:
        return (same or [found[0][1].node.id])[0]
    if not found:
        raise KbError(f"no {' or '.join(kinds)} is called {text!r}")
    candidates = ", ".join(same or [hit.node.id for _, hit in found])
    raise InvalidInput(f"{text!r} may be one of {candidates}; give the id")
