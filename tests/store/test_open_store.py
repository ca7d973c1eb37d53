"""Stores by their URLs."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import InvalidInput
from kb.store import open_store
from tests.store.samples import NODES, put


async def test_an_absolute_path_has_four_slashes(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/my%20base.db")
    await put(store, nodes=NODES)
    await store.close()
    assert (tmp_path / "my base.db").is_file()


async def test_a_relative_path_has_three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = open_store("sqlite:///base.db")
    assert await store.revision() == 0
    await store.close()
    assert (tmp_path / "base.db").is_file()


def test_nothing_is_opened_before_the_first_question(tmp_path: Path) -> None:
    open_store(f"sqlite:///{tmp_path}/base.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["neo4j://localhost", "bolt://localhost:7687", "postgres://x", "base.db", ""])
def test_an_unknown_kind_of_store_is_refused_with_those_that_are_known(url: str) -> None:
    with pytest.raises(InvalidInput, match=r"no known kind of store; write sqlite:///relative\.db"):
        open_store(url)


def test_a_misspelt_kind_gets_a_hint() -> None:
    with pytest.raises(InvalidInput, match="did you mean 'sqlite'"):
        open_store("sqlit:///base.db")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///", "sqlite://base.db", "sqlite:base.db", "sqlite:///:memory:"])
def test_a_url_without_a_file_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput, match="names no file"):
        open_store(url)
