"""GraphiQL in a browser, without internet."""

from __future__ import annotations

from playwright.sync_api import Page, expect


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
