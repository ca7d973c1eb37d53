"""`kb.open`: the knowledge base for a notebook or a script."""

from __future__ import annotations

from pathlib import Path

import pytest

import kb
from kb.cli import main
from kb.errors import KbError, NotFound, WrongKind
from kb.model import Practice, Version
from kb.service.opening import OpenBase


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> str:
    store = f"sqlite:///{tmp_path_factory.mktemp('opened') / 'kb.sqlite'}"
    assert main(["load", "--store", store]) == 0
    return store


def test_its_methods_wait_for_their_answers(url: str) -> None:
    with kb.open(url) as base:
        ranking = base.practices_to_study("city:oral", first=3)
        assert len(ranking.value.rows) == 3
        assert base.name(ranking.value.rows[0].practice, "en")


async def test_it_works_inside_a_running_event_loop(url: str) -> None:
    with kb.open(url) as base:
        assert base.statistics().counts["practice"] > 150


def test_a_scan_is_read_as_rows(url: str) -> None:
    with kb.open(url) as base:
        rows = [row for batch in base.scan() for row in batch]
    assert any(isinstance(row, Practice) for row in rows)
    assert any(isinstance(row, Version) for row in rows)


def test_errors_reach_the_caller_as_they_are(url: str) -> None:
    with kb.open(url) as base:
        with pytest.raises(NotFound, match="city:atlantis"):
            base.practices_to_study("city:atlantis")
        with pytest.raises(WrongKind, match="is a topic"):
            base.practices_to_study("topic:play")
        with pytest.raises(NotFound, match="topic:dragons"):
            base.cities_to_visit("city:oral", topics=["topic:dragons"])


def test_closing_twice_does_no_harm(url: str) -> None:
    base = kb.open(url)
    base.close()
    base.close()


def test_without_a_url_the_setting_counts(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_STORE", url)
    with kb.open() as base:
        assert base.statistics().revision == 1


def test_a_base_that_cannot_be_opened_leaves_no_thread(tmp_path: Path) -> None:
    def fail() -> None:
        raise KbError("no")

    with pytest.raises(KbError, match="no"):
        OpenBase(fail)  # type: ignore[arg-type]  # it never gets to return anything
