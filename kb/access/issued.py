"""A token as it is kept: everything but its secret."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from hmac import compare_digest

import orjson

from kb.access.callers import Caller, Role
from kb.access.handles import handle_of, letters
from kb.errors import InvalidInput

PREFIX = "kb_"  # by which those who look for leaked secrets know one
_ID_LETTERS = 10
_SECRET_BYTES = 32
_LONGEST_LABEL = 200  # characters
_PLAIN = re.compile(rf"{PREFIX}([a-z2-7]{{{_ID_LETTERS}}})_([A-Za-z0-9_-]{{43}})")
_NO_DIGEST = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """Who may do what with it, and until when."""

    id: str
    digest: str = field(repr=False)  # SHA-256 of the secret, in hexadecimal
    role: Role
    handle: str  # under which its bearer is known
    label: str  # for people; what is recorded does not name it
    created: datetime
    expires: date | None  # the last day on which it is good, in UTC; None: it does not expire
    revoked: datetime | None = None
    last_used: datetime | None = None  # to the minute; None: never, or nobody asked

    @property
    def caller(self) -> Caller:
        """Who its bearer is."""
        return Caller(self.handle, self.role)

    def good(self, at: datetime) -> bool:
        """Tell whether it is neither revoked nor expired."""
        return self.revoked is None and (self.expires is None or at.astimezone(UTC).date() <= self.expires)


def issue(role: Role, *, label: str, expires: date | None, at: datetime) -> tuple[Token, str]:
    """Make a token; return how it is kept, and its text, which is not kept.

    Raises:
        InvalidInput: it would have expired already, or the label is too long.
    """
    if expires is not None and expires < at.astimezone(UTC).date():
        raise InvalidInput(f"a token that expires on {expires} is of no use; name a day to come")
    if len(label) > _LONGEST_LABEL:
        raise InvalidInput(f"a label of {len(label)} characters is too long; {_LONGEST_LABEL} are allowed")
    key, secret = letters(secrets.token_bytes(_ID_LETTERS), _ID_LETTERS), secrets.token_urlsafe(_SECRET_BYTES)
    handle = handle_of(secrets.token_bytes(_SECRET_BYTES))
    token = Token(id=key, digest=_digest(secret), role=role, handle=handle, label=label, created=at, expires=expires)
    return token, f"{PREFIX}{key}_{secret}"


def parted(plain: str) -> tuple[str, str] | None:
    """Return the id and the secret of a token's text; None for what is no token of ours."""
    found = _PLAIN.fullmatch(plain)
    return (found[1], found[2]) if found else None


def is_of(secret: str, token: Token | None) -> bool:
    """Tell whether a secret is that of a token. Takes as long for a wrong one, and for no token, as for the right one."""
    same = compare_digest(_digest(secret), token.digest if token else _NO_DIGEST)
    return same and token is not None


def encoded(token: Token) -> str:
    """Return what a store keeps of a token."""
    kept = {name: getattr(token, name) for name in ("digest", "role", "handle", "label", "created", "expires", "revoked")}
    return orjson.dumps(kept).decode()


def decoded(key: str, body: str) -> Token:
    """Return the token that a store keeps under an id."""
    kept = orjson.loads(body)
    return Token(
        id=key,
        digest=kept["digest"],
        role=Role(kept["role"]),
        handle=kept["handle"],
        label=kept["label"],
        created=datetime.fromisoformat(kept["created"]),
        expires=date.fromisoformat(kept["expires"]) if kept["expires"] else None,
        revoked=datetime.fromisoformat(kept["revoked"]) if kept["revoked"] else None,
    )


def _digest(secret: str) -> str:
    return sha256(secret.encode("ascii")).hexdigest()
