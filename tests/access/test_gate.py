"""Who sends a request, by its headers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kb.access.callers import ANONYMOUS, Role
from kb.access.gate import Gate, challenge
from kb.config import Settings
from kb.errors import Forbidden, InvalidInput, Unauthenticated
from kb.store.base import Store
from tests.access.conftest import AUDIENCE, ISSUER, Issuer

OPEN = Settings(store="")
CLOSED = Settings(store="", reading="token")


def bearing(token: str, scheme: str = "Bearer") -> dict[bytes, bytes]:
    return {b"authorization": f"{scheme} {token}".encode("latin-1")}


async def token_of(gate: Gate, role: Role) -> str:
    return await gate.tokens.create(role, expires=None)


async def test_anybody_may_read_unless_reading_takes_a_token(embedded: Store) -> None:
    assert await Gate(embedded, OPEN).caller({}) == ANONYMOUS
    with pytest.raises(Unauthenticated, match="reading takes a token here"):
        await Gate(embedded, CLOSED).caller({})


@pytest.mark.parametrize("settings", [OPEN, CLOSED])
@pytest.mark.parametrize("role", Role)
async def test_a_bearer_is_known_by_its_token(store: Store, settings: Settings, role: Role) -> None:
    gate = Gate(store, settings)
    token = await token_of(gate, role)
    caller = await gate.caller(bearing(token))
    assert caller.role is role
    assert await gate.bearer(token) == caller
    await gate.close()


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", "Bearer  "])
async def test_the_scheme_is_written_as_one_likes(embedded: Store, scheme: str) -> None:
    gate = Gate(embedded, OPEN)
    assert (await gate.caller(bearing(await token_of(gate, Role.CURATOR), scheme))).role is Role.CURATOR
    await gate.close()


@pytest.mark.parametrize(
    "sent", [b"", b"Bearer", b"Bearer ", b"Basic YTpi", b"Bearer \xff", b"Token abc", b"kb_aaaaaaaaaa_x", b"Bearer a b"]
)
async def test_what_is_no_bearer_token_is_refused_though_reading_is_open(embedded: Store, sent: bytes) -> None:
    with pytest.raises(Unauthenticated) as error:
        await Gate(embedded, OPEN).caller({b"authorization": sent})
    assert "YTpi" not in str(error.value)


@pytest.mark.parametrize("name", ["token", "access_token", "Access_Token", "query=%7Ba%7D&token"])
async def test_a_token_in_the_address_is_refused_even_beside_a_good_one(embedded: Store, name: str) -> None:
    gate = Gate(embedded, OPEN)
    token = await token_of(gate, Role.CURATOR)
    query = f"{name}={token}".encode()
    with pytest.raises(InvalidInput, match="ends up in logs") as error:
        await gate.caller(bearing(token), query)
    assert token not in str(error.value)


async def test_a_question_may_speak_of_tokens(embedded: Store) -> None:
    assert await Gate(embedded, OPEN).caller({}, b"query=%7B%20token%20%7D&variables=token%3Dx") == ANONYMOUS


@pytest.fixture
def trusting(issuer: Issuer, tmp_path: Path) -> Settings:
    keys = issuer.publish(tmp_path / "keys.json")
    return Settings(store="", oidc_issuer=ISSUER, oidc_audience=AUDIENCE, oidc_jwks=keys, oidc_roles="editors=curator")


async def test_bearers_of_an_issuer_come_in_beside_those_of_tokens(embedded: Store, issuer: Issuer, trusting: Settings) -> None:
    gate = Gate(embedded, trusting)
    assert (await gate.caller(bearing(issuer.token()))).role is Role.CURATOR
    assert (await gate.caller(bearing(await token_of(gate, Role.READER)))).role is Role.READER
    with pytest.raises(Forbidden):
        await gate.caller(bearing(issuer.token(roles=[])))
    with pytest.raises(Unauthenticated):
        await gate.caller(bearing("kb_aaaaaaaaaa_" + "A" * 43))
    await gate.close()


async def test_where_no_issuer_is_trusted_its_tokens_are_unknown(embedded: Store, issuer: Issuer) -> None:
    with pytest.raises(Unauthenticated):
        await Gate(embedded, OPEN).caller(bearing(issuer.token()))


@pytest.mark.parametrize("package", ["jwt", "cryptography"])
def test_what_an_issuer_takes_is_named_where_it_is_not_installed(
    embedded: Store, trusting: Settings, package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(InvalidInput, match=rf"{package} is not installed: pip install 'peer-learning-kb\[oidc\]'"):
        Gate(embedded, trusting)


def test_a_challenge_tells_whether_a_token_was_sent_in_vain() -> None:
    assert challenge({}) == 'Bearer realm="peer-learning-kb"'
    assert challenge(bearing("x")) == 'Bearer realm="peer-learning-kb", error="invalid_token"'


def test_what_only_an_issuer_takes_is_not_imported_without_one() -> None:
    code = "import sys, kb.api.entry, kb.cli.app; print({'jwt', 'cryptography'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("set()\n", "")
