"""Settings, read once from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from kb.errors import InvalidInput

LOG_LEVELS = ("debug", "info", "warning", "error")


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
    log_level: str = "info"  # one of LOG_LEVELS


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
        log_level=_one_of(environment, "KB_LOG_LEVEL", Settings.log_level),
    )


def _number(environment: Mapping[str, str], name: str, default: int, least: int = 0) -> int:
    text = environment.get(name) or str(default)
    if not text.isdecimal() or int(text) < least:
        raise InvalidInput(f"{name} is {text!r}; it takes a whole number{f' of {least} or more' if least else ''}")
    return int(text)


def _one_of(environment: Mapping[str, str], name: str, default: str) -> str:
    text = (environment.get(name) or default).lower()
    if text not in LOG_LEVELS:
        raise InvalidInput(f"{name} is {text!r}; it takes one of {', '.join(LOG_LEVELS)}")
    return text
