"""The change log by pages: `changes`."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kb.model import FactStatus
from kb.service import feeding
from kb.store.base import LogPosition, Store
from tests.api.changes.conftest import Writing
from tests.api.changes.test_subscribing import SHARE, record
from tests.api.client import Client

PAGE = """query ($after: Int, $first: Int, $cursor: String, $kinds: [ThingKind!]) {
    changes(after: $after, first: $first, cursor: $cursor, kinds: $kinds) {
    edges { cursor node { revision at kind id status cursor node { id } } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


def told(page: Any) -> list[tuple[int, str]]:
    return [(edge["node"]["revision"], edge["node"]["id"]) for edge in page["edges"]]


async def test_a_page_tells_what_changed_and_how_it_is_now(client: Client, write: Writing) -> None:
    await write("play")
    page = (await client.data(PAGE, after=1))["changes"]
    (edge,) = page["edges"]
    assert edge["cursor"] == edge["node"].pop("cursor") == page["pageInfo"]["endCursor"] == page["pageInfo"]["startCursor"]
    assert edge["node"] == {
        "revision": 2, "at": "2024-01-02T03:04:05+00:00", "kind": "TOPIC", "id": "topic:play", "status": None, "node": {"id": "topic:play"},
    }  # fmt: skip


async def test_pages_go_on_in_the_middle_of_a_revision_and_miss_nothing(client: Client, write: Writing) -> None:
    names = [f"n{number:02}" for number in range(25)]
    await write(*names)
    await write("later")
    found, cursor, sizes = [], None, []
    while True:
        page = (await client.data(PAGE, after=1, first=10, cursor=cursor))["changes"]
        assert page["pageInfo"]["hasPreviousPage"] == (cursor is not None)
        found += told(page)
        sizes.append(len(page["edges"]))
        cursor = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert found == [*((2, f"topic:{name}") for name in names), (3, "topic:later")]
    assert sizes == [10, 10, 6]


async def test_whoever_comes_to_the_end_goes_on_from_there_when_more_was_written(client: Client, write: Writing) -> None:
    end = (await client.data(PAGE, after=1))["changes"]["pageInfo"]
    assert (end["hasNextPage"], end["startCursor"]) == (False, None)
    await write("play")
    page = (await client.data(PAGE, cursor=end["endCursor"]))["changes"]
    assert told(page) == [(2, "topic:play")]
    again = (await client.data(PAGE, cursor=page["pageInfo"]["endCursor"]))["changes"]
    assert (again["edges"], again["pageInfo"]["endCursor"]) == ([], page["pageInfo"]["endCursor"])


async def test_without_a_beginning_it_begins_with_the_first_change(client: Client, store: Store) -> None:
    first, second = (each.id for each in await store.changes(LogPosition(0), 2))
    assert told((await client.data(PAGE, first=2))["changes"]) == [(1, first), (1, second)]


async def test_what_was_never_accepted_is_left_out_and_a_withdrawal_is_told(client: Client, store: Store) -> None:
    await record(store, replace(SHARE, id="share:proposed"), FactStatus.PROPOSED)
    await record(store, replace(SHARE, id="share:rejected"), FactStatus.REJECTED)
    await record(store, SHARE, FactStatus.WITHDRAWN)
    page = (await client.data(PAGE, after=1))["changes"]
    assert [(edge["node"]["id"], edge["node"]["status"], edge["node"]["node"]) for edge in page["edges"]] == [(SHARE.id, "WITHDRAWN", None)]


async def test_only_the_kinds_asked_for_are_told(client: Client, store: Store, write: Writing) -> None:
    await write("play")
    await record(store, replace(SHARE, event_participants=77), FactStatus.ACCEPTED)
    assert told((await client.data(PAGE, after=1, kinds=["SHARE", "VISIT"]))["changes"]) == [(3, SHARE.id)]


async def test_a_page_that_looked_through_much_ends_there_and_says_that_more_may_follow(
    client: Client, write: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeding, "_READ", 2)
    monkeypatch.setattr(feeding, "_MOST_READ", 4)
    await write("a", "b", "c", "d", "e")
    page = (await client.data(PAGE, after=1, kinds=["CITY"]))["changes"]
    assert (page["edges"], page["pageInfo"]["hasNextPage"]) == ([], True)
    rest = (await client.data(PAGE, cursor=page["pageInfo"]["endCursor"], kinds=["TOPIC"]))["changes"]
    assert told(rest) == [(2, "topic:e")]


@pytest.mark.parametrize(
    ("asked", "code"),
    [({"after": -1}, "INVALID_INPUT"), ({"after": 900}, "INVALID_INPUT"), ({"cursor": "x"}, "BAD_CURSOR"), ({"first": 0}, "INVALID_INPUT")],
)
async def test_a_beginning_that_is_none_is_refused(client: Client, asked: dict[str, Any], code: str) -> None:
    assert (await client.only_error(PAGE, **asked)).code == code


async def test_a_cursor_of_another_list_is_refused(client: Client) -> None:
    cities = await client.data("{ cities { pageInfo { endCursor } } }")
    assert (await client.only_error(PAGE, cursor=cities["cities"]["pageInfo"]["endCursor"])).code == "BAD_CURSOR"
