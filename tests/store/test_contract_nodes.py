"""Lists of nodes: clauses 10 and 11 of the port."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kb.errors import BadCursor
from kb.model import AdoptionStage, City, CityKind, FactStatus, Institution, InstitutionKind, NodeKind, Occurrence, Practice, Texts
from kb.paging import Page, Position
from kb.store.base import EVERYTHING, FactSide, NodeFilter, NodeList, NodeOrder, NodeSide, Store
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
    facts_listed,
    nodes_listed,
    nodes_passing,
    put,
    share,
    visit,
)

PRACTICES = NodeList(kind=NodeKind.PRACTICE)


async def test_10_nodes_come_by_english_name_whatever_its_case_and_accents(store: Store) -> None:
    names = {"practice:a": "zebra", "practice:b": "Élan", "practice:c": "emu", "practice:d": "Eland", "practice:e": "ELAN"}
    await put(store, nodes=[Practice(id=key, title=Texts(en=name)) for key, name in names.items()])
    assert await nodes_listed(store, kind=NodeKind.PRACTICE) == ["practice:b", "practice:e", "practice:d", "practice:c", "practice:a"]


async def test_10_practices_come_by_the_municipalities_that_ever_used_them(store: Store) -> None:
    facts = [
        adoption(ROBOTS, SCHOOL, "piloting"),
        adoption(ROBOTS, TOWN, "adopted"),  # the same municipality
        adoption(ROBOTS, POCHINOK, "adapted"),
        adoption(MUSEUM, SCHOOL, "adopted", date="2019"),
        adoption(MUSEUM, SCHOOL, "abandoned", date="2020"),  # it was used all the same
        adoption(CHOIR, SCHOOL, "planned"),
        adoption(CHOIR, SCHOOL, "adopted", occurrence=Occurrence.ANNOUNCED),
        adoption(CHOIR, POCHINOK, "adopted", collective=Texts(en="its schools")),
    ]
    await put(store, *facts, nodes=NODES)
    pages = await store.node_pages(replace(PRACTICES, order=NodeOrder.ADOPTERS_DESC), [EVERYTHING], Page(5))
    assert [(position.key, node.id) for position, node in pages[EVERYTHING].items] == [(2, ROBOTS), (1, MUSEUM), (0, CHOIR)]


async def test_10_cities_come_by_the_practices_they_ever_used(store: Store) -> None:
    await put(store, adoption(MUSEUM, SCHOOL), adoption(ROBOTS, TOWN), adoption(MUSEUM, POCHINOK), nodes=NODES)
    assert (await nodes_listed(store, kind=NodeKind.CITY, order=NodeOrder.ADOPTERS_DESC))[:2] == [DISTRICT, POCHINOK]


async def test_10_nodes_come_by_the_latest_fact_that_touches_them(store: Store) -> None:
    last = share(MUSEUM, date="2023")
    await put(store, share(ROBOTS, date="2021"), share(CHOIR, date="2022", to=CENTRE, giver=None), last, nodes=NODES)
    order = NodeOrder.RECENT_DESC
    assert await nodes_listed(store, kind=NodeKind.PRACTICE, order=order) == [MUSEUM, CHOIR, ROBOTS]
    assert (await nodes_listed(store, kind=NodeKind.CITY, order=order))[-1] == TOWN
    await put(store, last, status=FactStatus.WITHDRAWN)
    assert await nodes_listed(store, kind=NodeKind.PRACTICE, order=order) == [CHOIR, ROBOTS, MUSEUM]


@pytest.mark.parametrize("order", NodeOrder)
async def test_10_pages_join_without_a_gap(store: Store, order: NodeOrder) -> None:
    await put(store, adoption(MUSEUM, date="2020"), adoption(ROBOTS, date="2020"), nodes=NODES)
    what, after = replace(PRACTICES, order=order), None
    found: list[str] = []
    for more in (True, True, False):
        page = (await store.node_pages(what, [EVERYTHING], Page(1, after)))[EVERYTHING]
        after = page.items[0][0]
        found.append(page.items[0][1].id)
        assert page.more is more
    assert found == await nodes_listed(store, kind=NodeKind.PRACTICE, order=order)


@pytest.mark.parametrize(
    ("order", "key"),
    [
        (NodeOrder.NAME_ASC, 3),
        (NodeOrder.ADOPTERS_DESC, "choir"),
        (NodeOrder.RECENT_DESC, 1.5),
        (NodeOrder.ADOPTERS_DESC, 2**63),
        (NodeOrder.RECENT_DESC, -1),
    ],
)
async def test_10_a_position_of_another_order_is_refused(store: Store, order: NodeOrder, key: int | float | str) -> None:
    with pytest.raises(BadCursor, match="no position in this list"):
        await store.node_pages(replace(PRACTICES, order=order), [EVERYTHING], Page(1, Position(key, CHOIR)))


async def test_10_every_owner_is_in_the_answer_an_unknown_one_with_nothing(store: Store) -> None:
    await put(store, nodes=NODES)
    within = NodeList(kind=NodeKind.CITY, side=NodeSide.WITHIN)
    pages = await store.node_pages(within, ["region:mogilev", NOWHERE, EVERYTHING], Page(1))
    assert {owner: (len(page.items), page.more) for owner, page in pages.items()} == {
        "region:mogilev": (1, True), NOWHERE: (0, False), EVERYTHING: (0, False),
    }  # fmt: skip


async def test_10_within_a_place_is_everything_below_it(store: Store) -> None:
    await put(store, nodes=NODES)
    within = {"side": NodeSide.WITHIN, "kind": NodeKind.CITY}
    assert await nodes_listed(store, "country:by", **within) == [DISTRICT, TOWN]
    assert await nodes_listed(store, DISTRICT, **within) == [TOWN]
    assert await nodes_listed(store, "country:by", side=NodeSide.WITHIN, kind=NodeKind.INSTITUTION) == [SCHOOL]


async def test_10_a_municipality_originated_what_its_parties_did(store: Store) -> None:
    await put(store, nodes=NODES)
    began = {"side": NodeSide.ORIGIN, "kind": NodeKind.PRACTICE}
    assert await nodes_listed(store, POCHINOK, **began) == [MUSEUM, ROBOTS]
    assert await nodes_listed(store, CENTRE, **began) == [MUSEUM]


async def test_10_practices_that_grew_out_of_one_are_listed_one_step_down(store: Store) -> None:
    await put(store, nodes=[*NODES, Practice(id="practice:drones", title=Texts(en="Drones"), derived_from=ROBOTS)])
    assert await nodes_listed(store, MUSEUM, side=NodeSide.DERIVED_FROM, kind=NodeKind.PRACTICE) == [ROBOTS]


async def test_10_a_programme_lists_each_practice_of_its_facts_once(store: Store) -> None:
    first, second = share(ROBOTS, programme=FORUM), adoption(ROBOTS, programme=FORUM)
    await put(store, first, second, share(CHOIR, programme=FORUM), share(MUSEUM, programme=EXCHANGE), nodes=NODES)
    about = {"side": NodeSide.PROGRAMME, "kind": NodeKind.PRACTICE}
    assert await nodes_listed(store, FORUM, **about) == [CHOIR, ROBOTS]
    await put(store, first, status=FactStatus.WITHDRAWN)
    assert await nodes_listed(store, FORUM, **about) == [CHOIR, ROBOTS]
    await put(store, second, status=FactStatus.WITHDRAWN)
    assert await nodes_listed(store, FORUM, **about) == [CHOIR]


async def test_10_a_new_name_moves_a_node_in_every_list(store: Store) -> None:
    await put(store, share(ROBOTS, programme=FORUM), share(CHOIR, programme=FORUM), nodes=NODES)
    renamed = City(id=DISTRICT, name=Texts(en="Zone"), part_of="region:mogilev")
    await put(store, nodes=[Practice(id=CHOIR, title=Texts(en="Singing")), renamed])
    assert await nodes_listed(store, kind=NodeKind.PRACTICE) == [MUSEUM, ROBOTS, CHOIR]
    assert await nodes_listed(store, FORUM, side=NodeSide.PROGRAMME, kind=NodeKind.PRACTICE) == [ROBOTS, CHOIR]
    assert await nodes_listed(store, "country:by", side=NodeSide.WITHIN, kind=NodeKind.CITY) == [TOWN, DISTRICT]


async def test_10_a_place_that_moves_takes_its_facts_and_practices_along(store: Store) -> None:
    seen = visit(SCHOOL, CENTRE)
    await put(store, seen, nodes=NODES)
    await put(store, nodes=[Institution(id=CENTRE, name=Texts(en="Centre"), kind=InstitutionKind.EXTRA_CURRICULAR, place=TOWN)])
    assert await nodes_listed(store, DISTRICT, side=NodeSide.ORIGIN, kind=NodeKind.PRACTICE) == [MUSEUM]
    assert await nodes_listed(store, POCHINOK, side=NodeSide.ORIGIN, kind=NodeKind.PRACTICE) == [ROBOTS]
    assert await nodes_listed(store, "country:ru", side=NodeSide.WITHIN, kind=NodeKind.INSTITUTION) == []
    assert await facts_listed(store, FactSide.GIVER, POCHINOK) == []
    assert await facts_listed(store, FactSide.GIVER, DISTRICT) == [seen.id]


async def test_10a_only_these_nodes(store: Store) -> None:
    assert await nodes_passing(store, "practice", ids=frozenset({CHOIR, ROBOTS, SCHOOL})) == [CHOIR, ROBOTS]
    assert await nodes_passing(store, "practice", ids=frozenset()) == []


async def test_10b_only_what_is_below_each_of_the_places(store: Store) -> None:
    assert await nodes_passing(store, "city", within=("country:by",)) == [DISTRICT, TOWN]
    assert await nodes_passing(store, "city", within=("country:by", DISTRICT)) == [TOWN]
    assert await nodes_passing(store, "city", within=("country:by", "country:ru")) == []


async def test_10c_only_cities_or_institutions_of_the_kinds(store: Store) -> None:
    assert await nodes_passing(store, "city", kinds=frozenset({CityKind.TOWN, CityKind.DISTRICT})) == [DISTRICT, TOWN]
    assert await nodes_passing(store, "institution", kinds=frozenset({InstitutionKind.SCHOOL})) == [SCHOOL]


async def test_10d_only_parties_whose_municipality_has_the_practice(store: Store) -> None:
    facts = [
        adoption(CHOIR, SCHOOL, "adopted"),
        adoption(CHOIR, POCHINOK, "adopted", date="2019"),
        adoption(CHOIR, POCHINOK, "abandoned", date="2020"),
    ]
    assert await nodes_passing(store, "city", facts, has_practice=CHOIR) == [DISTRICT, TOWN]
    assert await nodes_passing(store, "city", facts, has_practice=MUSEUM) == [POCHINOK]
    assert await nodes_passing(store, "city", facts, has_practice="practice:none") == []


async def test_10d_what_was_announced_or_done_by_a_group_is_not_had(store: Store) -> None:
    announced = adoption(CHOIR, SCHOOL, occurrence=Occurrence.ANNOUNCED)
    group = adoption(CHOIR, POCHINOK, collective=Texts(en="its schools"))
    assert await nodes_passing(store, "city", [announced, group], has_practice=CHOIR) == []


async def test_10e_only_practices_with_one_of_the_topics(store: Store) -> None:
    assert await nodes_passing(store, "practice", topics=frozenset({HERITAGE})) == [MUSEUM]
    assert await nodes_passing(store, "practice", topics=frozenset({HERITAGE, IT})) == [MUSEUM, ROBOTS]


async def test_10f_only_practices_that_began_at_the_party(store: Store) -> None:
    assert await nodes_passing(store, "practice", origin=POCHINOK) == [MUSEUM, ROBOTS]
    assert await nodes_passing(store, "practice", origin=CENTRE) == [MUSEUM]


async def test_10g_only_practices_that_the_party_took_a_step_with(store: Store) -> None:
    facts = [adoption(CHOIR, SCHOOL, "declined"), adoption(ROBOTS, TOWN), share(MUSEUM, SCHOOL)]
    assert await nodes_passing(store, "practice", facts, adopted_by=DISTRICT) == [CHOIR, ROBOTS]
    assert await nodes_passing(store, "practice", facts, adopted_by=SCHOOL) == [CHOIR]


async def test_10h_only_practices_that_were_shown_to_the_party(store: Store) -> None:
    facts = [share(CHOIR, SCHOOL), share(ROBOTS, TOWN), adoption(MUSEUM, SCHOOL)]
    assert await nodes_passing(store, "practice", facts, shared_with=DISTRICT) == [CHOIR, ROBOTS]
    assert await nodes_passing(store, "practice", facts, shared_with=TOWN) == [ROBOTS]


async def test_10i_only_practices_with_a_step_of_the_stages(store: Store) -> None:
    facts = [adoption(CHOIR, SCHOOL, "declined"), adoption(ROBOTS, SCHOOL, "adopted"), adoption(ROBOTS, POCHINOK, "declined")]
    declined = frozenset({AdoptionStage.DECLINED})
    assert await nodes_passing(store, "practice", facts, stages=declined) == [CHOIR, ROBOTS]
    assert await nodes_passing(store, "practice", facts, stages=declined, adopted_by=SCHOOL) == [CHOIR]


async def test_10j_only_practices_with_such_a_fact_between_the_days(store: Store) -> None:
    facts = [adoption(CHOIR, SCHOOL, date="2019"), share(ROBOTS, SCHOOL, date="2021"), adoption(MUSEUM, SCHOOL, date=None)]
    year = {"first_day": date(2021, 1, 1), "last_day": date(2021, 12, 31)}
    assert await nodes_passing(store, "practice", facts, **year) == [ROBOTS]
    assert await nodes_passing(store, "practice", facts, adopted_by=SCHOOL, **year) == []
    assert await nodes_passing(store, "practice", facts, shared_with=SCHOOL, **year) == [ROBOTS]
    assert await nodes_passing(store, "practice", facts, adopted_by=SCHOOL, last_day=date(2020, 1, 1)) == [CHOIR]
    assert await nodes_passing(store, "practice", facts, stages=frozenset({AdoptionStage.ADOPTED}), first_day=date(2019, 6, 1)) == [CHOIR]


async def test_10k_only_practices_that_cost_no_more(store: Store) -> None:
    assert await nodes_passing(store, "practice", max_cost=2, include_unknown=False) == [MUSEUM]
    assert await nodes_passing(store, "practice", max_cost=4, include_unknown=False) == [MUSEUM, ROBOTS]


async def test_10l_only_practices_that_take_no_more_effort_or_have_as_much_evidence(store: Store) -> None:
    assert await nodes_passing(store, "practice", max_effort=2, include_unknown=False) == []
    assert await nodes_passing(store, "practice", max_effort=3, include_unknown=False) == [MUSEUM]
    assert await nodes_passing(store, "practice", min_evidence=4, include_unknown=False) == [MUSEUM]
    assert await nodes_passing(store, "practice", min_evidence=5, include_unknown=False) == []


async def test_10m_what_nobody_recorded_stays_unless_it_is_shut_out(store: Store) -> None:
    assert await nodes_passing(store, "practice", max_cost=2) == [CHOIR, MUSEUM]
    assert await nodes_passing(store, "practice", max_effort=2) == [CHOIR, ROBOTS]
    assert await nodes_passing(store, "practice", min_evidence=5) == [CHOIR, ROBOTS]


@pytest.mark.parametrize("order", NodeOrder)
@pytest.mark.parametrize("asked", [NodeFilter(), NodeFilter(kinds=frozenset({CityKind.CITY, CityKind.TOWN, CityKind.DISTRICT}))])
async def test_10n_a_counted_page_has_the_length_of_the_whole_list(store: Store, order: NodeOrder, asked: NodeFilter) -> None:
    await put(store, nodes=NODES)
    what = NodeList(kind=NodeKind.CITY, side=NodeSide.WITHIN, order=order, filter=asked)
    first = await store.node_pages(what, ["country:by", POCHINOK, NOWHERE], Page(1, counted=True))
    assert {owner: (len(page.items), page.more, page.total) for owner, page in first.items()} == {
        "country:by": (1, True, 2),
        POCHINOK: (0, False, 0),
        NOWHERE: (0, False, 0),
    }
    rest = await store.node_pages(what, ["country:by"], Page(1, first["country:by"].items[0][0], counted=True))
    assert (rest["country:by"].more, rest["country:by"].total) == (False, 2)


async def test_10n_nothing_is_counted_unless_it_is_asked_for(store: Store) -> None:
    await put(store, nodes=NODES)
    assert (await store.node_pages(PRACTICES, [EVERYTHING], Page(1)))[EVERYTHING].total is None


async def test_11_filtered_lists_are_counted_for_each_owner(store: Store) -> None:
    await put(store, nodes=NODES)
    what = NodeList(kind=NodeKind.PRACTICE, side=NodeSide.ORIGIN, filter=NodeFilter(topics=frozenset({IT})))
    assert await store.node_counts(what, [POCHINOK, CENTRE, NOWHERE]) == {POCHINOK: 1, CENTRE: 0, NOWHERE: 0}


async def test_11a_lengths_follow_what_moves(store: Store) -> None:
    await put(store, nodes=NODES)
    await put(store, nodes=[City(id=TOWN, name=Texts(en="Town"), part_of="country:ru")])
    within = NodeList(kind=NodeKind.CITY, side=NodeSide.WITHIN)
    assert await store.node_counts(within, ["country:by", "country:ru", DISTRICT]) == {"country:by": 1, "country:ru": 2, DISTRICT: 0}
    assert await store.node_counts(NodeList(kind=NodeKind.CITY), [EVERYTHING]) == {EVERYTHING: 3}
