"""Pages and lengths of lists of facts. A page costs what it holds, however long its list."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from kb.errors import BadCursor
from kb.model import NodeId, Occurrence, Version
from kb.paging import Page, Position, Slice
from kb.store.base import EVERYTHING, FactFilter, FactList, FactOrder, FactSide
from kb.store.derive import OPEN_END
from kb.store.sqlite.lines import VERSION_COLUMNS, by_id, kept_version_of
from kb.store.sqlite.pool import Row, Session
from kb.store.sqlite.schema import strands_of
from kb.store.sqlite.sides import Tie, Walk, condition, walks

EVERYONE = 0  # the number of EVERYTHING
_TIES = "SELECT id, no, actor IS NULL OR actor = no FROM node WHERE id IN (SELECT value FROM json_each(?))"
_LENGTHS = """
    SELECT owner, sum(n) FROM fact_tally
    WHERE owner IN (SELECT value FROM json_each(:owners)) AND side = :side AND strand IN (SELECT value FROM json_each(:strands))
    GROUP BY owner
"""
_STAGES = "f.stage IN (SELECT value FROM json_each(:stages))"
_DAYS = "f.day <= :last_day AND f.last_day >= :first_day"
_HELD = "f.held = :held"


class _Phase(NamedTuple):
    """A stretch of a list: what its days are, and in which order."""

    where: str
    order: str

    @property
    def descending(self) -> bool:
        return self.order == _LATEST


_LATEST = "day DESC, id DESC"
_EARLIEST = "day, id"
_PHASES: dict[tuple[FactOrder, str], tuple[_Phase, ...]] = {  # by where the page starts; what has no day comes last
    (FactOrder.DATE_DESC, "start"): (_Phase("TRUE", _LATEST),),
    (FactOrder.DATE_DESC, "day"): (_Phase("({0}.day, {0}.id) < (:day, :id)", _LATEST),),
    (FactOrder.DATE_DESC, "no day"): (_Phase("({0}.day, {0}.id) < (:day, :id)", _LATEST),),
    (FactOrder.DATE_ASC, "start"): (_Phase("{0}.day > 0", _EARLIEST), _Phase("{0}.day = 0", _EARLIEST)),
    (FactOrder.DATE_ASC, "day"): (_Phase("({0}.day, {0}.id) > (:day, :id)", _EARLIEST), _Phase("{0}.day = 0", _EARLIEST)),
    (FactOrder.DATE_ASC, "no day"): (_Phase("{0}.day = 0 AND {0}.id > :id", _EARLIEST),),
}


class _Found(NamedTuple):
    """Lists that are read alike, ready to be read."""

    owners: dict[int, str]  # by their numbers
    walks: tuple[Walk, ...]
    strands: tuple[int, ...]
    conditions: tuple[str, ...]
    values: dict[str, Any]


def fact_pages(session: Session, what: FactList, owners: Collection[str], page: Page) -> dict[str, Slice[Version]]:
    """Return a page of each owner's list."""
    phases = _phases(what.order, page.after)
    lengths = fact_counts(session, what, owners) if page.counted else {}
    pages: dict[str, Slice[Version]] = {owner: Slice(total=lengths.get(owner)) for owner in owners}
    for found in _lists(session, what, owners):
        for owner, rows in _rows(session, found, phases, page).items():
            items = tuple((Position(day, key), kept_version_of((key, *rest))) for _, day, key, *rest in rows[: page.first])
            pages[owner] = Slice(items, len(rows) > page.first, lengths.get(owner))
    return pages


def fact_counts(session: Session, what: FactList, owners: Collection[str]) -> dict[str, int]:
    """Return the length of each owner's list: kept where nothing is filtered, else counted."""
    lengths = dict.fromkeys(owners, 0)
    if what.filter == FactFilter():
        ties = {tie.no: owner for owner, tie in _ties(session, what.side, owners).items()}
        for no, length in _kept(session, what, what.side, ties):
            lengths[ties[no]] = length
        return lengths
    for found in _lists(session, what, owners):
        values = {**found.values, "owners": json.dumps(list(found.owners))}
        for no, length in session.rows(_counting(found.walks, found.strands, found.conditions), values):
            lengths[found.owners[no]] = length
    return lengths


def ties_of(session: Session, ids: Collection[NodeId]) -> dict[NodeId, tuple[int, bool]]:
    """Return the number of each node that is there, and whether it is an actor or no party at all."""
    return {key: (no, bool(whole)) for key, no, whole in session.each(_TIES, [by_id(ids)])}


def _rows(session: Session, found: _Found, phases: tuple[_Phase, ...], page: Page) -> dict[str, list[Row]]:
    """Return what a page of each owner is made of, and one row more where there is one."""
    rows: dict[str, list[Row]] = {owner: [] for owner in found.owners.values()}
    values = {**found.values, "day": page.after and page.after.key, "id": page.after and page.after.id, "most": page.first + 1}
    for phase in phases:
        short = [no for no, owner in found.owners.items() if len(rows[owner]) <= page.first]
        sql = _reading(found.walks, found.strands, found.conditions, phase)
        part = session.rows(sql, {**values, "owners": json.dumps(short)}) if short else []
        for row in sorted(part, key=itemgetter(1, 2), reverse=phase.descending):
            rows[found.owners[row[0]]].append(row)
    return rows


def _phases(order: FactOrder, after: Position | None) -> tuple[_Phase, ...]:
    if after is None:
        return _PHASES[order, "start"]
    if not isinstance(after.key, int) or not 0 <= after.key <= OPEN_END:
        raise BadCursor(f"{after.key!r} is no day of this list; give an endCursor of the same list and order")
    return _PHASES[order, "day" if after.key else "no day"]


def _lists(session: Session, what: FactList, owners: Collection[str]) -> Iterator[_Found]:
    """Yield what is to be read; nothing for owners that are not there, nor for a filter by what is not there."""
    filters = _filter_ties(session, what.filter)
    if filters is None:
        return
    strands = tuple(int(strand) for strand in strands_of(what.kind, what.current))
    conditions, values = _conditions(what.filter)
    ties = _ties(session, what.side, owners)
    if filters:
        yield from (_filtered(session, what, owner, (tie, *filters), conditions, strands, values) for owner, tie in ties.items())
        return
    for whole in (True, False):
        alike = {tie.no: owner for owner, tie in ties.items() if tie.whole is whole}
        if alike:
            yield _Found(alike, walks(ties[next(iter(alike.values()))]), strands, conditions, values)


def _ties(session: Session, side: FactSide, owners: Collection[str]) -> dict[str, Tie]:
    if side is FactSide.ALL:
        return {owner: Tie(side, EVERYONE, True) for owner in owners if owner == EVERYTHING}
    return {key: Tie(side, *tie) for key, tie in ties_of(session, owners).items()}


def _filter_ties(session: Session, asked: FactFilter) -> tuple[Tie, ...] | None:
    named = [
        (FactSide.PRACTICE, asked.practice),
        (None, asked.party),
        (FactSide.PROGRAMME, asked.programme),
        (FactSide.SOURCE, asked.source),
    ]
    wanted = [(side, key) for side, key in named if key is not None]
    known = ties_of(session, [key for _, key in wanted]) if wanted else {}
    if any(key not in known for _, key in wanted):
        return None
    return tuple(Tie(side, *known[key]) for side, key in wanted)


def _conditions(asked: FactFilter) -> tuple[tuple[str, ...], dict[str, Any]]:
    dated = asked.first_day is not None or asked.last_day is not None
    conditions = {_STAGES: bool(asked.stages), _DAYS: dated, _HELD: asked.occurrence is not None}
    return tuple(text for text, wanted in conditions.items() if wanted), {
        "stages": json.dumps(sorted(asked.stages)),
        "first_day": asked.first_day.toordinal() if asked.first_day else 0,
        "last_day": asked.last_day.toordinal() if asked.last_day else OPEN_END,
        "held": int(asked.occurrence is Occurrence.HELD),
    }


def _length(session: Session, what: FactList, tie: Tie) -> int:
    sides = (FactSide.TAKER, FactSide.GIVER) if tie.side is None else (tie.side,)
    return sum(length for side in sides for _, length in _kept(session, what, side, [tie.no]))


def _kept(session: Session, what: FactList, side: FactSide, owners: Collection[int]) -> list[tuple[Any, ...]]:
    strands = [int(strand) for strand in strands_of(what.kind, what.current)]
    return session.rows(_LENGTHS, {"owners": json.dumps(list(owners)), "side": side.value, "strands": json.dumps(strands)})


def _filtered(
    session: Session,
    what: FactList,
    owner: str,
    ties: tuple[Tie, ...],
    conditions: tuple[str, ...],
    strands: tuple[int, ...],
    values: dict[str, Any],
) -> _Found:
    """Return the list of one owner as the shortest of those that hold it."""
    names = {f"tie{index}": each.no for index, each in enumerate(ties)}
    met = tuple(condition(each, f":tie{index}") for index, each in enumerate(ties))
    first = min(ties, key=lambda each: _length(session, what, each))
    return _Found({first.no: owner}, walks(first), strands, (*met, *conditions), {**values, **names})


@lru_cache(maxsize=256)
def _reading(ways: tuple[Walk, ...], strands: tuple[int, ...], conditions: tuple[str, ...], phase: _Phase) -> str:
    picked = [
        f"SELECT {way.keys}.day AS day, {way.keys}.id AS id, f.no AS no FROM {way.table}"
        f" WHERE {_met(way, strand, conditions)} AND {phase.where.format(way.keys)}"
        for way in ways
        for strand in strands
    ]
    return (
        f"SELECT o.value, p.day, {VERSION_COLUMNS} FROM json_each(:owners) AS o CROSS JOIN fact AS p"
        f" ON p.no IN (SELECT no FROM ({' UNION ALL '.join(picked)} ORDER BY {phase.order} LIMIT :most))"
        f" CROSS JOIN version AS v ON v.no = p.no"
    )


@lru_cache(maxsize=256)
def _counting(ways: tuple[Walk, ...], strands: tuple[int, ...], conditions: tuple[str, ...]) -> str:
    counted = [
        f"SELECT count(*) AS n FROM {way.unordered or way.table} WHERE {_met(way, strand, conditions)}"
        for way in ways
        for strand in strands
    ]
    return f"SELECT o.value, (SELECT sum(n) FROM ({' UNION ALL '.join(counted)})) FROM json_each(:owners) AS o"


def _met(way: Walk, strand: int, conditions: tuple[str, ...]) -> str:
    return " AND ".join((way.owner, f"{way.keys}.strand = {strand:d}", *conditions))
