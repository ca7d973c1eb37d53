"""What is seen: nothing lies over another, is cut, or says what is not so, on wide and on narrow windows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.web.curating import sign_in, token
from tests.web.opening import opened, serving

NARROW = 360


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("looks")


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[str]:
    with serving(home) as address:
        yield address


def box(node: Locator) -> Any:
    expect(node).to_be_visible()
    return node.bounding_box()


def test_a_stop_has_the_same_number_on_the_map_and_in_the_list(page: Page) -> None:
    page.goto("/city/oral?stops=3")
    stops = page.locator("#plan ol.stops > li h3 a:first-child")
    expect(stops).to_have_count(3)
    on_map = page.locator("#plan .stop:not(.start)")
    expect(on_map).to_have_count(3)
    labels = {node.get_attribute("aria-label") for node in on_map.all()}
    assert labels == {f"{at}. {name}" for at, name in enumerate(stops.all_inner_texts(), 1)}
    expect(page.locator("#plan .stop.start")).to_have_attribute("aria-label", "Oral")


def test_no_map_lies_over_the_first_stop_on_paper(page: Page) -> None:
    page.goto("/city/oral?stops=3")
    first = page.locator("#plan ol.stops > li").first
    expect(first).to_be_visible()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 780, "height": 1100})
    drawing = box(page.locator("#plan .map svg"))
    assert drawing["y"] + drawing["height"] <= box(first)["y"]


def test_a_place_tells_what_it_showed_and_what_it_was_shown(page: Page) -> None:
    page.goto("/city/oral")
    shown = page.get_by_role("region", name="What it showed and was shown").locator(".fact .line")
    expect(shown.filter(has_text=re.compile("Oral showed Arsk"))).to_have_count(1)
    expect(shown.filter(has_text=re.compile("showed Oral")).first).to_be_visible()


def test_an_institution_tells_what_it_showed(page: Page) -> None:
    page.goto("/institution/pochinok-school-1")
    expect(page.locator("#shared h2")).to_have_text("What it showed and was shown 1")
    expect(page.locator("#shared .line")).to_contain_text("showed Mstislavl District")


def test_empty_sections_of_a_place_are_named_in_one_line_and_have_no_link(page: Page) -> None:
    page.goto("/region/smolensk-oblast")
    expect(page.get_by_text(re.compile("^Nothing is recorded under: .*Visits made"))).to_be_visible()
    expect(page.get_by_role("heading", name="Visits made")).to_have_count(0)
    links = page.get_by_role("navigation", name="On this page").get_by_role("link")
    expect(links.filter(has_text="Visits made")).to_have_count(0)
    expect(links.filter(has_text="Institutions")).to_have_count(1)


def test_an_empty_section_that_the_address_names_stays(page: Page) -> None:
    page.goto("/region/smolensk-oblast#made")
    expect(page.get_by_text("Nothing is recorded under: ")).to_be_visible()
    expect(page.get_by_role("heading", name="Visits made")).to_be_in_viewport()


def test_a_country_neither_lies_in_itself_nor_has_one_name_three_times(page: Page) -> None:
    page.goto("/country/by")
    expect(page.locator("header.place-head .names bdi")).to_have_text(["Беларусь"])
    expect(page.locator("header.place-head").get_by_role("link")).to_have_count(0)


@pytest.mark.parametrize("path", ["/practice/international-baccalaureate", "/practice/playful-paradigm?variants=yes"])
def test_what_came_of_it_is_read_on_a_narrow_window_without_moving_the_table(browser: Browser, served: str, path: str) -> None:
    with opened(browser, served, width=NARROW) as page:
        page.goto(path)
        outcome = box(page.get_by_role("table", name="Table of who took a step").locator("td.outcome").first)
        assert outcome["width"] > NARROW / 2
        assert outcome["x"] + outcome["width"] <= NARROW
        expect(page.get_by_role("row").get_by_role("rowheader").first).to_be_visible()


def test_the_fields_of_a_form_stand_below_each_other(page: Page, home: Path) -> None:
    sign_in(page, token(home, "curator"))
    source = page.get_by_role("group", name="Source")
    label = box(source.locator("label").filter(has_text=re.compile("^Publication")))
    field = box(source.get_by_role("combobox", name=re.compile("^Publication")))
    assert label["x"] == pytest.approx(field["x"], abs=2)
    assert label["y"] < field["y"]
    assert field["width"] > box(source)["width"] * 0.9


def test_a_practice_of_which_nothing_is_known_to_ask_says_so_in_one_line(page: Page) -> None:
    page.goto("/practice/playful-paradigm")
    card = page.get_by_role("region", name="What it asks of those who take it up")
    expect(card.get_by_text("unknown", exact=True)).to_have_count(1)
    expect(card).to_contain_text("No source tells of cost, effort, time to start")


def test_nothing_is_drawn_over_time_where_no_time_is_known(page: Page) -> None:
    page.goto("/practice/year-round-school")
    expect(page.locator(".spread-map .spot")).to_have_count(1)
    expect(page.locator("svg.tree")).to_have_count(0)


def test_the_map_of_a_practice_comes_nearer_and_goes_back_to_all_places(page: Page) -> None:
    page.goto("/practice/playful-paradigm")
    caption = page.locator(".spread-map figcaption")
    cork = page.locator(".spread-map a.spot[aria-label=Cork]")
    where = cork.get_attribute("transform")
    assert where
    for _ in range(2):
        page.locator(".spread-map").get_by_role("button", name="Nearer").click()
    expect(caption).to_contain_text("beyond the edge")
    page.locator(".spread-map").get_by_role("button", name="All places").click()
    expect(caption).not_to_contain_text("beyond")
    expect(cork).to_have_attribute("transform", where)


def test_a_method_that_has_too_little_to_learn_from_says_so_and_is_no_failure(page: Page) -> None:
    page.goto("/city/udine?method=hazard")
    expect(page.locator("#study")).to_contain_text("there are too few of them yet")
    expect(page.locator("#study .problem")).to_have_count(0)


def test_stops_that_lie_near_each_other_are_drawn_beside_each_other(browser: Browser, served: str) -> None:
    with opened(browser, served, width=NARROW) as page:
        page.goto("/city/astana")
        expect(page.locator("#plan .stop")).to_have_count(4)
        places = [(at["x"], at["y"]) for at in map(box, page.locator("#plan .stop circle").all())]
        apart = [abs(x - left) + abs(y - top) for x, y in places for left, top in places if (x, y) != (left, top)]
        assert min(apart) > 15
