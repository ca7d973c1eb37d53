"""Who asks over HTTP, and how somebody who may not is told so."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.types import Scope

from kb.access.callers import Caller
from kb.access.gate import Gate, challenge
from kb.api.errors import Refusal
from kb.config import Settings
from kb.errors import Forbidden, InvalidInput, NoKeys, Unauthenticated
from kb.store.base import Store

_AGAIN_SECONDS = 60


class Entry:
    """Tells who sends a request, before anything of it is read.

    Args:
        store: where tokens are kept.
        settings: who may read, and which issuer is trusted.

    Raises:
        InvalidInput: the settings of an issuer do not fit.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self.gate = Gate(store, settings)

    async def caller(self, scope: Scope) -> Caller:
        """Return who sends a request. Raises Refusal for one whose bearer is not let in, StoreError."""
        sent = [header for header in scope["headers"] if header[0] == b"authorization"]
        if len(sent) > 1:
            raise Refusal(400, "BAD_REQUEST", "`Authorization` is there more than once; send it once")
        headers = dict(sent)
        try:
            return await self.gate.caller(headers, scope["query_string"])
        except (Unauthenticated, Forbidden, InvalidInput, NoKeys) as error:
            raise _refusal(error, headers) from None

    async def close(self) -> None:
        """Wait for what is being written down; the store closes after that."""
        await self.gate.close()


def _refusal(error: Unauthenticated | Forbidden | InvalidInput | NoKeys, headers: Mapping[bytes, bytes]) -> Refusal:
    if isinstance(error, Unauthenticated):
        return Refusal(401, error.code, str(error), headers={"WWW-Authenticate": challenge(headers)})
    if isinstance(error, NoKeys):
        return Refusal(503, error.code, str(error), _AGAIN_SECONDS)
    return Refusal(403 if isinstance(error, Forbidden) else 400, error.code, str(error))
