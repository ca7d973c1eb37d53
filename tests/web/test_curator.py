"""A curator records what a publication says, and a contributor's proposal is looked at before anybody else sees it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.curating import token
from tests.web.opening import opened, serving
from tests.web.users import User


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("curator")


@pytest.fixture(scope="module")
def served(home: Path) -> Iterator[str]:
    with serving(home) as address:
        yield address


@pytest.fixture
def page(browser: Browser, served: str, user: User) -> Iterator[Page]:
    with opened(browser, served, user.width, user.theme) as page:
        yield page


def enter(page: Page, user: User, secret: str, path: str = "/curate") -> None:
    page.goto(f"{path}?lang={user.language}")
    page.get_by_label(user.reads("curate.token")).fill(secret)
    user.press(page.get_by_role("button", name=user.reads("curate.signIn")))
    expect(page.get_by_text(user.reads("curate.who"))).to_be_visible()


def record_visit(page: Page, user: User, title: str) -> None:
    main = page.get_by_role("main")
    user.press(main.get_by_role("link", name=user.reads("curate.kind.visit"), exact=True))
    expect(main.get_by_role("heading", name=user.reads("curate.new.visit"))).to_be_visible()
    user.find(page, main.get_by_role("combobox", name=user.reads("curate.field.visitor")), "Larissa")
    user.find(page, main.get_by_role("combobox", name=user.reads("curate.field.host")), "Udine")
    main.get_by_label(user.reads("curate.field.date"), exact=True).fill("2024-05")
    main.get_by_label(user.reads("curate.field.mode")).select_option("fresh")
    main.get_by_label(user.reads("curate.field.sourceTitle")).fill(title)


def test_a_proposal_is_seen_by_curators_alone_until_it_is_accepted(
    page: Page, user: User, browser: Browser, served: str, home: Path
) -> None:
    title = f"Visit of {user}"
    enter(page, user, token(home, "contributor"))
    record_visit(page, user, title)
    user.press(page.get_by_role("button", name=user.reads("curate.propose")))
    another = page.get_by_role("button", name=user.reads("curate.another"))
    done = page.get_by_role("heading", name=user.reads("curate.done.PROPOSED"))
    expect(another.or_(done).first).to_be_visible()
    if another.is_visible():
        user.press(another)
    expect(done).to_be_visible()

    with opened(browser, served, user.width, user.theme) as other:
        other.goto(f"/city/larissa?lang={user.language}")
        expect(other.locator("#made .fact, .nothing:not([hidden])").first).to_be_visible()
        expect(other.get_by_text(title)).to_have_count(0)
        enter(other, user, token(home, "curator"), "/curate/queue")
        entry = other.locator("li.proposal").filter(has_text=title)
        user.press(entry.get_by_role("button", name=user.reads("curate.accept")))
        expect(other.get_by_role("status").filter(has_text=user.reads("curate.accepted"))).to_be_visible()

    with opened(browser, served, user.width, user.theme) as anybody:
        anybody.goto(f"/city/larissa?lang={user.language}")
        expect(anybody.locator("#made").get_by_text(title, exact=False).first).to_be_attached()
