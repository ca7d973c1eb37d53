"""What was recorded lately, on each kind of store."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.model import AnyFact, FactId, FactKind, FactStatus, Texts, Topic, Version
from kb.service import lately
from kb.service.lately import latest
from kb.store import open_store
from kb.store.base import Recording, Store, Write
from tests.service.stores import Handled
from tests.store.samples import NODES, NOON, adoption, put, share, visit


class Watched(Handled):
    """A store that notes which facts are loaded, and has no lists of facts to show."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.loaded: list[FactId] = []

    async def facts(self, ids: Collection[FactId]) -> dict[FactId, Version]:
        self.loaded += ids
        return await super().facts(ids)

    async def fact_pages(self, *asked: object) -> None:
        raise AssertionError("the lists of facts are looked at")


async def ids(store: Any, first: int = 10, *kinds: FactKind) -> list[str]:
    return [version.fact.id for version in await latest(store, first, kinds)]


def visits(count: int, begin: int = 0) -> list[AnyFact]:
    """Visits on one day after the other, by id as well: 0000 is the first."""
    first = date(2020, 1, 1)
    return [visit(id=f"visit:{n:04}", date=str(first + timedelta(days=n))) for n in range(begin, begin + count)]


@pytest.fixture
def small_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    """A revision of three changes is a bulk."""
    monkeypatch.setattr(lately, "READ", 3)


async def test_without_facts_there_are_none(filled: Store) -> None:
    assert await latest(filled, 10) == []


async def test_what_was_recorded_last_comes_first_whatever_its_date(filled: Store) -> None:
    for number, when in enumerate(("2021", "2023", "2019")):
        await put(filled, visit(id=f"visit:{number}", date=when))
    assert await ids(filled) == ["visit:2", "visit:1", "visit:0"]
    assert await ids(filled, 2) == ["visit:2", "visit:1"]


async def test_what_came_together_is_told_apart_by_date_then_by_id_and_what_has_no_date_comes_last(filled: Store) -> None:
    dates = {"visit:a": "2021", "visit:b": None, "visit:c": "2023", "visit:d": "2021-01-01", "visit:e": "../2024"}
    await put(filled, *(visit(id=key, date=when) for key, when in dates.items()))
    assert await ids(filled) == ["visit:c", "visit:d", "visit:a", "visit:e", "visit:b"]


async def test_a_load_in_one_go_gives_what_small_revisions_give(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    await put(filled, *visits(9), share(date="2020-01-05"), adoption(date="2020-01-07"))
    whole = await ids(filled, 100)
    monkeypatch.setattr(lately, "READ", 3)
    assert len(whole) == 11
    assert [await ids(filled, first) for first in (1, 4, 11)] == [whole[:1], whole[:4], whole]


@pytest.mark.usefixtures("small_reads")
async def test_after_a_load_in_one_go_later_facts_come_before_it(filled: Store) -> None:
    await put(filled, *visits(9))
    await put(filled, share(date="1990"))
    await put(filled, *visits(1, begin=20))
    assert (await ids(filled, 4))[0] == "visit:0020"
    assert (await ids(filled, 4))[2:] == ["visit:0008", "visit:0007"]


@pytest.mark.usefixtures("small_reads")
async def test_a_bulk_of_nodes_alone_is_passed_over_without_a_look_at_the_lists_of_facts(filled: Store) -> None:
    await put(filled, *visits(1))
    await put(filled, nodes=[Topic(id=f"topic:{n}", name=Texts(en=str(n))) for n in range(9)])
    assert await ids(Watched(filled)) == ["visit:0000"]


@pytest.mark.usefixtures("small_reads")
async def test_no_more_facts_of_a_bulk_are_looked_through_than_is_said(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    await put(filled, *visits(9, begin=20))
    await put(filled, *visits(4))
    assert await ids(filled, 1) == ["visit:0003"]
    monkeypatch.setattr(lately, "MOST_READ", 7)
    assert await ids(filled, 1) == []


@pytest.mark.usefixtures("small_reads")
async def test_where_much_was_recorded_by_and_by_the_end_is_soon_found(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for fact in visits(lately.SPAN):
        await put(filled, fact)
    monkeypatch.setattr(lately, "MOST_READ", 20)
    assert await ids(filled, 1) == [f"visit:{lately.SPAN - 1:04}"]


async def test_no_fact_is_loaded_twice(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for fact in visits(9):
        await put(filled, fact)
    monkeypatch.setattr(lately, "SPAN", 1)
    watched = Watched(filled)
    assert len(await ids(watched, 9)) == 9
    assert len(watched.loaded) == 9


async def test_only_the_kinds_asked_for_are_given(filled: Store) -> None:
    await put(filled, share(), adoption(), visit())
    assert [version.fact.fact_kind for version in await latest(filled, 10, [FactKind.SHARE])] == [FactKind.SHARE]
    assert len(await latest(filled, 10, [FactKind.SHARE, FactKind.VISIT])) == 2


async def test_a_corrected_fact_counts_from_its_correction_and_a_proposal_or_a_withdrawal_gives_nothing(filled: Store) -> None:
    old, corrected, gone = visits(3)
    await put(filled, old, corrected, gone)
    await put(filled, replace(corrected, note=Texts(en="Once more.")))
    await put(filled, gone, status=FactStatus.WITHDRAWN)
    await put(filled, replace(old, note=Texts(en="Proposed.")), *visits(1, begin=7), status=FactStatus.PROPOSED)
    found = await latest(filled, 10)
    assert [(version.fact.id, version.number) for version in found] == [(corrected.id, 2), (old.id, 1)]


async def test_many_changes_of_nodes_do_not_hide_the_facts_before_them(filled: Store) -> None:
    await put(filled, *visits(2))
    for number in range(lately.SPAN + 3):
        await put(filled, nodes=[Topic(id="topic:t", name=Texts(en=f"T {number}"))])
    assert await ids(filled) == ["visit:0001", "visit:0000"]


async def test_no_more_changes_are_looked_through_than_is_said(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    await put(filled, *visits(1))
    for number in range(2 * lately.SPAN):
        await put(filled, nodes=[Topic(id="topic:t", name=Texts(en=f"T {number}"))])
    monkeypatch.setattr(lately, "MOST_READ", lately.SPAN)
    assert await ids(filled) == []


async def test_a_few_calls_answer_where_something_was_just_recorded(filled: Store) -> None:
    for number in range(12):
        await put(filled, visit(id=f"visit:{number}", date=f"20{10 + number}"))
    handled = Handled(filled)
    assert len(await ids(handled)) == 10
    assert handled.asked == {"revision": 1, "changes": 1, "facts": 1}


Writes = list[list[tuple[int, int]]]  # what each write puts: numbers of visits, each at a day; 0 withdraws it


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    writes=st.lists(
        st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4)), max_size=7, unique_by=lambda each: each[0]), min_size=1, max_size=9
    ),
    first=st.integers(1, 6),
    read=st.sampled_from([1, 2, 3, 5, 1000]),
)
async def test_what_is_found_backwards_is_what_all_facts_sorted_begin_with(
    tmp_path_factory: pytest.TempPathFactory, writes: Writes, first: int, read: int
) -> None:
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('lately') / 'kb.sqlite'}")
    await put(store, nodes=NODES)
    there: dict[str, Version] = {}
    for write in writes:
        await store.write(Write(facts=[recording(*each) for each in write], recorded_by="tester", recorded_at=NOON))
        there = await store.facts([f"visit:{number}" for number in range(10)])
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(lately, "READ", read)
        found = await ids(store, first)
    await store.close()
    wanted = sorted(there.values(), key=lambda each: (each.revision, each.fact.date.sort_day if each.fact.date else 0, each.fact.id))
    assert found == [version.fact.id for version in wanted[::-1][:first]]


def recording(number: int, day: int) -> Recording:
    fact = visit(id=f"visit:{number}", date=f"{2000 + number}-01-0{day}" if day else None)
    return Recording(fact=fact, status=FactStatus.ACCEPTED if day else FactStatus.WITHDRAWN)
