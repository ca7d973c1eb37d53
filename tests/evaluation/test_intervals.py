"""Means over places, their intervals, and paired differences."""

from __future__ import annotations

import numpy as np
import pytest

from kb.evaluation.intervals import half_depth, half_samples, sample
from kb.evaluation.metrics import Judged, judge

NUMBERS = {key: number for number, key in enumerate("abcdefgh")}


def rankings(*cases: tuple[str, int, str, str]) -> list[Judged]:
    return [judge(place, cutoff, order, relevant, NUMBERS) for place, cutoff, order, relevant in cases]


def test_a_mean_is_over_places_of_their_means_over_cutoffs() -> None:
    found = sample({"m": rankings(("york", 1, "abcd", "a"), ("york", 2, "abcd", "d"), ("hull", 1, "abcd", "d"))}, 8, 1, 10)
    recall = found["m"].estimates()[0].mean
    assert recall == pytest.approx(((1 + 0) / 2 + 0) / 2)


def test_the_same_rankings_differ_by_nothing_in_any_draw() -> None:
    same = rankings(("york", 1, "abcd", "bc"), ("hull", 1, "dcba", "bc"))
    found = sample({"one": same, "other": same}, 8, 2, 50)
    for estimate in found["one"].minus(found["other"]).estimates():
        assert (estimate.mean, estimate.by_place, estimate.by_practice) == (0, (0, 0), (0, 0))


def test_by_place_the_interval_spans_what_places_differ_in() -> None:
    cases = [(f"p{number}", 1, "abcd", "a" if number % 2 else "d") for number in range(100)]
    low, high = sample({"m": rankings(*cases)}, 8, 1)["m"].estimates()[0].by_place
    assert (low, high) == pytest.approx((0.4, 0.6), abs=0.03)  # 0.5 -+ 1.96 x 0.05


def test_by_practice_places_that_agree_are_no_evidence_of_their_own() -> None:
    alike = rankings(*((f"p{number}", 1, "abcdefgh", "ad") for number in range(100)))
    estimate = sample({"m": alike}, 8, 2)["m"].estimates()[1]
    assert estimate.by_place == pytest.approx((estimate.mean, estimate.mean))
    assert estimate.by_practice[1] - estimate.by_practice[0] > 0.5


def test_a_difference_is_paired() -> None:
    cases = [(f"p{number}", 1, "abcd", "a" if number % 2 else "d") for number in range(100)]
    worse = [(place, cutoff, "bacd", relevant) for place, cutoff, _, relevant in cases]
    found = sample({"one": rankings(*cases), "other": rankings(*worse)}, 8, 4)
    gain = found["one"].minus(found["other"]).estimates()[2]
    assert gain.mean == pytest.approx((1 - 1 / 2) / 2)
    assert gain.by_place == pytest.approx((0.2, 0.3), abs=0.02)


def test_an_interval_stays_where_the_metric_can_be() -> None:
    found = sample({"m": rankings(("york", 1, "abcdefgh", "ab"), ("hull", 1, "abcdefgh", "b"))}, 8, 4)["m"]
    assert all(0 <= bound <= 1 for estimate in found.estimates() for bound in (*estimate.by_place, *estimate.by_practice))


def test_draws_are_the_same_each_time() -> None:
    made = {"m": rankings(("york", 1, "abcd", "bc"), ("hull", 1, "dcba", "b"))}
    one, other = sample(made, 8, 2), sample(made, 8, 2)
    assert np.array_equal(one["m"].by_practice, other["m"].by_practice, equal_nan=True)
    assert np.array_equal(one["m"].by_place, other["m"].by_place)


def test_half_of_the_practices_are_drawn_each_of_them_once() -> None:
    drawn = half_samples(np.random.default_rng(1), 9, 200)
    assert set(drawn.sum(axis=1)) == {4}
    assert set(drawn.ravel()) == {0, 1}
    assert drawn.mean(axis=0) == pytest.approx(np.full(9, 4 / 9), abs=0.12)


def test_of_a_single_practice_the_half_is_itself() -> None:
    assert half_samples(np.random.default_rng(1), 1, 3).tolist() == [[1], [1], [1]]


def test_a_mean_over_halves_varies_as_one_over_the_whole_does() -> None:
    values = np.arange(40.0)
    means = half_samples(np.random.default_rng(1), 40, 4000) @ values / 20
    assert means.std() == pytest.approx(values.std(ddof=1) / 40**0.5, rel=0.05)


def test_halves_are_judged_to_half_the_depth() -> None:
    order = "abcdefghijklmnop"
    numbers = {key: number for number, key in enumerate(order)}
    found = sample({"m": [judge("york", 1, order, order, numbers)]}, 16, 8, 5)["m"]
    assert found.mean[0] == 8 / 16
    assert found.by_practice[:, 0].tolist() == [4 / 8] * 5
    assert [half_depth(top) for top in (1, 2, 9, 10)] == [1, 1, 5, 5]
