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
        "KB_LOG_LEVEL": "DEBUG",
    }
    assert read_settings(environment) == Settings(
        store="sqlite:///x",
        store_user="ann",
        store_password="secret",
        store_seconds=30,
        host="0.0.0.0",
        port=9,
        query_tokens=50,
        log_level="debug",
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
        ("KB_LOG_LEVEL", "loud", "KB_LOG_LEVEL is 'loud'; it takes one of debug, info, warning, error"),
    ],
)
def test_a_value_that_does_not_fit_is_named_with_what_would(name: str, value: str, says: str) -> None:
    with pytest.raises(InvalidInput, match="takes") as error:
        read_settings({name: value})
    assert str(error.value) == says
