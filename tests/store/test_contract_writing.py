"""Writing: clause 14 of the port."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pytest

from kb.errors import InvalidInput, Refused
from kb.model import AnyFact, AnyNode, City, FactStatus, Institution, InstitutionKind, Practice, Programme, ProgrammeKind, Texts
from kb.store.base import FactSide, LogPosition, Recording, Store, Write
from tests.store.samples import (
    CHOIR,
    DISTRICT,
    NODES,
    NOON,
    adoption,
    cited,
    facts_listed,
    put,
    share,
    visit,
)

A, P, R, W, S = FactStatus.ACCEPTED, FactStatus.PROPOSED, FactStatus.REJECTED, FactStatus.WITHDRAWN, FactStatus.SUPERSEDED


async def test_14_a_write_returns_the_revision_it_made(store: Store) -> None:
    assert await put(store, nodes=NODES) == 1
    assert await put(store, share(), visit()) == 2


async def test_14a_what_is_as_it_was_changes_nothing(store: Store) -> None:
    fact = share()
    await put(store, fact, nodes=NODES)
    assert await put(store, fact, nodes=NODES, by="another", reason=Texts(en="no reason")) == 1
    assert await store.changes(LogPosition(1), 10) == []
    assert len((await store.history([fact.id]))[fact.id]) == 1


async def test_14a_texts_in_another_order_are_the_same(store: Store) -> None:
    one, other = Texts(en="Choir", ru="Хор"), Texts(ru="Хор", en="Choir")
    note = {"date": "2020"}
    await put(store, share(note=one, **note), nodes=[*NODES, Practice(id=CHOIR, title=one)])
    assert await put(store, share(note=other, **note), nodes=[Practice(id=CHOIR, title=other)]) == 1


@pytest.mark.parametrize("status", [P, R, W])
async def test_14a_a_status_that_stays_changes_nothing(store: Store, status: FactStatus) -> None:
    await put(store, share(), nodes=NODES, status=status)
    assert await put(store, share(), status=status) == 1


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([A, A], [S, A]),
        ([P, A], [S, A]),
        ([P, P], [S, P]),
        ([P, R], [S, R]),
        ([A, W], [S, W]),
        ([W, A], [S, A]),
        ([A, P], [A, P]),  # a proposal to correct an accepted fact leaves it where it is
        ([A, P, R], [A, S, R]),
        ([A, P, A], [S, S, A]),
        ([A, P, W], [S, S, W]),
        ([A, P, P], [A, S, P]),
    ],
)
async def test_14b_a_fact_with_a_known_id_becomes_its_next_version(
    store: Store, statuses: list[FactStatus], expected: list[FactStatus]
) -> None:
    await put(store, nodes=NODES)
    first = share(date="2000")
    for number, status in enumerate(statuses):
        await put(store, share(date=str(2000 + number), id=first.id), status=status)
    versions = (await store.history([first.id]))[first.id]
    assert [version.number for version in versions] == list(range(1, len(statuses) + 1))
    assert [version.status for version in versions] == expected
    assert [version.fact for version in (await store.facts([first.id])).values()] == [
        version.fact for version in versions if version.status is A
    ]


async def test_14b_two_versions_in_one_write_follow_each_other(store: Store) -> None:
    first = share(date="2020")
    await put(store, first, share(date="2021", id=first.id), nodes=NODES)
    versions = (await store.history([first.id]))[first.id]
    assert [(version.number, version.status, version.revision) for version in versions] == [(1, S, 1), (2, A, 1)]


async def test_14b_also_when_only_their_notes_differ(store: Store) -> None:
    first, second = share(note=Texts(en="one")), share(note=Texts(en="two"))
    await put(store, first, second, second, nodes=NODES)
    assert [version.fact for version in (await store.history([first.id]))[first.id]] == [first, second]


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ([share(practice="practice:no")], {"practice:no"}),
        ([share(to="city:no")], {"city:no"}),
        ([share(giver="city:no")], {"city:no"}),
        ([share(programme="programme:no")], {"programme:no"}),
        ([share(citations=cited("source:no"))], {"source:no"}),
        ([visit("city:no", "city:none")], {"city:no", "city:none"}),
        ([adoption(learned_from="region:no"), visit("city:no")], {"region:no", "city:no"}),
    ],
)
async def test_14c_every_dangling_reference_of_a_fact_is_listed(store: Store, facts: list[AnyFact], missing: set[str]) -> None:
    await put(store, nodes=NODES)
    with pytest.raises(Refused) as refused:
        await put(store, share(), *facts, nodes=[Practice(id="practice:new", title=Texts(en="New"))])
    assert {(problem.where, problem.code) for problem in refused.value.problems} == {(fact.id, "DANGLING_REFERENCE") for fact in facts}
    assert {problem.message.split()[3].rstrip(",") for problem in refused.value.problems} == missing
    assert await store.revision() == 1
    assert await store.nodes(["practice:new"]) == {}
    assert await facts_listed(store) == []


@pytest.mark.parametrize(
    "node",
    [
        City(id="city:new", name=Texts(en="New"), part_of="region:no"),
        Institution(id="institution:new", name=Texts(en="New"), kind=InstitutionKind.SCHOOL, place="city:no"),
        Practice(id="practice:new", title=Texts(en="New"), origin="city:no"),
        Practice(id="practice:new", title=Texts(en="New"), derived_from="practice:no"),
        Practice(id="practice:new", title=Texts(en="New"), topics=("topic:no",)),
        Practice(id="practice:new", title=Texts(en="New"), citations=cited("source:no")),
        Programme(id="programme:new", name=Texts(en="New"), kind=ProgrammeKind.FORUM, organiser="city:no"),
        Programme(id="programme:new", name=Texts(en="New"), kind=ProgrammeKind.FORUM, place="city:no"),
        Programme(id="programme:new", name=Texts(en="New"), kind=ProgrammeKind.FORUM, part_of="programme:no"),
    ],
)
async def test_14c_a_dangling_reference_of_a_node_is_refused(store: Store, node: AnyNode) -> None:
    with pytest.raises(Refused, match=":no, and nothing has that id"):
        await put(store, nodes=[*NODES, node])
    assert await store.statistics() == await _empty(store)


async def test_14c_problems_of_nodes_and_of_facts_are_listed_together(store: Store) -> None:
    bad_node = City(id="city:new", name=Texts(en="New"), part_of="region:no")
    bad_fact, of_new_node = share(practice="practice:no"), share(to="city:new")
    with pytest.raises(Refused) as refused:
        await put(store, bad_fact, of_new_node, nodes=[*NODES, bad_node])
    assert [problem.where for problem in refused.value.problems] == ["city:new", bad_fact.id]


async def test_14c_nodes_may_refer_to_nodes_that_come_after_them(store: Store) -> None:
    assert await put(store, nodes=NODES[::-1]) == 1
    assert await facts_listed(store, FactSide.TAKER, DISTRICT) == []


async def test_14d_a_write_is_seen_at_once(store: Store) -> None:
    await put(store, nodes=NODES)
    for number in range(5):
        await put(store, share(date=str(2000 + number)))
        assert len(await facts_listed(store, FactSide.TAKER, DISTRICT)) == number + 1


async def test_14e_two_accepted_facts_that_say_the_same_are_refused(store: Store) -> None:
    with pytest.raises(Refused) as refused:
        await put(store, share(id="share:one"), share(id="share:two"), nodes=NODES)
    assert [(problem.where, problem.code) for problem in refused.value.problems] == [
        ("share:one", "DUPLICATE_FACT"),
        ("share:two", "DUPLICATE_FACT"),
    ]
    assert "it says the same as share:one" in str(refused.value.problems[1])
    assert await store.revision() == 0


async def test_14e_also_when_the_other_was_written_before(store: Store) -> None:
    minted = share()
    await put(store, minted, nodes=NODES)
    with pytest.raises(Refused, match=f"it says the same as {minted.id}"):
        await put(store, share(id="share:again"))


async def test_14e_also_when_the_other_was_corrected_to_say_so(store: Store) -> None:
    moved = share(date="2020")
    await put(store, moved, nodes=NODES)
    await put(store, share(date="2021", id=moved.id))
    with pytest.raises(Refused, match=f"it says the same as {moved.id}"):
        await put(store, share(date="2021"))


async def test_14e_what_another_said_before_may_be_said(store: Store) -> None:
    moved = share(date="2020")
    await put(store, moved, nodes=NODES)
    await put(store, share(date="2020", id="share:new"), share(date="2021", id=moved.id))
    assert set(await facts_listed(store)) == {moved.id, "share:new"}


@pytest.mark.parametrize("status", [P, R, W])
async def test_14e_what_was_not_accepted_before_may_be_said_by_another(store: Store, status: FactStatus) -> None:
    await put(store, share(id="share:before"), nodes=NODES, status=status)
    assert await put(store, share()) == 2


@pytest.mark.parametrize("status", [P, R, W])
async def test_14e_what_is_not_accepted_may_say_the_same(store: Store, status: FactStatus) -> None:
    await put(store, share(), nodes=NODES)
    assert await put(store, share(id="share:again"), status=status) == 2


async def test_14_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(InvalidInput, match="no time zone"):
        await put(store, nodes=NODES, at=datetime(2024, 1, 1))


async def test_14_facts_may_come_in_any_sequence(store: Store) -> None:
    class Lazy(Sequence[Recording]):
        """Makes each recording when it is asked for."""

        def __len__(self) -> int:
            return 3

        def __getitem__(self, index):  # type: ignore[no-untyped-def]  # slices are not asked for
            if index >= len(self):
                raise IndexError
            return Recording(fact=share(date=str(2000 + index)))

    await store.write(Write(nodes=NODES, facts=Lazy(), recorded_by="hand", recorded_at=NOON))
    assert len(await facts_listed(store)) == 3


async def _empty(store: Store) -> object:
    found = await store.statistics()
    assert found.revision == 0
    assert not any(found.counts.values())
    return found
