"""How a caller that is not let in is told so over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from starlette.types import Scope

from kb.access.callers import ANONYMOUS, Role
from kb.api.entry import Entry
from kb.api.errors import Refusal
from kb.config import Settings
from kb.store.base import Store
from kb.store.sqlite import SqliteStore
from tests.access.conftest import AUDIENCE, ISSUER, Issuer

IN_VAIN = 'Bearer realm="peer-learning-kb", error="invalid_token"'


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    opened = SqliteStore(tmp_path / "kb.sqlite")
    yield opened
    await opened.close()


@pytest.fixture
def entry(store: Store) -> Entry:
    return Entry(store, Settings(store=""))


@pytest.fixture(scope="module")
def issuer() -> Issuer:
    return Issuer()


def asking(*tokens: str, query: str = "") -> Scope:
    headers = [(b"authorization", f"Bearer {token}".encode()) for token in tokens]
    return {"type": "http", "headers": [(b"host", b"localhost"), *headers], "query_string": query.encode()}


async def refused(entry: Entry, scope: Scope) -> Refusal:
    with pytest.raises(Refusal) as error:
        await entry.caller(scope)
    return error.value


async def test_somebody_without_a_token_is_anonymous(entry: Entry) -> None:
    assert await entry.caller(asking()) == ANONYMOUS


async def test_a_bearer_comes_in(entry: Entry) -> None:
    plain = await entry.gate.tokens.create(Role.CURATOR, expires=None)
    assert (await entry.caller(asking(plain))).role is Role.CURATOR
    await entry.close()


async def test_a_token_in_vain_is_answered_with_a_challenge(entry: Entry) -> None:
    refusal = await refused(entry, asking("kb_guessed"))
    assert (refusal.status, refusal.error.extensions, refusal.headers) == (401, {"code": "UNAUTHENTICATED"}, {"WWW-Authenticate": IN_VAIN})
    assert "guessed" not in str(refusal)


async def test_where_reading_takes_a_token_its_lack_is_answered_with_a_challenge(store: Store) -> None:
    refusal = await refused(Entry(store, Settings(store="", reading="token")), asking())
    assert (refusal.status, refusal.headers) == (401, {"WWW-Authenticate": 'Bearer realm="peer-learning-kb"'})


async def test_a_token_in_the_address_is_a_bad_request(entry: Entry) -> None:
    refusal = await refused(entry, asking(query="access_token=abc"))
    assert (refusal.status, refusal.error.extensions, refusal.headers) == (400, {"code": "INVALID_INPUT"}, {})


async def test_two_tokens_are_a_bad_request_even_where_one_is_good(entry: Entry) -> None:
    plain = await entry.gate.tokens.create(Role.CURATOR, expires=None)
    assert (await refused(entry, asking(plain, plain))).status == 400


async def test_a_bearer_without_a_role_is_forbidden(store: Store, issuer: Issuer, tmp_path: Path) -> None:
    keys = issuer.publish(tmp_path / "keys.json")
    settings = Settings(store="", oidc_issuer=ISSUER, oidc_audience=AUDIENCE, oidc_jwks=keys, oidc_roles="editors=curator")
    refusal = await refused(Entry(store, settings), asking(issuer.token(roles=[])))
    assert (refusal.status, refusal.error.extensions) == (403, {"code": "FORBIDDEN"})


async def test_where_keys_are_not_to_be_had_it_may_be_tried_again(store: Store, issuer: Issuer, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nothing.json")
    settings = Settings(store="", oidc_issuer=ISSUER, oidc_audience=AUDIENCE, oidc_jwks=nowhere, oidc_roles="editors=curator")
    refusal = await refused(Entry(store, settings), asking(issuer.token()))
    assert (refusal.status, refusal.error.extensions, refusal.headers) == (503, {"code": "NO_KEYS"}, {"Retry-After": "60"})
    assert nowhere not in str(refusal)
