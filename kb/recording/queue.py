"""The proposals of a store: filed, found again, and decided once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kb.recording.proposals import Proposal, from_json, to_json
from kb.recording.shelves import DECISIONS, PENDING, PROPOSALS, PROPOSED_BY
from kb.store.base import Note, Store, Write


def filed(proposal: Proposal) -> list[Note]:
    """Return the notes of a new proposal."""
    return [
        Note(shelf=PROPOSALS, key=proposal.id, body=to_json(proposal), fresh=True),
        Note(shelf=PENDING, key=proposal.id, body=proposal.author),
        Note(shelf=PROPOSED_BY, key=f"{proposal.author}|{proposal.id}", body=""),
    ]


def settled(proposal: Proposal) -> list[Note]:
    """Return the notes of a proposal that is decided; they conflict with another decision on it."""
    return [
        Note(shelf=DECISIONS, key=proposal.id, body=proposal.decided_by or "", fresh=True),
        Note(shelf=PROPOSALS, key=proposal.id, body=to_json(proposal)),
        Note(shelf=PENDING, key=proposal.id, body=None),
    ]


async def keep(store: Store, notes: Sequence[Note], author: str, at: datetime) -> None:
    """Write notes alone. Raises Conflict where somebody else wrote the same first."""
    await store.write(Write(notes=notes, recorded_by=author, recorded_at=at))


async def find(store: Store, key: str) -> Proposal | None:
    """Return a proposal by its id."""
    return next(iter(await _read(store, [key])), None)


async def pending(store: Store, after: str, first: int) -> list[Proposal]:
    """Return proposals that wait, the oldest first, after the one with an id."""
    return await _read(store, [key for key, _ in await store.note_page(PENDING, after, first)])


async def proposed_by(store: Store, author: str, after: str, first: int) -> list[Proposal]:
    """Return the proposals of an author, whatever became of them, the oldest first."""
    start = f"{author}|"
    found = await store.note_page(PROPOSED_BY, f"{start}{after}", first)
    return await _read(store, [key.removeprefix(start) for key, _ in found if key.startswith(start)])


async def _read(store: Store, keys: list[str]) -> list[Proposal]:
    bodies = await store.notes(PROPOSALS, keys)
    return [from_json(bodies[key]) for key in keys if key in bodies]
