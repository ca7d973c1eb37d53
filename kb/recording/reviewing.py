"""The review of proposals: a curator accepts or rejects each once, with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from kb.access.callers import Caller, Role
from kb.model import AnyNode, FactStatus
from kb.recording import queue
from kb.recording.answering import answered
from kb.recording.desk import utc_now
from kb.recording.lookup import current, last_number
from kb.recording.moving import guard
from kb.recording.outcomes import Outcome, mistake
from kb.recording.proposals import Action, Proposal
from kb.recording.steps import Step, join, resolve, weigh
from kb.recording.submissions import Parts
from kb.recording.writing import Entry, enter
from kb.store.base import Store

_MOST = 100


class Review:
    """What waits for a decision, and the deciding.

    Every method raises Unauthenticated or Forbidden for a caller who may not.

    Args:
        store: where proposals are.
        now: the time, with a time zone.
        today: the day after which dates are still to come.
    """

    def __init__(self, store: Store, now: Callable[[], datetime] = utc_now, today: Callable[[], date] = date.today) -> None:
        self._store = store
        self._now = now
        self._today = today

    async def waiting(self, caller: Caller, after: str = "", first: int = _MOST) -> list[Proposal]:
        """Return what waits for a decision, the oldest first; for curators."""
        caller.must(Role.CURATOR)
        return await queue.pending(self._store, after, first)

    async def own(self, caller: Caller, after: str = "", first: int = _MOST) -> list[Proposal]:
        """Return what the caller proposed, whatever became of it, the oldest first."""
        caller.must(Role.CONTRIBUTOR)
        return await queue.proposed_by(self._store, caller.handle, after, first)

    async def accept(self, caller: Caller, key: str) -> Outcome:
        """Write what was proposed; for curators."""
        caller.must(Role.CURATOR)
        return await answered(self._store, self._accept(caller, key))

    async def reject(self, caller: Caller, key: str, reason: str) -> Outcome:
        """Leave what was proposed out, and say why; for curators."""
        caller.must(Role.CURATOR)
        return await answered(self._store, self._reject(caller, key, reason))

    async def _accept(self, caller: Caller, key: str) -> Outcome:
        proposal, at = await self._open(key), self._now()
        step = await self._step(proposal)
        status = FactStatus.WITHDRAWN if proposal.action is Action.WITHDRAW else FactStatus.ACCEPTED
        decided = proposal.decided(FactStatus.ACCEPTED, caller.handle, at)
        entry = Entry(parts=step.parts, stored=step.stored, number=step.number, reason=proposal.reason, status=status)
        notes = [*step.guard, *queue.settled(decided)]
        if step.changes_nothing and status is FactStatus.ACCEPTED:
            await queue.keep(self._store, notes, caller.handle, at)
            revision = await self._store.revision()
        else:
            revision = await enter(self._store, entry, author=proposal.author, accepted_by=caller.handle, at=at, notes=notes)
        thing = await current(self._store, step.parts.main.id)
        return Outcome(revision=revision, status=status, thing=thing, proposal=decided, warnings=step.warnings)

    async def _reject(self, caller: Caller, key: str, reason: str) -> Outcome:
        if not reason.strip():
            raise mistake("INVALID_INPUT", "say why it is rejected", "reason")
        proposal, at = await self._open(key), self._now()
        decided = proposal.decided(FactStatus.REJECTED, caller.handle, at, reason)
        await queue.keep(self._store, queue.settled(decided), caller.handle, at)
        return Outcome(revision=await self._store.revision(), status=FactStatus.REJECTED, proposal=decided)

    async def _open(self, key: str) -> Proposal:
        proposal = await queue.find(self._store, key)
        if proposal is None:
            raise mistake("NOT_FOUND", f"there is no proposal {key!r}", "id")
        if proposal.status is not FactStatus.PROPOSED:
            raise mistake("DECIDED_BEFORE", f"the proposal {key} was {proposal.status} before", "id")
        return proposal

    async def _step(self, proposal: Proposal) -> Step:
        """Look at a proposal again: what it rests on may have changed."""
        guarded = await guard(self._store)
        parts = await resolve(self._store, Parts(nodes=await self._new(proposal), fact=proposal.fact))
        stored = await current(self._store, proposal.main.id)
        if proposal.action is not Action.RECORD and stored is None:
            raise mistake("NOT_FOUND", f"{proposal.main.id} is not there any more; reject the proposal", "id")
        number = proposal.number
        if proposal.fact and proposal.action is Action.RECORD:
            parts, stored, number = await join(self._store, parts, again=True)
        step = await weigh(self._store, Step(parts=parts, stored=stored, number=number, guard=guarded), self._today(), even_if_alike=True)
        if proposal.action is not Action.RECORD and await last_number(self._store, step.parts.main.id) != number:
            raise mistake(
                "OUTDATED", f"{proposal.main.id} was changed since this was proposed; reject it, and let it be proposed again", "id"
            )
        return step

    async def _new(self, proposal: Proposal) -> tuple[AnyNode, ...]:
        """Return the nodes of a proposal that are to be written. Raises Mistakes where the id of a new one is taken by another."""
        known = await self._store.nodes([node.id for node in proposal.nodes])
        main = None if proposal.fact or proposal.action is Action.RECORD else proposal.nodes[-1].id
        taken = [node.id for node in proposal.nodes if node.id in known and known[node.id] != node and node.id != main]
        if taken:
            raise mistake("ID_TAKEN", f"{taken[0]} is another by now; reject the proposal, and let it be made again", "id")
        return tuple(node for node in proposal.nodes if node.id not in known or node.id == main or node is proposal.main)
