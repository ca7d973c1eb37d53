"""Facts and versions as rows of tables, and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, TypeVar

from kb.errors import InvalidInput
from kb.model import IN_USE, NO_TEXTS, AnyFact, FactId, FactStatus, NodeId, Occurrence, Texts, Version
from kb.store.base import Recording
from kb.store.derive import circle, ends, span
from kb.store.sqlite.pool import Row, Session
from kb.store.sqlite.schema import STRANDS
from kb.wire import decode_fact, decode_node, encode

Item = TypeVar("Item")
CHUNK = 2000  # ids or rows that one statement takes
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_STRAND = {kind: int(strands[0]) for kind, strands in STRANDS.items()}  # sqlite3 binds plain types much faster than enums and bools

VERSION_COLUMNS = "v.id, v.number, v.status, v.recorded_at, v.recorded_by, v.revision, v.reason, v.body"
_NUMBERS = "SELECT id, no, actor FROM node WHERE id IN (SELECT value FROM json_each(?))"
_ALL_NUMBERS = "SELECT id, no, actor FROM node"

node_of = lru_cache(maxsize=50_000)(decode_node)  # what is asked again and again is decoded once
fact_of = lru_cache(maxsize=50_000)(decode_fact)


class FactLine(NamedTuple):
    """A row of `fact`: what an accepted fact is listed and filtered by. Nodes go by their numbers."""

    no: int
    id: str
    strand: int
    practice: int | None
    taker: int
    giver: int | None
    taker_actor: int
    giver_actor: int | None
    programme: int | None
    day: int
    last_day: int
    stage: str | None
    circle: str | None
    held: int
    disputed: int
    in_use: int


class VersionLine(NamedTuple):
    """A row of `version`, without its number in the table."""

    id: str
    number: int
    status: str
    recorded_at: int  # microseconds since 1970, UTC
    recorded_by: str
    revision: int
    reason: str | None
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """By whom and when the versions of one write are recorded, and as which revision."""

    recorded_at: int
    recorded_by: str
    revision: int

    def line(self, recording: Recording, number: int, body: bytes) -> VersionLine:
        """Write a recording as a row of `version`."""
        status, reason = recording.status.value, written(recording.reason)
        return VersionLine(recording.fact.id, number, status, self.recorded_at, self.recorded_by, self.revision, reason, body)


class Numbers:
    """The numbers of nodes, and of their actors, by id; looked up once each."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.of: dict[NodeId, int] = {}
        self.actor: dict[NodeId, int] = {}

    def learn(self, ids: Iterable[NodeId]) -> None:
        """Look up those ids that are not known yet; what is no node stays unknown."""
        for part in chunks(set(ids) - self.of.keys()):
            self._take(self._session.each(_NUMBERS, [json.dumps(part)]))

    def learn_all(self) -> None:
        """Look up every node."""
        self._take(self._session.each(_ALL_NUMBERS))

    def _take(self, rows: Iterable[Row]) -> None:
        for key, no, actor in rows:
            self.of[key] = no
            self.actor[key] = actor


def fact_row(no: int, fact: AnyFact, numbers: Numbers) -> Row:
    """Write an accepted fact as a row, in the order of FactLine. Raises KeyError for a node without a number.

    A plain tuple: sqlite3 takes twice as long over any other sequence.
    """
    practice, taker, giver, stage = ends(fact)
    day, last_day = span(fact.date)
    of, actor = numbers.of, numbers.actor
    group = circle(fact.collective)
    held = fact.occurrence is Occurrence.HELD
    return (
        no,
        fact.id,
        _STRAND[fact.fact_kind],
        of[practice] if practice else None,
        of[taker],
        of[giver] if giver else None,
        actor[taker],
        actor[giver] if giver else None,
        of[fact.programme] if fact.programme else None,
        day,
        last_day,
        stage.value if stage else None,
        group,
        int(held),
        int(fact.disputed),
        int(stage in IN_USE and held and group is None),
    )


def sources_of(fact: AnyFact, numbers: Numbers) -> Collection[int]:
    """Return the number of each source of a fact, once. Raises KeyError for one without a number."""
    if len(fact.citations) == 1:
        return (numbers.of[fact.citations[0].source],)
    return {numbers.of[citation.source] for citation in fact.citations}


def version_of(row: Row, decode: Callable[[FactId, bytes], AnyFact] = fact_of) -> Version:
    """Read a row of VERSION_COLUMNS."""
    key, number, status, at, by, revision, reason, body = row
    return Version(
        fact=decode(key, body),
        number=number,
        status=FactStatus(status),
        recorded_at=moment(at),
        recorded_by=by,
        revision=revision,
        reason=Texts(json.loads(reason)) if reason else NO_TEXTS,
    )


kept_version_of = lru_cache(maxsize=50_000)(version_of)  # by the whole row: in a file filled anew, an id and a number may mean another


def line_of(version: Version) -> VersionLine:
    """Write a version as a row."""
    return VersionLine(
        version.fact.id,
        version.number,
        version.status.value,
        microseconds(version.recorded_at),
        version.recorded_by,
        version.revision,
        written(version.reason),
        encode(version.fact),
    )


def written(reason: Texts) -> str | None:
    """Write a reason as JSON."""
    return json.dumps(dict(reason), ensure_ascii=False) if reason else None


def microseconds(when: datetime) -> int:
    """Write a time as microseconds since 1970. Raises InvalidInput for one without a time zone."""
    if when.tzinfo is None:
        raise InvalidInput(f"the time {when} has no time zone")
    return (when - _EPOCH) // _MICROSECOND


def moment(at: int) -> datetime:
    """Read a time back, in UTC."""
    return _EPOCH + at * _MICROSECOND


def chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """Cut anything into lists of at most `size`."""
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def by_id(ids: Collection[str]) -> str:
    """Write ids as the JSON that `json_each` reads."""
    return json.dumps(list(ids))
