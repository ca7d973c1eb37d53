"""Likely sources, against a plain implementation and against a truth that is known."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest

from kb.diffusion.cascades import Cascades, cascades
from kb.diffusion.sources import PRIOR, SourceModel, likely_sources
from tests.diffusion.simulated import Event, Simulated, simulate


def put(events: list[Event], count: int = 50) -> Cascades:
    places, practices, times = zip(*events, strict=True)
    return cascades(places, practices, times, count=count)


def inferred(of: Cascades) -> SourceModel:
    model = likely_sources(of)
    assert model is not None
    return model


def numbers(of: Cascades) -> dict[tuple[int, int], int]:
    """The number of each adoption, by place and practice."""
    return {(int(place), int(practice)): number for number, (place, practice) in enumerate(zip(of.places, of.practices, strict=True))}


def plainly(events: list[Event], count: int) -> dict[tuple[int, int, int], float]:
    """The definition, loop by loop: how likely each source is of each place and practice."""
    times = {(place, practice): time for place, practice, time in events}
    practices = {practice for _, practice in times}
    pairs = [(u, v, c) for (u, c), begin in times.items() for v in range(count) if (v, c) in times and begin < times[v, c]]
    lag = {pair: times[pair[1], pair[2]] - times[pair[0], pair[2]] for pair in pairs}
    years = {c: [time for (_, practice), time in times.items() if practice == c] for c in practices}
    span = {c: max(1.0, max(known) - min(known)) for c, known in years.items()}
    offered = {  # practices that u had, and v not before or at the same time
        (u, v): sum((u, c) in times and ((v, c) not in times or times[u, c] < times[v, c]) for c in practices)
        for u in range(count)
        for v in range(count)
    }
    share = {(u, v, c): 0.9 / sum(other[1:] == (v, c) for other in pairs) for u, v, c in pairs}
    for _ in range(100):
        usual = sum(share.values()) / (len(times) * (count - 1))
        rate = sum(share.values()) / sum(share[pair] * lag[pair] for pair in pairs)
        alone = (len(times) - sum(share.values())) / (count * len(practices))
        passed = {(u, v): sum(share[pair] for pair in pairs if pair[:2] == (u, v)) for u, v, _ in pairs}
        weight = {
            (u, v, c): (passed[u, v] - share[u, v, c] + PRIOR * usual) / (offered[u, v] - 1 + PRIOR) * (rate * exp(-rate * lag[u, v, c]))
            for u, v, c in pairs
        }
        before, share = (
            share,
            {
                (u, v, c): weight[u, v, c] / (sum(weight[other] for other in pairs if other[1:] == (v, c)) + alone / span[c])
                for u, v, c in pairs
            },
        )
        if max(abs(share[pair] - before[pair]) for pair in pairs) < 1e-4:
            break
    return share


def test_probabilities_are_those_of_the_definition() -> None:
    events = simulate(8, 2, places=6, sources=2).events
    of = put(events, 6)
    model, at = inferred(of), numbers(of)
    expected = plainly(events, 6)
    found = {(u, v, c): p for (v, c), number in at.items() for u, p in model.ranked(number)}
    assert found.keys() == expected.keys()
    assert [found[pair] for pair in expected] == pytest.approx(list(expected.values()), rel=1e-9)


def hits(drawn: Simulated, rank: dict[tuple[int, int], list[int]], first: int) -> float:
    known = [(key, source) for key, source in drawn.truth.items() if source is not None and rank[key]]
    return sum(source in rank[key][:first] for key, source in known) / len(known)


@pytest.mark.parametrize(("yearly", "times"), [(True, 2.5), (False, 2.5)])
def test_with_a_known_truth_it_beats_the_latest_earlier_adopter_clearly(yearly: bool, times: float) -> None:
    drawn = simulate(100, 7, yearly=yearly)
    of = put(drawn.events)
    model = inferred(of)
    ours = {key: [place for place, _ in model.ranked(number)] for key, number in numbers(of).items()}
    when = {(place, practice): time for place, practice, time in drawn.events}
    latest = {(v, c): [u for _, u in sorted((-when[u, c], u) for u in sources)] for (v, c), sources in ours.items()}
    assert hits(drawn, ours, 1) > times * hits(drawn, latest, 1)
    assert hits(drawn, ours, 3) > 0.6


def test_what_it_says_is_about_as_often_true_as_it_says() -> None:
    drawn = simulate(100, 11)
    of = put(drawn.events)
    model = inferred(of)
    tops = [(key, *model.ranked(number)[0]) for key, number in numbers(of).items() if model.ranked(number)]
    said = sum(probability for *_, probability in tops) / len(tops)
    true = sum(drawn.truth[key] == place for key, place, _ in tops) / len(tops)
    assert said == pytest.approx(true, abs=0.1)


def test_probabilities_leave_room_for_nobody_and_come_likeliest_first() -> None:
    of = put(simulate(20, 1, places=8, sources=2).events, 8)
    model = inferred(of)
    for number in range(len(of.places)):
        shares = [probability for _, probability in model.ranked(number)]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) < 1


def test_the_order_of_adoptions_changes_nothing() -> None:
    events = simulate(20, 1, places=8, sources=2).events
    one, other = inferred(put(events, 8)), inferred(put(events[::-1], 8))
    assert np.array_equal(one.probabilities, other.probabilities)


def test_an_adoption_that_is_none_of_the_cascades_is_weighed_by_the_links_that_are_known() -> None:
    of = put([(place, practice, float(place)) for practice in range(40) for place in (0, 1)] + [(2, 99, 5.0), (3, 99, 9.0)], 4)
    model = inferred(of)
    known, unknown = model.weigh(1, np.array([0, 2]), np.array([1.0, 1.0]), 5.0)
    assert known > 5 * unknown > 0
    assert known + unknown < 1
    assert model.weigh(1, np.array([], dtype=int), np.array([]), 5.0).tolist() == []


def test_very_many_meetings_are_not_counted_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    events = simulate(30, 4, places=10, sources=2, yearly=False).events  # no two at one time: the counts are the same
    exact = inferred(put(events, 10)).probabilities
    monkeypatch.setattr("kb.diffusion.sources._MOST_MEETINGS", 0)
    assert np.allclose(inferred(put(events, 10)).probabilities, exact, rtol=1e-12)


@pytest.mark.parametrize("events", [[(0, 0, 1.0)], [(0, 0, 1.0), (1, 0, 1.0)], [(0, 0, 1.0), (0, 1, 2.0)]])
def test_without_two_adoptions_one_after_the_other_nothing_is_inferred(events: list[Event]) -> None:
    assert likely_sources(put(events)) is None


def test_no_adoptions_at_all_infer_nothing() -> None:
    assert likely_sources(cascades([], [], [], count=0)) is None
