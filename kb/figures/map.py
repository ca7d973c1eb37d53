"""The spread of a practice on a map: land and water, no borders, cropped to what is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, radians

import numpy as np
from matplotlib.patches import FancyArrowPatch, PathPatch, Rectangle
from matplotlib.path import Path

from kb.errors import InvalidInput
from kb.figures.captions import broken, counted, foot, legend
from kb.figures.land import Window, outlines
from kb.figures.paper import EDGE, Paper
from kb.figures.placing import Box, Placing
from kb.figures.scene import Actor, Basis, Link, Scene
from kb.figures.style import BLACK, LAND, MARKS, SEA, SHORE, TITLE, kind_of_mark, wrapped, written
from kb.figures.words import words_in
from kb.model import PartyId

WIDE, HIGH = 10.0, 5.8
_MOST = 250  # points that can be told apart on a sheet
_LEAST_DEGREES = 3.0
_AROUND = 0.12  # of what is shown, left free on each side
_BEND, _STEPS = 0.15, 60  # of an arrow: how far it leaves the straight line; points by which names keep off it
_WORLD = 180.0  # degrees of longitude, from which on a map is one of the world
_SOUTH, _NORTH, _BERING = -60.0, 82.0, -169.0  # its ends

Point = tuple[float, float]


def draw_map(scene: Scene, basis: Basis, lang: str) -> Paper:
    """Draw where the actors of a spread are, and from whom they learned.

    Args:
        scene: what is shown.
        basis: on what it rests.
        lang: the language of what is written beside names.
    Raises:
        InvalidInput: nobody's coordinates are known.
    """
    words = words_in(lang)
    placed = [actor for actor in scene.actors if actor.place]
    if not placed:
        raise InvalidInput(f"nobody who took up {scene.practice} has known coordinates: there is nothing to place on a map")
    drawn, missing = placed[:_MOST], [actor for actor in scene.actors if not actor.place]
    paper = Paper(WIDE)
    title = wrapped(f"{scene.title}. {words['on a map']}", WIDE - 2 * EDGE, TITLE, bold=True)
    y = paper.head(title, broken([counted(scene, lang)], WIDE)) + 0.08
    y = paper.legend(y, legend(scene, [actor.key for actor in drawn], words, links=True)) + 0.1
    window = window_of(drawn, EDGE, y, WIDE - 2 * EDGE, HIGH)
    _draw_land(paper, window)
    points = {actor.key: _point(window, actor) for actor in drawn}
    links = [link for link in scene.links if link.source in points and link.target in points]
    arrows = [each for link in links for each in _draw_link(paper, link, points[link.source], points[link.target])]
    unnamed = _draw_actors(paper, window, drawn, points, arrows)
    said = []
    if missing:
        said.append(words["unplaced"].format(unplaced=_list(missing)))
    if unnamed:
        said.append(words["unnamed"].format(unnamed=unnamed))
    if len(placed) > len(drawn):
        said.append(words["hidden"].format(hidden=len(placed) - len(drawn)))
    last = [*said, *foot(scene, basis, lang), words["land"]]
    paper.end(paper.lines(y + HIGH + 0.1, broken(last, WIDE)))
    return paper


def window_of(actors: Sequence[Actor], left: float, top: float, wide: float, high: float) -> Window:
    """Return the narrowest window that shows every actor with room around, in the proportions of the paper."""
    places = [actor.place for actor in actors if actor.place]
    west, east = narrowest([place.longitude for place in places])
    south, north = min(place.latitude for place in places), max(place.latitude for place in places)
    degrees_high = max(_LEAST_DEGREES, (north - south) * (1 + 2 * _AROUND))
    middle = (south + north) / 2
    stretch = 1 / max(0.2, cos(radians(max(-70.0, min(70.0, middle)))))  # degrees of longitude to one of latitude
    degrees_wide = max(_LEAST_DEGREES * stretch, (east - west) * (1 + 2 * _AROUND))
    degrees_high = max(degrees_high, degrees_wide / stretch * high / wide)
    degrees_wide = degrees_high * stretch * wide / high
    if east - west > _WORLD or degrees_wide > 360 or degrees_high > _NORTH - _SOUTH:
        return _world(left, top, wide, high, south, north)
    middle = max(degrees_high / 2 - 88, min(88 - degrees_high / 2, middle))
    across = (west + east) / 2
    return Window(
        west=across - degrees_wide / 2,
        east=across + degrees_wide / 2,
        south=middle - degrees_high / 2,
        north=middle + degrees_high / 2,
        left=left,
        top=top,
        wide=wide,
        high=high,
    )


def narrowest(longitudes: Sequence[float]) -> tuple[float, float]:
    """Return the western and eastern end of the shortest arc that holds all longitudes; the eastern may be over 180."""
    turned = sorted({longitude % 360 for longitude in longitudes})
    gaps = [(later - earlier, later) for earlier, later in zip(turned, [*turned[1:], turned[0] + 360], strict=True)]
    gap, west = max(gaps)
    west = (west + 180) % 360 - 180
    return west, west + 360 - gap


def _world(left: float, top: float, wide: float, high: float, south: float, north: float) -> Window:
    bottom, ceiling = min(_SOUTH, south - 3), max(_NORTH, north + 3)
    return Window(
        west=_BERING, east=_BERING + 360, south=max(-90.0, bottom), north=min(90.0, ceiling), left=left, top=top, wide=wide, high=high
    )


def _draw_land(paper: Paper, window: Window) -> None:
    frame = Rectangle((window.left, window.top), window.wide, window.high, facecolor=SEA, edgecolor=SHORE, linewidth=0.8, zorder=0.1)
    paper.axes.add_patch(frame)
    for water, points in outlines(window):
        if len(points) > 2:
            shape = PathPatch(Path(points, closed=True), facecolor=SEA if water else LAND, edgecolor=SHORE, linewidth=0.4, zorder=0.2)
            paper.axes.add_patch(shape)
            shape.set_clip_path(frame)


def _point(window: Window, actor: Actor) -> Point:
    assert actor.place is not None
    return window.x(actor.place.longitude), window.y(actor.place.latitude)


def _draw_link(paper: Paper, link: Link, start: Point, end: Point) -> list[Point]:
    """Draw a bent arrow, and return points along it."""
    arrow = FancyArrowPatch(
        start,
        end,
        connectionstyle=f"arc3,rad={_BEND}",
        arrowstyle="-|>,head_width=2.2,head_length=4",
        shrinkA=4,
        shrinkB=4,
        color=BLACK,
        linewidth=0.9,
        linestyle="-" if link.recorded else "--",
        zorder=1.0,
    )
    paper.axes.add_patch(arrow)
    bend = (start[0] + end[0]) / 2 - _BEND * (end[1] - start[1]), (start[1] + end[1]) / 2 + _BEND * (end[0] - start[0])
    return [_along(start, bend, end, step / _STEPS) for step in range(_STEPS + 1)]


def _along(start: Point, bend: Point, end: Point, part: float) -> Point:
    """Return the point of a quadratic Bézier curve at a part of its way, 0 to 1."""
    x, y = ((1 - part) ** 2 * a + 2 * part * (1 - part) * b + part**2 * c for a, b, c in zip(start, bend, end, strict=True))
    return x, y


def _draw_actors(paper: Paper, window: Window, actors: Sequence[Actor], points: Mapping[PartyId, Point], arrows: Sequence[Point]) -> int:
    """Draw points and as many names as there is room for, the earliest first; return how many have none."""
    frame = Box(window.left, window.top, window.left + window.wide, window.top + window.high)
    placing = Placing(frame, list(points.values()), np.array(arrows).reshape(-1, 2))
    unnamed = 0
    for actor in actors:
        point, text = points[actor.key], _text(actor)
        paper.mark(*point, MARKS[kind_of_mark(actor)])
        found = placing.place(point, text)
        if found is None:
            unnamed += 1
            continue
        if found.line:
            paper.line(found.line, linewidth=0.6, zorder=1.5)
        paper.label((found.box.left + found.box.right) / 2, (found.box.top + found.box.bottom) / 2, text, ha="center", ground=LAND)
    return unnamed


def _text(actor: Actor) -> str:
    """Return a name with the year, or the years, when its actor began."""
    name = written(actor.name, actor.key, 28)
    if not actor.date or not actor.date.earliest or not actor.date.latest:
        return name
    first, last = actor.date.earliest.year, actor.date.latest.year
    return f"{name} {first}" if first == last else f"{name} {first}–{last}"


def _list(actors: Sequence[Actor], most: int = 8) -> str:
    named = ", ".join(written(actor.name, actor.key) for actor in actors[:most])
    return named if len(actors) <= most else f"{named} (+{len(actors) - most})"
