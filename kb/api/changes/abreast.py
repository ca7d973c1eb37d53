"""The revision of a store, read once for all requests that came in together."""

from __future__ import annotations

import asyncio

from kb.store.base import Store


class Revision:
    """Reads the revision for any number of requests on one event loop.

    A request takes part in a read that began in the same turn of the loop: it was there before the read, so that it sees
    every write that ended before it came. What comes later begins another.

    Args:
        store: whose revision it is.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._reading: asyncio.Future[int | None] | None = None  # of this turn; None in it: it failed

    async def read(self) -> int:
        """Return the revision. Raises StoreError."""
        if self._reading is not None:
            revision = self._reading.result() if self._reading.done() else await asyncio.shield(self._reading)
            return await self._store.revision() if revision is None else revision
        loop = asyncio.get_running_loop()
        reading = self._reading = loop.create_future()
        loop.call_soon(self._forget)
        revision = None
        try:
            revision = await self._store.revision()
        finally:
            reading.set_result(revision)
        return revision

    def _forget(self) -> None:
        self._reading = None
