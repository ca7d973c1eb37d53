"""Settings from the environment."""

from __future__ import annotations

import pytest

from kb.config import Settings, default_store, read_settings
from kb.errors import InvalidInput


def test_without_variables_everything_is_as_documented() -> None:
    assert read_settings({}) == Settings(
        store=default_store(),
        store_user=None,
        store_password=None,
        store_seconds=5,
        host="127.0.0.1",
        port=8000,
        query_tokens=2000,
        query_depth=25,
        query_cost=100_000,
        body_bytes=1_000_000,
        request_seconds=30,
        graph_answers=4,
        graph_waiting=100,
        rate_per_minute=0,
        trusted_proxies=None,
        introspection=True,
        documents=None,
        trusted_only=False,
        reading="open",
        allowed_hosts=None,
        cors_origins=None,
        oidc_issuer=None,
        oidc_audience=None,
        oidc_jwks=None,
        oidc_algorithms="RS256,ES256",
        oidc_role_claim="roles",
        oidc_roles=None,
        log_level="info",
    )


def test_every_setting_is_read_from_its_variable() -> None:
    environment = {
        "KB_STORE": "sqlite:///x",
        "KB_STORE_USER": "ann",
        "KB_STORE_PASSWORD": "secret",
        "KB_STORE_SECONDS": "30",
        "KB_HOST": "0.0.0.0",
        "KB_PORT": "9",
        "KB_QUERY_TOKENS": "50",
        "KB_QUERY_DEPTH": "60",
        "KB_QUERY_COST": "7000",
        "KB_BODY_BYTES": "4096",
        "KB_REQUEST_SECONDS": "2",
        "KB_GRAPH_ANSWERS": "1",
        "KB_GRAPH_WAITING": "0",
        "KB_RATE_PER_MINUTE": "600",
        "KB_TRUSTED_PROXIES": "10.0.0.0/8, ::1",
        "KB_INTROSPECTION": "off",
        "KB_DOCUMENTS": "manifest.json",
        "KB_TRUSTED_ONLY": "True",
        "KB_READING": "Token",
        "KB_ALLOWED_HOSTS": "kb.example.org",
        "KB_CORS_ORIGINS": "https://map.example.org",
        "KB_OIDC_ISSUER": "https://login.example.org",
        "KB_OIDC_AUDIENCE": "kb",
        "KB_OIDC_JWKS": "keys.json",
        "KB_OIDC_ALGORITHMS": "EdDSA",
        "KB_OIDC_ROLE_CLAIM": "groups",
        "KB_OIDC_ROLES": "editors=curator",
        "KB_LOG_LEVEL": "DEBUG",
        "KB_LOG_FORMAT": "JSON",
        "KB_METRICS": "true",
        "KB_TRACES": "on",
    }
    assert read_settings(environment) == Settings(
        store="sqlite:///x",
        store_user="ann",
        store_password="secret",
        store_seconds=30,
        host="0.0.0.0",
        port=9,
        query_tokens=50,
        query_depth=60,
        query_cost=7000,
        body_bytes=4096,
        request_seconds=2,
        graph_answers=1,
        graph_waiting=0,
        rate_per_minute=600,
        trusted_proxies="10.0.0.0/8, ::1",
        introspection=False,
        documents="manifest.json",
        trusted_only=True,
        reading="token",
        allowed_hosts="kb.example.org",
        cors_origins="https://map.example.org",
        oidc_issuer="https://login.example.org",
        oidc_audience="kb",
        oidc_jwks="keys.json",
        oidc_algorithms="EdDSA",
        oidc_role_claim="groups",
        oidc_roles="editors=curator",
        log_level="debug",
        log_format="json",
        metrics=True,
        traces=True,
    )


def test_an_empty_variable_is_as_if_unset() -> None:
    assert read_settings({"KB_PORT": "", "KB_STORE": "", "KB_STORE_USER": "", "KB_STORE_PASSWORD": ""}) == read_settings({})


def test_settings_are_shown_without_what_they_keep_secret() -> None:
    shown = repr(read_settings({"KB_STORE": "neo4j://ann:inside@host", "KB_STORE_PASSWORD": "beside"}))
    assert "inside" not in shown
    assert "beside" not in shown
    assert "port=8000" in shown


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("KB_PORT", "-1", "KB_PORT is '-1'; it takes a whole number"),
        ("KB_QUERY_TOKENS", "many", "KB_QUERY_TOKENS is 'many'; it takes a whole number"),
        ("KB_STORE_SECONDS", "2.5", "KB_STORE_SECONDS is '2.5'; it takes a whole number of 1 or more"),
        ("KB_STORE_SECONDS", "0", "KB_STORE_SECONDS is '0'; it takes a whole number of 1 or more"),
        ("KB_QUERY_DEPTH", "0", "KB_QUERY_DEPTH is '0'; it takes a whole number from 1 to 60"),
        ("KB_QUERY_DEPTH", "61", "KB_QUERY_DEPTH is '61'; it takes a whole number from 1 to 60"),
        ("KB_QUERY_COST", "0", "KB_QUERY_COST is '0'; it takes a whole number of 1 or more"),
        ("KB_BODY_BYTES", "9" * 5000, f"KB_BODY_BYTES is '{'9' * 5000}'; it takes a whole number from 1 to {10**12}"),
        ("KB_INTROSPECTION", "maybe", "KB_INTROSPECTION is 'maybe'; it takes true or false"),
        (
            "KB_TRUSTED_PROXIES",
            "10.0.0.1/8",
            "KB_TRUSTED_PROXIES is '10.0.0.1/8'; it takes networks separated by commas, as in 10.0.0.0/8, ::1",
        ),
        ("KB_READING", "closed", "KB_READING is 'closed'; it takes one of open, token"),
        ("KB_LOG_FORMAT", "xml", "KB_LOG_FORMAT is 'xml'; it takes one of text, json"),
        ("KB_LOG_LEVEL", "loud", "KB_LOG_LEVEL is 'loud'; it takes one of debug, info, warning, error"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_what_would(name: str, value: str, says: str) -> None:
    with pytest.raises(InvalidInput, match="takes") as error:
        read_settings({name: value})
    assert str(error.value) == says
