"""Writes that one transaction holds: all of one, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from kb.errors import Conflict, InvalidInput, Refused
from kb.model import Version
from kb.store.base import Change, Row, Write
from kb.store.neo4j import notes
from kb.store.neo4j.lease import COPY, Base, end, move, take, tell_of_more
from kb.store.neo4j.link import Transaction
from kb.store.neo4j.versions import Stamp
from kb.store.neo4j.writer import Writer

_LONG_AGO = 0  # the revision at which what is restored came, or was superseded: before any scan of this store


async def write(transaction: Transaction, asked: Write) -> int:
    """Write all or nothing, and return the revision then.

    Raises:
        Refused: with every problem.
        Conflict: the key of a fresh note is taken, or the store is at another revision than asked for.
    """
    base = await take(transaction)
    check_revision(asked, base)
    await notes.put(transaction, asked.notes)
    stamp = Stamp(recorded_at=in_a_zone(asked.recorded_at), recorded_by=asked.recorded_by, revision=base.revision + 1)
    writer = Writer(transaction, base, stamp.revision)
    await writer.put(asked.nodes)
    await writer.record(asked.facts, stamp)
    await settle(writer)
    if not writer.changed:
        return base.revision
    await log(writer, stamp)
    await move(transaction, Base(stamp.revision, writer.rekeyed), stamp.recorded_at)
    return stamp.revision


async def restore(transaction: Transaction, rows: Sequence[Row], more: bool) -> None:
    """Write rows of another store as they are; `more`: others follow. Raises Refused with every dangling reference."""
    base = await take(transaction, COPY)
    writer = Writer(transaction, base, _LONG_AGO)
    await writer.put([row for row in rows if not isinstance(row, Version | Change)])
    await writer.place(row for row in rows if isinstance(row, Version))
    await settle(writer)
    changes = [row for row in rows if isinstance(row, Change)]
    await writer.log(changes)
    now = Base(max([base.revision, *(change.revision for change in changes)]), writer.rekeyed)
    if changes:
        await move(transaction, now, max(in_a_zone(change.at) for change in changes))
    await (tell_of_more(transaction, len(rows) - len(changes), now) if more else end(transaction, now))


async def log(writer: Writer, stamp: Stamp) -> None:
    """Write what a writer changed into the change log."""
    changed = writer.changed.items()
    await writer.log(Change(revision=stamp.revision, id=key, at=stamp.recorded_at, status=status) for key, status in changed)


def check_revision(asked: Write, base: Base) -> None:
    """Raise Conflict where the store is at another revision than a write is for."""
    if asked.at_revision not in (None, base.revision):
        raise Conflict("revision", str(base.revision))


async def settle(writer: Writer) -> None:
    """Refuse what is wrong."""
    if not writer.problems:
        await writer.check_doubles()
    if writer.problems:
        raise Refused(writer.problems)


def in_a_zone(when: datetime) -> datetime:
    """Return a time as it is. Raises InvalidInput for one without a time zone."""
    if when.tzinfo is None:
        raise InvalidInput(f"the time {when} has no time zone")
    return when
