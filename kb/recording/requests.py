"""Requests that are named by whoever sends them: sent twice, they are done once, and answered alike."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import orjson

from kb.errors import Conflict, Refused
from kb.model import FactStatus
from kb.recording.lookup import current
from kb.recording.outcomes import Mistakes, Outcome, mistake
from kb.recording.proposals import from_json
from kb.recording.shelves import PROPOSALS, REQUESTS
from kb.store.base import Note, Store

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Request:
    """A request by its name, whoever's it is, and what it asks for."""

    handle: str
    key: str | None
    digest: str

    def note(self, status: FactStatus, *, thing: str | None = None, proposal: str | None = None) -> list[Note]:
        """Return what remembers what it came to; nothing where it has no name."""
        if self.key is None:
            return []
        body = {"digest": self.digest, "thing": thing, "proposal": proposal, "status": status}
        return [Note(shelf=REQUESTS, key=self._name, body=orjson.dumps(body).decode(), fresh=True)]

    async def answered(self, store: Store) -> Outcome | None:
        """Return what it came to before; None where it is new. Raises Mistakes where its name was another request's."""
        if self.key is None:
            return None
        if not 0 < len(self.key) <= _LONGEST:
            raise mistake("INVALID_INPUT", f"a key has 1 to {_LONGEST} characters; this one has {len(self.key)}", "key")
        body = (await store.notes(REQUESTS, [self._name])).get(self._name)
        return await _again(store, orjson.loads(body), self.digest) if body else None

    @property
    def _name(self) -> str:
        return f"{self.handle}|{self.key}"


async def once(store: Store, request: Request, work: Callable[[], Awaitable[Outcome]]) -> Outcome:
    """Do something, unless it was done already or somebody is just doing it."""
    if done := await request.answered(store):
        return done
    try:
        outcome = await work()
    except (Conflict, Mistakes, Refused):
        if done := await request.answered(store):
            return done
        raise
    return outcome if outcome.status else await request.answered(store) or outcome  # its twin may be what it is like


async def _again(store: Store, told: dict[str, Any], digest: str) -> Outcome:
    if told["digest"] != digest:
        raise mistake("KEY_REUSED", "this key named another request before; give each request a key of its own", "key")
    thing, proposal = told["thing"], told["proposal"]
    filed = (await store.notes(PROPOSALS, [proposal])).get(proposal) if proposal else None
    return Outcome(
        revision=await store.revision(),
        status=FactStatus(told["status"]),
        thing=await current(store, thing) if thing else None,
        proposal=from_json(filed) if filed else None,
    )
