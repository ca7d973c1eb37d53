"""The desk where facts and nodes are handed in: curators record, contributors propose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from kb.access.callers import Caller, Role
from kb.model import FactStatus, Version
from kb.recording import queue
from kb.recording.answering import answered, failed
from kb.recording.lookup import current, numbered_there
from kb.recording.outcomes import Outcome, UserError, mistake
from kb.recording.proposals import Action, Proposal, new_id
from kb.recording.requests import Request, once
from kb.recording.steps import Step, prepare
from kb.recording.submissions import Parts, Submission
from kb.recording.writing import Entry, enter
from kb.store.base import Store

_ALIKE = UserError(
    code="LIKELY_DUPLICATE", message="the candidates may be the same; correct one of them, or ask for it again with evenIfAlike"
)


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


class Desk:
    """Takes what people hand in, and answers what came of it: mistakes are part of the answer.

    Every method raises Unauthenticated or Forbidden for a caller who may not even propose.

    Args:
        store: where it is written.
        now: the time, with a time zone.
        today: the day after which dates are still to come.
    """

    def __init__(self, store: Store, now: Callable[[], datetime] = utc_now, today: Callable[[], date] = date.today) -> None:
        self._store = store
        self._now = now
        self._today = today

    async def submit(self, caller: Caller, asked: Submission) -> Outcome:
        """Record something new or correct what is there; of a contributor, propose it."""
        caller.must(Role.CONTRIBUTOR)
        request = Request(caller.handle, asked.key, asked.digest)
        return await answered(self._store, once(self._store, request, lambda: self._submit(caller, asked, request)))

    async def withdraw(self, caller: Caller, fact: str, reason: str, key: str | None = None) -> Outcome:
        """Take a fact back, which keeps its history; of a contributor, propose it. `key` names the request."""
        caller.must(Role.CONTRIBUTOR)
        request = Request(caller.handle, key, f"withdraw|{fact}|{reason}")
        return await answered(self._store, once(self._store, request, lambda: self._withdraw(caller, fact, reason, request)))

    async def _submit(self, caller: Caller, asked: Submission, request: Request) -> Outcome:
        step = await prepare(self._store, asked, self._today())
        if step.candidates:
            return replace(await failed(self._store, [_ALIKE]), candidates=step.candidates, warnings=step.warnings)
        if step.changes_nothing:
            return Outcome(revision=await self._store.revision(), status=FactStatus.ACCEPTED, thing=step.stored, warnings=step.warnings)
        if caller.may(Role.CURATOR):
            return await self._enter(caller, step, asked.reason, request)
        return await self._propose(caller, Action.CORRECT if step.stored else Action.RECORD, step, asked.reason, request)

    async def _withdraw(self, caller: Caller, key: str, reason: str, request: Request) -> Outcome:
        stored, number = await numbered_there(self._store, key)
        if not isinstance(stored, Version):
            raise mistake("WRONG_KIND", f"{key!r} is no fact; only facts are withdrawn", "id")
        if not reason.strip():
            raise mistake("INVALID_INPUT", "say why it is withdrawn", "reason")
        step = Step(parts=Parts(fact=stored.fact), stored=stored, number=number)
        if caller.may(Role.CURATOR):
            return await self._enter(caller, step, reason, request, FactStatus.WITHDRAWN)
        return await self._propose(caller, Action.WITHDRAW, step, reason, request)

    async def _enter(self, caller: Caller, step: Step, reason: str, request: Request, status: FactStatus = FactStatus.ACCEPTED) -> Outcome:
        key = step.parts.main.id
        entry = Entry(parts=step.parts, stored=step.stored, number=step.number, reason=reason, status=status)
        notes = [*step.guard, *request.note(status, thing=key)]
        revision = await enter(self._store, entry, author=caller.handle, accepted_by=caller.handle, at=self._now(), notes=notes)
        return Outcome(revision=revision, status=status, thing=await current(self._store, key), warnings=step.warnings)

    async def _propose(self, caller: Caller, action: Action, step: Step, reason: str, request: Request) -> Outcome:
        at = self._now()
        proposal = Proposal(
            id=new_id(at), action=action, author=caller.handle, proposed_at=at,
            nodes=step.parts.nodes, fact=step.parts.fact, number=step.number, reason=reason,
        )  # fmt: skip
        notes = [*queue.filed(proposal), *request.note(FactStatus.PROPOSED, proposal=proposal.id)]
        await queue.keep(self._store, notes, caller.handle, at)
        return Outcome(revision=await self._store.revision(), status=FactStatus.PROPOSED, proposal=proposal, warnings=step.warnings)
