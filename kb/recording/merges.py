"""What a merge did, as it is noted: enough to undo it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import orjson

from kb.model import FactId, NodeId
from kb.recording.shelves import MERGES
from kb.store.base import Note, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """A node turned out to be another, and what referred to it was moved there."""

    gone: NodeId
    keep: NodeId
    by: str  # an opaque handle
    at: datetime
    reason: str
    facts: tuple[tuple[FactId, int, int], ...] = ()  # with the number of its version before, and of the one after
    nodes: tuple[tuple[NodeId, int], ...] = ()  # with the number of the note that has what it was before

    @property
    def note(self) -> Note:
        """The note of it, which only one can write."""
        told = {"keep": self.keep, "by": self.by, "at": self.at, "reason": self.reason, "facts": self.facts, "nodes": self.nodes}
        return Note(shelf=MERGES, key=self.gone, body=orjson.dumps(told).decode(), fresh=True)

    @property
    def ids(self) -> dict[NodeId, NodeId]:
        """The new id by the old one."""
        return {self.gone: self.keep}


async def merge_of(store: Store, gone: NodeId) -> Merge | None:
    """Return what is noted of the merge of a node; None where it is not merged."""
    body = (await store.notes(MERGES, [gone])).get(gone)
    if body is None:
        return None
    told = orjson.loads(body)
    facts = tuple((key, before, after) for key, before, after in told["facts"])
    nodes = tuple((key, number) for key, number in told["nodes"])
    return Merge(**{**told, "gone": gone, "at": datetime.fromisoformat(told["at"]), "facts": facts, "nodes": nodes})
