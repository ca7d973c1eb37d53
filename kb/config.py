"""Settings, read once from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_network

from kb.errors import InvalidInput

LOG_LEVELS = ("debug", "info", "warning", "error")
LOG_FORMATS = ("text", "json")
READING = ("open", "token")
MOST_DEPTH = 60  # no deeper document is worked through without running out of stack
_MOST = 10**12
_SWITCHES = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


def default_store() -> str:
    """Return the URL of the embedded store in the user's data folder, and make that folder where it can be made."""
    from platformdirs import user_data_path

    folder = user_data_path("peer-learning-kb")
    with suppress(OSError):  # the store says what is wrong with the folder
        folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / 'kb.sqlite'}"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What may be set from outside. `KB_` and a field's name in capitals is its variable."""

    store: str = field(repr=False)  # the URL of the store, perhaps with a password
    store_user: str | None = None  # the user to log in to it as, where the URL names none
    store_password: str | None = field(default=None, repr=False)  # the password, where the URL has none
    store_seconds: int = 5  # within which a shared store answers a question, or is taken for unavailable
    host: str = "127.0.0.1"  # the address that `kb serve` listens on
    port: int = 8000  # the port that `kb serve` listens on
    query_tokens: int = 2000  # the longest GraphQL document that is read
    query_depth: int = 25  # how many of its fields may be nested in each other
    query_cost: int = 100_000  # what one request may cost, as `extensions.cost` tells
    body_bytes: int = 1_000_000  # the longest body of a request
    request_seconds: int = 30  # after which a request is given up
    graph_answers: int = 4  # rankings, plans and traces that are worked out at once
    graph_waiting: int = 100  # further requests that may wait for theirs
    rate_per_minute: int = 0  # requests of each caller, costly ones counting as several; 0: as many as they like
    trusted_proxies: str | None = None  # networks whose `X-Forwarded-For` is believed, separated by commas
    introspection: bool = True  # whether clients may ask for the schema
    documents: str | None = None  # a manifest of trusted documents, or a folder of them
    trusted_only: bool = False  # whether no other document is answered
    reading: str = "open"  # to anybody, or to those with a "token": one of READING
    allowed_hosts: str | None = None  # names that the server answers for beside this machine's, separated by commas
    cors_origins: str | None = None  # origins whose pages may ask from a browser, separated by commas
    oidc_issuer: str | None = None  # whose bearer tokens are believed, as their `iss` has it
    oidc_audience: str | None = None  # for whom they must be made out, as their `aud` has it
    oidc_jwks: str | None = None  # where the issuer's public keys are: an https URL, or a file
    oidc_algorithms: str = "RS256,ES256"  # by which they may be signed
    oidc_role_claim: str = "roles"  # the claim that says what its bearer is
    oidc_roles: str | None = None  # what that makes of the bearer: value=role, separated by commas
    log_level: str = "info"  # one of LOG_LEVELS
    log_format: str | None = None  # of a line for each request, one of LOG_FORMATS; None: requests have none
    metrics: bool = False  # whether Prometheus may read /metrics
    traces: bool = False  # whether OpenTelemetry is told of requests and of the store's calls


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from `KB_...` variables. Raises InvalidInput for a value that does not fit."""
    return Settings(
        store=environment.get("KB_STORE") or default_store(),
        store_user=environment.get("KB_STORE_USER") or None,
        store_password=environment.get("KB_STORE_PASSWORD") or None,
        store_seconds=_number(environment, "KB_STORE_SECONDS", Settings.store_seconds, least=1),
        host=environment.get("KB_HOST") or Settings.host,
        port=_number(environment, "KB_PORT", Settings.port),
        query_tokens=_number(environment, "KB_QUERY_TOKENS", Settings.query_tokens),
        query_depth=_number(environment, "KB_QUERY_DEPTH", Settings.query_depth, least=1, most=MOST_DEPTH),
        query_cost=_number(environment, "KB_QUERY_COST", Settings.query_cost, least=1),
        body_bytes=_number(environment, "KB_BODY_BYTES", Settings.body_bytes, least=1),
        request_seconds=_number(environment, "KB_REQUEST_SECONDS", Settings.request_seconds, least=1),
        graph_answers=_number(environment, "KB_GRAPH_ANSWERS", Settings.graph_answers, least=1),
        graph_waiting=_number(environment, "KB_GRAPH_WAITING", Settings.graph_waiting),
        rate_per_minute=_number(environment, "KB_RATE_PER_MINUTE", Settings.rate_per_minute),
        trusted_proxies=_networks(environment, "KB_TRUSTED_PROXIES"),
        introspection=_switch(environment, "KB_INTROSPECTION", Settings.introspection),
        documents=environment.get("KB_DOCUMENTS") or None,
        trusted_only=_switch(environment, "KB_TRUSTED_ONLY", Settings.trusted_only),
        reading=_one_of(environment, "KB_READING", Settings.reading, READING),
        allowed_hosts=environment.get("KB_ALLOWED_HOSTS") or None,
        cors_origins=environment.get("KB_CORS_ORIGINS") or None,
        oidc_issuer=environment.get("KB_OIDC_ISSUER") or None,
        oidc_audience=environment.get("KB_OIDC_AUDIENCE") or None,
        oidc_jwks=environment.get("KB_OIDC_JWKS") or None,
        oidc_algorithms=environment.get("KB_OIDC_ALGORITHMS") or Settings.oidc_algorithms,
        oidc_role_claim=environment.get("KB_OIDC_ROLE_CLAIM") or Settings.oidc_role_claim,
        oidc_roles=environment.get("KB_OIDC_ROLES") or None,
        log_level=_one_of(environment, "KB_LOG_LEVEL", Settings.log_level, LOG_LEVELS),
        log_format=_one_of(environment, "KB_LOG_FORMAT", "", LOG_FORMATS) if environment.get("KB_LOG_FORMAT") else None,
        metrics=_switch(environment, "KB_METRICS", Settings.metrics),
        traces=_switch(environment, "KB_TRACES", Settings.traces),
    )


def _number(environment: Mapping[str, str], name: str, default: int, least: int = 0, most: int = _MOST) -> int:
    text = environment.get(name) or str(default)
    if not text.isdecimal() or len(text) > len(str(_MOST)) or not least <= int(text) <= most:
        bounds = f" from {least} to {most}" if most < _MOST or len(text) > len(str(_MOST)) else f" of {least} or more" if least else ""
        raise InvalidInput(f"{name} is {text!r}; it takes a whole number{bounds}")
    return int(text)


def _switch(environment: Mapping[str, str], name: str, default: bool) -> bool:
    text = environment.get(name) or str(default)
    if text.lower() not in _SWITCHES:
        raise InvalidInput(f"{name} is {text!r}; it takes true or false")
    return _SWITCHES[text.lower()]


def _networks(environment: Mapping[str, str], name: str) -> str | None:
    text = environment.get(name) or None
    for each in text.split(",") if text else ():
        try:
            ip_network(each.strip())
        except ValueError:
            raise InvalidInput(f"{name} is {text!r}; it takes networks separated by commas, as in 10.0.0.0/8, ::1") from None
    return text


def _one_of(environment: Mapping[str, str], name: str, default: str, words: Sequence[str]) -> str:
    text = (environment.get(name) or default).lower()
    if text not in words:
        raise InvalidInput(f"{name} is {text!r}; it takes one of {', '.join(words)}")
    return text
