"""Pictures of small worlds, and of the packaged seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from matplotlib.transforms import Bbox

import kb
from kb.cli import main
from kb.figures import draw
from kb.figures.picture import Picture
from kb.figures.scene import Basis, scene
from kb.service.opening import OpenBase
from tests.graph.world import World

BASIS = Basis(revision=7, day=date(2024, 5, 6))
Draw = Callable[..., Picture]


def drawn(world: World, practice: str = "a", lang: str = "en", *, on_map: bool = False, include_derived: bool = False) -> Picture:
    """Draw a practice of a small world."""
    return draw(scene(world.seen(), f"practice:{practice}", lang, include_derived=include_derived), BASIS, lang, on_map=on_map)


def texts(picture: Picture) -> list[str]:
    """Return everything that is written on a picture."""
    return [text.get_text() for text in picture.figure.axes[0].texts]


def boxes(picture: Picture, of: list[Text] | None = None) -> dict[str, Bbox]:
    """Return the rectangle of each text as it is drawn, in pixels, numbered so that equal texts stay apart."""
    renderer = FigureCanvasAgg(picture.figure).get_renderer()  # type: ignore[no-untyped-call]  # matplotlib does not say
    found = picture.figure.axes[0].texts if of is None else of
    return {f"{number} {text.get_text()}": Text.get_window_extent(text, renderer) for number, text in enumerate(found)}


def overlapping(picture: Picture) -> list[tuple[str, str]]:
    """Return the pairs of texts that cover each other."""
    found = boxes(picture).items()
    return [(one, other) for (one, here), (other, there) in combinations(found, 2) if here.overlaps(there)]


def cut_off(picture: Picture) -> list[str]:
    """Return the texts that reach over the edge of the sheet."""
    wide, high = picture.figure.get_size_inches() * picture.figure.dpi
    return [text for text, box in boxes(picture).items() if box.x0 < 0 or box.y0 < 0 or box.x1 > wide or box.y1 > high]


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenBase]:
    """The packaged seed."""
    url = f"sqlite:///{Path(tmp_path_factory.mktemp('drawn')) / 'kb.sqlite'}"
    assert main(["load", "--store", url]) == 0
    with kb.open(url) as base:
        yield base


@pytest.fixture
def world() -> World:
    """Three cities around Udine, where a practice began."""
    world = World().countries("IT", "IE", "PL")
    world.city("udine", "country:it", at=(46.06, 13.24)).city("cork", "country:ie", at=(51.9, -8.47))
    world.city("katowice", "country:pl", at=(50.26, 19.03)).city("nowhere")
    return world.practices("a", origin="city:udine")
