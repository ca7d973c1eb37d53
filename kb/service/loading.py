"""Taking what people wrote into a store: all of it, or nothing with every problem listed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import islice

from kb import rules
from kb.errors import Problem, Refused
from kb.memory import garbage_kept
from kb.model import AnyFact, AnyNode, NodeId, Version
from kb.seeds import Reading
from kb.store.base import Change, Known, Recording, Store, Write

_BATCH = 20_000
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load did."""

    revision: int
    changed: bool  # False: everything was as it is
    nodes: int  # read, whether or not they were new
    facts: int
    left_out: tuple[str, ...] = ()  # facts that were corrected, withdrawn or rejected before, each with where it stands


async def load(store: Store, reading: Reading, *, recorded_by: str, progress: Progress = lambda step: None) -> Loaded:
    """Check everything, then write it in one transaction. The same thing twice changes nothing.

    Raises:
        Refused: with every problem, each with its file and line; nothing was written.
    """
    with garbage_kept():
        progress("checking")
        if problems := await check(store, reading):
            raise Refused(problems)
        progress("comparing with what is known")
        facts, left_out = await _settle(store, reading)
        progress("writing")
        recordings = [Recording(fact=fact) for fact in facts]
        nodes = list(reading.nodes.values())
        before = await store.revision()
        write = Write(nodes=nodes, facts=recordings, recorded_by=recorded_by, recorded_at=datetime.now(UTC))
        revision = await store.write(write)
    return Loaded(revision=revision, changed=revision != before, nodes=len(reading.nodes), facts=len(facts), left_out=tuple(left_out))


async def nodes_of(store: Store) -> dict[NodeId, AnyNode]:
    """Return every node of a store."""
    found: dict[NodeId, AnyNode] = {}
    async for batch in store.scan():
        nodes = [row for row in batch if not isinstance(row, Version | Change)]
        found |= {node.id: node for node in nodes}
        if len(nodes) < len(batch):
            break
    return found


async def check(store: Store, reading: Reading) -> list[Problem]:
    """Return the problems a load would be refused for."""
    nodes = await nodes_of(store) | reading.nodes
    return sorted([*reading.problems, *rules.check(nodes, reading.facts, _places(reading), reading.broken)])


async def doubts(store: Store) -> list[Problem]:
    """Return what is doubtful in a store."""
    nodes: dict[NodeId, AnyNode] = {}
    facts: list[AnyFact] = []
    async for batch in store.scan():
        for row in batch:
            if isinstance(row, Version):
                facts.append(row.fact)
            elif not isinstance(row, Change):
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
