"""The plain page and GraphiQL, in a browser, without internet."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def test_the_page_answers_its_example_questions_from_the_seed(page: Page) -> None:
    page.goto("/")
    oral = page.locator("section").filter(has_text="Which practices could Oral study next")
    expect(oral.locator("li").first).to_be_visible()
    pochinok = page.locator("section").filter(has_text="What did Mstislavl District take up")
    expect(pochinok).to_contain_text("Pochinok")
    expect(page.locator("section").filter(has_text="Playful Paradigm")).to_contain_text("Udine → Cork")
    expect(page.locator("#statistics")).to_contain_text("practices")
    expect(page.get_by_text("No answer")).to_have_count(0)


def test_the_page_links_to_graphql_and_the_health_checks(page: Page) -> None:
    page.goto("/")
    hrefs = page.get_by_role("navigation").get_by_role("link").evaluate_all("links => links.map(link => link.pathname)")
    assert hrefs == ["/graphql", "/healthz", "/readyz"]


def test_graphiql_runs_a_query_without_internet(page: Page) -> None:
    page.goto("/graphql")
    page.get_by_role("button", name="Execute query (Ctrl-Enter)").click()
    expect(page.locator(".result-window")).to_contain_text("practicesToStudy")
    expect(page.locator(".result-window")).to_contain_text("score")
    expect(page.locator(".result-window")).not_to_contain_text("errors")


def test_graphiql_shows_the_documentation_of_the_schema(page: Page) -> None:
    page.goto("/graphql")
    page.get_by_role("button", name="Show Documentation Explorer").click()
    docs = page.get_by_role("region", name="Documentation Explorer")
    docs.get_by_role("link", name="AdoptionStage").click()
    expect(docs).to_contain_text("PILOTING")
    expect(docs).to_contain_text("How far a party went with a practice")
