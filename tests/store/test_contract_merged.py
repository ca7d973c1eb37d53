"""Nodes that turned out to be another: clauses 4a to 4d and 14h of the port, and what a fresh note without a body asks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kb.errors import Conflict
from kb.model import AnyFact, AnyNode, City, Country, FactStatus, NodeKind, Practice, Programme, ProgrammeKind, Texts, Topic
from kb.model.nodes import Participation
from kb.paging import Page
from kb.recording.moving import moved
from kb.store.base import FactSide, NodeFilter, NodeList, NodeOrder, NodeSide, Note, Recording, SearchQuery, Store, Write
from kb.store.neo4j import Neo4jStore, read_address
from tests.neo4j.endpoint import Endpoint
from tests.store.comparing import same_by_id, same_unfiltered_lists, written
from tests.store.oracle import Oracle
from tests.store.samples import (
    CENTRE,
    CHOIR,
    EXCHANGE,
    FORUM,
    HERITAGE,
    MUSEUM,
    NODES,
    NOON,
    POCHINOK,
    ROBOTS,
    TOWN,
    adoption,
    facts_listed,
    nodes_listed,
    put,
)

COPY = "city:pochinok-2"
TWIN = City(id=COPY, name=Texts(en="Pochinok"), part_of="country:ru")
DOUBLE = Practice(id="practice:robots-2", title=Texts(en="Robots"), topics=(HERITAGE,), origin=POCHINOK, derived_from=MUSEUM)
MERGED: list[AnyNode] = [replace(TWIN, merged_into=POCHINOK), replace(DOUBLE, merged_into=ROBOTS)]


def wrote(*nodes: AnyNode) -> Write:
    return Write(nodes=nodes, recorded_by="test", recorded_at=NOON)


async def test_4a_a_merged_node_is_found_by_its_id_and_scanned(store: Store) -> None:
    await put(store, nodes=[*NODES, *MERGED])
    assert await store.nodes([COPY, POCHINOK]) == {COPY: MERGED[0], POCHINOK: NODES[6]}
    assert [node async for batch in store.scan() for node in batch if node in MERGED] == MERGED


async def test_4a_every_kind_of_node_is_read_as_it_was_merged(store: Store) -> None:
    merged: list[AnyNode] = [
        Country(id="country:su", code="RU", merged_into="country:ru"),
        Topic(id="topic:past", name=Texts(en="The past"), merged_into=HERITAGE),
        Programme(
            id="programme:fair", name=Texts(en="Fair"), kind=ProgrammeKind.FORUM, part_of=EXCHANGE, merged_into=FORUM,
            parties=(Participation(party=CENTRE, role=Texts(en="host")),), organiser=POCHINOK, place=TOWN,
        ),
    ]  # fmt: skip
    await put(store, nodes=[*NODES, *merged])
    assert await store.nodes([node.id for node in merged]) == {node.id: node for node in merged}


async def test_4a_what_a_merged_node_refers_to_is_scanned_first_and_copied(store: Store) -> None:
    topics = [Topic(id=f"topic:a{number}", name=Texts(en="Computing"), merged_into="topic:it") for number in range(3)]
    await put(store, nodes=[*NODES, *MERGED, *topics])
    rows = [row async for batch in store.scan() for row in batch]
    places = {getattr(row, "id", ""): place for place, row in enumerate(rows)}
    assert places[COPY] > places[POCHINOK]
    assert places["practice:robots-2"] > places[ROBOTS]
    assert places["topic:a0"] > places["topic:it"]


async def test_4b_a_merged_node_is_in_no_list_count_or_search(store: Store) -> None:
    await put(store, nodes=[*NODES, *MERGED])
    for order in NodeOrder:
        assert COPY not in await nodes_listed(store, kind=NodeKind.CITY, order=order)
        assert DOUBLE.id not in await nodes_listed(store, kind=NodeKind.PRACTICE, order=order)
    assert COPY not in await nodes_listed(store, "country:ru", kind=NodeKind.CITY, side=NodeSide.WITHIN)
    assert DOUBLE.id not in await nodes_listed(store, POCHINOK, kind=NodeKind.PRACTICE, side=NodeSide.ORIGIN)
    assert DOUBLE.id not in await nodes_listed(store, MUSEUM, kind=NodeKind.PRACTICE, side=NodeSide.DERIVED_FROM)
    assert await nodes_listed(store, kind=NodeKind.PRACTICE, filter=NodeFilter(topics=frozenset([HERITAGE]))) == [MUSEUM]
    assert await nodes_listed(store, kind=NodeKind.CITY, filter=NodeFilter(ids=frozenset([COPY, TOWN]))) == [TOWN]
    counts = (await store.statistics()).counts
    assert (counts["city"], counts["practice"]) == (3, 3)
    assert [node.id for node in await store.match(SearchQuery(words=(("pochinok",),)))] == [POCHINOK]


async def test_4b_what_is_merged_later_leaves_every_list(store: Store) -> None:
    await put(store, nodes=[*NODES, TWIN, DOUBLE])
    assert COPY in await nodes_listed(store, "country:ru", kind=NodeKind.CITY, side=NodeSide.WITHIN)
    await put(store, nodes=MERGED)
    for order in NodeOrder:
        assert COPY not in await nodes_listed(store, kind=NodeKind.CITY, order=order)
    assert COPY not in await nodes_listed(store, "country:ru", kind=NodeKind.CITY, side=NodeSide.WITHIN)
    assert await nodes_listed(store, MUSEUM, kind=NodeKind.PRACTICE, side=NodeSide.DERIVED_FROM) == [ROBOTS]
    assert [node.id for node in await store.match(SearchQuery(words=(("robots",),)))] == [ROBOTS]
    counts = (await store.statistics()).counts
    assert (counts["city"], counts["practice"]) == (3, 3)


async def test_4b_its_facts_move_in_the_same_write(store: Store) -> None:
    fact = adoption(practice=DOUBLE.id, by=COPY, programme=EXCHANGE)
    await put(store, fact, nodes=[*NODES, TWIN, DOUBLE])
    assert await nodes_listed(store, EXCHANGE, kind=NodeKind.PRACTICE, side=NodeSide.PROGRAMME) == [DOUBLE.id]
    now = moved(fact, {DOUBLE.id: ROBOTS, COPY: POCHINOK})
    await store.write(Write(nodes=MERGED, facts=[Recording(fact=now)], recorded_by="test", recorded_at=NOON))
    assert await nodes_listed(store, EXCHANGE, kind=NodeKind.PRACTICE, side=NodeSide.PROGRAMME) == [ROBOTS]
    assert await facts_listed(store, FactSide.TAKER, POCHINOK) == [fact.id]
    assert await facts_listed(store, FactSide.TAKER, COPY) == []
    for order in NodeOrder:
        assert DOUBLE.id not in await nodes_listed(store, kind=NodeKind.PRACTICE, order=order)
        assert COPY not in await nodes_listed(store, kind=NodeKind.CITY, order=order)


async def test_4c_a_merged_party_acts_for_itself_alone(store: Store) -> None:
    part = City(id="city:part", name=Texts(en="Part"), part_of=POCHINOK)
    await put(store, nodes=[*NODES, part])
    assert (await store.upwards([part.id]))[part.id] == (part.id, POCHINOK, "country:ru")
    await put(store, nodes=[replace(part, merged_into=POCHINOK)])
    assert (await store.upwards([part.id]))[part.id] == (part.id,)


async def test_4d_merged_and_taken_out_again_it_is_as_if_it_had_never_been(store: Store) -> None:
    oracle = Oracle()
    fact = adoption(practice=DOUBLE.id, by=COPY, programme=EXCHANGE)
    now = moved(fact, {DOUBLE.id: ROBOTS, COPY: POCHINOK})
    states: list[tuple[list[AnyNode], AnyFact]] = [([*NODES, TWIN, DOUBLE], fact), (MERGED, now), ([TWIN, DOUBLE], fact)]
    for nodes, told in states:
        await written(store, oracle, Write(nodes=nodes, facts=[Recording(fact=told)], recorded_by="test", recorded_at=NOON))
        await same_by_id(store, oracle)
        await same_unfiltered_lists(store, oracle)
    assert COPY in await nodes_listed(store, kind=NodeKind.CITY, order=NodeOrder.ADOPTERS_DESC)
    assert await nodes_listed(store, kind=NodeKind.PRACTICE, order=NodeOrder.RECENT_DESC) == [DOUBLE.id, ROBOTS, MUSEUM, CHOIR]
    query = SearchQuery(words=(("robots",),))
    assert [node.id for node in await store.match(query)] == oracle.match(query) == [ROBOTS, DOUBLE.id]


async def test_4d_facts_that_come_and_go_do_not_bring_a_merged_node_back(store: Store) -> None:
    fact = adoption(practice=CHOIR, by=COPY)
    await put(store, fact, nodes=[*NODES, MERGED[0]])
    await put(store, fact, status=FactStatus.WITHDRAWN)
    for order in NodeOrder:
        pages = await store.node_pages(NodeList(kind=NodeKind.CITY, order=order), [""], Page(100))
        assert COPY not in [node.id for _, node in pages[""].items]


async def test_14g_a_fresh_note_without_a_body_asks_that_its_key_is_free(store: Store) -> None:
    await store.write(Write(notes=[Note(shelf="merge", key="a", body="1")], recorded_by="test", recorded_at=NOON))
    free = Note(shelf="merge", key="b", body=None, fresh=True)
    assert await store.write(Write(nodes=NODES[:1], notes=[free], recorded_by="test", recorded_at=NOON)) == 1
    with pytest.raises(Conflict):
        await store.write(Write(nodes=NODES[1:2], notes=[replace(free, key="a")], recorded_by="test", recorded_at=NOON))
    assert (await store.revision(), await store.notes("merge", ["a", "b"])) == (1, {"a": "1"})


async def test_14h_a_write_for_another_revision_is_a_conflict(store: Store) -> None:
    assert await store.write(replace(wrote(*NODES[:1]), at_revision=0)) == 1
    with pytest.raises(Conflict):
        await store.write(replace(wrote(*NODES), at_revision=0, notes=[Note(shelf="merge", key="a", body="1")]))
    assert (await store.revision(), await store.notes("merge", ["a"])) == (1, {})
    assert await store.write(replace(wrote(*NODES), at_revision=1)) == 2


async def test_neo4j_enters_merged_nodes_in_parts_after_what_they_refer_to(neo4j_server: Endpoint) -> None:
    neo4j_server.wipe()
    store = Neo4jStore(read_address(neo4j_server.login_url), timeout_seconds=60, part=2)
    assert await put(store, nodes=[*MERGED, *NODES]) == 1
    assert await store.nodes([COPY, DOUBLE.id]) == {node.id: node for node in MERGED}
    taken = Note(shelf="merge", key="a", body="1", fresh=True)
    await store.write(Write(notes=[taken], recorded_by="test", recorded_at=NOON))
    renamed = [replace(node, title=Texts(en="Renamed")) for node in NODES if isinstance(node, Practice)]
    for refused in (replace(wrote(*renamed), at_revision=0), replace(wrote(*renamed), notes=[taken])):
        with pytest.raises(Conflict):
            await store.write(refused)
    assert (await store.revision(), (await store.nodes([ROBOTS]))[ROBOTS]) == (1, NODES[13])
    assert (await store.statistics()).unfinished is None
    await store.close()
