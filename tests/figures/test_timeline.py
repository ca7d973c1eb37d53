"""The time line and its curve, measured as they are drawn."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D

from kb.figures import style
from kb.figures.curve import step_of
from kb.service.opening import OpenBase
from tests.figures.conftest import boxes, cut_off, drawn, overlapping, texts
from tests.graph.world import World

LARGEST = [
    "unesco-learning-city",
    "child-friendly-city",
    "universal-school-meals",
    "kvantorium",
    "school-phone-ban",
    "bee-path",
    "mes",
    "playful-paradigm",
    "initiative-budgeting",
    "eco-schools",
]


@pytest.mark.parametrize(("slug", "lang"), list(zip(LARGEST, ["en", "ru", "kk", "ru", "be", "en", "ru", "kk", "ru", "en"], strict=True)))
def test_nothing_written_overlaps_or_is_cut_off_on_the_seeds_largest_spreads(seed: OpenBase, slug: str, lang: str) -> None:
    picture = seed.picture(f"practice:{slug}", lang=lang, include_derived=True)
    assert overlapping(picture) == []
    assert cut_off(picture) == []


def test_two_hundred_adopters_stay_readable(world: World) -> None:
    for number in range(200):
        teacher = f"c{number // 3}" if 0 < number < 90 else None
        world.city(f"c{number}").adopt("a", f"c{number}", str(2000 + number // 8) if number % 7 else None, learned_from=teacher)
    picture = drawn(world)
    assert overlapping(picture) == []
    assert len(picture.labels) > 100
    hidden = 201 - len(picture.labels)
    assert any(f"{hidden} more adopters are not drawn" in text for text in texts(picture))
    assert picture.figure.get_size_inches()[1] < 26
    assert all(float(text.get_fontsize()) >= 7.5 for text in picture.figure.axes[0].texts)


def corners(line: Line2D) -> list[tuple[float, float]]:
    """Return the points of a line in inches."""
    return list(zip(np.asarray(line.get_xdata()).tolist(), np.asarray(line.get_ydata()).tolist(), strict=True))


def test_it_says_what_it_is_and_on_what_it_rests(world: World) -> None:
    world.adopt("a", "cork", "2019", learned_from="udine")
    world.adopt("a", "katowice")
    said = texts(drawn(world))
    assert said[:2] == ["A. How it spread over time", "Adopters: 2; countries: 2. Began: Udine."]
    assert "no date recorded" in said
    assert "Learned from whom: recorded" in said
    assert "Learned from whom: not recorded" in said
    assert "Adopters by the end of each year (line), new in the year (bars). Without a date, so not counted: 1." in said
    assert said[-2:] == [
        "Source: peer-learning knowledge base, revision 7 of 2024-05-06. All that is recorded counts.",
        "At risk: 3 parties of the adopters' levels. What nobody recorded may still have happened.",
    ]


def test_it_speaks_russian_to_those_who_ask(world: World) -> None:
    world.adopt("a", "cork", "2019")
    said = texts(drawn(world, lang="ru-RU"))
    assert said[0] == "A. Как распространялось"
    assert "Источник: база знаний о взаимном обучении, ревизия 7 от 2024-05-06. Учтено всё записанное." in said


def test_the_legend_explains_what_is_drawn_and_nothing_else(world: World) -> None:
    world.adopt("a", "cork", "2019", learned_from="udine")
    plain = texts(drawn(world))
    assert {"began here", "adopted", "learned from (a source says so)"} <= set(plain)
    assert not {"piloting", "given up later", "taught it only", "a variant began", "some time between"} & set(plain)
    world.adopt("a", "katowice", "2011/2019", "abandoned")
    world.adopt("a", "katowice", "2010/2015", "piloting", learned_from="country:ie")
    world.practices("b", origin="city:nowhere", derived_from="a")
    more = texts(drawn(world, include_derived=True))
    assert {"given up later", "taught it only", "a variant began", "some time between"} <= set(more)


def test_stages_differ_by_shape_and_fill_and_colour() -> None:
    marks = list(style.MARKS.values())
    for one, other in combinations(marks, 2):
        assert (one.shape, one.filled) != (other.shape, other.filled)
    okabe_ito = {"#000000", "#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7"}
    assert {mark.colour for mark in marks} - {style.PALE} <= okabe_ito


def test_a_recorded_link_is_a_solid_line_and_a_variants_a_dashed_one(world: World) -> None:
    world.adopt("a", "cork", "2019", learned_from="udine")
    world.practices("b", origin="city:nowhere", derived_from="a")
    lines = drawn(world, include_derived=True).figure.axes[0].lines
    elbows = [line for line in lines if len(corners(line)) == 4]
    assert sorted(str(line.get_linestyle()) for line in elbows) == ["-", "--"]


def test_the_curve_is_the_count_by_the_end_of_each_year(world: World) -> None:
    for slug, year in (("cork", "2019"), ("katowice", "2019"), ("nowhere", "2021")):
        world.adopt("a", slug, year)
    axes = drawn(world).figure.axes[0]
    curve = next(line for line in axes.lines if to_hex(line.get_color()) == style.BLUE.lower() and len(corners(line)) == 4)
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners(curve)
    assert [x1 - x0, x2 - x1] == pytest.approx([x3 - x2] * 2)
    assert [y0 - y1, y2 - y1, y0 - y3] == pytest.approx([1.0, 0.0, 1.5])
    bars = [patch for patch in axes.patches if to_hex(patch.get_facecolor()) == style.SKY.lower()]
    assert [round(abs(bar.get_window_extent().height) / axes.figure.dpi, 3) for bar in bars] == [1.0, 0.0, 0.5]


def test_without_a_date_there_is_no_curve(world: World) -> None:
    world.adopt("a", "cork", learned_from="udine")
    assert "No adopter has a date, so there is no adoption curve." in texts(drawn(world))


@pytest.mark.parametrize(("most", "step"), [(1, 1), (5, 1), (6, 2), (72, 20), (100_000, 20_000)])
def test_ticks_are_round_and_few(most: int, step: int) -> None:
    assert step_of(most, 5) == step


def test_letters_of_kazakh_and_belarusian_are_drawn_and_those_without_a_glyph_are_not(world: World) -> None:
    name = "Ақжайық ӘҒҚҢӨҰҮҺІ әғқңөұүһі ЎўЁёІі"
    assert style.written(name, "city:x") == name
    assert style.written("Oral 🎓 Орал", "city:x") == "Oral Орал"
    assert style.written("서울특별시", "city:seoul") == "Seoul"
    assert style.written("$5 and $6", "city:x") == "$5 and $6"
    assert style.written("Ханты-Мансийский автономный округ – Югра", "region:khmao") == "Ханты-Мансийский автономный округ…"


def test_a_name_is_drawn_as_it_is_written(world: World) -> None:
    from kb.model import City, Texts

    world.nodes["city:cork"] = City(id="city:cork", name=Texts(en=r"$\alpha_1$ & <Cork> 🎓\n"))
    world.adopt("a", "cork", "2019")
    picture = drawn(world)
    assert picture.labels[-1].get_text() == r"$\alpha_1$ & <Cork> \n"
    assert boxes(picture, list(picture.labels))
    assert b"&lt;Cork&gt;" in picture.data("svg")
