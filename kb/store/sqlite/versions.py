"""Versions of facts entered one by one: the next one of each fact, or the very ones of another store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from kb.errors import Problem
from kb.model import AnyFact, FactId, FactStatus, NodeId, Version
from kb.model.references import references
from kb.store.base import Recording
from kb.store.derive import dangling, displaces, twice
from kb.store.sqlite.ledger import Ledger
from kb.store.sqlite.lines import CHUNK, Numbers, Stamp, VersionLine, by_id, fact_of, line_of
from kb.store.sqlite.natural_keys import any_former, doubles, is_plain, rekey
from kb.store.sqlite.pool import Session
from kb.wire import encode

Item = TypeVar("Item", bound=Recording | Version)

INSERT_VERSION = f"INSERT INTO version (no, {', '.join(VersionLine._fields)}) VALUES ({', '.join('?' * (len(VersionLine._fields) + 1))})"
LAST_VERSION = "SELECT coalesce(max(no), 0) FROM version"
_HELD = f"SELECT no, {', '.join(VersionLine._fields)} FROM version WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id, number"
_SUPERSEDE = f"UPDATE version SET status = '{FactStatus.SUPERSEDED}' WHERE no = ?"
_REWRITE = f"UPDATE version SET {', '.join(f'{name} = ?' for name in VersionLine._fields)} WHERE no = ?"


class _Held(NamedTuple):
    """A version that is there, by its number in the table."""

    no: int
    line: VersionLine

    @property
    def accepted(self) -> bool:
        return self.line.status == FactStatus.ACCEPTED


@dataclass(slots=True)
class _Plan:
    """What a chunk of versions changes."""

    first: int  # the number in the table of the first version to insert
    lines: list[VersionLine] = field(default_factory=list)
    rewritten: list[tuple[int, VersionLine]] = field(default_factory=list)
    superseded: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)
    entered: list[tuple[int, AnyFact]] = field(default_factory=list)
    rekeyed: set[FactId] = field(default_factory=set)

    def insert(self, line: VersionLine, fact: AnyFact) -> None:
        no = self.first + len(self.lines)
        self.lines.append(line)
        self.enter(no, line, fact)

    def enter(self, no: int, line: VersionLine, fact: AnyFact) -> None:
        if line.status == FactStatus.ACCEPTED:
            self.entered.append((no, fact))

    def supersede(self, held: _Held) -> None:
        self.superseded.append(held.no)
        if held.accepted:
            self.removed.append(held.no)


class Versions:
    """Enters versions of facts; what is wrong with them is in `problems`, and with any of it nothing more is entered."""

    def __init__(self, session: Session, numbers: Numbers, promised: Iterable[NodeId] = ()) -> None:
        self.problems: list[Problem] = []
        self._session = session
        self._numbers = numbers
        self._promised = frozenset(promised)  # nodes that would be there, were it not for a problem
        self._ledger = Ledger(session)
        self._doubtful: list[AnyFact] = []

    def record(self, recordings: Iterable[Recording], stamp: Stamp) -> None:
        """Enter each fact as its next version, unless it is as it was."""
        for part in _apart(recordings):
            if self._fit([each.fact for each in part]):
                plan = self._plan()
                held = self._held(part)
                for each in part:
                    _next(plan, each, held[each.fact.id], stamp)
                self._carry_out(plan)
                if any_former(self._session):
                    self._doubtful += [fact for fact, _ in doubles(self._session, [fact for _, fact in plan.entered])]

    def place(self, versions: Iterable[Version]) -> None:
        """Enter versions as they are."""
        for part in _apart(versions):
            if self._fit([each.fact for each in part]):
                plan = self._plan()
                held = self._held(part)
                for each in part:
                    _as_it_is(plan, each, held[each.fact.id])
                self._carry_out(plan)

    def settle(self) -> None:
        """Bring up to date what follows, and list the facts that say the same."""
        if not self.problems:
            self._ledger.settle()
            self.problems += [twice(fact.id, other) for fact, other in doubles(self._session, self._doubtful)]

    def _fit(self, facts: Sequence[AnyFact]) -> bool:
        self._numbers.learn(key for fact in facts for key in references(fact))
        known = self._numbers.of.keys() | self._promised if self._promised else self._numbers.of
        self.problems += dangling(facts, known)
        return not self.problems and not self._promised

    def _plan(self) -> _Plan:
        return _Plan(self._session.value(LAST_VERSION) + 1)

    def _held(self, items: Sequence[Recording | Version]) -> dict[FactId, list[_Held]]:
        held: defaultdict[FactId, list[_Held]] = defaultdict(list)
        for no, *line in self._session.each(_HELD, [by_id([each.fact.id for each in items])]):
            held[line[0]].append(_Held(no, VersionLine(*line)))
        return held

    def _carry_out(self, plan: _Plan) -> None:
        self._session.many(_SUPERSEDE, ((no,) for no in plan.superseded))
        self._session.many(_REWRITE, ((*line, no) for no, line in plan.rewritten))
        self._ledger.remove(plan.removed)
        self._session.many(INSERT_VERSION, ((no, *line) for no, line in enumerate(plan.lines, plan.first)))
        self._ledger.add(plan.entered, self._numbers)
        rekey(self._session, plan.rekeyed)


def _next(plan: _Plan, recording: Recording, held: list[_Held], stamp: Stamp) -> None:
    fact, body = recording.fact, encode(recording.fact)
    accepted = next((each for each in held if each.accepted), None)
    latest = held[-1] if held else None
    former = accepted if recording.status is FactStatus.ACCEPTED and accepted else latest
    if former and former.line.status == recording.status and _same(former.line, fact, body):
        return
    if accepted and displaces(recording.status):
        plan.supersede(accepted)
    if latest and not latest.accepted:
        plan.supersede(latest)
    plan.insert(stamp.line(recording, latest.line.number + 1 if latest else 1, body), fact)
    if latest or not is_plain(fact):
        plan.rekeyed.add(fact.id)


def _as_it_is(plan: _Plan, version: Version, held: list[_Held]) -> None:
    line = line_of(version)
    there = next((each for each in held if each.line.number == version.number), None)
    if there and there.line == line:
        return
    for each in held:
        if each.accepted and (each is there or version.status is FactStatus.ACCEPTED):
            plan.supersede(each)
    if there:
        plan.rewritten.append((there.no, line))
        plan.enter(there.no, line, version.fact)
    else:
        plan.insert(line, version.fact)
    if held or not is_plain(version.fact):
        plan.rekeyed.add(version.fact.id)


def _same(line: VersionLine, fact: AnyFact, body: bytes) -> bool:
    return line.body == body or fact_of(line.id, line.body) == fact


def _apart(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Cut items into chunks none of which has a fact twice."""
    part: dict[FactId, Item] = {}
    for item in items:
        if item.fact.id in part or len(part) == CHUNK:
            yield list(part.values())
            part = {}
        part[item.fact.id] = item
    if part:
        yield list(part.values())
