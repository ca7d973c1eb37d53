"""Tokens on every kind of store, and an issuer whose keys are made here."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from kb.access.tokens import Tokens
from kb.store.base import Store
from kb.store.sqlite import SqliteStore
from tests.store.conftest import new_store, store

__all__ = ["new_store", "store"]
ISSUER = "https://login.example.org"
AUDIENCE = "kb"
NOON = datetime(2024, 5, 1, 12, 0, 30, tzinfo=UTC)


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        return self.time

    def later(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def tokens(store: Store, clock: Clock) -> AsyncIterator[Tokens]:
    """The tokens of an empty store of each kind."""
    issued = Tokens(store, clock)
    yield issued
    await issued.close()


@pytest.fixture
async def embedded(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store, where it is all the same of which kind."""
    opened = SqliteStore(tmp_path / "embedded.sqlite")
    yield opened
    await opened.close()


class Reads:
    """Counts how often the notes of a store are read."""

    def __init__(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        self._notes = store.notes
        monkeypatch.setattr(store, "notes", self._counted)

    async def _counted(self, shelf: str, keys: list[str]) -> dict[str, str]:
        self.count += 1
        return await self._notes(shelf, keys)


@pytest.fixture
def reads(embedded: Store, monkeypatch: pytest.MonkeyPatch) -> Reads:
    return Reads(embedded, monkeypatch)


class Issuer:
    """Signs tokens with an RSA key named `rsa` and a P-256 key named `ec`, and publishes both."""

    def __init__(self) -> None:
        self.rsa = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.ec = ec.generate_private_key(ec.SECP256R1())
        self.jwks: list[dict[str, Any]] = [
            {**RSAAlgorithm.to_jwk(self.rsa.public_key(), as_dict=True), "kid": "rsa", "use": "sig", "alg": "RS256"},
            {**ECAlgorithm.to_jwk(self.ec.public_key(), as_dict=True), "kid": "ec"},
        ]

    def token(self, algorithm: str = "RS256", *, key: Any = None, header: dict[str, Any] | None = None, **claims: object) -> str:
        """Sign a token that is good but for what is given; a claim that is None is left out."""
        now = datetime.now(UTC)
        good = {"iss": ISSUER, "aud": AUDIENCE, "sub": "ann", "iat": now, "exp": now + timedelta(hours=1), "roles": ["editors"]}
        payload = {name: value for name, value in {**good, **claims}.items() if value is not None}
        own, name = (self.rsa, "rsa") if algorithm.startswith(("RS", "PS")) else (self.ec, "ec")
        return jwt.encode(payload, key or own, algorithm, {"kid": name} if header is None else header)

    def publish(self, file: Path) -> str:
        """Write the keys where settings may point to."""
        file.write_text(json.dumps({"keys": self.jwks}), encoding="utf-8")
        return str(file)


@pytest.fixture(scope="session")
def issuer() -> Issuer:
    return Issuer()
