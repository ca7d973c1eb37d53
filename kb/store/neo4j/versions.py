"""Versions of facts entered into the graph: the next one of each fact, or the very ones of another store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from kb.model import FactId, FactStatus, Version
from kb.store.base import Recording
from kb.store.derive import displaces
from kb.store.neo4j.lines import LINE, Line, line_in
from kb.store.neo4j.link import Reader
from kb.store.neo4j.reading import grouped
from kb.store.neo4j.records import FACT, VERSION, version_of
from kb.store.neo4j.schema import TYPES, VERSION_LABEL

_ACCEPTED = "UNWIND $ids AS id MATCH ()-[f:{name} {{id: id}}]->() USING INDEX SEEK f:{name}(id) RETURN collect([{line}, {fact}])"
_OTHERS = (
    f"UNWIND $ids AS id MATCH (v:{VERSION_LABEL}) USING INDEX SEEK v:{VERSION_LABEL}(fact) WHERE v.fact = id RETURN collect({VERSION})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """By whom and when the versions of one write are recorded, and as which revision."""

    recorded_at: datetime
    recorded_by: str
    revision: int

    def version(self, recording: Recording, number: int) -> Version:
        """Make a recording a version."""
        return Version(
            fact=recording.fact,
            number=number,
            status=recording.status,
            recorded_at=self.recorded_at,
            recorded_by=self.recorded_by,
            revision=self.revision,
            reason=recording.reason,
        )


class Held(NamedTuple):
    """A version that is there, with the line of an accepted one."""

    version: Version
    line: Line | None


@dataclass(slots=True)
class Plan:
    """What a chunk of versions changes."""

    inserted: list[Version] = field(default_factory=list)
    superseded: list[Held] = field(default_factory=list)
    dropped: list[Held] = field(default_factory=list)  # to be written anew

    @property
    def left(self) -> list[Line]:
        """The lines of accepted versions that are there no longer."""
        return [held.line for held in (*self.superseded, *self.dropped) if held.line is not None]

    @property
    def accepted(self) -> list[Version]:
        """The versions that are relationships from now on."""
        return [version for version in self.inserted if version.status is FactStatus.ACCEPTED]

    @property
    def others(self) -> list[Version]:
        """The versions that stand beside the graph."""
        return [version for version in self.inserted if version.status is not FactStatus.ACCEPTED]


async def held_versions(reader: Reader, ids: Iterable[FactId]) -> dict[FactId, list[Held]]:
    """Return every version of each fact, the first one first; unknown ids have none."""
    found: defaultdict[FactId, list[Held]] = defaultdict(list)
    asked = list(ids)
    for row in await reader.value(_OTHERS, ids=asked):
        found[row["id"]].append(Held(version_of(row), None))
    for name, keys in grouped(asked, TYPES).items():
        for line, row in await reader.value(_ACCEPTED.format(name=name, line=f"f {LINE}", fact=FACT), ids=keys):
            found[row["id"]].append(Held(version_of(row), line_in(line)))
    return defaultdict(list, {key: sorted(held, key=lambda each: each.version.number) for key, held in found.items()})


def next_versions(recordings: Iterable[Recording], held: Mapping[FactId, list[Held]], stamp: Stamp) -> Plan:
    """Plan each fact's next version, unless it is as it was. No fact comes twice."""
    plan = Plan()
    for recording in recordings:
        _next(plan, recording, held[recording.fact.id], stamp)
    return plan


def very_versions(versions: Iterable[Version], held: Mapping[FactId, list[Held]]) -> Plan:
    """Plan versions as they are. No fact comes twice."""
    plan = Plan()
    for version in versions:
        _as_it_is(plan, version, held[version.fact.id])
    return plan


def _next(plan: Plan, recording: Recording, held: list[Held], stamp: Stamp) -> None:
    accepted = next((each for each in held if each.line is not None), None)
    latest = held[-1] if held else None
    former = accepted if recording.status is FactStatus.ACCEPTED and accepted else latest
    if former and former.version.status is recording.status and former.version.fact == recording.fact:
        return
    if accepted and displaces(recording.status):
        plan.superseded.append(accepted)
    if latest and latest.line is None:
        plan.superseded.append(latest)
    plan.inserted.append(stamp.version(recording, latest.version.number + 1 if latest else 1))


def _as_it_is(plan: Plan, version: Version, held: list[Held]) -> None:
    there = next((each for each in held if each.version.number == version.number), None)
    if there and there.version == version:
        return
    if there:
        plan.dropped.append(there)
    plan.superseded += [each for each in held if each is not there and each.line is not None and version.status is FactStatus.ACCEPTED]
    plan.inserted.append(version)
