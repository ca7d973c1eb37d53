"""What was ever recorded of a thing, by whom, and who accepted it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from kb.access.callers import Caller, Role
from kb.model import NO_TEXTS, AnyNode, FactStatus, Texts, Version, kind_of
from kb.recording.lookup import traces
from kb.recording.outcomes import Thing
from kb.recording.shelves import ACCEPTED
from kb.recording.submissions import FACT_KINDS
from kb.recording.writing import numbered
from kb.store.base import Store
from kb.wire import adapter


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One version of a node or a fact."""

    number: int  # 1 is the first
    status: FactStatus
    thing: Thing
    recorded_at: datetime | None  # None: nobody knows, it came with a load
    recorded_by: str | None  # an opaque handle
    accepted_by: str | None  # an opaque handle; None: it came with a load
    reason: Texts = NO_TEXTS  # why it was corrected or withdrawn


async def history(store: Store, caller: Caller, key: str) -> list[Record]:
    """Return every version of a node or a fact, the first one first; of a contributor, only the own ones.

    Raises:
        Unauthenticated, Forbidden: the caller may see none.
    """
    caller.must(Role.CONTRIBUTOR)
    records = await (_of_fact(store, key) if kind_of(key) in FACT_KINDS else _of_node(store, key))
    return [record for record in records if caller.may(Role.CURATOR) or record.recorded_by == caller.handle]


async def _of_fact(store: Store, key: str) -> list[Record]:
    versions: list[Version] = (await store.history([key])).get(key, [])
    accepted = await store.notes(ACCEPTED, [numbered(key, version.number) for version in versions])
    return [
        Record(
            number=version.number, status=version.status, thing=version, recorded_at=version.recorded_at,
            recorded_by=version.recorded_by, accepted_by=_accepted_by(accepted.get(numbered(key, version.number))),
            reason=version.reason,
        )
        for version in versions
    ]  # fmt: skip


def _accepted_by(body: str | None) -> str | None:
    return orjson.loads(body)["accepted_by"] if body else None


async def _of_node(store: Store, key: str) -> list[Record]:
    """Each note has what the node was before it was written; what it became stands in the next one, or is what it is now."""
    now: AnyNode | None = (await store.nodes([key])).get(key)
    if now is None:
        return []
    told = [orjson.loads(body) for body in await traces(store, key)]
    became = [*(_node(key, each["was"]) for each in told[1:]), now]
    first = [(_node(key, told[0]["was"]), _UNTOLD)] if told and told[0]["was"] else [] if told else [(now, _UNTOLD)]
    versions = [*first, *zip(became, told, strict=True)] if told else first
    return [_record(number, node, each, node is now) for number, (node, each) in enumerate(versions, 1)]


_UNTOLD: dict[str, Any] = {"by": None, "accepted_by": None, "at": None, "reason": ""}


def _record(number: int, node: AnyNode, told: dict[str, Any], current: bool) -> Record:
    return Record(
        number=number,
        status=FactStatus.ACCEPTED if current and node.merged_into is None else FactStatus.SUPERSEDED,
        thing=node,
        recorded_at=datetime.fromisoformat(told["at"]) if told["at"] else None,
        recorded_by=told["by"],
        accepted_by=told["accepted_by"],
        reason=Texts(und=told["reason"]) if told["reason"] else NO_TEXTS,
    )


def _node(key: str, body: dict[str, Any]) -> AnyNode:
    node: AnyNode = adapter(kind_of(key)).validate_python(body)
    return node
