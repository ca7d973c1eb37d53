"""Which issuer is trusted, by the settings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kb.access.callers import Role
from kb.access.trust import Trust, trust_of
from kb.config import Settings
from kb.errors import InvalidInput

GIVEN = Settings(
    store="", oidc_issuer="https://i.example.org", oidc_audience="kb", oidc_jwks="keys.json", oidc_roles="editors = curator, cn=all=reader"
)


def but(**settings: Any) -> Settings:
    return replace(GIVEN, **settings)


def test_the_settings_name_an_issuer_and_what_its_word_is_worth() -> None:
    assert trust_of(GIVEN) == Trust(
        issuer="https://i.example.org",
        audience="kb",
        jwks="keys.json",
        algorithms=("RS256", "ES256"),
        role_claim="roles",
        roles={"editors": Role.CURATOR, "cn=all": Role.READER},
    )


def test_without_an_issuer_nobody_is_trusted() -> None:
    assert trust_of(Settings(store="")) is None


@pytest.mark.parametrize("missing", ["oidc_issuer", "oidc_audience", "oidc_jwks", "oidc_roles"])
def test_half_an_issuer_is_refused(missing: str) -> None:
    with pytest.raises(InvalidInput, match=f"KB_{missing.upper()} is missing"):
        trust_of(but(**{missing: None}))


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("oidc_algorithms", "RS256,none", "names 'none'; it takes some of RS256,"),
        ("oidc_algorithms", "HS256", "names 'HS256'"),
        ("oidc_algorithms", "RS256,", "names ''"),
        ("oidc_roles", "editors", "has 'editors'; it takes value=role, where a role is one of reader,"),
        ("oidc_roles", "=curator", "has '=curator'"),
        ("oidc_roles", "editors=king", "has 'editors=king'"),
        ("oidc_roles", "editors=curator,", "has ''"),
        ("oidc_jwks", "http://i.example.org/keys", "begins with https://"),
    ],
)
def test_what_does_not_fit_is_named(setting: str, value: str, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        trust_of(but(**{setting: value}))
