"""NetInf, against cascades worked by hand and a plain implementation that looks at everything each time."""

from __future__ import annotations

from math import erfc, exp, log, sqrt
from statistics import mean, stdev
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.diffusion.cascades import Cascades, cascades
from kb.diffusion.netinf import Link, delay_rate, netinf
from tests.diffusion.simulated import simulate

Event = tuple[int, int, float]  # place, practice, time


def infer(events: list[Event], rate: float = 0.5, **asked: Any) -> list[Link]:
    return netinf(put(events), rate, **asked)


def put(events: list[Event]) -> Cascades:
    places, practices, times = zip(*events, strict=True) if events else ((), (), ())
    return cascades(places, practices, times, count=6)


def plainly(events: list[Event], rate: float) -> list[tuple[int, int, float, float]]:
    """The same by the definition: source, learner, gain and p-value of every link that gains anything."""
    times: dict[int, dict[int, float]] = {}
    for place, practice, time in events:
        times.setdefault(practice, {})[place] = time

    def log_density(lag: float) -> float:
        return log(rate * exp(-rate * lag))

    def earlier(of: dict[int, float], place: int) -> list[int]:
        return [other for other, time in of.items() if time < of[place]]

    score = {
        (practice, place): max(log(1e-10) + log_density(of[place] - of[other]) for other in earlier(of, place))
        for practice, of in times.items()
        for place in of
        if earlier(of, place)
    }
    chosen: list[tuple[int, int, float, float]] = []
    while True:
        best: tuple[float, int, int] | None = None
        for source in range(6):
            for learner in range(6):
                gain = sum(
                    max(0.0, log(0.5) + log_density(of[learner] - of[source]) - score[practice, learner])
                    for practice, of in times.items()
                    if source in of and learner in of and of[source] < of[learner]
                )
                if gain > 1e-12 and (best is None or (gain, -learner, -source) > (best[0], -best[1], -best[2])):
                    best = (gain, learner, source)
        if best is None:
            return chosen
        _, learner, source = best
        before = dict(score)
        for practice, of in times.items():
            if source in of and learner in of and of[source] < of[learner]:
                score[practice, learner] = max(score[practice, learner], log(0.5) + log_density(of[learner] - of[source]))
        gains = [sum(score[key] - before[key] for key in score if key[0] == practice) for practice in times]
        chosen.append((source, learner, best[0], vuong(gains) if len(set(gains)) > 1 else 0.0))


def vuong(gains: list[float]) -> float:
    better = [gain - 1 / len(gains) for gain in gains]
    return 0.5 * erfc(mean(better) * sqrt(len(better)) / stdev(better) / sqrt(2))


ONCE = log(0.5) - log(1e-10)  # what the first link to an adoption gains, if it is from the closest earlier adopter


def test_the_link_that_explains_most_comes_first_and_the_rest_gain_what_is_left() -> None:
    events: list[Event] = [(0, 0, 0), (1, 0, 1), (0, 1, 0), (1, 1, 2), (2, 1, 3)]
    found = infer(events, p_value=None)
    # 0 -> 1 explains two adoptions; 1 -> 2 one, at a lag of 1; then 0 -> 2, at a lag of 3, explains nothing better
    assert [(link.source, link.learner, link.cascades) for link in found] == [(0, 1, 2), (1, 2, 1)]
    assert [link.gain for link in found] == pytest.approx([2 * ONCE, ONCE], rel=1e-12)


def test_a_nearer_source_gains_the_lag_it_saves() -> None:
    # 0 -> 2 in both practices, lags 4 and 3; in the second 1 is nearer by 1.5 years: 0.5 * 1.5 are gained over 0
    events: list[Event] = [(0, 0, 0), (2, 0, 4), (0, 1, 0), (1, 1, 1.5), (2, 1, 3)]
    found = {(link.source, link.learner): link.gain for link in infer(events, p_value=None)}
    assert found[0, 2] == pytest.approx(2 * ONCE - 0.5 * 1.5, rel=1e-12)
    assert found[1, 2] == pytest.approx(0.5 * 1.5, rel=1e-12)


def test_only_as_many_as_asked_for_come() -> None:
    events = simulate(30, 1, places=6, sources=2).events
    assert infer(events, p_value=None)[:3] == infer(events, most=3, p_value=None)


@given(st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 4)), st.integers(0, 6), max_size=24), st.sampled_from([0.3, 1.0]))
def test_it_chooses_what_the_definition_chooses(drawn: dict[tuple[int, int], int], rate: float) -> None:
    events = [(place, practice, float(time)) for (place, practice), time in drawn.items()]
    found, expected = infer(events, rate, p_value=None), plainly(events, rate)
    assert [link.gain for link in found if link.gain > 1e-12] == pytest.approx([gain for _, _, gain, _ in expected], rel=1e-9, abs=1e-9)


def test_where_no_two_gains_are_equal_the_links_and_p_values_are_the_same_too() -> None:
    events = simulate(12, 3, places=6, sources=2, yearly=False).events
    found, expected = infer(events, p_value=None), plainly(events, 0.5)
    assert [(link.source, link.learner) for link in found] == [(source, learner) for source, learner, _, _ in expected]
    assert [link.p_value for link in found] == pytest.approx([p for *_, p in expected], abs=1e-9)


def test_it_stops_before_the_first_link_that_is_not_worth_its_parameter() -> None:
    events = simulate(40, 3, places=6, sources=2).events
    whole, stopped = infer(events, p_value=None), infer(events)
    assert 0 < len(stopped) < len(whole)
    assert stopped == whole[: len(stopped)]
    assert all(link.p_value < 0.1 for link in stopped)
    assert whole[len(stopped)].p_value >= 0.1


def test_it_finds_most_links_of_a_known_network() -> None:
    drawn = simulate(300, 5, places=20, sources=3, yearly=False)
    true = {(source, place) for (place, _), source in drawn.truth.items() if source is not None}
    places, practices, times = zip(*drawn.events, strict=True)
    found = netinf(cascades(places, practices, times, count=20), 0.5)
    first = {(link.source, link.learner) for link in found[: len(true)]}
    assert len(first & true) > 0.75 * len(true)
    assert true <= {(link.source, link.learner) for link in found}


@pytest.mark.parametrize("events", [[], [(0, 0, 1.0)], [(0, 0, 1.0), (1, 0, 1.0)], [(0, 0, 1.0), (0, 1, 2.0)]])
def test_without_two_adoptions_one_after_the_other_there_is_nothing_to_infer(events: list[Event]) -> None:
    assert infer(events, p_value=None) == []
    assert delay_rate(put(events)) is None


def test_one_practice_alone_never_passes_the_test_and_equal_ones_do() -> None:
    assert infer([(0, 0, 0), (1, 0, 1)]) == []
    assert [link.p_value for link in infer([(0, 0, 0), (1, 0, 1), (0, 1, 0), (1, 1, 1)])] == [0]


def test_the_rate_is_one_by_the_mean_lag_from_the_closest_earlier_adopter() -> None:
    assert delay_rate(cascades([0, 1, 2, 0, 2], [0, 0, 0, 1, 1], [0, 1, 4, 0, 2], count=3)) == pytest.approx(1 / 2)  # 1, 3 and 2
