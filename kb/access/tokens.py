"""The tokens of a store: issued, looked at, revoked."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from typing import TypeVar

from kb.access.callers import ANONYMOUS, Caller, Role
from kb.access.issued import Token, decoded, encoded, is_of, issue, parted
from kb.errors import KbError, NotFound, Unauthenticated
from kb.store.base import Note, Store, Write

_TOKENS = "token"  # by id: a token
_USES = "token-use"  # by id: when it was last used; apart, so that writing it down never undoes a revocation
_WRITER = "kb token"
_FRESH = timedelta(seconds=3)  # for which a token is not read again
_MINUTE = timedelta(minutes=1)
_MOST = 1000  # tokens that are remembered
_PAGE = 500
_MARK_BYTES = 16
_NEVER = datetime.max.replace(tzinfo=UTC)
_UNCHECKED = (ANONYMOUS, _NEVER, _NEVER)
Key = TypeVar("Key")
Value = TypeVar("Value")
_log = logging.getLogger("kb.access")


def _now() -> datetime:
    return datetime.now(UTC)


class Tokens:
    """Issues tokens, and tells whose a token is.

    Args:
        store: where they are kept.
        now: what time it is.
    """

    def __init__(self, store: Store, now: Callable[[], datetime] = _now) -> None:
        self._store = store
        self._now = now
        self._read: dict[str, tuple[Token, datetime]] = {}  # the oldest first
        self._checked: dict[bytes, tuple[Caller, datetime, datetime]] = {}  # by mark: from when until when that is so; the oldest first
        self._key = secrets.token_bytes(_MARK_BYTES)
        self._used: dict[str, datetime] = {}
        self._revocations = 0
        self._writing: set[asyncio.Task[None]] = set()

    async def create(self, role: Role, *, label: str = "", expires: date | None) -> str:
        """Issue a token and return its text, which nobody can be told again.

        Args:
            role: what its bearer may do.
            label: for people who look through the tokens.
            expires: the last day on which it is good, in UTC; None: it does not expire.

        Raises:
            InvalidInput: that day is over, or the label is too long.
            StoreError: it cannot be kept.
        """
        token, plain = issue(role, label=label, expires=expires, at=self._now())
        await self._write(Note(shelf=_TOKENS, key=token.id, body=encoded(token), fresh=True))
        return plain

    async def check(self, plain: str) -> Caller:
        """Return whose a token is.

        Raises:
            Unauthenticated: it is unknown, expired or revoked; nobody is told which.
            StoreError: the tokens cannot be read.
        """
        mark, now = self._mark(plain), self._now()
        caller, since, until = self._checked.get(mark, _UNCHECKED)
        return caller if since <= now < until else await self._check(plain, mark)

    async def revoke(self, key: str) -> None:
        """See that a token is good no more: here at once, in other processes within seconds. Raises NotFound, StoreError."""
        bodies = await self._store.notes(_TOKENS, [key])
        if key not in bodies:
            raise NotFound("token", key)
        token = decoded(key, bodies[key])
        if token.revoked is None:
            await self._write(Note(shelf=_TOKENS, key=key, body=encoded(replace(token, revoked=self._now()))))
        self._revocations += 1
        self._read.pop(key, None)
        self._checked.clear()

    async def listing(self) -> list[Token]:
        """Return every token, by id."""
        found: list[Token] = []
        after = ""
        while page := await self._store.note_page(_TOKENS, after, _PAGE):
            after = page[-1][0]
            uses = await self._store.notes(_USES, [key for key, _ in page])
            found += (replace(decoded(key, body), last_used=_moment(uses.get(key))) for key, body in page)
        return found

    async def close(self) -> None:
        """Wait for what is being written."""
        await asyncio.gather(*self._writing)

    async def _check(self, plain: str, mark: bytes) -> Caller:
        before = self._revocations
        key, secret = parted(plain) or ("", "")
        token = await self._find(key) if key else None
        now = self._now()
        if not is_of(secret, token) or token is None or not token.good(now):
            raise Unauthenticated("the token sent is not known, has expired, or was revoked; ask an administrator for another")
        self._use(key, now)
        if before == self._revocations:
            _remember(self._checked, mark, (token.caller, now, self._until(key, now)))
        return token.caller

    async def _find(self, key: str) -> Token | None:
        now = self._now()
        token, read_at = self._read.get(key, (None, now))
        if token is not None and timedelta() <= now - read_at < _FRESH:
            return token
        before = self._revocations
        body = (await self._store.notes(_TOKENS, [key])).get(key)
        token = decoded(key, body) if body else None
        if token is not None and before == self._revocations:  # else it may be the one that was revoked meanwhile
            _remember(self._read, key, (token, now))
        return token

    def _mark(self, plain: str) -> bytes:
        """Return what a token is known again by; nobody can tell it beforehand, so that how long a look-up takes tells nothing."""
        return blake2b(plain.encode(errors="surrogatepass"), key=self._key, digest_size=_MARK_BYTES).digest()

    def _until(self, key: str, now: datetime) -> datetime:
        """Return how long a token is as it was: until it is read again, or a minute ends; days end then, and its use is written down."""
        _, read_at = self._read.get(key, (None, now - _FRESH))
        return min(read_at + _FRESH, now.replace(second=0, microsecond=0) + _MINUTE)

    def _use(self, key: str, now: datetime) -> None:
        """Write down that a token is used, once a minute, without making anybody wait."""
        minute = now.replace(second=0, microsecond=0)
        if self._used.get(key) == minute:
            return
        _remember(self._used, key, minute)
        task = asyncio.get_running_loop().create_task(self._write_use(key, minute))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def _write_use(self, key: str, minute: datetime) -> None:
        try:
            await self._write(Note(shelf=_USES, key=key, body=f'"{minute.isoformat(timespec="minutes")}"'))
        except KbError as error:
            _log.debug("the last use of token %s is not written down: %s", key, error)

    async def _write(self, note: Note) -> None:
        await self._store.write(Write(notes=[note], recorded_by=_WRITER, recorded_at=self._now()))


def _remember(kept: dict[Key, Value], key: Key, value: Value) -> None:
    kept.pop(key, None)
    kept[key] = value
    if len(kept) > _MOST:
        del kept[next(iter(kept))]


def _moment(body: str | None) -> datetime | None:
    return datetime.fromisoformat(body.strip('"')) if body else None
