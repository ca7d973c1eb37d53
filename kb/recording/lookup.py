"""What is there now."""

from __future__ import annotations

from kb.model import AnyFact, AnyNode, NodeId, Version, kind_of
from kb.recording.moving import standing
from kb.recording.outcomes import Thing, mistake
from kb.recording.shelves import FORMER
from kb.recording.submissions import FACT_KINDS
from kb.store.base import Store

_PAGE = 1000


async def current(store: Store, key: str) -> Thing | None:
    """Return a node, the one that it is merged into, or the accepted version of a fact; None where there is none."""
    if kind_of(key) in FACT_KINDS:
        return (await store.facts([key])).get(key)
    return (await standing(store, [key])).get(key)


async def there(store: Store, key: str, kind: str | None = None) -> Thing:
    """Return a node, or the accepted version of a fact. Raises Mistakes where there is none, or it is of another kind."""
    if kind is not None and kind_of(key) != kind:
        raise mistake("WRONG_KIND", f"{key!r} is no {kind}", "id")
    found = await current(store, key)
    if found is None:
        raise mistake("NOT_FOUND", f"no {kind_of(key)} has the id {key!r}", "id")
    return found


async def numbered_there(store: Store, key: str, kind: str | None = None) -> tuple[Thing, int]:
    """Return what is there, and its number. Who writes in between is found out when the next number is taken. Raises as `there` does."""
    found = content(await there(store, key, kind)).id
    number = await last_number(store, found)
    return await there(store, found, kind), number


def content(thing: Thing) -> AnyNode | AnyFact:
    """Return what a node or the version of a fact says."""
    return thing.fact if isinstance(thing, Version) else thing


async def last_number(store: Store, key: str) -> int:
    """Return the number of a fact's latest version, whatever became of it, or how often a node was recorded here; 0 for nothing."""
    if kind_of(key) in FACT_KINDS:
        versions: list[Version] = (await store.history([key])).get(key, [])
        return max((version.number for version in versions), default=0)
    return len(await traces(store, key))


async def traces(store: Store, key: NodeId) -> list[str]:
    """Return what was noted each time that a node was recorded here, the first time first."""
    start, found = f"{key}|", list[tuple[str, str]]()
    while True:
        page = await store.note_page(FORMER, found[-1][0] if found else start, _PAGE)
        found += [(name, body) for name, body in page if name.startswith(start)]
        if len(page) < _PAGE or not page[-1][0].startswith(start):
            return [body for _, body in found]
