"""Ids for new nodes, from what they are called."""

from __future__ import annotations

import re
from collections.abc import Collection
from secrets import token_hex

from anyascii import anyascii

from kb.model import NodeId, kind_of
from kb.recording.outcomes import mistake
from kb.store.base import Store

_LONGEST = 60  # characters of a slug
_TRIES = 100  # nodes of one name


def slug(name: str) -> str:
    """Return a name in small Latin letters, digits and hyphens: `Мстиславль` is mstislavl."""
    words = re.findall(r"[a-z0-9]+", re.sub("['`]", "", anyascii(name).lower()))
    short = "-".join(words)[:_LONGEST].strip("-")
    return short or "unnamed"


async def free_id(store: Store, kind: str, name: str, taken: Collection[NodeId] = ()) -> NodeId:
    """Return the first id of that kind and name that nothing has: `city:mstislavl`, `city:mstislavl-2` ...

    Where very many have the name, the end of it is random. `taken` are ids that are not stored yet.
    """
    base = f"{kind}:{slug(name)}"
    wanted = [base, *(f"{base}-{number}" for number in range(2, _TRIES))]
    known = await store.nodes(wanted)
    free = (key for key in wanted if key not in known and key not in taken)
    return next(free, f"{base}-{token_hex(4)}")


async def own_id(store: Store, kind: str, key: NodeId, taken: Collection[NodeId] = (), where: tuple[str, ...] = ()) -> NodeId:
    """Return the id that somebody gives something new, which stands at `where`. Raises Mistakes where something else has it."""
    if key in taken or (kind_of(key) == kind and await store.nodes([key])):
        raise mistake("ID_TAKEN", f"{key} is there already; correct it, or give another id", *where, "id")
    return key
