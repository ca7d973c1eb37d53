"""What a graph is made of, as it is read from a store."""

from __future__ import annotations

import pytest

from kb.model import City, FactStatus, Institution, InstitutionKind, Texts
from kb.service import gathering
from kb.service.gathering import Gathered, everything, gather
from kb.store.base import Change, LogPosition, Store
from tests.service.stores import Handled
from tests.store.samples import DISTRICT, GAZETTE, NODES, NOON, POCHINOK, REPORT, SCHOOL, TOWN, adoption, cited, put, share, visit

THERE = {node.id: node for node in NODES}
BEGIN = Change(revision=1, id=min(THERE), at=NOON)


async def test_everything_is_all_nodes_and_accepted_facts(filled: Store) -> None:
    accepted, proposed = share(), visit()
    await put(filled, accepted)
    await put(filled, proposed, status=FactStatus.PROPOSED)
    found = await everything(filled)
    assert (found.until, found.nodes, dict(found.facts)) == (LogPosition(3), THERE, {accepted.id: accepted})


async def test_an_empty_store_has_nothing(filled: Store) -> None:
    assert await gather(filled, LogPosition(1), THERE) == Gathered(begin=BEGIN, until=LogPosition(1))


async def test_what_changed_is_as_it_is_now(filled: Store) -> None:
    first, second, third = share(), adoption(), visit()
    await put(filled, first, second)
    town = City(id=TOWN, name=Texts(en="Old Town"), part_of=DISTRICT)
    await put(filled, third, nodes=[town], status=FactStatus.PROPOSED)
    await put(filled, second, status=FactStatus.WITHDRAWN)
    assert await gather(filled, LogPosition(1), THERE) == Gathered(
        begin=BEGIN, until=LogPosition(4, second.id), nodes={TOWN: town}, facts={first.id: first, second.id: None, third.id: None}
    )
    later = await gather(filled, LogPosition(3), THERE)
    assert later is not None
    assert (later.nodes, later.facts) == ({}, {second.id: None})


async def test_however_small_the_pages_nothing_is_lost(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    facts = [share(), adoption(), visit()]
    await put(filled, *facts)
    expected = await gather(filled, LogPosition(0), ())
    for size in (1, 2, 7):
        monkeypatch.setattr(gathering, "_BATCH", size)
        assert await gather(filled, LogPosition(0), ()) == expected
    assert expected == Gathered(
        begin=BEGIN, until=LogPosition(2, max(fact.id for fact in facts)), nodes=THERE, facts={fact.id: fact for fact in facts}
    )


async def test_too_much_is_not_gathered(filled: Store) -> None:
    await put(filled, share(), visit())
    assert await gather(filled, LogPosition(1), THERE, most=1) is None
    assert await gather(filled, LogPosition(1), THERE, most=2) is not None


async def test_what_a_fact_refers_to_comes_with_it_unless_it_is_known(filled: Store) -> None:
    fact = visit(SCHOOL, POCHINOK, citations=cited(GAZETTE, REPORT))
    await put(filled, fact)
    known = THERE.keys() - {SCHOOL, TOWN, REPORT}
    found = await gather(filled, LogPosition(1), known)
    assert found is not None
    assert found.nodes.keys() == {SCHOOL, TOWN, REPORT}  # the town, because the school is in it


async def test_what_is_written_while_everything_is_read_is_in_it(filled: Store) -> None:
    store = Handled(filled)
    school = Institution(id="institution:new", name=Texts(en="New"), kind=InstitutionKind.SCHOOL, place=TOWN)
    before, meanwhile = share(), adoption(by="institution:new")
    await put(filled, before)

    async def write() -> None:
        await put(filled, meanwhile, nodes=[school])
        await put(filled, before, status=FactStatus.WITHDRAWN)

    store.after_nodes = write
    found = await everything(store)
    assert found.until == LogPosition(4, before.id)
    assert found.nodes == {**THERE, school.id: school}
    assert found.facts == {before.id: None, meanwhile.id: meanwhile}


async def test_everything_is_read_again_when_very_much_was_written_meanwhile(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store, fact = Handled(filled), share()
    monkeypatch.setattr(gathering, "MOST_CHANGES", 0)
    store.after_nodes = lambda: put(filled, fact)
    found = await everything(store)
    assert (store.asked["scan"], found.until, found.facts) == (2, LogPosition(2), {fact.id: fact})
