"""Recording over the page: signing in, one form with its source, likely repeats, proposals and their review, corrections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from kb.dates import parse
from kb.errors import InvalidDate
from tests.web.curating import asked, cite, done, fill_adoption, pick, sign_in, steps_of, token
from tests.web.opening import opened, serving

MUTATIONS = "**/graphql"
YEARS = ["2019", "2024"]
PARTS = ["01", "07", "12", "13", "00", "21", "24", "25", "7", "02-29", "02-30", "12-31", "13-01", "7-1", "07-00", "21-01"]
REFUSED = '{"errors": [{"message": "no", "extensions": {"code": "UNAUTHENTICATED"}}]}'


def is_date(text: str) -> bool:
    try:
        return bool(parse(text))
    except InvalidDate:
        return False


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("curate")


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[str]:
    with serving(home) as address:
        yield address


@pytest.fixture(scope="module")
def curator(home: Path, served: str) -> str:
    return token(home, "curator")


@pytest.fixture(scope="module")
def contributor(home: Path, served: str) -> str:
    return token(home, "contributor")


@pytest.fixture
def failing(browser: Browser, served: str) -> Iterator[Page]:
    with opened(browser, served, failing=True) as page:
        yield page


def test_a_token_that_is_refused_is_told_and_kept_nowhere(failing: Page) -> None:
    failing.goto("/curate")
    expect(failing.get_by_text("kb token create")).to_be_visible()
    failing.get_by_label("Token").fill("kb_nobody-has-this")
    failing.get_by_label("Keep me signed in").check()
    failing.get_by_role("button", name="Sign in").click()
    expect(failing.get_by_text("The server does not know this token")).to_be_visible()
    expect(failing.get_by_label("Token")).to_be_focused()
    assert "nobody" not in failing.url
    assert "nobody" not in failing.evaluate("JSON.stringify([{ ...sessionStorage }, { ...localStorage }, document.cookie])")


def test_a_reader_is_told_that_the_token_does_not_record(page: Page, home: Path, served: str) -> None:
    page.goto("/curate")
    page.get_by_label("Token").fill(token(home, "reader"))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("This token may read, but not record")).to_be_visible()
    expect(page.get_by_role("button", name="Record", exact=True)).to_have_count(0)


def tab_to(page: Page, field: Locator) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if field.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError("the keyboard does not get there")


def type_into(page: Page, field: Locator, text: str) -> None:
    tab_to(page, field)
    page.keyboard.type(text)


def choose(page: Page, label: str, text: str) -> None:
    type_into(page, page.get_by_role("main").get_by_role("combobox", name=label), text)
    expect(page.locator("[role=listbox]:visible [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_an_adoption_is_recorded_with_its_new_source_by_keyboard_alone(page: Page, curator: str, served: str) -> None:
    sign_in(page, curator)
    choose(page, "Practice", "Playful Paradigm")
    choose(page, "Who took the step", "Izhevsk")
    type_into(page, page.get_by_label("How far it went"), "pil")
    type_into(page, page.get_by_label("When", exact=True), "2024-07")
    expect(page.get_by_text("Means: July 2024")).to_be_visible()
    type_into(page, page.get_by_role("group", name="What came of it").get_by_role("textbox"), "Two schools have begun.")
    type_into(page, page.get_by_label("The publication is"), "a new")
    type_into(page, page.get_by_label("Title of the publication"), "News of Izhevsk")
    type_into(page, page.get_by_label("Its address on the web"), "https://example.org/izhevsk")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Recorded")).to_be_focused()
    expect(page.locator(".done")).to_contain_text("accepted")
    tab_to(page, page.get_by_role("link", name="Open it"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{served}/adoption/{steps_of(served, 'city:izhevsk')[0]['id'].removeprefix('adoption:')}")


def test_what_is_missing_stands_at_its_field_and_the_first_is_gone_to(page: Page, curator: str) -> None:
    sign_in(page, curator)
    page.get_by_role("button", name="Record", exact=True).click()
    practice = page.get_by_role("main").get_by_role("combobox", name="Practice")
    expect(practice).to_be_focused()
    expect(practice).to_have_accessible_description("Type a part of its name. This is missing.")
    expect(page.get_by_text("This is missing.")).to_have_count(4)
    expect(page.get_by_role("alert")).to_have_text("4 fields need another look.")


def test_what_the_server_finds_wrong_stands_at_its_field(page: Page, curator: str, served: str) -> None:
    sign_in(page, curator)
    fill_adoption(page, "Astana", "2024", "News of Astana")
    page.get_by_label("When", exact=True).fill("[2024,2023X]")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_label("When", exact=True)).to_be_focused()
    expect(page.get_by_label("When", exact=True)).to_have_attribute("aria-invalid", "true")
    assert steps_of(served, "city:astana") == []


@pytest.mark.parametrize(
    ("written", "offered"),
    [("07.2024", "2024-07"), ("15.7.2024", "2024-07-15"), ("2019-2021", "2019/2021"), ("July 2024", "2024-07"), ("2020s", "202X")],
)
def test_a_date_written_otherwise_is_answered_with_what_would_be_right(page: Page, curator: str, written: str, offered: str) -> None:
    sign_in(page, curator)
    field = page.get_by_label("When", exact=True)
    field.fill(written)
    page.get_by_role("button", name=f"{offered} (").click()
    expect(field).to_have_value(offered)
    expect(field).to_be_focused()
    expect(page.get_by_text("Means: ")).to_be_visible()


def test_the_field_and_the_server_agree_on_what_a_date_is(page: Page) -> None:
    ones = ["202X", "20XX", *YEARS, *(f"{year}-{part}" for year in YEARS for part in PARTS)]
    texts = [
        *ones,
        *(f"{one}{mark}" for one in ones for mark in "?~%"),
        *(f"{one}/{other}" for one in ones[::3] for other in [*ones[::4], "..", ""]),
    ]
    page.goto("/curate")
    taken = page.evaluate(
        "async texts => { const { understood } = await import('/web/parts/edtf.js'); return texts.filter(understood) }", texts
    )
    assert [text for text in texts if is_date(text) != (text in taken)] == []


def test_a_likely_repeat_is_asked_about_and_gets_the_source(page: Page, curator: str, served: str) -> None:
    sign_in(page, curator)
    fill_adoption(page, "Oral", "2024-07", "News of Oral")
    page.get_by_role("button", name="Record", exact=True).click()
    page.get_by_role("button", name="Record another like this").click()
    page.get_by_label("When", exact=True).fill("2024")
    cite(page, "Other news of Oral", "https://example.org/other")
    page.get_by_role("button", name="Record", exact=True).click()
    expect(page.get_by_role("heading", name="This may be recorded already")).to_be_focused()
    page.get_by_role("button", name="It is this one: add my source to it").click()
    expect(page.get_by_role("heading", name="It was there already")).to_be_visible()
    [step] = steps_of(served, "city:oral")
    assert [each["source"]["title"] for each in step["citations"]] == ["News of Oral", "Other news of Oral"]


def test_a_likely_repeat_that_is_another_is_recorded_all_the_same(page: Page, curator: str, served: str) -> None:
    sign_in(page, curator, "/curate?kind=city")
    page.get_by_role("group", name="Name").get_by_role("textbox").fill("Udine")
    pick(page, "The next larger place", "Italy")
    page.get_by_role("button", name="Record", exact=True).click()
    page.get_by_role("button", name="It is another one").click()
    expect(page.get_by_role("heading", name="Recorded")).to_be_visible()
    assert asked(served, '{ city(id: "city:udine-2") { name } }') == {"city": {"name": "Udine"}}


def test_sending_again_after_a_cut_connection_records_once(failing: Page, curator: str, served: str) -> None:
    def cut(route: Route) -> None:
        route.fetch()
        route.abort()

    sign_in(failing, curator)
    fill_adoption(failing, "Pochinok", "2024", "News of Pochinok")
    failing.route(MUTATIONS, cut)
    failing.get_by_role("button", name="Record", exact=True).click()
    expect(failing.get_by_text("Nothing you typed is lost, and sending it again")).to_be_visible()
    failing.unroute(MUTATIONS)
    failing.get_by_label("When", exact=True).fill("2023")
    failing.get_by_role("button", name="Send again").click()
    expect(failing.get_by_role("heading", name="It was recorded before")).to_be_visible()
    assert [step["date"]["edtf"] for step in steps_of(served, "city:pochinok")] == ["2024"]


def test_a_token_that_ends_meanwhile_loses_nothing(failing: Page, curator: str, served: str) -> None:
    sign_in(failing, curator)
    fill_adoption(failing, "Moscow", "2024", "News of Moscow")
    failing.route(MUTATIONS, lambda route: route.fulfill(status=401, content_type="application/json", body=REFUSED))
    failing.get_by_role("button", name="Record", exact=True).click()
    failing.get_by_label("Token").fill(curator)
    failing.unroute(MUTATIONS)
    failing.get_by_role("button", name="Sign in").click()
    expect(failing.get_by_role("heading", name="Recorded")).to_be_visible()


def test_what_was_typed_is_there_after_a_reload_and_the_token_is_not_in_it(page: Page, curator: str) -> None:
    sign_in(page, curator)
    fill_adoption(page, "Cork", "2031?", "News of Cork")
    assert curator not in page.evaluate("sessionStorage.getItem('draft:adoption')")
    page.reload()
    expect(page.get_by_text("What you typed before is here again.")).to_be_visible()
    expect(page.get_by_role("main").get_by_role("combobox", name="Who took the step")).to_have_value("Cork")
    expect(page.get_by_text("Chosen: city:cork")).to_be_visible()
    expect(page.get_by_label("Title of the publication")).to_have_value("News of Cork")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0


def propose(page: Page, secret: str, date: str) -> None:
    sign_in(page, secret)
    fill_adoption(page, "Larissa", date, f"News of Larissa {date}")
    page.get_by_role("button", name="Propose", exact=True).click()
    expect(page.get_by_role("heading", name="Proposed")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()


def test_a_proposal_is_accepted_or_rejected_and_its_author_sees_why(page: Page, curator: str, contributor: str, served: str) -> None:
    for date in ("2031-01", "2033-01"):
        propose(page, contributor, date)
    sign_in(page, curator, "/curate/queue")
    first, second = page.locator(".proposal").nth(0), page.locator(".proposal").nth(1)
    expect(first).to_contain_text("January 2031 (2031-01)")
    first.get_by_role("button", name="Accept").click()
    expect(first.get_by_text("Accepted:")).to_be_focused()
    expect(first).to_contain_text("its date is to come")
    second.get_by_text("Reject …").click()
    second.get_by_role("button", name="Reject it").click()
    expect(second.get_by_text("This is missing.")).to_be_visible()
    second.get_by_label("Why it is rejected").fill("The page does not say so.")
    second.get_by_role("button", name="Reject it").click()
    expect(second.get_by_text("Rejected; its author sees why.")).to_be_focused()
    assert [step["date"]["edtf"] for step in steps_of(served, "city:larissa")][:1] == ["2031-01"]
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, contributor, "/curate/queue")
    expect(page.locator(".proposal").nth(1)).to_contain_text("The page does not say so.")


PROGRAMME = """mutation { recordProgramme(key: "a-programme", input: {
  name: [{lang: "en", text: "Days of play"}], kind: FORUM, place: "city:cork", partOf: "programme:urbact-tn-2018"
  parties: [{party: "city:larissa", role: [{lang: "en", text: "guest"}]}]
  note: [{lang: "en", text: "Announced only."}], citations: [{source: "source:seed-000", locator: "para 6"}]
}) { userErrors { message } proposal { id } } }"""


def test_all_that_a_proposal_says_is_seen_before_it_is_accepted(page: Page, curator: str, contributor: str, served: str) -> None:
    answer = done(served, contributor, PROGRAMME)["recordProgramme"]
    assert answer["userErrors"] == []
    sign_in(page, curator, "/curate/queue")
    proposal = page.locator(".proposal").filter(has_text="Days of play")
    for label, text in (("Place", "Cork"), ("Part of", "URBACT"), ("Who takes part", "Larissa, guest"), ("Note", "Announced only.")):
        term = proposal.get_by_role("term").filter(has_text=re.compile(f"^{label}$"))
        expect(term.locator("xpath=following-sibling::dd[1]")).to_contain_text(text)
    expect(proposal.get_by_text("para 6")).to_be_visible()


def test_a_correction_leaves_other_languages_and_the_history_shows_every_one(page: Page, curator: str, served: str) -> None:
    fact = "adoption:64phxg3cx732qgt2"
    texts = f'{{ node(id: "{fact}") {{ ... on Adoption {{ en: outcome(lang: "en") ru: outcome(lang: "ru") }} }} }}'
    before = asked(served, texts)["node"]
    sign_in(page, curator, f"/curate/correct?id={fact}")
    page.get_by_label("When", exact=True).fill("2022-05")
    page.get_by_role("group", name="What came of it").get_by_role("textbox").nth(1).fill("Два проекта.")
    page.get_by_label("Why it is corrected").fill("The source has the month.")
    page.get_by_role("button", name="Save the correction").click()
    page.get_by_role("link", name="Its history").first.click()
    newest = page.locator(".version").first
    expect(newest).to_contain_text("The source has the month.")
    expect(newest.get_by_role("row")).to_contain_text(["FieldBeforeAfter", "When2022May 2022 (2022-05)", "Два проекта. ru"])
    assert asked(served, texts)["node"] == {"en": before["en"], "ru": "Два проекта."}


def correct_title(page: Page, row: Locator, text: str) -> None:
    row.get_by_role("textbox").fill(text)
    page.get_by_label("Why it is corrected").fill("The project calls it so.")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_role("heading", name="Recorded")).to_be_visible()


def test_a_text_is_corrected_in_every_language_that_it_has(page: Page, curator: str, served: str) -> None:
    practice = "practice:playful-paradigm"
    titles = f'{{ practice(id: "{practice}") {{ titleTexts {{ lang text }} }} }}'
    before = {each["lang"]: each["text"] for each in asked(served, titles)["practice"]["titleTexts"]}
    rows = page.get_by_role("group", name="Title").locator(".text")
    sign_in(page, curator, f"/curate/correct?id={practice}")
    page.get_by_role("group", name="Title").get_by_role("button", name="Add it in another language").click()
    rows.last.get_by_label("Language").select_option("it")
    correct_title(page, rows.last, "Paradigma ludico")
    page.goto(f"/curate/correct?id={practice}")
    expect(rows).to_have_count(len(before) + 1)
    correct_title(page, rows.filter(has=page.locator("option:checked[value=it]")), "Paradigma giocoso")
    after = {each["lang"]: each["text"] for each in asked(served, titles)["practice"]["titleTexts"]}
    assert after == {**before, "it": "Paradigma giocoso"}


def test_a_fact_is_withdrawn_with_a_reason_and_recorded_once_more(page: Page, curator: str, served: str) -> None:
    sign_in(page, curator)
    fill_adoption(page, "Mstislavl", "2024", "News of Mstislavl")
    page.get_by_role("button", name="Record", exact=True).click()
    page.get_by_role("link", name="Its history").click()
    page.get_by_text("Withdraw it …").click()
    page.get_by_label("Why it is withdrawn").fill("It was another city.")
    page.get_by_role("button", name="Withdraw", exact=True).click()
    expect(page.locator(".version").first).to_contain_text("withdrawn")
    expect(page.locator(".version").first).to_contain_text("It was another city.")
    assert steps_of(served, "city:mstislavl") == []
    page.get_by_role("link", name="Record", exact=True).click()
    fill_adoption(page, "Mstislavl", "2024", "News of Mstislavl")
    page.get_by_role("button", name="Record", exact=True).click()
    page.get_by_role("alert").get_by_role("button", name="record it all the same").click()
    expect(page.get_by_role("heading", name="Recorded")).to_be_visible()
    assert len(steps_of(served, "city:mstislavl")) == 1
