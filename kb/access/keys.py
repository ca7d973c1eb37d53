"""The public keys of an issuer: read off the event loop, kept, and read again when an unknown one is named."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Sequence

from jwt import PyJWK, PyJWTError

from kb.access.fetching import Jwk, fetch
from kb.errors import NoKeys

_AGAIN_SECONDS = 60  # between two attempts, whoever asks and however often
_OLD_SECONDS = 3600  # after which keys are read again
_SPENT_SECONDS = 86_400  # after which they are not believed any more
_FAMILIES = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}  # by how the name of an algorithm begins
_log = logging.getLogger("kb.access")


class Keys:
    """Finds the key that a token says it is signed with.

    Args:
        place: where the keys are.
        read: reads them; may block.
        clock: seconds that never go back.
    """

    def __init__(self, place: str, read: Callable[[str], Sequence[Jwk]] = fetch, clock: Callable[[], float] = time.monotonic) -> None:
        self._place, self._read_from, self._clock = place, read, clock
        self._keys: Sequence[Jwk] | None = None
        self._made: dict[tuple[str | None, str], PyJWK] = {}
        self._read_at = self._tried_at = float("-inf")
        self._reading = asyncio.Lock()

    async def find(self, name: str | None, algorithm: str) -> PyJWK | None:
        """Return the key of that name for an algorithm; None where the issuer has none.

        Args:
            name: its `kid`; None: the only key for the algorithm.
            algorithm: an allowed one, for public keys.

        Raises:
            NoKeys: they cannot be read, or could not be for a day.
        """
        found = self._find(name, algorithm)
        old = self._age > _OLD_SECONDS
        if found is None or (old and not self._reading.locked()):  # while somebody reads, who has a key does not wait
            await self._renew()
            found = self._find(name, algorithm)
        if self._keys is None or self._age > _SPENT_SECONDS:
            raise NoKeys("the keys that bearer tokens are checked with are not to be had; try again in a minute")
        return found

    @property
    def _age(self) -> float:
        return self._clock() - self._read_at

    async def _renew(self) -> None:
        async with self._reading:
            if self._clock() - self._tried_at < _AGAIN_SECONDS:
                return
            self._tried_at = self._clock()
            try:
                keys = await asyncio.to_thread(self._read_from, self._place)
            except NoKeys as error:
                _log.warning("%s: %s", error, error.__cause__)
                return
            self._keys, self._read_at = keys, self._clock()
            self._made.clear()

    def _find(self, name: str | None, algorithm: str) -> PyJWK | None:
        made = self._made.get((name, algorithm))
        if made is None:
            suiting = [key for key in self._keys or () if _suits(key, algorithm) and name in (None, key.get("kid"))]
            made = _made(suiting[0], algorithm) if len(suiting) == 1 else None
            if made is not None:
                self._made[name, algorithm] = made
        return made


def _suits(key: Jwk, algorithm: str) -> bool:
    of_kind = key.get("kty") == _FAMILIES[algorithm[:2]]
    return of_kind and key.get("alg", algorithm) == algorithm and key.get("use", "sig") == "sig"


def _made(key: Jwk, algorithm: str) -> PyJWK | None:
    try:
        return PyJWK(key, algorithm)
    except PyJWTError as error:
        _log.warning("a key that KB_OIDC_JWKS names is of no use: %s", type(error).__name__)
        return None
