"""The packaged seed, opened as a notebook does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import kb
from kb.cli import main
from kb.service.opening import OpenBase


@pytest.fixture(scope="session")
def seed_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a store with the packaged seed."""
    url = f"sqlite:///{Path(tmp_path_factory.mktemp('analysed')) / 'kb.sqlite'}"
    assert main(["load", "--store", url]) == 0
    return url


@pytest.fixture(scope="session")
def seed(seed_url: str) -> Iterator[OpenBase]:
    """The packaged seed."""
    with kb.open(seed_url) as base:
        yield base
