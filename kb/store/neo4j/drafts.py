"""Versions of facts as properties, which can be worked out before it is known whether they are entered."""

from __future__ import annotations

from asyncio import Future, get_running_loop
from collections.abc import Iterable, Sequence

from kb.model import FactId, Version
from kb.model.ids import mint
from kb.store.base import Recording
from kb.store.neo4j.plain import Properties, digest, properties_of, texts_as
from kb.store.neo4j.versions import Stamp


class Drafts:
    """Keeps the properties that versions are expected to have, until they are asked for."""

    def __init__(self) -> None:
        self._kept: dict[FactId, tuple[Version, Properties]] = {}
        self._coming: Future[None] | None = None

    def expect(self, recordings: Sequence[Recording], stamp: Stamp) -> None:
        """Expect that each is the first version of its fact, and begin to work them out in a thread."""
        self._coming = get_running_loop().run_in_executor(None, self._prepare, recordings, stamp)

    async def ready(self) -> None:
        """Wait until all that is expected is worked out."""
        if self._coming is not None:
            await self._coming

    def _prepare(self, recordings: Iterable[Recording], stamp: Stamp) -> None:
        for recording in recordings:
            version = stamp.version(recording, 1)
            self._kept[recording.fact.id] = version, recorded(version)

    def take(self, version: Version) -> Properties:
        """Return the properties of a version, whether it was expected or not; they are the caller's own."""
        expected, properties = self._kept.pop(version.fact.id, (None, {}))
        return properties if expected == version else recorded(version)


def recorded(version: Version) -> Properties:
    """Write a version as the properties that do not depend on where it stands."""
    fact = version.fact
    return {
        **properties_of(fact),
        **texts_as("reason", version.reason),
        "hash": digest(fact, version.number, version.revision, version.recorded_at, version.recorded_by, *version.reason.items()),
        "key": mint(fact.fact_kind, fact.natural_key),
        "number": version.number,
        "revision": version.revision,
        "recorded_at": version.recorded_at,
        "recorded_by": version.recorded_by,
    }
