"""How often a likely source is the true one: on practices that spread over a network which is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean

from kb.diffusion.cascades import Cascades, cascades
from kb.diffusion.sources import SourceModel, likely_sources
from tests.diffusion.simulated import Simulated, simulate

CASES = [(10, True), (30, True), (100, True), (100, False), (300, True)]
PLACES = 50
Ranked = Sequence[Sequence[int]]  # of each adoption with a true source, places, the likeliest first


@dataclass(frozen=True)
class Score:
    """How often the true source comes first by lag, first by all practices, and among the first three; and how likely it was said to be."""

    by_lag: float
    first: float
    first_three: float
    said: float


def simulation(cases: Sequence[tuple[int, bool]] = CASES, seeds: Sequence[int] = (0, 1, 2)) -> bool:
    """Print the scores; tell whether all practices together always say more than the lag."""
    print("| practices, dates | by lag, first | EM, first | EM, first three | EM says of its first |\n|---|---|---|---|---|")
    better = True
    for practices, yearly in cases:
        found = [score(simulate(practices, seed, places=PLACES, yearly=yearly)) for seed in seeds]
        means = [fmean(_get(one) for one in found) for _get in _COLUMNS]
        print(f"| {practices}, {'year' if yearly else 'exact'} | {' | '.join(f'{mean:.2f}' for mean in means)} |")
        better &= means[1] > means[0]
    return better


_COLUMNS: list[Callable[[Score], float]] = [
    lambda one: one.by_lag,
    lambda one: one.first,
    lambda one: one.first_three,
    lambda one: one.said,
]


def score(drawn: Simulated) -> Score:
    """Rank the sources of every adoption that has a true one and somebody earlier, and compare."""
    places, practices, times = zip(*drawn.events, strict=True)
    of = cascades(places, practices, times, count=PLACES)
    model = likely_sources(of)
    assert model is not None
    asked = [(number, source) for number, source in _truth(of, drawn) if model.ranked(number)]
    by_lag, by_all = [_by_lag(of, model, number) for number, _ in asked], [[u for u, _ in model.ranked(number)] for number, _ in asked]
    true = [source for _, source in asked]
    said = fmean(model.ranked(number)[0][1] for number, _ in asked)
    return Score(_hits(by_lag, true, 1), _hits(by_all, true, 1), _hits(by_all, true, 3), said)


def _truth(of: Cascades, drawn: Simulated) -> list[tuple[int, int]]:
    sources = [drawn.truth[place, practice] for place, practice in zip(of.places.tolist(), of.practices.tolist(), strict=True)]
    return [(number, source) for number, source in enumerate(sources) if source is not None]


def _by_lag(of: Cascades, model: SourceModel, number: int) -> list[int]:
    same = of.practices == of.practices[number]
    since = dict(zip(of.places[same].tolist(), of.middle[same].tolist(), strict=True))
    return sorted((place for place, _ in model.ranked(number)), key=lambda place: (-since[place], place))


def _hits(ranked: Ranked, true: Sequence[int], first: int) -> float:
    return fmean(source in places[:first] for source, places in zip(true, ranked, strict=True))
