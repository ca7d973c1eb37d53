"""Practices that spread over a network which is known, as no real data have it."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from random import Random

Event = tuple[int, int, float]  # place, practice, time in years


@dataclass(frozen=True)
class Simulated:
    """Adoptions, and the place each was truly learned from (None: from nobody)."""

    events: list[Event]
    truth: dict[tuple[int, int], int | None]  # by place and practice


def simulate(
    practices: int, seed: int, *, places: int = 50, sources: int = 4, spontaneous: float = 0.15, rate: float = 0.5, yearly: bool = True
) -> Simulated:
    """Let practices spread from place to place.

    Every place has a few places that it learns from, at exponential delays; each passes a practice on every other time.
    A share of the places takes a practice up by itself.

    Args:
        practices: how many practices.
        seed: of everything that is drawn.
        places: how many places.
        sources: how many others each of them learns from.
        spontaneous: the share of places that a practice comes to by itself, at any time in its first 20 years.
        rate: of the delays, per year.
        yearly: whether times are known as years alone.
    """
    draw = Random(seed)
    followers: dict[int, list[int]] = {place: [] for place in range(places)}
    for place in range(places):
        for source in draw.sample([other for other in range(places) if other != place], sources):
            followers[source].append(place)
    events: list[Event] = []
    truth: dict[tuple[int, int], int | None] = {}
    for practice in range(practices):
        for place, time, learned_from in _one(followers, draw, spontaneous, rate):
            events.append((place, practice, float(int(time)) if yearly else time))
            truth[place, practice] = learned_from
    return Simulated(events, truth)


def _one(followers: dict[int, list[int]], draw: Random, spontaneous: float, rate: float) -> list[tuple[int, float, int | None]]:
    begin = draw.uniform(1950, 2000)
    waiting: list[tuple[float, int, int]] = [(begin, draw.randrange(len(followers)), -1)]
    for place in followers:
        if draw.random() < spontaneous:
            heappush(waiting, (begin + draw.uniform(0, 20), place, -1))
    adopted: list[tuple[int, float, int | None]] = []
    done: set[int] = set()
    while waiting:
        time, place, source = heappop(waiting)
        if place in done or time > begin + 25:
            continue
        done.add(place)
        adopted.append((place, time, None if source < 0 else source))
        for follower in followers[place]:
            if draw.random() < 0.5:
                heappush(waiting, (time + draw.expovariate(rate), follower, place))
    return adopted
