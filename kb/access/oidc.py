"""Bearers that an OpenID Connect issuer vouches for (RFC 7519, 8725, 9068): signed JSON Web Tokens, checked with its public keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jwt

from kb.access.callers import Caller, Role
from kb.access.handles import handle_of
from kb.access.keys import Keys
from kb.access.trust import Trust
from kb.errors import Forbidden, Unauthenticated

_LEEWAY_SECONDS = 30  # by which two clocks may differ
_LONGEST = 16_384  # characters of a token
_IN_WORDS = ("scope", "scp")  # claims whose text is several values (RFC 8693)
_REQUIRED = ["exp", "iss", "aud", "sub"]


class Oidc:
    """Tells who the bearer of an issuer's token is.

    Args:
        trust: whose tokens, and what they are worth.
        keys: the issuer's; by default those that `trust` names.
    """

    def __init__(self, trust: Trust, keys: Keys | None = None) -> None:
        self._trust = trust
        self._keys = keys or Keys(trust.jwks)

    async def check(self, token: str) -> Caller:
        """Return whose token it is.

        Raises:
            Unauthenticated: it is not one of the issuer's for this audience, or not good now; nobody is told which.
            Forbidden: it is, and gives its bearer no role here.
            NoKeys: it cannot be checked for now.
        """
        claims = await self._claims(token)
        held = [role for value, role in self._trust.roles.items() if value in _values(claims, self._trust.role_claim)]
        if not held:
            raise Forbidden("the token sent gives its bearer no role in this knowledge base; ask whoever runs it for one")
        handle = handle_of(f"{self._trust.issuer}\0{claims['sub']}".encode())
        return Caller(handle, max(held, key=list(Role).index))

    async def _claims(self, token: str) -> dict[str, Any]:
        try:
            if len(token) > _LONGEST:
                raise jwt.DecodeError
            header = jwt.get_unverified_header(token)
            name, algorithm = header.get("kid"), header.get("alg")
            if algorithm not in self._trust.algorithms:
                raise jwt.InvalidAlgorithmError
            key = await self._keys.find(name, algorithm)
            if key is None:
                raise jwt.InvalidKeyError
            return self._verified(token, key)
        except (jwt.PyJWTError, ValueError, RecursionError):
            raise Unauthenticated("the token sent is not good here: not yet, no longer, or not at all; log in again for another") from None

    def _verified(self, token: str, key: jwt.PyJWK) -> dict[str, Any]:
        claims = jwt.decode(
            token,
            key,
            algorithms=self._trust.algorithms,
            audience=self._trust.audience,
            issuer=self._trust.issuer,
            leeway=_LEEWAY_SECONDS,
            options={"require": _REQUIRED, "enforce_minimum_key_length": True},
        )
        if not claims["sub"]:
            raise jwt.MissingRequiredClaimError("sub")
        return claims


def _values(claims: Mapping[str, Any], name: str) -> set[str]:
    """Return the values of a claim; a name with dots may lead into objects, as `realm_access.roles` does."""
    found: Any = claims.get(name)
    if name not in claims:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return set(found.split()) if name in _IN_WORDS else {found}
    return {each for each in found if isinstance(each, str)} if isinstance(found, list) else set()
