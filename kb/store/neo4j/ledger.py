"""Accepted facts coming into the lists and leaving them, with everything that follows, within one transaction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from kb.store.base import NodeSide
from kb.store.derive import current_steps
from kb.store.neo4j.counters import node_counter
from kb.store.neo4j.lines import END, LINE, Line, line_in, step_group
from kb.store.neo4j.link import Transaction
from kb.store.neo4j.schema import CURRENT, EARLIER, TYPES
from kb.store.neo4j.tallies import Tallies

_STEPS = f"""
    UNWIND $groups AS group
    MATCH ()-[f:ADOPTED_BY]->() USING INDEX SEEK f:ADOPTED_BY(sort_step) WHERE f.sort_step > group AND f.sort_step < group + '{END}'
    RETURN collect(f {LINE})
"""
_MOVE = "UNWIND $rows AS row MATCH ()-[f:{name} {{id: row[0]}}]->() USING INDEX SEEK f:{name}(id) SET f += row[1]"
_MOVE_REPORTS = (
    "UNWIND $rows AS row MATCH ()-[r:REPORTS {sort_source: row[0]}]->() USING INDEX SEEK r:REPORTS(sort_source) SET r.sort_source = row[1]"
)
_CARRIED = """
    UNWIND $rows AS row MATCH (p:Practice {id: row[1]})
    WITH row, p, row[0] + '|practice|' + p.sort_name AS sort
    OPTIONAL MATCH ()-[m:CARRIED {sort_name: sort}]->() USING INDEX SEEK m:CARRIED(sort_name)
    RETURN collect([row[0], row[1], sort, coalesce(m.facts, 0)])
"""
_BEGIN_CARRIED = """
    UNWIND $rows AS row MATCH (g:Programme {id: row[0]}) MATCH (p:Practice {id: row[1]})
    CREATE (g)-[:CARRIED {sort_name: row[2], facts: row[3]}]->(p)
"""
_THE_CARRIED = "UNWIND $rows AS row MATCH ()-[m:CARRIED {sort_name: row[2]}]->() USING INDEX SEEK m:CARRIED(sort_name)"
_SET_CARRIED = f"{_THE_CARRIED} SET m.facts = row[3]"
_END_CARRIED = f"{_THE_CARRIED} DELETE m"


class Ledger:
    """Keeps the lists of accepted facts. `prepare` comes before the facts are written, `settle` after; `count`, in any thread, between."""

    def __init__(self, transaction: Transaction, tallies: Tallies) -> None:
        self._transaction = transaction
        self._tallies = tallies
        self._gone: dict[str, Line] = {}
        self._come: dict[str, Line] = {}
        self._moved: set[str] = set()

    def remove(self, line: Line) -> None:
        """A fact leaves the lists."""
        self._gone[line.id] = line

    def add(self, line: Line) -> None:
        """A fact comes into the lists."""
        self._come[line.id] = line

    def move(self, line: Line, now: Line) -> None:
        """A fact that stays changes its place in the lists."""
        self._gone.setdefault(line.id, line)
        self._come[now.id] = now
        self._moved.add(now.id)

    async def prepare(self) -> dict[str, Line]:
        """Tell current steps from earlier ones where some come or go. Return the lines to be written, by the ids of their facts."""
        groups = {step_group(line) for line in (*self._gone.values(), *self._come.values()) if line.stage is not None}
        before: defaultdict[str, list[Line]] = defaultdict(list)
        for found in await self._transaction.value(_STEPS, groups=sorted(groups)) if groups else ():
            line = line_in(found)
            before[step_group(line)].append(line)
        for group, after in self._after(before).items():
            self._flag(after)
            self._count_adopters(before[group], after)
        return {key: line for key, line in self._come.items() if key not in self._moved}

    def count(self) -> None:
        """Count what comes and goes."""
        for key, line in self._gone.items():
            self._tallies.go(line, self._come.get(key))
        for line in self._come.values():
            self._tallies.come(line)

    async def settle(self) -> None:
        """Write what moved, and what is counted. Facts that come or go are written already."""
        await self._write_moves()
        await self._settle_programmes()
        await self._tallies.settle()

    def _after(self, before: dict[str, list[Line]]) -> dict[str, list[Line]]:
        after: defaultdict[str, list[Line]] = defaultdict(list)
        for group, lines in before.items():
            after[group] += [line for line in lines if line.id not in self._gone]
        for line in self._come.values():
            if line.stage is not None:
                after[step_group(line)].append(line)
        return after

    def _flag(self, lines: list[Line]) -> None:
        """Give each step of an actor with a practice the strand that it should have."""
        parties: defaultdict[str, list[Line]] = defaultdict(list)
        for line in lines:
            parties[line.taker].append(line)
        for own in parties.values():
            current = current_steps(line.step(number) for number, line in enumerate(own))
            for number, line in enumerate(own):
                strand = CURRENT if number in current else EARLIER
                if line.strand != strand and line.id in self._come:
                    self._come[line.id] = line._replace(strand=strand)
                elif line.strand != strand:
                    self.move(line, line._replace(strand=strand))

    def _count_adopters(self, before: Iterable[Line], after: list[Line]) -> None:
        lines = [*before, *after]
        change = any(line.in_use for line in after) - any(line.in_use for line in before)
        if change:
            self._tallies.add(str(lines[0].practice), "adopters", change)
            self._tallies.add(lines[0].taker_actor, "adopters", change)

    async def _write_moves(self) -> None:
        moves = [(self._gone[key], self._come[key]) for key in self._moved]
        for kind, name in TYPES.items():
            rows = [[now.id, now.derived()] for _, now in moves if now.kind == kind]
            if rows:
                await self._transaction.run(_MOVE.format(name=name), rows=rows)
        reports = [[line.sort(source), now.sort(source)] for line, now in moves for source in now.sources]
        if reports:
            await self._transaction.run(_MOVE_REPORTS, rows=reports)

    async def _settle_programmes(self) -> None:
        changes: Counter[tuple[str, str]] = Counter()
        for lines, change in ((self._gone, -1), (self._come, 1)):
            for line in lines.values():
                if line.programme and line.practice:
                    changes[line.programme, line.practice] += change
        asked = [list(key) for key, change in changes.items() if change]
        rows: dict[str, list[list[Any]]] = {_BEGIN_CARRIED: [], _SET_CARRIED: [], _END_CARRIED: []}
        for programme, practice, sort, facts in await self._transaction.value(_CARRIED, rows=asked) if asked else ():
            now = facts + changes[programme, practice]
            rows[_END_CARRIED if not now else _SET_CARRIED if facts else _BEGIN_CARRIED].append([programme, practice, sort, now])
            if bool(now) != bool(facts):
                self._tallies.add(programme, node_counter(NodeSide.PROGRAMME, "practice"), 1 if now else -1)
        for cypher, some in rows.items():
            if some:
                await self._transaction.run(cypher, rows=some)
