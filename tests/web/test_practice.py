"""An analyst sees a practice travel: the tree, the map, the curve, who took it up and who gave it up, and takes it along."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from kb.api.pages import WEB
from tests.web.opening import opened

PLAY = "/practice/playful-paradigm"
MANY = "/practice/unesco-learning-city"
MEALS = "/practice/universal-school-meals"
SVG = "{http://www.w3.org/2000/svg}"


def table(page: Page) -> Locator:
    return page.get_by_role("table", name="Table of who took a step").locator("tbody tr")


def document(name: str) -> str:
    """Return the hash by which the page asks a document."""
    found = re.search(rf'\b{name}: .*id: "(\w+)"', (WEB / "core" / "documents.js").read_text())
    assert found
    return found[1]


def downloaded(page: Page, button: Locator, folder: Path) -> Path:
    with page.expect_download() as download:
        button.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_what_is_unknown_is_the_word_and_never_an_empty_bar(page: Page) -> None:
    page.goto("/practice/genius-open-innovation")
    card = page.get_by_role("region", name="What it asks of those who take it up")
    expect(card.get_by_text("15 months")).to_be_visible()
    expect(card.get_by_text("unknown", exact=True)).to_have_count(4)
    expect(card.locator(".boxes")).to_have_count(0)


def test_a_practice_leads_to_where_it_began_and_to_its_variants(page: Page) -> None:
    page.goto(PLAY)
    origins = page.locator("dl.origins")
    expect(origins.get_by_role("link", name="Udine")).to_have_attribute("href", "/city/udine")
    origins.get_by_role("link", name="Play as a tool for streets and libraries (Cork)").click()
    expect(page).to_have_url(re.compile("/practice/cork-play$"))
    expect(page.locator("dl.origins").get_by_role("link", name="Playful Paradigm")).to_be_visible()


def test_the_tree_joins_those_who_learned_to_who_showed_it(page: Page) -> None:
    page.goto(PLAY)
    tree = page.locator("svg.tree")
    expect(tree.get_by_role("link", name="Udine, no date, where it began")).to_have_attribute("href", "/city/udine")
    expect(tree.get_by_role("link", name="Larissa, 15 April 2021, piloting")).to_be_visible()
    expect(tree.locator(".link.recorded:not(.legend *)")).to_have_count(6)
    expect(page.locator(".spread-map .arc.recorded")).to_have_count(6)


def test_a_place_of_the_tree_opens_without_loading_the_page_anew(page: Page) -> None:
    page.goto(PLAY)
    page.evaluate("window.stayed = true")
    page.locator("svg.tree").get_by_role("link", name=re.compile("Cork")).press("Enter")
    expect(page).to_have_url(re.compile("/city/cork$"))
    assert page.evaluate("window.stayed")


def test_guesses_are_drawn_when_asked_for_and_look_different(page: Page) -> None:
    page.goto("/practice/school-phone-ban")
    guess = page.locator("svg.tree .link.inferred:not(.legend *) path")
    expect(page.locator("svg.tree")).to_be_visible()
    expect(guess).to_have_count(0)
    page.get_by_label("Show guesses from dates").check()
    expect(guess).to_have_count(7)
    expect(guess.first).to_have_css("stroke-dasharray", "4px, 4px")
    page.reload()
    expect(guess).to_have_count(7)
    expect(page.get_by_text("No source says so.")).to_be_visible()
    expect(table(page).filter(has=page.get_by_role("rowheader", name="Hungary")).locator(".guess")).to_contain_text("perhaps New Zealand")


def test_many_adopters_are_folded_and_unfolded_by_keyboard(page: Page) -> None:
    page.goto(MANY)
    tree = page.locator("svg.tree")
    expect(page.get_by_text("60 places are folded away")).to_be_visible()
    expect(tree.get_by_role("link")).to_have_count(12)
    tree.get_by_role("button", name="33 more in 2022").press("Enter")
    expect(tree.get_by_role("link")).to_have_count(45)
    expect(tree.get_by_role("link").nth(6)).to_be_focused()
    page.reload()
    expect(page.get_by_text("27 places are folded away")).to_be_visible()


def test_what_is_doubtful_about_a_practice_stands_at_its_head(page: Page) -> None:
    page.goto("/practice/bike-bus")
    expect(page.locator("main > .note")).to_contain_text("whether the idea was born there is doubtful")


def test_those_without_a_recorded_source_and_without_a_date_stand_apart(page: Page) -> None:
    page.goto("/practice/kvantorium")
    tree = page.locator("svg.tree")
    expect(tree.get_by_text("No source says from whom they learned: 16")).to_be_visible()
    undated = tree.get_by_role("link", name="Orenburg, no date, adopted").locator(".mark").bounding_box()
    edge = tree.locator(".edge").last.bounding_box()
    assert undated
    assert edge
    assert edge["x"] < undated["x"] < edge["x"] + edge["width"]
    expect(page.get_by_text("1 adopter has no date and is not in the curve.")).to_be_visible()


def test_only_what_was_known_by_a_year_counts(page: Page) -> None:
    page.goto(f"{PLAY}?asOf=2021")
    size = page.locator(".figure.size b")
    expect(size).to_have_text("3")
    expect(table(page)).to_have_count(3)
    page.get_by_label("As of").press("ArrowLeft")
    expect(size).to_have_text("1")
    expect(page).to_have_url(re.compile(r"asOf=2020$"))
    page.get_by_label("As of").press("End")
    expect(size).to_have_text("6")
    expect(page).to_have_url(re.compile("/playful-paradigm$"))


@pytest.mark.parametrize("text", ["2020-02-31", "2020-13-01", "0000", "yesterday", ""])
def test_a_day_that_there_is_not_counts_as_none(page: Page, text: str) -> None:
    for path in (PLAY, "/city/larissa"):
        page.goto(f"{path}?asOf={text}")
        expect(page.locator("figure, .map").first).to_be_visible()
        page.wait_for_load_state("networkidle")
        expect(page.get_by_role("alert")).to_have_count(0)


def test_variants_are_counted_when_asked_for(page: Page) -> None:
    page.goto(PLAY)
    expect(table(page)).to_have_count(6)
    page.get_by_label("Count its variants too").check()
    expect(table(page)).to_have_count(11)
    expect(table(page).get_by_role("link", name="Play as a tool for streets and libraries (Cork)")).to_have_count(5)


def test_who_gave_it_up_is_as_visible_as_who_uses_it(page: Page) -> None:
    page.goto(MEALS)
    page.get_by_role("button", name="given up 1").click()
    expect(table(page)).to_have_count(1)
    expect(table(page)).to_contain_text("Kingston upon Hull")
    expect(page).to_have_url(re.compile("stage=ABANDONED"))
    expect(page.locator("svg.tree .node .mark.ended")).to_have_count(1)


def test_the_table_is_sorted_and_grows_by_pages(page: Page) -> None:
    page.goto(f"{MANY}?sort=-name")
    expect(table(page)).to_have_count(25)
    expect(table(page).first).to_contain_text("Živinice")
    page.locator(".adopters").get_by_role("button", name="Show more").click()
    expect(table(page)).to_have_count(50)
    page.locator(".adopters").get_by_role("button", name="Place").press("Enter")
    expect(page.get_by_role("columnheader", name="Place").first).to_have_attribute("aria-sort", "ascending")
    expect(table(page).first).to_contain_text("'s-Hertogenbosch")


def test_a_picture_stands_alone_and_its_text_stays_text(page: Page, tmp_path: Path) -> None:
    page.goto(MEALS)
    buttons = page.get_by_role("button", name="Download SVG")
    tree = ElementTree.parse(downloaded(page, buttons.first, tmp_path)).getroot()
    words = {text.text for text in tree.iter(f"{SVG}text")}
    assert {"California", "Kingston upon Hull", "given up"} <= words
    assert not [node for node in tree.iter() if "class" in node.attrib or "style" in node.attrib or node.tag == f"{SVG}a"]
    assert [node for node in tree.iter(f"{SVG}path") if node.attrib["stroke"].startswith("rgb")]
    image = downloaded(page, page.get_by_role("button", name="Download PNG").first, tmp_path).read_bytes()
    assert image.startswith(b"\x89PNG")
    assert len(image) > 10_000


def test_links_are_taken_along_as_recorded_or_inferred(page: Page, tmp_path: Path) -> None:
    page.goto("/practice/el-sistema?guesses=yes")
    expect(page.get_by_text("Guesses rest on dates alone")).to_be_visible()
    path = downloaded(page, page.get_by_role("button", name="Links as CSV"), tmp_path)
    rows = list(csv.DictReader(path.read_text().splitlines()))
    assert {(row["from"], row["to"]) for row in rows if row["link"] == "recorded"} >= {("Venezuela", "Stirling"), ("Venezuela", "New York")}
    assert [row["to"] for row in rows if row["link"] == "inferred"] == ["Dundee"]


def test_statistics_are_asked_for_when_opened_and_come_with_cautions(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(PLAY)
    expect(table(page)).to_have_count(6)
    assert [url for url in asked if document("PracticeStatistics") in url] == []
    statistics = page.get_by_role("region", name="Statistics", exact=True)
    statistics.get_by_text("Numbers for analysts").click()
    expect(statistics.get_by_role("listitem").first).to_contain_text("does not prove")
    expect(statistics.get_by_role("link", name="Larissa")).to_be_visible()


def test_a_spread_that_fails_leaves_the_rest_of_the_page(browser: Browser, served: str) -> None:
    with opened(browser, served, failing=True) as page:
        page.route(f"**/graphql?*{document('PracticeSpread')}*", lambda route: route.abort())
        page.goto(PLAY)
        expect(table(page)).to_have_count(6)
        expect(page.get_by_role("alert")).to_have_count(1)
        page.unroute_all()
        page.get_by_role("button", name="Ask again").click()
        expect(page.locator("svg.tree")).to_be_visible()


@pytest.mark.parametrize("path", [PLAY, MANY])
def test_every_chart_has_a_table_behind_it(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.locator("svg.curve")).to_be_visible()
    expect(page.locator(".spread-body details.behind")).to_have_count(3)
    page.locator(".spread-body details.behind summary").last.click()
    expect(page.get_by_role("table", name="Adopters by year").get_by_role("row")).not_to_have_count(1)


def test_a_practice_that_is_not_there_is_told(page: Page) -> None:
    page.goto("/practice/no-such-practice")
    expect(page.get_by_text("practice:no-such-practice")).to_be_visible()


_CROSSED = """names => names.filter((name) => {
  const { x, y, width, height } = name.getBBox();
  const spots = (line) => Array.from({ length: 100 }, (_, at) => line.getPointAtLength((line.getTotalLength() * at) / 99));
  const inside = (spot) => spot.x > x && spot.x < x + width && spot.y > y && spot.y < y + height;
  return [...document.querySelectorAll(".map .line")].some((line) => spots(line).some(inside));
}).map((name) => name.textContent)"""


def test_names_of_a_map_keep_off_its_lines_where_there_is_another_side(page: Page) -> None:
    page.goto(PLAY)
    names = page.locator(".map .names .name")
    expect(names).to_have_count(7)
    assert set(names.evaluate_all(_CROSSED)) <= {"Udine"}  # from which lines go out in all directions
