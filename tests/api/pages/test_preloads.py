"""What a browser is told to fetch at once with a view."""

from __future__ import annotations

import json
import re

import pytest

from kb.api.pages import VIEWS, WEB
from tests.api.client import Client

LINK = re.compile(r"</web/([^>]+)>; rel=(\w+)")


async def links(client: Client, path: str, language: str = "en") -> dict[str, str]:
    answer = await client.http.get(path, headers={"Accept-Language": language})
    return dict(LINK.findall(answer.headers["link"]))


@pytest.mark.parametrize(
    "path", ["/", "/city/oral", "/practice/x", "/curate/queue", *(f"/{kind}/x" for kind in ("source", "topic", "share", "region"))]
)
async def test_a_view_names_what_is_there(client: Client, path: str) -> None:
    found = await links(client, path)
    assert all((WEB / name).is_file() for name in found)
    assert found["core/main.js"] == "modulepreload"


async def test_a_view_names_its_own_entry_and_no_other_views(client: Client) -> None:
    assert set(await links(client, "/topic/x")) == {"styles/page.css", "core/main.js", "views/topic/view.js", "languages/en.json"}


async def test_a_view_with_a_map_names_the_outlines_of_land_unless_it_brings_them(client: Client) -> None:
    assert (await links(client, "/city/x"))["vendor/land/land-110m.json"] == "preload"
    assert [name for name in await links(client, "/") if "land" in name] == []


@pytest.mark.parametrize(
    ("path", "accepted", "expected"),
    [("/", "ru-RU,en;q=0.8", "ru"), ("/", "fr", "en"), ("/?lang=ru", "en", "ru"), ("/?lang=../x", "en", "en")],
)
async def test_the_words_are_those_that_the_page_will_ask_for(client: Client, path: str, accepted: str, expected: str) -> None:
    assert [name for name in await links(client, path, accepted) if name.startswith("languages/")] == [f"languages/{expected}.json"]


def test_every_view_has_its_folder() -> None:
    assert {path.parent.name for path in WEB.glob("views/*/view.js")} == {"home", *VIEWS.values()}


@pytest.mark.parametrize(
    ("path", "accepted", "expected"), [("/", "ru-RU,en;q=0.8", 1), ("/?lang=ru", "en", 0), ("/", "kk", 0), ("/topic/x", "en", 0)]
)
async def test_answers_are_named_where_the_page_asks_the_very_same(client: Client, path: str, accepted: str, expected: int) -> None:
    answer = await client.http.get(path, headers={"Accept-Language": accepted})
    asked = re.findall(r"</graphql[?]documentId=(\w+)>; rel=preload; as=fetch; crossorigin", answer.headers["link"])
    documents = json.loads((WEB / "documents.json").read_text())
    assert (len(asked), all(key in documents for key in asked)) == (expected, True)
