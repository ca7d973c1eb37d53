"""What is accepted, written with who recorded it, who accepted it, and what was there before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson

from kb.model import NO_TEXTS, AnyNode, FactId, FactStatus, NodeId, Texts, Version
from kb.recording.outcomes import Thing
from kb.recording.shelves import ACCEPTED, FORMER
from kb.recording.submissions import Parts
from kb.store.base import Note, Recording, Store, Write
from kb.wire import encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is to be written of a fact or a node."""

    parts: Parts
    stored: Thing | None = None  # what is there of it now
    number: int = 0  # of its latest version
    reason: str = ""
    status: FactStatus = FactStatus.ACCEPTED


async def enter(store: Store, entry: Entry, *, author: str, accepted_by: str, at: datetime, notes: Sequence[Note] = ()) -> int:
    """Write an entry, and notes with it; return the revision then.

    Raises:
        Conflict: somebody else wrote the next version of it first.
        Refused: a rule of the store forbids it.
    """
    fact = entry.parts.fact
    reason = Texts(und=entry.reason) if entry.reason else NO_TEXTS
    return await store.write(
        Write(
            nodes=entry.parts.nodes,
            facts=[Recording(fact=fact, status=entry.status, reason=reason)] if fact else [],
            notes=[*notes, *_traces(entry, author, accepted_by, at)],
            recorded_by=author,
            recorded_at=at,
        )
    )


def _traces(entry: Entry, author: str, accepted_by: str, at: datetime) -> Iterator[Note]:
    """Yield who accepted what. The key of each is taken by whoever writes the same version first."""
    fact = entry.parts.fact
    if fact:
        yield acceptance(fact.id, entry.number, accepted_by)
    for node in entry.parts.nodes:
        is_main = node is entry.parts.main
        stored = entry.stored if is_main else None
        was = None if isinstance(stored, Version) else stored
        told = {"by": author, "accepted_by": accepted_by, "at": at, "reason": entry.reason if is_main else ""}
        yield trace(node.id, entry.number if is_main else 0, was, told)


def acceptance(fact: FactId, number: int, accepted_by: str) -> Note:
    """Return the note of who accepted the version of a fact that comes after a number."""
    return _note(ACCEPTED, fact, number, {"accepted_by": accepted_by})


def trace(node: NodeId, number: int, was: AnyNode | None, told: Mapping[str, object]) -> Note:
    """Return the note that a node was recorded once more than a number: what it was before; by whom, when and why as `told`."""
    return _note(FORMER, node, number, {**told, "was": orjson.Fragment(encode(was)) if was else None})


def numbered(key: str, number: int) -> str:
    """Return the key of the note on that version of a node or a fact."""
    return f"{key}|{number:06d}"


def _note(shelf: str, key: str, number: int, told: dict[str, object]) -> Note:
    return Note(shelf=shelf, key=numbered(key, number + 1), body=orjson.dumps(told).decode(), fresh=True)
