"""Where each actor stands over time: linked ones a row each, as a tree; the others packed; undated ones in a margin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import ceil, floor

from kb.figures.scene import Actor, Scene
from kb.figures.style import width, written
from kb.model import PartyId

MOST_LINKED, MOST_LANES, MOST_UNDATED = 60, 36, 40  # rows that can be read
ROW = 0.2
INDENT, TO_LABEL, GAP = 0.22, 0.12, 0.18
_DAYS = 365.2425


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where an actor stands, in inches to the right and in rows down; `until` is where the time ends in which it may have begun."""

    actor: Actor
    text: str
    x: float
    row: int
    since: float
    until: float

    @property
    def label_x(self) -> float:
        """Where its name begins."""
        return max(self.x, self.until) + TO_LABEL

    @property
    def right(self) -> float:
        """Where its name ends."""
        return self.label_x + width(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Years to inches."""

    first: int
    last: int
    left: float
    inches_per_year: float

    def x(self, year: float) -> float:
        """Return where a moment lies; a year's beginning is a whole number."""
        return self.left + (year - self.first) * self.inches_per_year


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The places of all actors that are drawn."""

    spots: Mapping[PartyId, Spot]
    scale: Scale | None  # None: nobody has a date
    margin: tuple[float, float] | None  # from where to where undated ones stand; None: there are none
    linked: int  # rows of the tree; those of the others follow
    count: int
    hidden: int


def span(actor: Actor) -> tuple[float, float]:
    """Return the first and the last moment, in years, at which a dated actor may have begun."""
    assert actor.date is not None
    assert actor.date.earliest is not None
    assert actor.date.latest is not None
    first, last = actor.date.earliest, actor.date.latest
    return moment(first.year, first.timetuple().tm_yday - 1), moment(last.year, last.timetuple().tm_yday)


def moment(year: int, days: int) -> float:
    """Return a year and days of it as a number of years."""
    return year + min(1.0, days / _DAYS)


def arrange(scene: Scene, left: float, right: float, heading: float = 0.0) -> Rows:
    """Place everybody between two edges, in inches; where there are too many to read, the earliest.

    `heading` is how wide the words are that stand over those without a date.
    """
    order = [*islice(_tree_order(scene), MOST_LINKED)]
    depths = _depths(scene, order)
    others = [actor for actor in scene.actors if actor.key not in scene.parents]
    shown = [scene.by_key[key] for key in order] + others
    texts = {actor.key: written(actor.name, actor.key) for actor in shown}
    undated = [actor for actor in shown if actor.date is None]
    margin = max((depths.get(actor.key, 0) * INDENT + TO_LABEL + width(texts[actor.key]) for actor in undated), default=0.0)
    start = left + (max(margin + 2 * GAP, heading + GAP) if undated else 0.0) + 0.1
    dated = [actor for actor in shown if actor.date]
    placing = _Placing(texts, _scale(dated, texts, start, right), left + GAP, depths)
    for row, key in enumerate(order):
        placing.put(scene.by_key[key], row)
    placing.pack(others, len(order), right)
    hidden = len(scene.actors) - len(placing.spots)
    return Rows(
        spots=placing.spots,
        scale=placing.scale,
        margin=(left, start - 0.1) if undated else None,
        linked=len(order),
        count=max((spot.row + 1 for spot in placing.spots.values()), default=0),
        hidden=hidden,
    )


@dataclass(slots=True)
class _Placing:
    texts: Mapping[PartyId, str]
    scale: Scale | None
    left: float
    depths: Mapping[PartyId, int]
    spots: dict[PartyId, Spot] = field(default_factory=dict)

    def put(self, actor: Actor, row: int) -> None:
        self.spots[actor.key] = self._spot(actor, row)

    def pack(self, actors: Iterable[Actor], first_row: int, right: float) -> None:
        """Give each the first row in which its mark and its name are free of others'; leave out what finds none."""
        taken: dict[bool, list[float]] = {True: [], False: []}  # of undated and of dated ones: where each row is free from
        for actor in actors:
            undated = actor.date is None
            rows = taken[undated]
            spot = self._spot(actor, first_row)
            begin = min(spot.x, spot.since) - GAP / 2
            lane = next((number for number, free in enumerate(rows) if free <= begin), len(rows))
            if lane >= (MOST_UNDATED if undated else MOST_LANES):
                continue
            if lane == len(rows):
                rows.append(0.0)
            rows[lane] = right if undated else spot.right + GAP / 2
            self.spots[actor.key] = self._spot(actor, first_row + lane)

    def _spot(self, actor: Actor, row: int) -> Spot:
        if actor.date is None or self.scale is None:
            x = self.left + self.depths.get(actor.key, 0) * INDENT
            return Spot(actor=actor, text=self.texts[actor.key], x=x, row=row, since=x, until=x)
        since, until = span(actor)
        x, wide = self.scale.x((since + until) / 2), until - since > 1.05
        ends = (self.scale.x(since), self.scale.x(until)) if wide else (x, x)
        return Spot(actor=actor, text=self.texts[actor.key], x=x, row=row, since=ends[0], until=ends[1])


def _scale(dated: Sequence[Actor], texts: Mapping[PartyId, str], left: float, right: float) -> Scale | None:
    """Return the widest scale at which every name ends before the right edge."""
    if not dated:
        return None
    spans = {actor.key: span(actor) for actor in dated}
    first, last = floor(min(since for since, _ in spans.values())), ceil(max(until for _, until in spans.values()))
    last = max(last, first + 1)
    wide = (right - left) / (last - first)
    for key, (since, until) in spans.items():
        end = until if until - since > 1.05 else (since + until) / 2
        wide = min(wide, (right - left - TO_LABEL - width(texts[key])) / max(end - first, 0.1))
    return Scale(first=first, last=last, left=left, inches_per_year=wide)


def _tree_order(scene: Scene) -> Iterable[PartyId]:
    """Yield linked actors, each before those who learned from it, dated branches by date."""
    place = {actor.key: number for number, actor in enumerate(scene.actors)}
    learners: dict[PartyId | None, list[PartyId]] = {}
    for key, parent in scene.parents.items():
        learners.setdefault(parent, []).append(key)
    waiting = sorted(learners.get(None, ()), key=place.__getitem__, reverse=True)
    while waiting:
        key = waiting.pop()
        yield key
        waiting += sorted(learners.get(key, ()), key=place.__getitem__, reverse=True)


def _depths(scene: Scene, order: Sequence[PartyId]) -> dict[PartyId, int]:
    depths: dict[PartyId, int] = {}
    for key in order:
        parent = scene.parents[key]
        depths[key] = 0 if parent is None else depths[parent] + 1
    return depths
