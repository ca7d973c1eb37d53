"""Work in the background that is done again and again, also when it fails."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from kb.errors import StoreError

_log = logging.getLogger("kb.service")


class Trying:
    """Tries something as often as it is asked to; the log says once that it fails, and once that it works again.

    Args:
        what: is followed, as the log names it.
        work: what is tried.
    """

    def __init__(self, what: str, work: Callable[[], Awaitable[None]]) -> None:
        self._what = what
        self._work = work
        self._has_failed = False

    async def once(self) -> None:
        """Try it; whatever goes wrong goes to the log alone."""
        try:
            await self._work()
        except Exception as error:
            if not self._has_failed:
                is_a_bug = not isinstance(error, StoreError)
                _log.warning("%s cannot be followed, and is tried again: %s", self._what, error, exc_info=is_a_bug)
            self._has_failed = True
        else:
            if self._has_failed:
                _log.warning("%s is followed again", self._what)
            self._has_failed = False
