"""What is counted as facts and nodes come and go: lengths of lists, adopters, latest days; kept on the nodes that own them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from kb.model import NodeId, kind_of
from kb.store.base import EVERYTHING, FactSide
from kb.store.neo4j.counters import fact_counter
from kb.store.neo4j.lines import END, Line
from kb.store.neo4j.link import Transaction
from kb.store.neo4j.schema import BASE_ID, BASE_LABEL, KEY_LABELS, STRANDS
from kb.store.neo4j.sorts import number_sort
from kb.store.neo4j.walks import DATED, Tie, Walk, bound_names, reading

_READ = "UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN collect([id, n.latest, n.merged_into, {names}])"
_SET = "UNWIND $rows AS row MATCH (n:{label} {{id: row[0]}}) SET n += row[1]"
_SIDES = {
    "Party": (FactSide.TAKER, FactSide.GIVER),
    "Practice": (FactSide.PRACTICE,),
    "Programme": (FactSide.PROGRAMME,),
    "Source": (FactSide.SOURCE,),
}
_UNSORTED = {"sort_adopters": None, "sort_latest": None}  # of a merged node, which is in no list
_PLAIN_STRANDS = tuple(strand for strand in STRANDS if strand != "v")


class Tallies:
    """Collects what comes and goes in one transaction, and then writes what follows from it."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction
        self._changes: defaultdict[NodeId, Counter[str]] = defaultdict(Counter)
        self._latest: dict[NodeId, int] = {}
        self._shrunk: set[NodeId] = set()

    def add(self, owner: NodeId, counter: str, change: int) -> None:
        """Change a counter of a node, or of the base where the owner is EVERYTHING."""
        self._changes[owner][counter] += change

    def come(self, line: Line) -> None:
        """An accepted fact is there now."""
        self._count(line, 1)
        for _, owner in line.owners():
            self._latest[owner] = max(line.day, self._latest.get(owner, 0))

    def go(self, line: Line, now: Line | None) -> None:
        """An accepted fact is there no longer, or as another line now. Where that one keeps a list its day, the list is no shorter."""
        self._count(line, -1)
        kept = {owner for _, owner in now.owners()} if now and now.day >= line.day else set()
        self._shrunk.update(owner for _, owner in line.owners() if owner not in kept)

    async def settle(self) -> None:
        """Write what follows. The facts themselves are written already."""
        owners: defaultdict[str, list[NodeId]] = defaultdict(list)
        for owner in self._changes:
            owners[BASE_LABEL if owner == EVERYTHING else KEY_LABELS[kind_of(owner)]].append(owner)
        for label, ids in owners.items():
            await self._settle(label, ids)
        self._changes.clear()
        self._latest.clear()
        self._shrunk.clear()

    def _count(self, line: Line, change: int) -> None:
        self._changes[EVERYTHING][fact_counter(FactSide.ALL, line.strand)] += change
        for side, owner in line.owners():
            self._changes[owner][fact_counter(side, line.strand)] += change

    async def _settle(self, label: str, ids: list[NodeId]) -> None:
        names = sorted({name for owner in ids for name in self._changes[owner]})
        read = _READ.format(label=label, names=", ".join(f"n.{name}" for name in names))
        keys = {BASE_ID if owner == EVERYTHING else owner: owner for owner in ids}
        found = await self._transaction.value(read, ids=list(keys))
        days = await self._days(label, [owner for owner in ids if owner in self._shrunk])
        rows = [
            [key, self._values(keys[key], latest or 0, dict(zip(names, held, strict=True)), days) | (_UNSORTED if merged else {})]
            for key, latest, merged, *held in found
        ]
        await self._transaction.run(_SET.format(label=label), rows=rows)

    def _values(self, owner: NodeId, latest: int, held: dict[str, int | None], days: dict[NodeId, int]) -> dict[str, Any]:
        """Return the properties that an owner is to have."""
        changes = self._changes[owner]
        values: dict[str, Any] = {name: (held[name] or 0) + change for name, change in changes.items() if change}
        if "adopters" in values:
            values["sort_adopters"] = number_sort(values["adopters"], owner)
        day = days[owner] if owner in self._shrunk else max(latest, self._latest.get(owner, 0))
        if owner != EVERYTHING and day != latest:
            values |= {"latest": day, "sort_latest": number_sort(day, owner)}
        return values

    async def _days(self, label: str, owners: Collection[NodeId]) -> dict[NodeId, int]:
        """Return the latest day of all facts of owners that lost some."""
        found = dict.fromkeys(owners, 0)
        for side in _SIDES.get(label, ()) if owners else ():
            strands = _PLAIN_STRANDS if side is FactSide.PRACTICE else tuple(STRANDS)
            page = reading(Walk(Tie(side, "owner"), strands), (DATED,), False, "f.day")
            cypher = f"UNWIND $owners AS owner CALL (owner) {{ {page} }} RETURN collect([owner, found])"
            for owner, days in await self._transaction.value(cypher, owners=list(owners), most=1, **_all_bounds(strands)):
                found[owner] = max(found[owner], *days, 0)
        return found


def _all_bounds(strands: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for strand in strands:
        found |= zip(bound_names(strand, DATED), (f"|{strand}|", f"|{strand}|{END}"), strict=True)
    return found
