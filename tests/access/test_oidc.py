"""Bearers of an issuer: let in with a good signature for this audience, as what the mapping makes of them."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import jwt
import pytest
from cryptography.hazmat.primitives import hashes, hmac, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from kb.access.callers import Caller, Role
from kb.access.handles import handle_of
from kb.access.oidc import Oidc
from kb.access.trust import trust_of
from kb.config import Settings
from kb.errors import Forbidden, Unauthenticated
from tests.access.conftest import AUDIENCE, ISSUER, Issuer

Claims = dict[str, Any]


def oidc_of(issuer: Issuer, folder: Path, **settings: Any) -> Oidc:
    given = {"oidc_issuer": ISSUER, "oidc_audience": AUDIENCE, "oidc_roles": "editors=curator, staff=contributor,everybody=reader"}
    trust = trust_of(Settings(store="", **{**given, "oidc_jwks": issuer.publish(folder / "keys.json"), **settings}))
    assert trust
    return Oidc(trust)


@pytest.fixture
def oidc(issuer: Issuer, tmp_path: Path) -> Oidc:
    return oidc_of(issuer, tmp_path)


async def refusal(oidc: Oidc, token: str) -> str:
    with pytest.raises(Unauthenticated) as error:
        await oidc.check(token)
    assert error.value.__cause__ is None
    return str(error.value)


def segment(value: object) -> str:
    return base64.urlsafe_b64encode(value if isinstance(value, bytes) else json.dumps(value).encode()).rstrip(b"=").decode()


def hours(number: float) -> datetime:
    return datetime.now(UTC) + timedelta(hours=number)


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
async def test_a_token_signed_by_the_issuer_lets_its_bearer_in(oidc: Oidc, issuer: Issuer, algorithm: str) -> None:
    caller = await oidc.check(issuer.token(algorithm))
    assert caller == Caller(handle_of(b"https://login.example.org\0ann"), Role.CURATOR)
    assert len(caller.handle) == 20


async def test_handles_tell_bearers_apart(oidc: Oidc, issuer: Issuer) -> None:
    assert await oidc.check(issuer.token(sub="bob")) != await oidc.check(issuer.token())


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://login.example.com"},
        {"iss": f"{ISSUER}/"},
        {"iss": None},
        {"iss": [ISSUER]},
        {"aud": "other"},
        {"aud": None},
        {"aud": []},
        {"exp": datetime(2020, 1, 1, tzinfo=UTC)},
        {"exp": None},
        {"exp": "soon"},
        {"nbf": datetime(2999, 1, 1, tzinfo=UTC)},
        {"iat": datetime(2999, 1, 1, tzinfo=UTC)},
        {"sub": None},
        {"sub": ""},
    ],
    ids=str,
)
async def test_a_token_of_another_issuer_audience_or_time_is_refused(oidc: Oidc, issuer: Issuer, claims: Claims) -> None:
    await oidc.check(issuer.token())
    try:
        token = issuer.token(**claims)
    except (TypeError, ValueError):  # the library does not sign it; another might
        header, payload = {"alg": "RS256", "kid": "rsa"}, {"iss": ISSUER, "aud": AUDIENCE, "sub": "ann", "exp": 2**33, **claims}
        token = jwt.PyJWS().encode(json.dumps(payload).encode(), issuer.rsa, "RS256", header)
    assert "not good here" in await refusal(oidc, token)


async def test_clocks_may_differ_by_half_a_minute(oidc: Oidc, issuer: Issuer) -> None:
    await oidc.check(issuer.token(exp=datetime.now(UTC) - timedelta(seconds=10), nbf=datetime.now(UTC) + timedelta(seconds=10)))
    await refusal(oidc, issuer.token(exp=datetime.now(UTC) - timedelta(seconds=40)))


async def test_one_of_several_audiences_is_enough(oidc: Oidc, issuer: Issuer) -> None:
    assert await oidc.check(issuer.token(aud=["other", AUDIENCE]))


async def test_a_token_that_nobody_signed_is_refused(oidc: Oidc, issuer: Issuer) -> None:
    payload = issuer.token().split(".")[1]
    for algorithm in ("none", "None", "NONE", "nOnE", "", None):
        await refusal(oidc, f"{segment({'alg': algorithm, 'typ': 'JWT', 'kid': 'rsa'})}.{payload}.")
    await refusal(oidc, f"{segment({'typ': 'JWT', 'kid': 'rsa'})}.{payload}.")


async def test_a_token_sealed_with_the_public_key_as_a_secret_is_refused(oidc: Oidc, issuer: Issuer) -> None:
    public = issuer.rsa.public_key()
    info, pem = serialization.PublicFormat.SubjectPublicKeyInfo, serialization.Encoding.PEM
    for secret in (public.public_bytes(pem, info), json.dumps(issuer.jwks[0]).encode()):
        signed = f"{segment({'alg': 'HS256', 'kid': 'rsa'})}.{issuer.token().split('.')[1]}"
        seal = hmac.HMAC(secret, hashes.SHA256())
        seal.update(signed.encode())
        await refusal(oidc, f"{signed}.{segment(seal.finalize())}")


async def test_a_secret_among_the_published_keys_is_of_no_use(issuer: Issuer, tmp_path: Path) -> None:
    secret = b"0" * 32
    mixed = Issuer()
    mixed.jwks = [{"kty": "oct", "kid": "secret", "k": segment(secret)}]
    oidc = oidc_of(mixed, tmp_path)
    await refusal(oidc, issuer.token("HS256", key=secret, header={"kid": "secret"}))


async def test_a_token_signed_with_another_key_of_that_name_is_refused(oidc: Oidc, issuer: Issuer) -> None:
    await refusal(oidc, issuer.token(key=rsa.generate_private_key(public_exponent=65537, key_size=2048)))
    await refusal(oidc, issuer.token("ES256", key=ec.generate_private_key(ec.SECP256R1())))


async def test_a_changed_claim_is_noticed(oidc: Oidc, issuer: Issuer) -> None:
    head, _, signature = issuer.token(roles=["everybody"]).split(".")
    await refusal(oidc, ".".join((head, issuer.token().split(".")[1], signature)))


@pytest.mark.parametrize(
    "header",
    [
        {"kid": "nobody"},
        {"kid": "ec"},  # the other key
        {"kid": 7},
        {"kid": "rsa", "crit": ["exp"], "exp": 1},
        {"kid": "rsa", "alg": "RS512"},
    ],
    ids=str,
)
async def test_a_header_that_does_not_fit_is_refused(oidc: Oidc, issuer: Issuer, header: dict[str, Any]) -> None:
    whole = {"alg": "RS256", **header}
    signed = f"{segment(whole)}.{issuer.token().split('.')[1]}"
    algorithm = jwt.get_algorithm_by_name(whole["alg"])
    await refusal(oidc, f"{signed}.{segment(algorithm.sign(signed.encode(), issuer.rsa))}")


async def test_a_key_that_the_token_itself_brings_is_not_believed(oidc: Oidc, issuer: Issuer) -> None:
    stranger = Issuer()
    header = {"kid": "theirs", "jwk": stranger.jwks[0], "jku": "https://evil.example.org/keys", "x5u": "https://evil.example.org/x"}
    await refusal(oidc, issuer.token(key=stranger.rsa, header=header))


async def test_without_a_name_the_only_key_that_suits_is_taken(oidc: Oidc, issuer: Issuer) -> None:
    assert await oidc.check(issuer.token(header={}))
    assert await oidc.check(issuer.token("ES256", header={}))


async def test_an_algorithm_that_is_not_set_is_refused_and_one_that_is_set_is_taken(issuer: Issuer, tmp_path: Path) -> None:
    only = oidc_of(issuer, tmp_path, oidc_algorithms="ES256")
    assert await only.check(issuer.token("ES256"))
    await refusal(only, issuer.token("RS256"))


@pytest.mark.parametrize(
    "garbage", ["", ".", "..", "...", "a.b.c", "e30.e30.e30", "é.é.é", "\0", "x" * 20_000, "W10.W10.W10", f"{'[' * 5000}.a.b"]
)
async def test_garbage_is_refused_like_anything_else(oidc: Oidc, issuer: Issuer, garbage: str) -> None:
    assert await refusal(oidc, garbage) == await refusal(oidc, issuer.token(aud="other"))


async def test_a_header_nested_beyond_reason_is_refused(oidc: Oidc) -> None:
    await refusal(oidc, f"{segment(b'[' * 9000)}.e30.e30")


@pytest.mark.parametrize(
    ("claim", "value", "role"),
    [
        ("roles", ["editors"], Role.CURATOR),
        ("roles", ["everybody", "staff", "strangers"], Role.CONTRIBUTOR),
        ("roles", "staff", Role.CONTRIBUTOR),
        ("scope", "openid staff", Role.CONTRIBUTOR),
        ("realm_access.roles", {"roles": ["everybody"]}, Role.READER),
        ("https://example.org/roles", ["everybody"], Role.READER),
    ],
)
async def test_the_mapping_makes_the_role(issuer: Issuer, tmp_path: Path, claim: str, value: object, role: Role) -> None:
    oidc = oidc_of(issuer, tmp_path, oidc_role_claim=claim)
    name = "realm_access" if claim == "realm_access.roles" else claim
    assert (await oidc.check(issuer.token(**cast(Claims, {"roles": None, name: value})))).role is role


@pytest.mark.parametrize(
    "value",
    [None, [], "", "curator", ["curator"], "staff editors", "editor", ["Editors"], 7, True, {"editors": True}, [["editors"]], [None]],
    ids=str,
)
async def test_nobody_gets_more_than_the_mapping_says(oidc: Oidc, issuer: Issuer, value: object) -> None:
    with pytest.raises(Forbidden, match="no role"):
        await oidc.check(issuer.token(roles=value))


async def test_a_claim_inside_another_is_not_found_in_a_text(issuer: Issuer, tmp_path: Path) -> None:
    with pytest.raises(Forbidden):
        await oidc_of(issuer, tmp_path, oidc_role_claim="a.b.c").check(issuer.token(a={"b": "editors"}))
