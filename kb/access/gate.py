"""Who sends a request: told by its bearer token alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from kb.access.callers import ANONYMOUS, Caller
from kb.access.issued import PREFIX
from kb.access.tokens import Tokens
from kb.access.trust import trust_of
from kb.config import Settings
from kb.errors import InvalidInput, Unauthenticated
from kb.extras import needed
from kb.store.base import Store

if TYPE_CHECKING:
    from kb.access.oidc import Oidc

_OIDC = "oidc"  # the extra
_HEADER = b"authorization"
_SCHEME = "bearer"
_IN_ADDRESSES = {"token", "access_token"}
_REALM = 'Bearer realm="peer-learning-kb"'


class Gate:
    """Tells who a caller is, and lets nobody read without a token where the settings say so.

    Args:
        store: where tokens are kept.
        settings: who may read, and which issuer is trusted.

    Raises:
        InvalidInput: the settings of an issuer do not fit, or what they take is not installed.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self.tokens = Tokens(store)
        self._open = settings.reading == "open"
        self._oidc = _oidc(settings)

    async def caller(self, headers: Mapping[bytes, bytes], query: bytes = b"") -> Caller:
        """Return who sends a request.

        Args:
            headers: of the request, by names in lower case.
            query: what stands behind the question mark of its address.

        Raises:
            Unauthenticated: the token is not good, or there is none and reading takes one.
            Forbidden: an issuer vouches for the caller, who has no role here.
            InvalidInput: there is a token in the address, where it is not looked at.
            NoKeys, StoreError: the token cannot be checked for now.
        """
        if b"token" in query.lower() and _has_token(query):
            raise InvalidInput("a token in an address ends up in logs: revoke it, and send another as `Authorization: Bearer ...`")
        sent = headers.get(_HEADER)
        if sent is not None:
            return await self.bearer(_token(sent))
        if not self._open:
            raise Unauthenticated("reading takes a token here; send it as `Authorization: Bearer ...`")
        return ANONYMOUS

    async def bearer(self, token: str) -> Caller:
        """Return who the bearer of a token is, however it was sent. Raises what `caller` does."""
        if self._oidc is None or token.startswith(PREFIX):
            return await self.tokens.check(token)
        return await self._oidc.check(token)

    async def close(self) -> None:
        """Wait for what is being written down; the store closes after that."""
        await self.tokens.close()


def challenge(headers: Mapping[bytes, bytes]) -> str:
    """Return the `WWW-Authenticate` that goes with a refusal (RFC 6750): whether a token was sent in vain, or is wanted."""
    return f'{_REALM}, error="invalid_token"' if _HEADER in headers else _REALM


def _has_token(query: bytes) -> bool:
    return any(name.lower() in _IN_ADDRESSES for name, _ in parse_qsl(query.decode("latin-1"), keep_blank_values=True))


def _token(sent: bytes) -> str:
    scheme, _, token = sent.decode("latin-1").strip().partition(" ")
    token = token.strip()
    if scheme.lower() != _SCHEME or not token or not token.isascii():
        raise Unauthenticated("`Authorization` is not understood; send a token as `Authorization: Bearer ...`")
    return token


def _oidc(settings: Settings) -> Oidc | None:
    trust = trust_of(settings)
    if trust is None:
        return None
    for package in ("jwt", "cryptography"):
        needed(package, _OIDC)
    from kb.access.oidc import Oidc

    return Oidc(trust)
