"""Proposals: what contributors hand in and curators decide on. Until then nothing of it is in the graph."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from secrets import token_hex
from typing import Any

import orjson

from kb.model import AnyFact, AnyNode, FactStatus, kind_of
from kb.wire import adapter, encode


class Action(StrEnum):
    """What a proposal asks for."""

    RECORD = "record"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Something handed in for review, and what became of it."""

    id: str  # later ones are greater
    action: Action
    author: str  # an opaque handle
    proposed_at: datetime
    nodes: tuple[AnyNode, ...] = ()
    fact: AnyFact | None = None
    number: int = 0  # of the fact's latest version when it was made; 0: there was none
    reason: str = ""  # why it is to be corrected or withdrawn
    status: FactStatus = FactStatus.PROPOSED
    decided_by: str | None = None
    decided_at: datetime | None = None
    decision: str = ""  # why it was rejected

    @property
    def main(self) -> AnyNode | AnyFact:
        """What it is about."""
        return self.things[-1]

    @property
    def things(self) -> tuple[AnyNode | AnyFact, ...]:
        """The nodes, then the fact."""
        return (*self.nodes, self.fact) if self.fact else self.nodes

    def decided(self, status: FactStatus, by: str, at: datetime, decision: str = "") -> Proposal:
        """Return it with what became of it."""
        return replace(self, status=status, decided_by=by, decided_at=at, decision=decision)


def new_id(at: datetime) -> str:
    """Return an id for a proposal that is made now: greater than those before, and not to be guessed."""
    return f"{int(at.timestamp() * 1000):012x}{token_hex(6)}"


def to_json(proposal: Proposal) -> str:
    """Write a proposal for the store."""
    plain = {name: getattr(proposal, name) for name in _PLAIN}
    return orjson.dumps({**plain, "things": [[thing.id, orjson.Fragment(encode(thing))] for thing in proposal.things]}).decode()


def from_json(body: str) -> Proposal:
    """Read a proposal back."""
    found: dict[str, Any] = orjson.loads(body)
    things = [adapter(kind_of(key)).validate_python(thing) for key, thing in found.pop("things")]
    facts = [thing for thing in things if isinstance(thing, AnyFact)]
    return Proposal(
        **{
            **found,
            "action": Action(found["action"]),
            "status": FactStatus(found["status"]),
            "proposed_at": datetime.fromisoformat(found["proposed_at"]),
            "decided_at": _moment(found["decided_at"]),
        },
        nodes=tuple(thing for thing in things if thing not in facts),
        fact=facts[0] if facts else None,
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


_PLAIN = ("id", "action", "author", "proposed_at", "number", "reason", "status", "decided_by", "decided_at", "decision")
