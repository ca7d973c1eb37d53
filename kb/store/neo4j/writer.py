"""What one transaction writes: nodes, then versions of facts, then their lines in the change log."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from kb.errors import Problem
from kb.model import AnyFact, AnyNode, FactId, FactStatus, NodeId, PartyId, Version
from kb.model.ids import mint
from kb.model.references import references
from kb.store.base import Change, Recording
from kb.store.derive import dangling, twice
from kb.store.neo4j.drafts import Drafts
from kb.store.neo4j.entering import carry_out
from kb.store.neo4j.lease import Base
from kb.store.neo4j.ledger import Ledger
from kb.store.neo4j.lineage import practice_rolls, relate
from kb.store.neo4j.link import Transaction
from kb.store.neo4j.putting import put_nodes, to_put
from kb.store.neo4j.reading import accepted_with, grouped
from kb.store.neo4j.schema import CHANGE_LABEL, KEY_LABELS
from kb.store.neo4j.tallies import Tallies
from kb.store.neo4j.versions import Held, Plan, Stamp, held_versions, next_versions, very_versions

Item = TypeVar("Item", bound=Recording | Version)
CHUNK = 25_000  # facts that are entered together
_ACTORS = "UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN collect([id, n.actor])"
_LOG = f"""
    UNWIND $rows AS row MERGE (c:{CHANGE_LABEL} {{sort_change: row[0]}})
    SET c.revision = row[1], c.changed = row[2], c.status = row[3], c.at = $times[row[4]]
"""


class Writer:
    """Writes within one transaction; what is wrong is in `problems`, and with any of it nothing more is written."""

    def __init__(self, transaction: Transaction, base: Base, revision: int, drafts: Drafts | None = None) -> None:
        self.problems: list[Problem] = []
        self.rekeyed = base.rekeyed
        self.changed: dict[str, FactStatus | None] = {}
        self._transaction = transaction
        self._revision = revision
        self._drafts = drafts or Drafts()
        self._keys: dict[FactId, str] = {}  # of the accepted facts that were entered
        self._actors: dict[NodeId, PartyId | None] = {}  # of every node that is known to be there
        self._promised: frozenset[NodeId] = frozenset()  # nodes that would be there, were it not for a problem

    async def put(self, nodes: Sequence[AnyNode]) -> None:
        """Put nodes."""
        put, problems = await to_put(self._transaction, nodes)
        self.problems += problems
        if problems:
            self._promised = frozenset(put.nodes)
            return
        if not put.nodes:
            return
        tallies = Tallies(self._transaction)
        ledger = Ledger(self._transaction, tallies)
        rolls = await practice_rolls(self._transaction, [node.id for node in put.replaced if node.id.startswith("practice:")])
        await put_nodes(self._transaction, put, tallies, self._revision)
        await relate(self._transaction, put, rolls, tallies, ledger)
        await ledger.prepare()
        ledger.count()
        await ledger.settle()
        self.changed |= dict.fromkeys(put.nodes)

    async def record(self, recordings: Iterable[Recording], stamp: Stamp) -> None:
        """Enter each fact as its next version, unless it is as it was."""
        await self._enter(recordings, lambda part, held: next_versions(part, held, stamp))

    async def place(self, versions: Iterable[Version]) -> None:
        """Enter versions as they are."""
        await self._enter(versions, very_versions)

    async def check_doubles(self) -> None:
        """Add a problem for each fact of this transaction that says the same as another accepted one."""
        keys = list(dict.fromkeys(self._keys.values()))
        holders = await accepted_with(self._transaction, keys) if self.rekeyed else {}
        for fact, key in self._keys.items():
            others = [other for other in holders.get(key, ()) if other != fact]
            if others and fact in holders[key]:
                self.problems.append(twice(fact, min(others)))

    async def log(self, changes: Iterable[Change]) -> None:
        """Write lines of the change log; one that is there is written over."""
        times: dict[datetime, int] = {}  # each is sent once: they are slow to send
        rows = [
            [
                f"{change.revision:012d}|{change.id}",
                change.revision,
                change.id,
                change.status and change.status.value,
                times.setdefault(change.at, len(times)),
            ]
            for change in changes
        ]
        if rows:
            await self._transaction.run(_LOG, rows=rows, times=list(times))

    async def _enter(self, items: Iterable[Item], plan_of: Callable[[list[Item], Mapping[FactId, list[Held]]], Plan]) -> None:
        for part in apart(items):
            facts = [each.fact for each in part]
            if not await self._fit(facts):
                continue
            plan = plan_of(part, await held_versions(self._transaction, [fact.id for fact in facts]))
            ledger = Ledger(self._transaction, Tallies(self._transaction))
            await carry_out(self._transaction, plan, self._actors, ledger, self._revision, self._drafts)
            self.changed |= {version.fact.id: version.status for version in plan.inserted}
            self._note_keys(plan.accepted)

    def _note_keys(self, accepted: Iterable[Version]) -> None:
        keys = {version.fact.id: mint(version.fact.fact_kind, version.fact.natural_key) for version in accepted}
        self._keys |= keys
        self.rekeyed = self.rekeyed or any(fact != key for fact, key in keys.items())

    async def _fit(self, facts: Sequence[AnyFact]) -> bool:
        """Learn of what facts refer to; tell whether they can be entered."""
        await self._learn({key for fact in facts for key in references(fact)} - self._actors.keys() - self._promised)
        self.problems += dangling(facts, self._actors.keys() | self._promised)
        return not self.problems

    async def _learn(self, ids: Iterable[NodeId]) -> None:
        for label, keys in grouped(ids, KEY_LABELS).items():
            self._actors |= dict(await self._transaction.value(_ACTORS.format(label=label), ids=keys))


def apart(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """Cut items into chunks none of which has a fact twice."""
    part: dict[FactId, Item] = {}
    for item in items:
        if item.fact.id in part or len(part) == size:
            yield list(part.values())
            part = {}
        part[item.fact.id] = item
    if part:
        yield list(part.values())
