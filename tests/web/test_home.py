"""The first view: who learned from whom on a map, year by year, and the ways in."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.web.opening import opened

_FLOWS = """{ flows(first: 300) {
  firstYear lastYear
  flows { sourceLocation { latitude } targetLocation { latitude } adoptions shares visits years { year adoptions shares visits } }
} }"""
_WIDTHS = "arcs => arcs.map((arc) => Number(arc.firstChild.getAttribute('stroke-width')))"
_KINDS = ("adoptions", "shares", "visits")
_REFRAMED = """() => {
  window.reframed = 0;
  new MutationObserver((all) => (window.reframed += all.length)).observe(document, { subtree: true, attributeFilter: ["viewBox"] });
}"""
_MISFIT = """(drawing) => {
  const [shown, drawn] = [drawing.getBoundingClientRect(), drawing.viewBox.baseVal];
  return Math.max(Math.abs(shown.width - drawn.width), Math.abs(shown.height - drawn.height));
}"""


def flows(page: Page) -> Any:
    answer = page.request.post("/graphql", data={"query": _FLOWS})
    return answer.json()["data"]["flows"]


def drawn(answer: Any) -> list[Any]:
    return [flow for flow in answer["flows"] if flow["sourceLocation"] and flow["targetLocation"]]


def ranked(sizes: list[float]) -> list[int]:
    """Return how many have each size, from the smallest on."""
    return [count for _, count in sorted(Counter(sizes).items())]


def lines(page: Page, kind: str = "arc") -> Locator:
    return page.locator(f".map .{kind}:not([display=none])")


def seen(page: Page) -> Locator:
    return page.locator(".learned .seen")


def found(page: Page) -> Locator:
    return page.locator("[role=listbox]:visible [role=option]")


def slider(page: Page) -> Locator:
    return page.get_by_role("slider", name="Up to")


def test_all_years_count_every_flow_that_has_a_place(page: Page) -> None:
    page.goto("/")
    expect(seen(page)).to_contain_text("All years")
    placed = drawn(flows(page))
    for kind in _KINDS:
        expect(seen(page)).to_contain_text(f"{sum(flow[kind] for flow in placed)} {kind}")


@pytest.mark.parametrize(("width", "most"), [(1280, 150), (360, 50)])
def test_from_afar_the_largest_lines_are_drawn_and_the_others_told_and_from_near_they_come(
    browser: Browser, served: str, width: int, most: int
) -> None:
    with opened(browser, served, width=width) as page:
        page.goto("/")
        placed = drawn(flows(page))
        there = [flow[kind] for flow in placed for kind in _KINDS if flow[kind]]
        expect(seen(page)).to_contain_text(f"{len(there) - most} more lines")
        expect(lines(page)).to_have_count(most)
        assert ranked(lines(page).evaluate_all(_WIDTHS)) == ranked(sorted(there)[-most:])
        for _ in range(5):
            page.locator(".map svg").press("+")
        expect(lines(page)).to_have_count(len(there))
        expect(seen(page)).not_to_contain_text("more line")


@pytest.mark.parametrize("width", [1280, 1000, 640, 360])
def test_the_map_is_drawn_once_in_the_size_that_it_has(browser: Browser, served: str, width: int) -> None:
    with opened(browser, served, width=width) as page:
        page.add_init_script(f"({_REFRAMED})()")
        page.goto("/")
        expect(lines(page).first).to_be_visible()
        assert page.locator(".map svg").evaluate(_MISFIT) < 1
        assert page.evaluate("window.reframed") == 0


def test_the_map_is_drawn_anew_when_it_has_another_size(page: Page) -> None:
    page.goto("/")
    expect(lines(page).first).to_be_visible()
    page.set_viewport_size({"width": 500, "height": 900})
    expect(page.locator(".map svg")).to_have_attribute("viewBox", re.compile(r"^0 0 468 "))
    assert page.locator(".map svg").evaluate(_MISFIT) < 1


def test_a_year_of_the_address_shows_the_facts_up_to_it_alone(page: Page) -> None:
    page.goto("/?year=2015")
    expect(seen(page)).to_contain_text("Up to 2015")
    expect(slider(page)).to_have_value("2015")
    for kind in _KINDS:
        counts = [sum(year[kind] for year in flow["years"] if year["year"] <= 2015) for flow in drawn(flows(page))]
        expect(lines(page, kind)).to_have_count(sum(count > 0 for count in counts))
        expect(seen(page)).to_contain_text(re.compile(rf"\b{sum(counts)} {kind}"))


def test_a_year_that_is_chosen_by_key_stays_after_a_reload(page: Page) -> None:
    page.goto("/")
    last = flows(page)["lastYear"]
    slider(page).press("ArrowLeft")
    slider(page).press("ArrowLeft")
    expect(page).to_have_url(re.compile(f"year={last - 1}"))
    page.reload()
    expect(seen(page)).to_contain_text(f"Up to {last - 1}")


def test_a_kind_that_is_switched_off_is_neither_drawn_nor_counted(page: Page) -> None:
    page.goto("/")
    page.get_by_role("checkbox", name="went to see").uncheck()
    expect(lines(page, "visits")).to_have_count(0)
    expect(seen(page)).not_to_contain_text("visits")
    page.reload()
    expect(page.get_by_role("checkbox", name="went to see")).not_to_be_checked()
    expect(lines(page, "adoptions").first).to_be_attached()
    expect(lines(page, "visits")).to_have_count(0)


def test_playing_goes_from_the_first_year_to_all_of_them_and_speaks_when_it_ends(page: Page) -> None:
    page.clock.install()
    page.goto("/")
    page.get_by_role("button", name="Play").click()
    expect(seen(page)).to_contain_text(f"Up to {flows(page)['firstYear']}")
    page.clock.run_for(5_000)
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.locator(".learned [role=status]")).to_be_empty()
    page.clock.run_for(60_000)
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    expect(page.locator(".learned [role=status]")).to_contain_text("All years")


def test_a_reader_who_wants_no_motion_goes_on_year_by_year(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("/?year=2010")
    page.get_by_role("button", name="Next year").click()
    expect(page).to_have_url(re.compile("year=2011"))
    expect(seen(page)).to_contain_text("Up to 2011")


def test_a_place_of_the_map_says_its_name_and_leads_to_it(page: Page) -> None:
    page.goto("/")
    moscow = page.locator(".map a.spot[aria-label=Moscow]")
    moscow.focus()
    expect(page.locator(".map figcaption")).to_have_text("Moscow")
    moscow.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Moscow")


def test_the_map_comes_nearer_by_key_and_shows_the_whole_world_by_button(page: Page) -> None:
    page.goto("/")
    caption = page.locator(".map figcaption")
    expect(caption).to_contain_text("beyond the edges")
    page.get_by_role("button", name="Whole world").click()
    expect(caption).not_to_contain_text("beyond")
    page.locator(".map svg").press("+")
    expect(caption).to_contain_text("beyond")


def test_each_way_in_finds_its_own_kind(page: Page) -> None:
    page.goto("/")
    for name, text, kind in (("Find a city", "Cork", "city"), ("Find a practice", "learning", "practice")):
        page.get_by_role("combobox", name=name).fill(text)
        expect(found(page).first).to_be_visible()
        assert set(found(page).locator(".kind").all_inner_texts()) == {kind}
        page.keyboard.press("Escape")


def test_there_is_one_search_for_everything_and_it_leads_to_what_is_chosen(page: Page) -> None:
    page.goto("/?lang=ru")
    field = page.get_by_role("combobox", name="Найти город, практику, учреждение или программу")
    expect(field).to_have_count(1)
    field.fill("Удине")
    expect(found(page).first).to_contain_text("Удине")
    field.press("ArrowDown")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"/city/udine\?lang=ru"))


def test_the_table_behind_the_map_has_the_largest_flows_as_links(page: Page) -> None:
    page.goto("/")
    page.locator(".learned summary").click()
    rows = page.locator(".learned tbody tr")
    expect(rows).to_have_count(len(flows(page)["flows"]))
    rows.first.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("/city/"))


def test_what_was_recorded_lately_opens_its_sources_and_counts_lead_to_their_lists(page: Page) -> None:
    page.goto("/")
    fact = page.locator(".recorded .fact").first
    fact.locator("summary").click()
    expect(fact.locator("details a").first).to_be_visible()
    page.get_by_role("link", name=re.compile(r"^\d+ visits$")).click()
    expect(page).to_have_url(re.compile("list=visits"))
