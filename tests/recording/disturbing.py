"""Stores in which somebody else does something at a chosen moment."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from kb.store.base import Store

Deed = Callable[[], Awaitable[object]]


class Disturbed:
    """A store in which something is done just before it is asked for the so-and-so-many-th time."""

    def __init__(self, store: Store, call: int, deed: Deed) -> None:
        self._store = store
        self._left = call
        self._deed = deed
        self.is_done = False

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._store, name)

        async def call(*given: Any, **named: Any) -> Any:
            self._left -= 1
            if self._left == 0:
                self.is_done = True
                await self._deed()
            return await method(*given, **named)

        return call
