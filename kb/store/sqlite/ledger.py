"""Accepted facts coming into the lists and leaving them, with everything that follows, within one transaction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from kb.dates import FuzzyDate
from kb.model import AdoptionStage, AnyFact
from kb.store.derive import StepLine, current_steps
from kb.store.sqlite.lines import FactLine, Numbers, fact_row, sources_of
from kb.store.sqlite.pool import Row, Session
from kb.store.sqlite.schema import Strand
from kb.store.sqlite.tallies import Tallies

INSERT_FACT = f"INSERT INTO fact ({', '.join(FactLine._fields)}) VALUES ({', '.join('?' * len(FactLine._fields))})"
INSERT_SOURCE = "INSERT INTO fact_source (fact, source, strand, day, id) VALUES (?, ?, ?, ?, ?)"
STEP_COLUMNS = "no, id, circle, stage, day, held, disputed, strand"
_FACTS = f"SELECT {', '.join(FactLine._fields)} FROM fact WHERE no IN (SELECT value FROM json_each(?))"
_SOURCES = "SELECT fact, source FROM fact_source WHERE fact IN (SELECT value FROM json_each(?))"
_DROP_SOURCES = "DELETE FROM fact_source WHERE fact = ?"
_DROP_FACT = "DELETE FROM fact WHERE no = ?"
_STEPS = f"SELECT {STEP_COLUMNS} FROM fact WHERE practice = ? AND taker_actor = ? AND taker = ? AND stage IS NOT NULL"
_SET_STRAND = "UPDATE fact SET strand = ? WHERE no = ?"
_SET_SOURCE_STRAND = "UPDATE fact_source SET strand = ? WHERE fact = ?"
_SET_ACTORS = """
    UPDATE fact SET taker_actor = (SELECT actor FROM node WHERE no = taker), giver_actor = (SELECT actor FROM node WHERE no = giver)
    WHERE no = ?
"""


class Ledger:
    """Keeps the lists of accepted facts. `settle` ends a transaction's work."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._tallies = Tallies(session)
        self._steps: set[tuple[int, int, int]] = set()  # practice, actor, party: where a step came or went

    def add(self, facts: Iterable[tuple[int, AnyFact]], numbers: Numbers) -> None:
        """Enter accepted facts under the numbers of their versions."""
        rows: list[Row] = []
        cited: list[Row] = []
        for no, fact in facts:
            line = FactLine(*fact_row(no, fact, numbers))
            sources = sources_of(fact, numbers)
            rows.append(tuple(line))
            cited += [(no, source, line.strand, line.day, line.id) for source in sources]
            self._tallies.come(line, sources)
            self._note_step(line)
        self._session.many(INSERT_FACT, rows)
        self._session.many(INSERT_SOURCE, cited)

    def remove(self, nos: Collection[int]) -> None:
        """Take facts out, by the numbers of their versions; what is not there is left alone."""
        for line, sources in self._lines(nos):
            self._tallies.go(line, sources)
            self._note_step(line)
        self._session.many(_DROP_SOURCES, ((no,) for no in nos))
        self._session.many(_DROP_FACT, ((no,) for no in nos))

    def reassign(self, nos: Collection[int]) -> None:
        """Give facts to the actors that their parties have now."""
        for line, sources in self._lines(nos):
            self._tallies.go(line, sources)
        self._session.many(_SET_ACTORS, ((no,) for no in nos))
        for line, sources in self._lines(nos):
            self._tallies.come(line, sources)

    def settle(self) -> None:
        """Tell current steps from earlier ones where some came or went, and write what was counted."""
        for group in self._steps:
            self._flag(self._session.rows(_STEPS, group))
        self._tallies.settle()

    def _note_step(self, line: FactLine) -> None:
        if line.stage is not None and line.practice is not None:
            self._steps.add((line.practice, line.taker_actor, line.taker))

    def _flag(self, rows: Sequence[Row]) -> None:
        changes = strand_changes(rows)
        if not changes:
            return
        nos = [no for _, no in changes]
        for line, sources in self._lines(nos):
            self._tallies.go(line, sources)
        set_strands(self._session, changes)
        for line, sources in self._lines(nos):
            self._tallies.come(line, sources)

    def _lines(self, nos: Collection[int]) -> list[tuple[FactLine, list[int]]]:
        asked = [json.dumps(list(nos))]
        sources: defaultdict[int, list[int]] = defaultdict(list)
        for fact, source in self._session.each(_SOURCES, asked):
            sources[fact].append(source)
        return [(FactLine(*row), sources[row[0]]) for row in self._session.each(_FACTS, asked)]


def strand_changes(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Return (strand, number) of each step whose strand is not what it should be, among all steps of a party with a practice."""
    current = current_steps(map(_step, rows))
    wanted = [(int(Strand.CURRENT if row[0] in current else Strand.EARLIER), row) for row in rows]
    return [(strand, row[0]) for strand, row in wanted if row[-1] != strand]


def set_strands(session: Session, changes: Collection[tuple[int, int]]) -> None:
    """Write strands of facts."""
    session.many(_SET_STRAND, changes)
    session.many(_SET_SOURCE_STRAND, changes)


def _step(row: Row) -> StepLine:
    no, key, circle, stage, day, held, disputed, _ = row
    return StepLine(
        no=no,
        id=key,
        circle=circle,
        stage=AdoptionStage(stage),
        date=FuzzyDate("", date.fromordinal(day), None) if day else None,
        counts=bool(held) and circle is None,
        disputed=bool(disputed),
    )
