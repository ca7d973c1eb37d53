"""Taking what people wrote into a store: all of it, or nothing with every problem listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice

from kb import rules
from kb.errors import Conflict, Problem, Refused
from kb.memory import garbage_kept
from kb.model import AnyFact, AnyNode, NodeId, Version
from kb.recording.moving import guard
from kb.seeds import Reading
from kb.service.merged import understood
from kb.store.base import Change, Known, Recording, Store, Write
from kb.store.scanned import node_batches

_BATCH = 20_000
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load did."""

    revision: int
    changed: bool  # False: everything was as it is
    nodes: int  # read, whether or not they were new
    facts: int
    left_out: tuple[str, ...] = ()  # corrected, withdrawn, rejected or merged into others before; each with where it stands


async def load(store: Store, reading: Reading, *, recorded_by: str, progress: Progress = lambda step: None) -> Loaded:
    """Check everything, then write it in one transaction. The same thing twice changes nothing.

    What refers to a node that turned out to be another is read as referring to that one.

    Raises:
        Refused: with every problem, each with its file and line; nothing was written.
    """
    try:
        return await _load(store, reading, recorded_by, progress)
    except Conflict:  # nodes were merged meanwhile: it has another meaning now
        return await load(store, reading, recorded_by=recorded_by, progress=progress)


async def _load(store: Store, read: Reading, recorded_by: str, progress: Progress) -> Loaded:
    with garbage_kept():
        progress("checking")
        guarded = await guard(store)
        stored = await nodes_of(store)
        meant = understood(read, stored)
        reading = meant.reading
        if problems := _problems(stored, reading):
            raise Refused(problems)
        progress("comparing with what is known")
        facts, left_out = await _settle(store, reading)
        progress("writing")
        recordings = [Recording(fact=fact) for fact in facts]
        nodes = list(reading.nodes.values())
        before = await store.revision()
        write = Write(nodes=nodes, facts=recordings, notes=guarded, recorded_by=recorded_by, recorded_at=datetime.now(UTC))
        revision = await store.write(write)
    left = (*meant.left_out, *left_out)
    return Loaded(revision=revision, changed=revision != before, nodes=len(reading.nodes), facts=len(facts), left_out=left)


async def nodes_of(store: Store) -> dict[NodeId, AnyNode]:
    """Return every node of a store."""
    return {node.id: node async for batch in node_batches(store) for node in batch}


async def check(store: Store, reading: Reading) -> list[Problem]:
    """Return the problems a load would be refused for."""
    stored = await nodes_of(store)
    return _problems(stored, understood(reading, stored).reading)


def _problems(stored: Mapping[NodeId, AnyNode], reading: Reading) -> list[Problem]:
    nodes = {**stored, **reading.nodes}
    return sorted([*reading.problems, *rules.check(nodes, reading.facts, _places(reading), reading.broken)])


async def doubts(store: Store) -> list[Problem]:
    """Return what is doubtful in a store."""
    nodes: dict[NodeId, AnyNode] = {}
    facts: list[AnyFact] = []
    async for batch in store.scan():
        for row in batch:
            if isinstance(row, Version):
                facts.append(row.fact)
            elif not isinstance(row, Change) and row.merged_into is None:
                nodes[row.id] = row
    return sorted(rules.doubts(nodes, facts, datetime.now(UTC).date()))


async def _settle(store: Store, reading: Reading) -> tuple[Sequence[AnyFact], list[str]]:
    """Join each fact with what is known of it, and leave out what was put right or taken back before."""
    if await store.revision() == 0:
        return reading.facts, []
    settled: list[AnyFact] = []
    left_out: list[str] = []
    for batch in _batches(reading.facts):
        known = await store.known([fact.natural_key for fact in batch])
        stored = await store.facts({found.fact for found in known.values()})
        for fact in batch:
            found = known.get(fact.natural_key)
            if found is None:
                settled.append(fact)
            elif found.fact in stored and not found.superseded:
                settled.append(_joined(fact, stored[found.fact].fact))
            else:
                left_out.append(f"{_places(reading)(fact.id)}: left out, as {found.fact} was {_became(found)} before")
    return settled, left_out


def _joined(fact: AnyFact, stored: AnyFact) -> AnyFact:
    """From the source that told it first, it is the fact's new wording; from another one, the same fact adds its citations.

    What comes of it comes of it again, so that a load which broke off goes on as the same one.
    """
    told = {cited.source for cited in fact.citations}
    if stored.citations[0].source in told:
        return replace(fact, id=stored.id)
    return replace(stored, citations=(*(cited for cited in stored.citations if cited.source not in told), *fact.citations))


def _places(reading: Reading) -> Callable[[str], str]:
    return lambda key: reading.where.get(key, key)


def _became(known: Known) -> str:
    return "corrected" if known.superseded else known.status.value


def _batches(facts: Sequence[AnyFact]) -> Iterator[list[AnyFact]]:
    rest = iter(facts)
    while batch := list(islice(rest, _BATCH)):
        yield batch
