"""Writes that no single transaction can hold: checked wholly before the first of several, and gone on with where one broke off.

Each part is entered as any write is; entering it again changes nothing. All of them are of one revision, which begins
with the last.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from graphlib import TopologicalSorter
from hashlib import blake2b
from typing import TypeVar

from kb.errors import Problem, Refused
from kb.model import AnyFact, AnyNode, FactId, FactStatus, NodeId, kind_of
from kb.model.ids import mint
from kb.model.references import references
from kb.store.base import Recording, Write
from kb.store.derive import MERGED_RANK, SCAN_RANK, larger, twice
from kb.store.neo4j import notes
from kb.store.neo4j.drafts import Drafts
from kb.store.neo4j.failures import TooLarge
from kb.store.neo4j.lease import Lost, begin, end, go_on, hold, take
from kb.store.neo4j.link import Link, Reader, Transaction
from kb.store.neo4j.plain import digest
from kb.store.neo4j.putting import dangling_in
from kb.store.neo4j.reading import accepted_with
from kb.store.neo4j.versions import Stamp
from kb.store.neo4j.writer import Writer, apart
from kb.store.neo4j.writing import check_revision, in_a_zone, log

Item = TypeVar("Item")
_SMALLEST = 1000  # nodes or facts of a part: a server too small for these is too small
PART_SECONDS = 300.0  # a limit for what nobody waits for; a server that is away is noticed as soon as ever


async def write(link: Link, asked: Write, part: int) -> int:
    """Write all, or after a break what is left of it, and return the revision then.

    Raises:
        Refused: with every problem; nothing was written.
        StoreUnavailable: another load runs, or the server went away. The same write goes on with what is there.
    """
    load = _name(asked)
    while True:
        with suppress(Lost):  # what is left comes into the revision after the one that was made of it
            return await _write(link, asked, load, part)


async def _write(link: Link, asked: Write, load: str, part: int) -> int:
    async def beginning(transaction: Transaction) -> Stamp:
        base = await take(transaction, load)
        check_revision(asked, base)
        await notes.check(transaction, asked.notes)
        at = await begin(transaction, load, in_a_zone(asked.recorded_at), len(asked.nodes) + len(asked.facts))
        return Stamp(recorded_at=at, recorded_by=asked.recorded_by, revision=base.revision + 1)

    async def ending(transaction: Transaction) -> int:
        await notes.put(transaction, asked.notes)
        return (await end(transaction, await hold(transaction, load))).revision

    stamp = await link.write(beginning)  # before anything is checked: what nobody else writes any more stays right
    nodes = {node.id: node for node in asked.nodes}
    problems = await _problems(link, load, nodes, asked.facts, part)
    if not problems:
        parts = _Parts(link, load, stamp)

        def enter_nodes(some: Sequence[AnyNode], following: Sequence[AnyNode]) -> Awaitable[int]:
            return parts.enter(some, [], [] if following else asked.facts[:part])

        def enter_facts(some: Sequence[Recording], following: Sequence[Recording]) -> Awaitable[int]:
            return parts.enter([], next(apart(some)), following)

        left = await _enter_all([nodes[key] for key in _in_order(nodes)], part, enter_nodes)
        await _enter_all(asked.facts, left, enter_facts)
    revision = await link.write(ending)
    if problems:
        raise Refused(problems)
    return revision


async def _enter_all(items: Sequence[Item], part: int, enter: Callable[[Sequence[Item], Sequence[Item]], Awaitable[int]]) -> int:
    """Enter items part by part, each smaller where the server has too little memory for it, and return how large the parts were then.

    Whoever enters a part is told of the following one, too.
    """
    entered = 0
    while entered < len(items):
        try:
            following = entered + part
            entered += await enter(items[entered:following], items[following : following + part])
        except TooLarge:
            if part <= _SMALLEST:
                raise
            part = max(_SMALLEST, part // 2)
    return part


class _Parts:
    """The transactions that a load consists of."""

    def __init__(self, link: Link, load: str, stamp: Stamp) -> None:
        self._link = link
        self._load = load
        self._stamp = stamp
        self._drafts = Drafts()

    async def enter(self, nodes: Sequence[AnyNode], recordings: Sequence[Recording], following: Sequence[Recording]) -> int:
        """Enter nodes and facts in one transaction, and return how many; while the server commits, work out those that follow."""

        async def entering(transaction: Transaction) -> None:
            await self._drafts.ready()
            await self._enter(transaction, nodes, recordings)
            self._drafts.expect(following, self._stamp)

        await self._link.write(entering, PART_SECONDS)
        return len(nodes) + len(recordings)

    async def _enter(self, transaction: Transaction, nodes: Sequence[AnyNode], recordings: Sequence[Recording]) -> None:
        writer = Writer(transaction, await hold(transaction, self._load), self._stamp.revision, self._drafts)
        await writer.put(nodes)
        await writer.record(recordings, self._stamp)
        if writer.problems:  # somebody took away by hand what was there when all was checked
            raise Refused(writer.problems)
        await log(writer, self._stamp)
        await go_on(transaction, len(nodes) + len(recordings), writer.rekeyed)


async def _stay(link: Link, load: str) -> None:
    """Say that a load is alive."""

    async def staying(transaction: Transaction) -> None:
        await go_on(transaction, 0, (await hold(transaction, load)).rekeyed)

    await link.write(staying)


async def _problems(link: Link, load: str, nodes: Mapping[NodeId, AnyNode], recordings: Sequence[Recording], part: int) -> list[Problem]:
    """Return every dangling reference, and the facts that say the same as another accepted one."""
    problems: list[Problem] = []
    for some in _parts(list(nodes.values()), part):
        problems += await dangling_in(link, some, nodes)
        await _stay(link, load)
    keys: dict[str, list[FactId]] = {}
    for each in apart(recordings, part):
        problems += await dangling_in(link, [recording.fact for recording in each], nodes)
        for recording in each:
            if recording.status is FactStatus.ACCEPTED:
                keys.setdefault(_key(recording.fact), []).append(recording.fact.id)
        await _stay(link, load)
    return problems + await _doubles(link, keys, {recording.fact.id for recording in recordings}, part)


async def _doubles(reader: Reader, keys: Mapping[str, list[FactId]], written: set[FactId], part: int) -> list[Problem]:
    """Return a problem for each fact with the natural key of another, be it written with it or there and not written anew."""
    problems: list[Problem] = []
    for some in _parts(list(keys), part):
        there = await accepted_with(reader, some)
        for key in some:
            holders = sorted({*keys[key], *(fact for fact in there.get(key, ()) if fact not in written)})
            problems += [twice(fact, next(other for other in holders if other != fact)) for fact in set(keys[key]) if len(holders) > 1]
    return problems


def _in_order(nodes: Mapping[NodeId, AnyNode]) -> Iterator[NodeId]:
    """Yield nodes so that each comes after what it refers to."""
    above = {key: {up for up in _above(node) if up in nodes} for key, node in nodes.items()}
    rank = {key: MERGED_RANK if node.merged_into else SCAN_RANK[kind_of(key)] for key, node in nodes.items()}
    yield from sorted(TopologicalSorter(above).static_order(), key=rank.__getitem__)


def _above(node: AnyNode) -> Collection[NodeId]:
    part_of = larger(node)
    return references(node) if node.merged_into else [part_of] if part_of else []


def _parts(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    yield from (items[start : start + size] for start in range(0, len(items), size))


def _name(asked: Write) -> str:
    """Return what tells this load from another: what it holds, and who records it; not when."""
    name = blake2b(asked.recorded_by.encode(), digest_size=10)
    for node in asked.nodes:
        name.update(digest(node).encode())
    for recording in asked.facts:
        name.update(f"{digest(recording.fact)}{recording.status}".encode())
    return name.hexdigest()


def _key(fact: AnyFact) -> str:
    return mint(fact.fact_kind, fact.natural_key)
