"""Recall, nDCG and reciprocal rank, worked by hand."""

from __future__ import annotations

from math import isnan, log2

import numpy as np
import pytest

from kb.evaluation.metrics import DEPTH, Judged, judge, measure

NUMBERS = {key: number for number, key in enumerate("abcdefgh")}


def judged(order: str, relevant: str) -> Judged:
    return judge("city:york", 2000, order, relevant, NUMBERS)


def once(found: Judged, top: int, practices: int = 8) -> list[float]:
    return list(measure(found, np.ones((1, practices), dtype=np.int64), top)[0])


def test_two_of_three_among_the_first_four() -> None:
    recall, ndcg, reciprocal = once(judged("abcdefgh", "bdg"), 4)
    assert recall == pytest.approx(2 / 3)
    assert ndcg == pytest.approx((1 / log2(3) + 1 / log2(5)) / (1 + 1 / log2(3) + 1 / log2(4)))
    assert reciprocal == pytest.approx(1 / 2)


def test_with_more_relevant_ones_than_ranks_the_ideal_fills_all_ranks() -> None:
    recall, ndcg, _ = once(judged("abcdefgh", "abcdef"), 2)
    assert (recall, ndcg) == pytest.approx((2 / 6, 1))


def test_a_ranking_shorter_than_top_is_judged_as_it_is() -> None:
    assert once(judged("ab", "b"), 10) == pytest.approx([1, 1 / log2(3), 1 / 2])


def test_a_practice_that_is_there_twice_takes_two_ranks_and_one_that_is_not_none() -> None:
    times = np.array([[2, 0, 1, 2]])
    found = measure(judged("abcd", "bd"), times, 4)[0]  # a a c d d
    assert list(found) == pytest.approx([1 / 2, (1 / log2(5)) / (1 + 1 / log2(3)), 1 / 4])


def test_where_nothing_relevant_is_drawn_nothing_is_known() -> None:
    found = measure(judged("abcd", "b"), np.array([[1, 0, 1, 1], [1, 1, 1, 1]]), 4)
    assert all(map(isnan, found[0]))
    assert list(found[1]) == pytest.approx([1, 1 / log2(3), 1 / 2])


def test_a_first_hit_far_down_counts_at_its_plain_rank() -> None:
    names = [str(number) for number in range(DEPTH + 5)]
    found = judge("city:york", 2000, names, names[-1:], {name: number for number, name in enumerate(names)})
    assert once(found, 10, len(names)) == [0, 0, 1 / len(names)]
