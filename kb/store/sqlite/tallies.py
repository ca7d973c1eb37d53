"""What is counted as facts come and go: lengths of lists, latest days, adopters, the practices of a programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from kb.store.base import FactSide
from kb.store.sqlite.fact_lists import EVERYONE
from kb.store.sqlite.lines import FactLine
from kb.store.sqlite.pool import Session
from kb.store.sqlite.schema import Roll
from kb.store.sqlite.sides import Tie, walks

_Key = tuple[int, str, int]  # owner, side, strand

_ADD = """
    INSERT INTO fact_tally (owner, side, strand, n, latest) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (owner, side, strand) DO UPDATE SET n = n + excluded.n, latest = max(latest, excluded.latest)
"""
_LATEST = "UPDATE fact_tally SET latest = ? WHERE owner = ? AND side = ? AND strand = ?"
_NODE_LATEST = "UPDATE node SET latest = coalesce((SELECT max(latest) FROM fact_tally WHERE owner = node.no), 0) WHERE no = ?"
_USES = "SELECT count(*) FROM fact WHERE practice = ? AND taker_actor = ? AND in_use = 1 AND stage IS NOT NULL"
_ADOPTERS = "UPDATE node SET adopters = adopters + ? WHERE no = ?"
_ABOUT = f"""
    SELECT member.times FROM node CROSS JOIN member
        ON member.roll = '{Roll.PROGRAMME}' AND member.owner = :owner AND member.kind = 'practice'
            AND member.name_key = node.name_key AND member.id = node.id
    WHERE node.no = :node
"""
_SET_ABOUT = f"""
    INSERT INTO member (roll, owner, kind, name_key, id, node, times)
    SELECT '{Roll.PROGRAMME}', :owner, 'practice', name_key, id, no, :times FROM node WHERE no = :node
    ON CONFLICT (roll, owner, kind, name_key, id) DO UPDATE SET times = excluded.times
"""
_END_ABOUT = f"""
    DELETE FROM member WHERE (roll, owner, kind, name_key, id) = (
        SELECT '{Roll.PROGRAMME}', :owner, 'practice', name_key, id FROM node WHERE no = :node
    )
"""
COUNT_NODES = """
    INSERT INTO node_tally (owner, roll, kind, n) VALUES (?, ?, ?, ?)
    ON CONFLICT (owner, roll, kind) DO UPDATE SET n = n + excluded.n
"""
_BOTH = (True, False)


class Tallies:
    """Collects what comes and goes in one transaction, and then writes what follows from it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._lists: Counter[_Key] = Counter()
        self._latest: dict[_Key, int] = {}
        self._shrunk: set[_Key] = set()
        self._uses: Counter[tuple[int, int]] = Counter()
        self._about: Counter[tuple[int, int]] = Counter()

    def come(self, line: FactLine, sources: Collection[int]) -> None:
        """An accepted fact is there now."""
        for key in _keys(line, sources):
            self._lists[key] += 1
            self._latest[key] = max(line.day, self._latest.get(key, 0))
        self._count(line, 1)

    def go(self, line: FactLine, sources: Collection[int]) -> None:
        """An accepted fact is there no longer."""
        for key in _keys(line, sources):
            self._lists[key] -= 1
            self._shrunk.add(key)
        self._count(line, -1)

    def settle(self) -> None:
        """Write what follows. The facts themselves are written already."""
        added = ((*key, change, self._latest.get(key, 0)) for key, change in self._lists.items())
        self._session.many(_ADD, added)
        self._session.many(_LATEST, [(self._latest_day(*key), *key) for key in self._shrunk])
        self._session.many(_NODE_LATEST, {(owner,) for owner, _, _ in self._lists})
        self._settle_uses()
        self._settle_programmes()

    def _count(self, line: FactLine, change: int) -> None:
        if line.practice is not None and line.in_use:
            self._uses[line.practice, line.taker_actor] += change
        if line.practice is not None and line.programme is not None:
            self._about[line.programme, line.practice] += change

    def _latest_day(self, owner: int, side: str, strand: int) -> int:
        ways = {way for whole in _BOTH for way in walks(Tie(FactSide(side), owner, whole))}
        latest = "SELECT {0}.day FROM {1} WHERE {2} AND {0}.strand = :strand ORDER BY {0}.day DESC LIMIT 1"
        sql = f"SELECT ({latest}) FROM (SELECT :owner AS value) AS o"
        values = {"owner": owner, "strand": strand}
        return max(self._session.value(sql.format(way.keys, way.table, way.owner), values) or 0 for way in ways)

    def _settle_uses(self) -> None:
        for (practice, actor), change in self._uses.items():
            now = self._session.value(_USES, [practice, actor])
            step = (now > 0) - (now - change > 0)
            if step:
                self._session.many(_ADOPTERS, [(step, practice), (step, actor)])

    def _settle_programmes(self) -> None:
        for (programme, practice), change in self._about.items():
            about = {"owner": programme, "node": practice}
            before = self._session.value(_ABOUT, about) or 0
            now = before + change
            if now:
                self._session.run(_SET_ABOUT, {**about, "times": now})
            else:
                self._session.run(_END_ABOUT, about)
            if bool(now) != bool(before):
                self._session.run(COUNT_NODES, [programme, Roll.PROGRAMME.value, "practice", 1 if now else -1])


def _keys(line: FactLine, sources: Collection[int]) -> Iterator[_Key]:
    yield EVERYONE, "all", line.strand
    yield line.taker_actor, "taker", line.strand
    if line.taker != line.taker_actor:
        yield line.taker, "taker", line.strand
    if line.giver is not None and line.giver_actor is not None:
        yield line.giver_actor, "giver", line.strand
        if line.giver != line.giver_actor:
            yield line.giver, "giver", line.strand
    if line.practice is not None:
        yield line.practice, "practice", line.strand
    if line.programme is not None:
        yield line.programme, "programme", line.strand
    for source in sources:
        yield source, "source", line.strand
