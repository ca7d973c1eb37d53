"""Two nodes that are one: what refers to the one is moved to the other, so that it can be undone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from kb.access.callers import Caller, Role
from kb.errors import Conflict
from kb.model import AnyNode, FactStatus, NodeId, Texts, kind_of
from kb.recording.answering import answered
from kb.recording.checks import check_nodes
from kb.recording.desk import utc_now
from kb.recording.lookup import current, last_number
from kb.recording.merges import Merge, merge_of
from kb.recording.moves import each_moved, move_facts
from kb.recording.moving import counted
from kb.recording.outcomes import Outcome, mistake
from kb.recording.referring import nodes_about
from kb.recording.requests import Request, once
from kb.recording.shelves import MERGES
from kb.recording.undoing import undo
from kb.recording.writing import acceptance, trace
from kb.store.base import Note, Store, Write
from kb.store.derive import larger

_TRIES = 5  # while others write


class Merging:
    """Settles that two nodes are one, and takes that back; for curators.

    Every method raises Unauthenticated or Forbidden for a caller who may not. Each costs one reading of all nodes of the
    store, beside the facts that refer to the node that goes, and writes in one go: where somebody else writes meanwhile,
    it begins again, a few times.

    Args:
        store: where nodes are.
        now: the time, with a time zone.
    """

    def __init__(self, store: Store, now: Callable[[], datetime] = utc_now) -> None:
        self._store = store
        self._now = now

    async def merge(self, caller: Caller, keep: NodeId, gone: NodeId, reason: str, key: str | None = None) -> Outcome:
        """Let a node be another one from now on, under whose id it is found. `key` names the request.

        Every accepted fact and every node that refers to `gone` gets its next version, with `keep` in its place. A fact that
        then says what another one says is withdrawn, and its citations join that one's.
        """
        request = Request(caller.handle, key, f"merge|{keep}|{gone}|{reason}")
        return await self._answered(caller, reason, request, lambda: self._merge(caller, keep, gone, reason, request))

    async def unmerge(self, caller: Caller, gone: NodeId, reason: str, key: str | None = None) -> Outcome:
        """Put a merged node back, with the facts and nodes that were moved for it. `key` names the request.

        What was changed since stays as it is, and a warning names it.
        """
        request = Request(caller.handle, key, f"unmerge|{gone}|{reason}")
        return await self._answered(caller, reason, request, lambda: self._unmerge(caller, gone, reason, request))

    async def _answered(self, caller: Caller, reason: str, request: Request, work: Callable[[], Awaitable[Outcome]]) -> Outcome:
        caller.must(Role.CURATOR)

        async def done() -> Outcome:
            if not reason.strip():
                raise mistake("INVALID_INPUT", "say why", "reason")
            return await _undisturbed(lambda: once(self._store, request, work))

        return await answered(self._store, done())

    async def _merge(self, caller: Caller, keep: NodeId, gone: NodeId, reason: str, request: Request) -> Outcome:
        revision, at = await self._store.revision(), self._now()
        await self._check(keep, gone)
        told = f"{gone} is {keep}: {reason}"
        moves = await move_facts(self._store, keep, gone, Texts(und=told))
        was = {node.id: node for node in [(await self._store.nodes([gone]))[gone], *await nodes_about(self._store, gone)]}
        became = [replace(was[gone], merged_into=keep), *each_moved([was[key] for key in was if key != gone], {gone: keep})]
        await check_nodes(self._store, became)
        write = Write(nodes=became, facts=moves.recordings, recorded_by=caller.handle, recorded_at=at, at_revision=revision)
        traces, numbers = await _traced(self._store, write, was, told)
        merge = Merge(
            gone=gone, keep=keep, by=caller.handle, at=at, reason=reason,
            facts=tuple((fact, before, numbers[fact]) for fact, before in moves.before.items()),
            nodes=tuple((node.id, numbers[node.id]) for node in became[1:]),
        )  # fmt: skip
        notes = [*await counted(self._store), *traces, merge.note, *request.note(FactStatus.ACCEPTED, thing=keep)]
        after = await self._store.write(replace(write, notes=notes))
        return Outcome(revision=after, status=FactStatus.ACCEPTED, thing=await current(self._store, keep), warnings=moves.warnings)

    async def _check(self, keep: NodeId, gone: NodeId) -> None:
        """Raise Mistakes unless both are there, of one kind, and the one that stays is no part of the other."""
        if kind_of(keep) != kind_of(gone):
            raise mistake("WRONG_KIND", f"{gone!r} is no {kind_of(keep)}, as {keep!r} is", "gone")
        if keep == gone:
            raise mistake("INVALID_INPUT", f"{gone} is the same node already", "gone")
        nodes = await self._store.nodes([keep, gone])
        for name, key in (("keep", keep), ("gone", gone)):
            if key not in nodes:
                raise mistake("NOT_FOUND", f"no {kind_of(key)} has the id {key!r}", name)
            if into := nodes[key].merged_into:
                raise mistake("MERGED_BEFORE", f"{key} was merged into {into} before", name)
        if gone in await _above(self._store, nodes[keep]):
            raise mistake("CIRCLE", f"{keep} is a part of {gone}, or grew out of it: it cannot be what stays of both", "keep")

    async def _unmerge(self, caller: Caller, gone: NodeId, reason: str, request: Request) -> Outcome:
        revision, at = await self._store.revision(), self._now()
        merge = await merge_of(self._store, gone)
        if merge is None:
            raise mistake("NOT_MERGED", f"{gone} is not merged into another", "id")
        told = f"{gone} is not {merge.keep}: {reason}"
        undone = await undo(self._store, merge, Texts(und=told))
        await check_nodes(self._store, undone.nodes)
        write = Write(nodes=undone.nodes, facts=undone.recordings, recorded_by=caller.handle, recorded_at=at, at_revision=revision)
        traces, _ = await _traced(self._store, write, undone.were, told)
        notes = [*await counted(self._store), *traces, Note(shelf=MERGES, key=gone, body=None)]
        after = await self._store.write(replace(write, notes=[*notes, *request.note(FactStatus.ACCEPTED, thing=gone)]))
        return Outcome(revision=after, status=FactStatus.ACCEPTED, thing=await current(self._store, gone), warnings=undone.warnings)


async def _traced(store: Store, write: Write, was: Mapping[NodeId, AnyNode], reason: str) -> tuple[list[Note], dict[str, int]]:
    """Return the notes of who wrote what, and the number that each fact and node then has."""
    told = {"by": write.recorded_by, "accepted_by": write.recorded_by, "at": write.recorded_at, "reason": reason}
    numbers = {node.id: await last_number(store, node.id) for node in write.nodes}
    history = await store.history([each.fact.id for each in write.facts])
    numbers |= {key: max(version.number for version in versions) for key, versions in history.items()}
    notes = [trace(node.id, numbers[node.id], was[node.id], told) for node in write.nodes]
    notes += [acceptance(each.fact.id, numbers[each.fact.id], write.recorded_by) for each in write.facts]
    return notes, {key: number + 1 for key, number in numbers.items()}


async def _undisturbed(work: Callable[[], Awaitable[Outcome]]) -> Outcome:
    """Do something that others may disturb again and again. Raises Conflict where they always do."""
    for _ in range(_TRIES - 1):
        try:
            return await work()
        except Conflict:
            continue
    return await work()


async def _above(store: Store, node: AnyNode) -> set[NodeId]:
    found: set[NodeId] = set()
    while (key := larger(node)) and key not in found:
        found.add(key)
        node = (await store.nodes([key]))[key]
    return found
