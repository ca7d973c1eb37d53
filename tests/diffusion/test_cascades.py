"""Which earlier adopters are looked at as sources."""

from __future__ import annotations

import pytest

from kb.diffusion import cascades as module
from kb.diffusion.cascades import Cascades, cascades


def pairs_of(of: Cascades) -> set[tuple[int, int, int, float]]:
    """Practice, earlier place, later place and lag of every pair."""
    pairs = of.pairs
    rows = zip(of.practices[pairs.later], of.places[pairs.earlier], of.places[pairs.later], pairs.lag, strict=True)
    return {(int(practice), int(one), int(other), float(lag)) for practice, one, other, lag in rows}


def test_whoever_came_before_in_the_same_practice_is_looked_at() -> None:
    of = cascades([2, 0, 1, 0], [7, 7, 7, 9], [2003, 2000, 2001, 2002], count=3)
    assert pairs_of(of) == {(7, 0, 1, 1), (7, 0, 2, 3), (7, 1, 2, 2)}
    assert of.cascades == 2


def test_equal_times_are_no_order() -> None:
    assert pairs_of(cascades([0, 1], [0, 0], [2000, 2000], count=2)) == set()


def test_only_who_was_certainly_earlier_counts_and_lags_are_between_middles() -> None:
    of = cascades([0, 1, 2], [0, 0, 0], [2000, 2000.5, 2001.5], [2001, 2000.5, 2001.5], count=3)
    assert pairs_of(of) == {(0, 0, 2, 1.0), (0, 1, 2, 1.0)}


def test_links_are_numbered_by_learner_then_source_with_their_pairs_together() -> None:
    of = cascades([0, 1, 0, 1, 2], [0, 0, 1, 1, 1], [1, 2, 1, 3, 4], count=3)
    pairs = of.pairs
    assert list(zip(pairs.sources.tolist(), pairs.learners.tolist(), strict=True)) == [(0, 1), (0, 2), (1, 2)]
    assert pairs.starts.tolist() == [0, 2, 3, 4]
    assert sorted(pairs.lag[:2].tolist()) == [1, 2]


def test_of_very_many_earlier_ones_only_the_latest_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "FEWEST_EARLIER", 2)
    monkeypatch.setattr(module, "MOST_PAIRS", 4)
    of = cascades(range(4), [0] * 4, range(4), count=4)
    assert pairs_of(of) == {(0, 0, 1, 1), (0, 0, 2, 2), (0, 1, 2, 1), (0, 1, 3, 2), (0, 2, 3, 1)}


def test_nothing_has_no_pairs() -> None:
    of = cascades([], [], [], count=0)
    assert (len(of.pairs.lag), len(of.pairs.sources), of.cascades) == (0, 0, 0)
