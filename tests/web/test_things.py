"""Every thing has its own page and address, and leads to every thing that it is joined to."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.curating import done, token
from tests.web.opening import opened, serving
from tests.web.views import VIEWS

ADOPTION = VIEWS["adoption"]
MERGED = {
    "institution:penza-museum-seminar-host": "institution:mari-el-museum",
    "topic:rural": "topic:robotics-it",
    "city:alba-iulia": "city:albacete",
    "practice:yandex-lyceum": "practice:it-cube",
    "source:pageszg-novopolotsk": "source:seed-004",
    "programme:mes-tatarstan-agreement": "programme:mes-moscow-oblast-agreement",
}


def address(thing: str) -> str:
    return "/" + thing.replace(":", "/")


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server where some things were found to be the same."""
    home = tmp_path_factory.mktemp("merged")
    with serving(home) as served:
        secret = token(home, "curator")
        for gone, keep in MERGED.items():
            merge = f'mutation {{ mergeNodes(keep: "{keep}", gone: "{gone}", reason: "the same") {{ userErrors {{ message }} }} }}'
            assert done(served, secret, merge)["mergeNodes"]["userErrors"] == []
        yield served


def test_a_fact_says_all_that_its_publication_says(page: Page) -> None:
    page.goto(ADOPTION)
    main = page.get_by_role("main")
    expect(main.get_by_text("piloting")).to_be_visible()
    expect(main.get_by_text("when it happened")).to_be_visible()
    expect(main.get_by_text("November 2")).to_be_visible()
    expect(page).to_have_title(re.compile("^A step with a practice: Oral: "))
    for name, address in {"Oral": "/city/oral", "Тәжірибе алмасты": "/source/seed-004"}.items():
        expect(main.get_by_role("link", name=name, exact=True).first).to_have_attribute("href", address)


def test_a_doubtful_fact_says_why(page: Page) -> None:
    page.goto("/visit/ip7j6biwz773dvo5")
    main = page.get_by_role("main")
    expect(main.get_by_text("another source contradicts it")).to_be_visible()
    expect(main.get_by_text("(as written: 2018~/2020-03)")).to_be_visible()
    expect(main.get_by_role("definition").filter(has_text=re.compile("^96$"))).to_be_visible()


def test_what_was_only_announced_is_not_told_as_done(page: Page) -> None:
    page.goto("/share/z3ggk7i4dgnflpr4")
    expect(page.locator(".badge.announced")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="only announced so far")).to_be_visible()


def test_whom_a_step_was_learned_from_is_unknown_where_nobody_recorded_it(page: Page) -> None:
    page.goto("/adoption/rjnf77vlrxdeec5s")
    expect(page.locator("dl.known .unknown")).to_have_text("not recorded")


def test_the_time_of_a_programme_is_not_told_as_the_day_of_an_event(page: Page) -> None:
    page.goto("/adoption/nxzg6rautiujgwpz")
    expect(page.get_by_text("the time of the programme or report")).to_be_visible()


@pytest.mark.parametrize("thing", ["/city/grodno", "/institution/grodno-gymnasium-9"])
def test_a_party_leads_to_the_programmes_it_takes_part_in_and_they_lead_back(page: Page, thing: str) -> None:
    page.goto(thing)
    programmes = page.locator("#programmes ul.plain > li")
    expect(programmes).to_have_count(4 if "city" in thing else 2)
    programmes.locator("a[href^='/programme/']").first.click()
    expect(page.locator("#parties a[href='/institution/grodno-gymnasium-9'], #parties a[href='/city/grodno']").first).to_be_visible()


def test_a_programme_of_one_month_is_not_told_to_last_from_that_month_to_itself(page: Page) -> None:
    page.goto("/explore?list=programmes")
    page.get_by_role("button", name="Show more").click()
    row = page.locator("ul.plain > li").filter(has=page.locator("a[href='/programme/union-state-forum-2022']"))
    expect(row).to_contain_text(re.compile("· December 2022$"))


def test_one_can_walk_from_a_source_to_a_fact_to_its_practice_and_its_topic(page: Page) -> None:
    page.goto("/source/seed-004")
    practice = page.locator("a[href^='/practice/']")
    page.locator("article.fact").filter(has=practice).first.locator("a.when").click()
    expect(page).to_have_url(re.compile("/(adoption|share)/"))
    page.locator(".fact a[href^='/practice/']").first.click()
    expect(page).to_have_url(re.compile("/practice/"))
    page.get_by_role("main").locator("a[href^='/topic/']").first.click()
    expect(page).to_have_url(re.compile("/topic/"))
    expect(page.locator("#practices li").first).to_be_visible()


def test_an_institution_leads_to_its_place_and_its_website(page: Page) -> None:
    page.goto("/explore?list=institutions&kind=UNIVERSITY")
    page.locator("main li a").first.click()
    expect(page).to_have_url(re.compile("/institution/"))
    known = page.locator("dl.known")
    expect(known.get_by_role("term").filter(has_text="Place")).to_be_visible()
    known.locator("a[href^='/city/'], a[href^='/region/'], a[href^='/country/']").first.click()
    expect(page).to_have_url(re.compile("/(city|region|country)/"))


def test_an_institution_without_a_spot_of_its_own_is_shown_by_its_city(page: Page) -> None:
    page.goto(VIEWS["institution"])
    expect(page.get_by_role("group", name="Where Yoshkar-Ola lies, the place of Yevseyev National Museum of Mari El")).to_be_visible()
    expect(page.locator("dl.known .unknown")).to_have_text("unknown")


def test_what_nothing_is_recorded_under_is_named_in_one_line(page: Page) -> None:
    page.goto(VIEWS["institution"])
    expect(page.get_by_role("heading", level=2)).to_have_text("Visitors received 2")
    expect(page.locator("#hosted .fact")).to_have_count(2)
    expect(page.get_by_text("Nothing is recorded under: What it has taken up · ")).to_be_visible()


def test_a_programme_tells_what_was_shown_there(page: Page) -> None:
    page.goto(VIEWS["programme"])
    expect(page.locator("#shares .fact").first).to_be_visible()
    expect(page.locator("#practices a[href^='/practice/']").first).to_be_visible()


def test_a_programme_tells_what_is_doubtful_about_it(page: Page) -> None:
    page.goto("/programme/junior-skills-mstislavl?lang=ru")
    expect(page.locator("main > .note")).to_have_text("Объявлен как скорый; дата не названа.")


def test_what_can_be_no_id_is_not_recorded_either(page: Page) -> None:
    page.goto("/topic/Robots and so on")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nothing is recorded here")


@pytest.mark.parametrize("old", MERGED)
def test_an_old_id_leads_to_the_thing_it_was_merged_into(browser: Browser, merged: str, old: str) -> None:
    with opened(browser, merged) as page:
        page.goto(f"{address(old)}?stops=2&lang=ru")
        expect(page).to_have_url(re.compile(f"{address(MERGED[old])}\\?stops=2&lang=ru$"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.get_by_role("banner").get_by_role("link", name="Обзор").click()
        page.go_back()
        expect(page).to_have_url(re.compile(f"{address(MERGED[old])}\\?stops=2&lang=ru$"))
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Обзор")


@pytest.mark.parametrize("kind", ["city", "practice", "institution", "programme", "source", "topic", "share", "adoption", "visit"])
def test_what_is_not_recorded_says_so_with_a_way_on(page: Page, kind: str) -> None:
    page.goto(f"/{kind}/nobody-recorded-this")
    expect(page.get_by_role("main").get_by_text(f"{kind}:nobody-recorded-this")).to_be_visible()
    expect(page.get_by_role("main").locator("a[href^='/explore'], a[href='/']").first).to_be_visible()


def test_a_kazakh_name_finds_its_city(page: Page) -> None:
    page.goto("/explore")
    field = page.get_by_role("banner").get_by_role("combobox").first
    field.fill("Орал")
    page.get_by_role("option").filter(has_text="Oral").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Oral")
    expect(page.locator("bdi[lang=kk]")).to_have_text("Орал")


def test_the_language_changes_in_place(page: Page) -> None:
    page.goto("/city/oral?stops=2")
    page.get_by_role("banner").get_by_role("combobox", name="Language").select_option("ru")
    expect(page.get_by_role("heading", level=1)).to_have_text("Уральск")
    assert "stops=2" in page.url
    page.get_by_role("link", name="Обзор").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Обзор")


def test_an_address_below_the_fold_is_gone_to_when_its_part_is_there(page: Page) -> None:
    page.goto("/city/oral")
    page.get_by_role("navigation", name="On this page").get_by_role("link", name="Similar cities").click()
    expect(page.locator("#similar")).to_be_in_viewport()
    expect(page.get_by_role("heading", level=1)).to_have_text("Oral")
