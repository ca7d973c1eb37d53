"""Each caller has a bucket that fills with time."""

from __future__ import annotations

import pytest

from kb.api.limits import rate
from kb.api.limits.rate import Buckets


class Clock:
    """A clock that stands until it is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_minutes_worth_may_be_asked_at_once_and_then_as_it_flows_in(clock: Clock) -> None:
    buckets = Buckets(6, clock)
    assert [buckets.wait_seconds("ann") for _ in range(7)] == [0, 0, 0, 0, 0, 0, 10]
    clock.now = 9
    assert buckets.wait_seconds("ann") == 1
    clock.now = 10
    assert [buckets.wait_seconds("ann") for _ in range(2)] == [0, 10]


def test_callers_do_not_take_from_each_other(clock: Clock) -> None:
    buckets = Buckets(1, clock)
    assert [buckets.wait_seconds(caller) for caller in ("ann", "bob", "ann")] == [0, 0, 60]


def test_a_bucket_holds_no_more_than_a_minutes_worth(clock: Clock) -> None:
    buckets = Buckets(2, clock)
    buckets.wait_seconds("ann")
    clock.now = 10_000
    assert [buckets.wait_seconds("ann") for _ in range(3)] == [0, 0, 30]


def test_a_batch_takes_for_each_of_its_requests_or_nothing(clock: Clock) -> None:
    buckets = Buckets(6, clock)
    assert [buckets.wait_seconds("ann", 4), buckets.wait_seconds("ann", 4), buckets.wait_seconds("ann", 2)] == [0, 20, 0]


def test_who_comes_again_when_told_to_is_not_sent_away_again(clock: Clock) -> None:
    buckets = Buckets(6, clock)
    assert [buckets.wait_seconds("ann", 4), buckets.wait_seconds("ann")] == [0, 0]
    assert buckets.wait_seconds("ann", 6, taken=1) == 50
    clock.now = 50
    assert [buckets.wait_seconds("ann"), buckets.wait_seconds("ann", 6, taken=1)] == [0, 0]


def test_a_costly_request_leaves_a_bucket_owing_for_a_minute_at_most(clock: Clock) -> None:
    buckets = Buckets(60, clock)
    buckets.wait_seconds("ann")
    buckets.charge("ann", 1_000_000)
    assert buckets.wait_seconds("ann") == 61
    clock.now = 61
    assert buckets.wait_seconds("ann") == 0


def test_as_many_callers_are_kept_as_there_is_room_for(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "_KEPT", 2)
    buckets = Buckets(1, clock)
    assert [buckets.wait_seconds(caller) for caller in ("ann", "bob", "cid")] == [0, 0, 0]
    assert len(buckets._levels) == 2
    assert buckets.wait_seconds("cid") == 60
    assert buckets.wait_seconds("ann") == 0  # forgotten, so it starts anew
