"""Which way to draw practices anew gives intervals that cover a known truth: `python -m tests.evaluation.coverage`."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np

from kb.evaluation.intervals import Samples, half_depth, half_samples
from kb.evaluation.metrics import METRICS, Floats, Ints, Judged, measure

TOP, DRAWS, PLACES = 10, 300, 50
SCHEMES = ("with replacement", "half, N", "half, N/2")


@dataclass(frozen=True)
class Setting:
    """How many practices there are, and how far what all places share in one moves its uptake, and errs in its scores."""

    practices: int
    uptake: float
    error: float
    base: float  # logit of the chance of uptake


SETTINGS = (Setting(400, 1.0, 0.5, -3.6), Setting(400, 1.0, 1.5, -3.6), Setting(400, 2.0, 1.5, -4.5), Setting(100, 1.0, 1.0, -2.4))


def simulate(setting: Setting, random: np.random.Generator, tastes: Floats) -> tuple[list[Judged], list[Judged]]:
    """Draw practices, who takes them up, and two rankings for each place: one knows the place's taste, both err alike in a practice."""
    count = setting.practices
    trend, kind = random.normal(0, setting.uptake, count), random.normal(0, 1, count)
    common = random.normal(0, setting.error, count)
    errors = [0.7 * common + 0.7 * random.normal(0, setting.error, count) for _ in range(2)]
    chance = 1 / (1 + np.exp(-(setting.base + trend + np.outer(tastes, kind))))
    taken, lacking = random.random(chance.shape) < chance, random.random(chance.shape) < 0.9
    scores = trend + 0.5 * np.outer(tastes, kind) + errors[0], np.tile(trend + errors[1], (len(tastes), 1))
    one, other = ([_judged(at, own[at], taken[at], lacking[at]) for at in range(len(tastes))] for own in scores)
    return one, other


def _judged(place: int, scores: Floats, taken: Ints, lacking: Ints) -> Judged:
    order = np.argsort(-scores)
    order = order[lacking[order]]
    ranks = np.flatnonzero(taken[order])
    return Judged(place=f"city:{place}", cutoff=2000, shown=order[:250], ranks=ranks, relevant=order[ranks])


def _values(rankings: list[Judged], times: Ints, top: int) -> Floats:
    """Return the mean over places: shape (draws, metrics)."""
    return np.asarray(np.nanmean(np.stack([measure(each, times, top) for each in rankings]), axis=0))


def _times(scheme: str, random: np.random.Generator, count: int) -> Ints:
    if scheme == "with replacement":
        return random.multinomial(count, np.full(count, 1 / count), DRAWS)
    return half_samples(random, count, DRAWS)


def run(setting: Setting, repetitions: int, seed: int = 7) -> None:
    """Print how often each interval covers the mean of all repetitions, and how wide it is against what is right."""
    random = np.random.default_rng(seed)
    tastes, once = random.normal(0, 1, PLACES), np.ones((1, setting.practices), dtype=np.int64)
    found: dict[str, list[tuple[Floats, Floats]]] = {scheme: [] for scheme in SCHEMES}
    means = [_plain(setting, random, tastes, once) for _ in range(1500)]
    for _ in range(repetitions):
        pair = simulate(setting, random, tastes)
        plain = [_values(each, once, TOP)[0] for each in pair]
        means.append(np.stack([plain[0] - plain[1], plain[0]]))
        for scheme in SCHEMES:
            times, top = _times(scheme, random, setting.practices), half_depth(TOP) if scheme.endswith("/2") else TOP
            samples = [_samples(mean, _values(each, times, top)) for mean, each in zip(plain, pair, strict=True)]
            found[scheme].append((_ends(samples[0].minus(samples[1])), _ends(samples[0])))
    truth, spread = np.mean(means, axis=0), np.std(means, axis=0)
    for scheme, intervals in found.items():
        ends = np.array(intervals)  # repetitions, difference or alone, metrics, ends
        covered = ((ends[..., 0] <= truth) & (truth <= ends[..., 1])).mean(axis=0)
        width = (ends[..., 1] - ends[..., 0]).mean(axis=0) / (2 * 1.96 * spread)
        print(
            setting,
            scheme,
            *(_told(name, covered[:, at], width[:, at], truth[0, at]) for at, name in enumerate(METRICS)),
            sep="\t",
            flush=True,
        )


def _plain(setting: Setting, random: np.random.Generator, tastes: Floats, once: Ints) -> Floats:
    one, other = (_values(each, once, TOP)[0] for each in simulate(setting, random, tastes))
    return np.stack([one - other, one])


def _samples(mean: Floats, drawn: Floats) -> Samples:
    return Samples(mean=mean, by_place=drawn, by_practice=drawn)


def _ends(samples: Samples) -> Floats:
    return np.array([each.by_practice for each in samples.estimates()])


def _told(name: str, covered: Floats, width: Floats, truth: float) -> str:
    return f"{name} (true gain {truth:+.3f}): gain {covered[0]:.3f} width {width[0]:.2f}, alone {covered[1]:.3f} width {width[1]:.2f}"


if __name__ == "__main__":
    for each in SETTINGS:
        run(each, int(sys.argv[1]) if len(sys.argv) > 1 else 300)
