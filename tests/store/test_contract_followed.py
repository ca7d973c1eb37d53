"""Lists of nodes that are followed from their owners and not kept: the practices of a topic, the programmes of a party."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from kb.model import Institution, InstitutionKind, NodeKind, Participation, Practice, Programme, ProgrammeKind, Texts
from kb.paging import Page
from kb.store.base import NodeFilter, NodeList, NodeOrder, NodeSide, Store
from tests.store.samples import (
    CENTRE,
    CHOIR,
    DISTRICT,
    EXCHANGE,
    FORUM,
    HERITAGE,
    IT,
    MUSEUM,
    NODES,
    NOWHERE,
    POCHINOK,
    ROBOTS,
    SCHOOL,
    TOWN,
    adoption,
    nodes_listed,
    put,
)  # fmt: skip

OF_TOPIC = NodeList(kind=NodeKind.PRACTICE, side=NodeSide.TOPIC)


def _of(*parties: str) -> tuple[Participation, ...]:
    return tuple(Participation(party=party) for party in parties)


async def test_10_a_topic_lists_the_practices_about_it(store: Store) -> None:
    both = Practice(id=CHOIR, title=Texts(en="Choir"), topics=(IT, HERITAGE))
    await put(store, nodes=[*NODES, both])
    about = {"side": NodeSide.TOPIC, "kind": NodeKind.PRACTICE}
    assert await nodes_listed(store, IT, **about) == [CHOIR, ROBOTS]
    await put(store, nodes=[replace(both, topics=(HERITAGE,))])
    assert await nodes_listed(store, IT, **about) == [ROBOTS]
    assert await nodes_listed(store, HERITAGE, **about) == [CHOIR, MUSEUM]
    assert await nodes_listed(store, IT, side=NodeSide.TOPIC, kind=NodeKind.CITY) == []


async def test_10_a_party_lists_the_programmes_it_takes_part_in_or_organises_each_once(store: Store) -> None:
    forum = Programme(id=FORUM, name=Texts(en="Forum"), kind=ProgrammeKind.FORUM, organiser=DISTRICT, parties=_of(SCHOOL, DISTRICT))
    exchange = Programme(id=EXCHANGE, name=Texts(en="Exchange"), kind=ProgrammeKind.AGREEMENT, parties=_of(DISTRICT, "country:by"))
    await put(store, nodes=[*NODES, exchange, forum])
    of = {"side": NodeSide.PARTY, "kind": NodeKind.PROGRAMME}
    assert await nodes_listed(store, DISTRICT, **of) == [EXCHANGE, FORUM]
    assert await nodes_listed(store, "country:by", **of) == [EXCHANGE]
    await put(store, nodes=[replace(forum, organiser=CENTRE, parties=_of(CENTRE))])
    assert await nodes_listed(store, DISTRICT, **of) == [EXCHANGE]
    assert await nodes_listed(store, CENTRE, **of) == [FORUM]


async def test_10_a_municipality_takes_part_in_what_its_parties_do_and_they_in_their_own_alone(store: Store) -> None:
    forum = Programme(id=FORUM, name=Texts(en="Forum"), kind=ProgrammeKind.FORUM, organiser=CENTRE, parties=_of(SCHOOL))
    await put(store, nodes=[*NODES, forum])
    of = {"side": NodeSide.PARTY, "kind": NodeKind.PROGRAMME}
    for owner, listed in {DISTRICT: [FORUM], TOWN: [], SCHOOL: [FORUM], POCHINOK: [FORUM], "region:mogilev": []}.items():
        assert await nodes_listed(store, owner, **of) == listed, owner
    await put(store, nodes=[Institution(id=SCHOOL, name=Texts(en="School"), kind=InstitutionKind.SCHOOL, place="country:by")])
    assert await nodes_listed(store, DISTRICT, **of) == []


async def test_10_its_pages_join_in_every_order_and_are_counted_for_each_owner(store: Store) -> None:
    both = Practice(id=CHOIR, title=Texts(en="Choir"), topics=(IT, HERITAGE))
    await put(store, adoption(ROBOTS, date="2021"), adoption(CHOIR, date="2019"), nodes=[*NODES, both])
    for order in NodeOrder:
        what = replace(OF_TOPIC, order=order)
        first = (await store.node_pages(what, [IT, HERITAGE, NOWHERE], Page(1, counted=True)))[IT]
        rest = (await store.node_pages(what, [IT], Page(1, first.items[0][0])))[IT]
        assert (first.more, first.total, rest.more) == (True, 2, False)
        assert [node.id for _, node in (*first.items, *rest.items)] == await nodes_listed(
            store, IT, kind=NodeKind.PRACTICE, side=NodeSide.TOPIC, order=order
        )
    filtered = replace(OF_TOPIC, filter=NodeFilter(topics=frozenset([HERITAGE])))
    assert await store.node_counts(filtered, [IT, HERITAGE, NOWHERE]) == {IT: 1, HERITAGE: 2, NOWHERE: 0}


async def test_10_whatever_is_filtered_their_pages_can_be_read(store: Store) -> None:
    await put(store, adoption(ROBOTS), nodes=NODES)
    everything: dict[str, Any] = {"origin": POCHINOK, "has_practice": ROBOTS, "within": ("country:ru",), "adopted_by": SCHOOL}
    for side, owner, kind in ((NodeSide.TOPIC, IT, NodeKind.PRACTICE), (NodeSide.PARTY, DISTRICT, NodeKind.PROGRAMME)):
        assert await nodes_listed(store, owner, side=side, kind=kind, filter=NodeFilter(**everything)) == []
    begun = NodeFilter(origin=POCHINOK, adopted_by=SCHOOL)
    assert await nodes_listed(store, IT, side=NodeSide.TOPIC, kind=NodeKind.PRACTICE, filter=begun) == [ROBOTS]


async def test_4b_a_merged_programme_or_practice_is_in_none_of_them(store: Store) -> None:
    forum = Programme(id=FORUM, name=Texts(en="Forum"), kind=ProgrammeKind.FORUM, organiser=DISTRICT, parties=_of(SCHOOL))
    robots = Practice(id="practice:robots-2", title=Texts(en="Robots"), topics=(IT,))
    await put(store, nodes=[*NODES, forum, robots])
    await put(store, nodes=[replace(forum, merged_into=EXCHANGE), replace(robots, merged_into=ROBOTS)])
    assert await nodes_listed(store, DISTRICT, side=NodeSide.PARTY, kind=NodeKind.PROGRAMME) == []
    assert await nodes_listed(store, IT, side=NodeSide.TOPIC, kind=NodeKind.PRACTICE) == [ROBOTS]
