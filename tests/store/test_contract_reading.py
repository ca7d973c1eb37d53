"""What is asked by id or by key, and everything at once: clauses 1 to 7, 13 and 16 of the port."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from kb.errors import StoreError
from kb.model import AnyNode, City, FactKind, FactStatus, NodeKind, Practice, Source, Texts, Version
from kb.model.references import references
from kb.store.base import Change, Known, LogPosition, Row, Store
from tests.store.samples import (
    CENTRE,
    CHOIR,
    DISTRICT,
    GAZETTE,
    HERITAGE,
    MUSEUM,
    NODES,
    NOON,
    NOWHERE,
    POCHINOK,
    REPORT,
    SCHOOL,
    TOWN,
    adoption,
    put,
    share,
    visit,
)

LATER = NOON + timedelta(hours=1, microseconds=1)


async def test_1_the_revision_counts_writes(store: Store) -> None:
    assert await store.revision() == 0
    assert await put(store, nodes=NODES) == 1
    assert await put(store, share()) == 2
    assert await store.revision() == 2


async def test_2_there_is_a_count_of_every_kind(store: Store) -> None:
    await put(store, share(), adoption(stage="planned"), adoption(stage="adopted", date="2021"), nodes=NODES)
    await put(store, visit(), status=FactStatus.PROPOSED)
    assert (await store.statistics()).counts == {
        "city": 3, "region": 1, "country": 2, "institution": 2, "practice": 3, "programme": 2, "topic": 2, "source": 2,
        "share": 1, "adoption": 2, "visit": 0,
    }  # fmt: skip


async def test_2_an_empty_store_counts_nothing(store: Store) -> None:
    found = await store.statistics()
    assert (found.revision, found.last_change) == (0, None)
    assert set(found.counts) == {*NodeKind, *FactKind}
    assert set(found.counts.values()) == {0}


async def test_2a_statistics_tell_the_revision_and_the_time_of_the_last_change(store: Store) -> None:
    await put(store, nodes=NODES)
    await put(store, share(), at=LATER)
    found = await store.statistics()
    assert (found.revision, found.last_change) == (2, LATER)


async def test_3_changes_are_those_of_later_revisions(store: Store) -> None:
    seen, shown = visit(), share()
    await put(store, nodes=NODES)
    await put(store, seen, nodes=[Practice(id=CHOIR, title=Texts(en="Singing"))], at=LATER)
    await put(store, shown, status=FactStatus.PROPOSED, at=LATER)
    await put(store, seen, status=FactStatus.WITHDRAWN, at=LATER)
    assert await store.changes(LogPosition(1), 100) == [
        Change(revision=2, id=CHOIR, at=LATER),
        Change(revision=2, id=seen.id, at=LATER, status=FactStatus.ACCEPTED),
        Change(revision=3, id=shown.id, at=LATER, status=FactStatus.PROPOSED),
        Change(revision=4, id=seen.id, at=LATER, status=FactStatus.WITHDRAWN),
    ]


async def test_3_a_page_of_changes_goes_on_in_the_middle_of_a_revision(store: Store) -> None:
    await put(store, nodes=NODES)
    await put(store, share(), visit(), adoption())
    every = await store.changes(LogPosition(0), 100)
    assert [(change.revision, change.id) for change in every] == [
        *((1, key) for key in sorted(node.id for node in NODES)),
        *((2, key) for key in sorted(fact.id for fact in (share(), visit(), adoption()))),
    ]
    for number, change in enumerate(every, 1):
        assert await store.changes(LogPosition(change.revision, change.id), 2) == every[number : number + 2]


async def test_3_a_position_need_not_be_in_the_log(store: Store) -> None:
    await put(store, nodes=NODES)
    await put(store, share())
    assert [change.id for change in await store.changes(LogPosition(1, "source:a"), 3)] == [GAZETTE, REPORT, HERITAGE]
    assert [change.id for change in await store.changes(LogPosition(1), 3)] == [share().id]
    assert await store.changes(LogPosition(2, share().id), 3) == []
    assert await store.changes(LogPosition(3), 3) == []


async def test_3a_a_fact_told_twice_in_one_write_changed_once(store: Store) -> None:
    first = share()
    await put(store, nodes=NODES)
    await put(store, first, visit(), share(id=first.id, date="2021"))
    assert [change.id for change in await store.changes(LogPosition(1), 100)] == [first.id, visit().id]


async def test_4_nodes_by_id_are_as_they_were_put(store: Store) -> None:
    await put(store, nodes=NODES)
    assert await store.nodes([*(node.id for node in NODES), NOWHERE, "\ud800", ""]) == {node.id: node for node in NODES}
    assert await store.nodes([]) == {}


async def test_5_facts_by_id_are_their_accepted_versions(store: Store) -> None:
    accepted, proposed = share(), visit()
    await put(store, accepted, nodes=NODES, by="anna")
    await put(store, proposed, status=FactStatus.PROPOSED)
    assert await store.facts([accepted.id, proposed.id, "share:nowhere"]) == {
        accepted.id: Version(fact=accepted, number=1, status=FactStatus.ACCEPTED, recorded_at=NOON, recorded_by="anna", revision=1)
    }
    assert await store.facts([]) == {}


async def test_6_the_history_of_a_fact_is_every_version(store: Store) -> None:
    first = share(date="2020")
    second = share(date="2021", id=first.id)
    await put(store, first, nodes=NODES, by="anna")
    await put(store, second, by="boris", at=LATER, reason=Texts(en="a slip of the pen"))
    assert await store.history([first.id, "share:nowhere"]) == {
        first.id: [
            Version(fact=first, number=1, status=FactStatus.SUPERSEDED, recorded_at=NOON, recorded_by="anna", revision=1),
            Version(
                fact=second, number=2, status=FactStatus.ACCEPTED, recorded_at=LATER, recorded_by="boris", revision=2,
                reason=Texts(en="a slip of the pen"),
            ),
        ]
    }  # fmt: skip


@pytest.mark.parametrize("status", [FactStatus.ACCEPTED, FactStatus.PROPOSED])
async def test_7_the_fact_that_has_a_natural_key_is_known(store: Store, status: FactStatus) -> None:
    fact = share()
    await put(store, fact, nodes=NODES, status=status)
    assert await store.known([fact.natural_key, visit().natural_key, "nonsense"]) == {
        fact.natural_key: Known(fact=fact.id, status=status, superseded=False)
    }
    assert await store.known([]) == {}


@pytest.mark.parametrize("status", [FactStatus.WITHDRAWN, FactStatus.REJECTED])
async def test_7a_a_key_outlives_what_had_it(store: Store, status: FactStatus) -> None:
    fact = share()
    await put(store, fact, nodes=NODES, status=FactStatus.PROPOSED)
    await put(store, fact, status=status)
    assert (await store.known([fact.natural_key]))[fact.natural_key] == Known(fact=fact.id, status=status, superseded=False)


async def test_7a_a_corrected_fact_is_known_by_its_old_key_as_well(store: Store) -> None:
    old = share(date="2020")
    new = share(date="2021", id=old.id)
    await put(store, old, nodes=NODES)
    await put(store, new)
    found = await store.known([old.natural_key, new.natural_key])
    assert found == {
        old.natural_key: Known(fact=old.id, status=FactStatus.ACCEPTED, superseded=True),
        new.natural_key: Known(fact=old.id, status=FactStatus.ACCEPTED, superseded=False),
    }
    await put(store, old)
    assert (await store.known([old.natural_key]))[old.natural_key].superseded is False


async def test_7_a_fact_whose_id_was_given_to_it_is_known_by_its_key(store: Store) -> None:
    named = share(id="share:first-lesson")
    await put(store, named, nodes=NODES)
    assert (await store.known([named.natural_key]))[named.natural_key].fact == "share:first-lesson"


async def test_7_of_several_facts_the_one_that_has_the_key_now_is_named(store: Store) -> None:
    had, has = share(date="2020"), share(date="2020", id="share:second")
    await put(store, had, nodes=NODES)
    await put(store, share(date="2021", id=had.id))
    await put(store, has)
    found = (await store.known([has.natural_key]))[has.natural_key]
    assert found == Known(fact="share:second", status=FactStatus.ACCEPTED, superseded=False)


async def test_7_a_proposal_to_correct_it_leaves_a_fact_accepted(store: Store) -> None:
    fact = share(date="2020")
    await put(store, fact, nodes=NODES)
    await put(store, share(date="2021", id=fact.id), status=FactStatus.PROPOSED)
    assert await store.known([fact.natural_key]) == {fact.natural_key: Known(fact=fact.id, status=FactStatus.ACCEPTED, superseded=False)}


async def test_7b_upwards_leads_from_a_party_through_the_places_around_it(store: Store) -> None:
    await put(store, nodes=NODES)
    assert await store.upwards([SCHOOL, "country:ru", MUSEUM, NOWHERE]) == {
        SCHOOL: (SCHOOL, TOWN, DISTRICT, "region:mogilev", "country:by"),
        "country:ru": ("country:ru",),
    }


async def test_13_a_scan_gives_what_is_referred_to_before_what_refers(store: Store) -> None:
    await put(store, visit(), adoption(), nodes=NODES[::-1])
    await put(store, nodes=[City(id=POCHINOK, name=Texts(en="Pochinok"), part_of=TOWN)])
    rows = [row async for batch in store.scan() for row in batch]
    seen: set[str] = set()
    for row in rows:
        thing = row.fact if isinstance(row, Version) else row
        assert not isinstance(thing, Change)
        assert seen.issuperset(references(thing))
        seen.add(thing.id)
    assert len(rows) == len(NODES) + 2


@pytest.mark.parametrize("batches", [1, 2])
async def test_13_a_scan_sees_one_revision_whatever_is_written_meanwhile(store: Store, batches: int) -> None:
    many: list[AnyNode] = [Source(id=f"source:s{number}", title="Many") for number in range(1500)]
    kept, gone = share(date="2019"), visit(date="2018")
    await put(store, kept, gone, nodes=[*NODES, *many])
    before = await _latest(store.scan())
    scan = store.scan()
    read = [await anext(scan) for _ in range(batches)]
    await put(store, share(date="2022", id=kept.id), adoption(), nodes=[Source(id="source:later", title="Later")])
    await put(store, gone, status=FactStatus.WITHDRAWN)
    assert await _latest(scan, *read) in (before, await _latest(store.scan()))


async def _latest(scan: AsyncIterator[list[Row]], *read: list[Row]) -> dict[str, Row]:
    """What a scan gives, of each node the row that comes last."""
    rows = [*(row for batch in read for row in batch), *[row async for batch in scan for row in batch]]
    return {(row.fact.id if isinstance(row, Version) else row.id): row for row in rows}


async def test_13_a_scan_that_is_left_early_gives_back_what_it_holds(store: Store) -> None:
    await put(store, nodes=NODES)
    scan = store.scan()
    async for _ in scan:
        break
    await scan.aclose()  # type: ignore[attr-defined]  # an iterator in the port, a generator in every store
    assert await put(store, share()) == 2


async def test_13a_with_versions_a_scan_gives_every_version_and_the_change_log(store: Store) -> None:
    first = share()
    await put(store, first, nodes=NODES)
    await put(store, share(id=first.id, date="2021"), at=LATER)
    rows = [row async for batch in store.scan(versions=True) for row in batch]
    history = await store.history([first.id])
    assert [row for row in rows if isinstance(row, Version)] == history[first.id]
    logged = [row for row in rows if isinstance(row, Change)]
    assert logged == await store.changes(LogPosition(0), 1000)
    assert len(rows) == len(NODES) + 2 + (len(NODES) + 1) + 1


async def test_16_a_closed_store_says_so_and_closing_it_again_does_no_harm(store: Store) -> None:
    await put(store, nodes=NODES)
    await store.close()
    await store.close()
    with pytest.raises(StoreError, match="closed"):
        await store.nodes([CENTRE])
