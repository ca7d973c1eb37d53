"""Search over HTTP: hits, kinds, snippets and pages. How hits are ranked is tested with `kb.search`."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.client import Client

HITS = "totalCount edges { cursor score snippet node { __typename id } } pageInfo { hasNextPage endCursor }"


async def search(client: Client, arguments: str, after: str | None = None) -> Any:
    document = "query($after: String) { search(" + arguments + ", after: $after) { " + HITS + " } }"
    return (await client.data(document, after=after))["search"]


def ids(found: Any) -> list[str]:
    return [edge["node"]["id"] for edge in found["edges"]]


@pytest.mark.parametrize("text", ["наставничество", "НАСТАВНИК", "mentoring", "mentor"])
async def test_a_practice_is_found_in_any_of_its_languages_and_by_beginnings(client: Client, text: str) -> None:
    assert ids(await search(client, f'text: "{text}"')) == ["practice:mentoring"]


async def test_hits_are_nodes_of_every_kind_the_best_first(client: Client) -> None:
    found = await search(client, 'text: "robotics"')
    assert {edge["node"]["__typename"] for edge in found["edges"]} == {"Topic", "Practice"}
    scores = [edge["score"] for edge in found["edges"]]
    assert scores == sorted(scores, reverse=True)
    assert found["totalCount"] == 3


async def test_kinds_narrow_a_search(client: Client) -> None:
    assert set(ids(await search(client, 'text: "robotics", kinds: [PRACTICE]'))) == {"practice:robotics", "practice:robotics-groups"}
    assert ids(await search(client, 'text: "robotics", kinds: [CITY, COUNTRY]')) == []


async def test_a_snippet_shows_where_a_word_was_found_in_the_readers_language_first(client: Client) -> None:
    assert (await search(client, 'text: "robots", kinds: [PRACTICE]'))["edges"][0]["snippet"] == "Children build robots."
    russian = await search(client, 'text: "роботов", kinds: [PRACTICE], lang: "ru"')
    assert russian["edges"][0]["snippet"] == "Дети собирают роботов."


async def test_a_snippet_comes_in_the_language_asked_for_where_the_word_is_in_several(client: Client) -> None:
    document = """{ a: search(text: "14") { edges { snippet } } b: search(text: "14", lang: "ru") { edges { snippet } } }"""
    assert await client.data(document) == {
        "a": {"edges": [{"snippet": "Pupils of 8 to 14."}]},
        "b": {"edges": [{"snippet": "Ученики 8-14 лет."}]},
    }


async def test_a_search_goes_page_by_page(client: Client) -> None:
    whole = ids(await search(client, 'text: "robotics"'))
    first = await search(client, 'text: "robotics", first: 1')
    assert first["pageInfo"]["hasNextPage"]
    rest = await search(client, 'text: "robotics", first: 5', first["pageInfo"]["endCursor"])
    assert [*ids(first), *ids(rest)] == whole
    assert rest["totalCount"] == 3


@pytest.mark.parametrize("text", ["", "   ", "!?", "\\u0000"])
async def test_a_text_without_a_word_is_refused(client: Client, text: str) -> None:
    error = await client.only_error('{ search(text: "' + text + '") { totalCount } }')
    assert (error.code, error.message) == ("INVALID_INPUT", "the text to search for has no word in it")


@pytest.mark.parametrize("text", ["robotics AND", 'title:"robotics', "robotics*)", "NEAR(robotics", "robotics' OR 1=1 --"])
async def test_what_looks_like_a_query_language_is_only_words(client: Client, text: str) -> None:
    found = await client.data("query($text: String!) { search(text: $text) { totalCount } }", text=text)
    assert found["search"]["totalCount"] >= 3
