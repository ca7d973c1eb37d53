"""A desk, a review and the people who use them, on every kind of store."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from kb.access.callers import Caller, Role
from kb.recording import Desk, Merging, Outcome, Review, Submission
from kb.store.base import Store
from tests.store.conftest import new_store
from tests.store.samples import GAZETTE, MUSEUM, NODES, NOON, POCHINOK, put

__all__ = ["new_store"]
ANNA = Caller("anna", Role.CONTRIBUTOR)
BORIS = Caller("boris", Role.CONTRIBUTOR)
CLARA = Caller("clara", Role.CURATOR)
DAVID = Caller("david", Role.CURATOR)
TODAY = date(2024, 5, 1)


@pytest.fixture
async def store(new_store: Callable[[Path], Store], tmp_path: Path) -> AsyncIterator[Store]:
    """A store that holds the small world, without facts."""
    opened = new_store(tmp_path)
    await put(opened, nodes=NODES)
    yield opened
    await opened.close()


class Clock:
    """Each look at it is a second later."""

    def __init__(self) -> None:
        self.time = NOON

    def __call__(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(store: Store, clock: Clock) -> Desk:
    return Desk(store, clock, lambda: TODAY)


@pytest.fixture
def review(store: Store, clock: Clock) -> Review:
    return Review(store, clock, lambda: TODAY)


@pytest.fixture
def merging(store: Store, clock: Clock) -> Merging:
    return Merging(store, clock)


def visit(**values: object) -> Submission:
    """That the school's town went to see Pochinok."""
    given = {"visitor": "city:town", "host": POCHINOK, "date": "2022-10", "citations": [{"source": GAZETTE}]}
    return Submission(kind="visit", values={**given, **values})


def adoption(**values: object) -> Submission:
    """That Pochinok adopted the school museum."""
    given = {"practice": MUSEUM, "by": POCHINOK, "stage": "adopted", "date": "2023", "citations": [{"source": GAZETTE}]}
    return Submission(kind="adoption", values={**given, **values})


def codes(outcome: Outcome) -> list[str]:
    """The codes of what was wrong."""
    return [error.code for error in outcome.errors]
