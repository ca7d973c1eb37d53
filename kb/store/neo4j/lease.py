"""The base while something is written to it: the revision that is taken first, and the load that needs several transactions.

A load holds the base from its first transaction to its last, and says with each that it is alive. One that fell silent
is over for everybody else; the same load goes on with it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from kb.errors import StoreUnavailable
from kb.store.neo4j.link import Transaction
from kb.store.neo4j.records import moment
from kb.store.neo4j.schema import BASE_ID, BASE_LABEL, CHANGE_LABEL

COPY = "copy"  # the load that all batches of a copy belong to
_SILENT_SECONDS = 60  # after which a load that says nothing has broken off
_TAKE = f"""
    MATCH (base:{BASE_LABEL} {{id: $id}}) SET base.taken = true REMOVE base.taken
    RETURN base {{
        .revision, .rekeyed, .load_id, load_started_at: toString(base.load_started_at),
        silent: base.load_at < datetime() - duration({{seconds: $silent}})
    }}
"""  # it is read once it is locked; to set what is read locks nothing
_MOVE = f"""
    MATCH (base:{BASE_LABEL} {{id: $id}})
    SET base.revision = $revision, base.rekeyed = $rekeyed,
        base.changed_at = CASE WHEN base.changed_at > $at THEN base.changed_at ELSE $at END
"""
_BEGIN = f"""
    MATCH (base:{BASE_LABEL} {{id: $id}})
    SET base.load_started_at = CASE WHEN base.load_id = $load THEN base.load_started_at ELSE datetime() END,
        base.load_recorded_at = CASE WHEN base.load_id = $load THEN base.load_recorded_at ELSE $at END
    SET base.load_id = $load, base.load_at = datetime(), base.load_written = 0, base.load_total = $total
    RETURN toString(base.load_recorded_at)
"""
_GO_ON = f"""
    MATCH (base:{BASE_LABEL} {{id: $id}})
    SET base.load_at = datetime(), base.load_written = base.load_written + $written, base.rekeyed = $rekeyed
"""
_MORE = f"""
    MATCH (base:{BASE_LABEL} {{id: $id}})
    SET base.load_id = $load, base.load_started_at = coalesce(base.load_started_at, datetime()), base.load_at = datetime(),
        base.load_written = coalesce(base.load_written, 0) + $written, base.rekeyed = $rekeyed
"""
_END = f"""
    MATCH (base:{BASE_LABEL} {{id: $id}})
    REMOVE base.load_id, base.load_started_at, base.load_at, base.load_recorded_at, base.load_written, base.load_total
"""
_LAST_CHANGE = f"""
    MATCH (c:{CHANGE_LABEL}) WHERE c.sort_change > $after WITH c ORDER BY c.sort_change DESC LIMIT 1 RETURN [c.revision, toString(c.at)]
"""


class Base(NamedTuple):
    """What a write finds when it has taken the revision: nobody else writes until its transaction ends."""

    revision: int
    rekeyed: bool  # some accepted fact has a natural key that its id was not minted from


class Lost(Exception):
    """A load no longer holds the base: somebody ended it, as it had fallen silent, or came to its end first."""


async def take(transaction: Transaction, load: str | None = None) -> Base:
    """Take the revision.

    Args:
        transaction: which then holds it until it ends.
        load: the load that this is a part of, or begins.

    Raises:
        StoreUnavailable: another load runs.
    """
    base, found = await _taken(transaction)
    if found["load_id"] in (None, load):
        return base
    if not found["silent"]:
        began = moment(found["load_started_at"]).strftime("%H:%M:%S UTC")
        raise StoreUnavailable(f"a load or a copy is running since {began}", "try again when it is over")
    return await end(transaction, base)


async def hold(transaction: Transaction, load: str) -> Base:
    """Take the revision for a load that has begun. Raises Lost where it holds the base no longer."""
    base, found = await _taken(transaction)
    if found["load_id"] != load:
        raise Lost
    return base


async def _taken(transaction: Transaction) -> tuple[Base, dict[str, Any]]:
    found = await transaction.value(_TAKE, id=BASE_ID, silent=_SILENT_SECONDS)
    return Base(found["revision"], bool(found["rekeyed"])), found


async def begin(transaction: Transaction, load: str, at: datetime, total: int | None) -> datetime:
    """Begin a load, or go on with the one that broke off. Return when its facts are recorded: `at`, or what was said the first time."""
    return moment(await transaction.value(_BEGIN, id=BASE_ID, load=load, at=at, total=total))


async def go_on(transaction: Transaction, written: int, rekeyed: bool) -> None:
    """Say that a load has written so many things more."""
    await transaction.run(_GO_ON, id=BASE_ID, written=written, rekeyed=rekeyed)


async def tell_of_more(transaction: Transaction, written: int, base: Base) -> None:
    """Say that a copy has written so many things more, and is not at its end."""
    await transaction.run(_MORE, id=BASE_ID, load=COPY, written=written, rekeyed=base.rekeyed)


async def end(transaction: Transaction, base: Base) -> Base:
    """End a load: what it wrote is the next revision, if it wrote anything."""
    await transaction.run(_END, id=BASE_ID)
    last = await transaction.value(_LAST_CHANGE, after=f"{base.revision:012d}|\U0010ffff")
    if last is None:
        return base
    revision, at = last
    await move(transaction, base._replace(revision=revision), moment(at))
    return base._replace(revision=revision)


async def move(transaction: Transaction, base: Base, at: datetime) -> None:
    """Move the base to a revision that was made at that time."""
    await transaction.run(_MOVE, id=BASE_ID, revision=base.revision, rekeyed=base.rekeyed, at=at)
