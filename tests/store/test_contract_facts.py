"""Lists of facts: clauses L1 to L4, 8 and 9 of the port."""

from __future__ import annotations

from datetime import date

import pytest

from kb.errors import BadCursor
from kb.model import AdoptionStage, FactKind, FactStatus, Occurrence, Texts
from kb.paging import Page, Position, Slice
from kb.store.base import EVERYTHING, FactFilter, FactList, FactOrder, FactSide, Store
from tests.store.samples import (
    CENTRE,
    CHOIR,
    DISTRICT,
    EXCHANGE,
    FORUM,
    GAZETTE,
    MUSEUM,
    NODES,
    NOWHERE,
    POCHINOK,
    REPORT,
    ROBOTS,
    SCHOOL,
    TOWN,
    adoption,
    cited,
    facts_listed,
    facts_passing,
    put,
    share,
    visit,
)

EVERY_SHARE = FactList(kind=FactKind.SHARE, side=FactSide.ALL)


async def test_l1_facts_come_in_the_order_of_their_earliest_days(store: Store) -> None:
    spring, year, day = share(date="2020-21"), share(date="2020"), share(date="2020-02-29")
    await put(store, spring, year, day, nodes=NODES)
    assert await facts_listed(store, order=FactOrder.DATE_ASC) == [year.id, day.id, spring.id]
    assert await facts_listed(store, order=FactOrder.DATE_DESC) == [spring.id, day.id, year.id]


@pytest.mark.parametrize("order", FactOrder)
async def test_l1_what_has_no_date_or_no_beginning_comes_last(store: Store, order: FactOrder) -> None:
    dated, undated, endless = share(date="2020"), share(date=None), share(date="../2021")
    await put(store, undated, endless, dated, nodes=NODES)
    assert (await facts_listed(store, order=order))[0] == dated.id


async def test_l1_facts_of_one_day_come_by_id_in_the_direction_of_the_order(store: Store) -> None:
    facts = [share(practice) for practice in (MUSEUM, ROBOTS, CHOIR)] + [visit()]
    await put(store, *facts, nodes=NODES)
    ids = sorted(fact.id for fact in facts)
    assert await facts_listed(store, order=FactOrder.DATE_ASC) == ids
    assert await facts_listed(store, order=FactOrder.DATE_DESC) == ids[::-1]


@pytest.mark.parametrize("order", FactOrder)
async def test_l2_pages_join_without_a_gap_whatever_their_size(store: Store, order: FactOrder) -> None:
    facts = [share(practice, date=when) for practice in (MUSEUM, ROBOTS) for when in ("2019", "2020", None)]
    await put(store, *facts, nodes=NODES)
    what = FactList(kind=None, side=FactSide.ALL, order=order)
    whole = await facts_listed(store, order=order)
    for size in (1, 2, 4):
        found: list[str] = []
        after = None
        while len(found) < len(whole):
            page = (await store.fact_pages(what, [EVERYTHING], Page(size, after)))[EVERYTHING]
            found += [version.fact.id for _, version in page.items]
            after = page.items[-1][0]
            assert page.more == (len(found) < len(whole))
        assert found == whole


async def test_l2_a_page_starts_after_a_position_whose_fact_is_gone(store: Store) -> None:
    first, second = share(date="2021"), share(date="2020")
    await put(store, first, second, nodes=NODES)
    page = (await store.fact_pages(EVERY_SHARE, [EVERYTHING], Page(1)))[EVERYTHING]
    await put(store, first, status=FactStatus.WITHDRAWN)
    after = await store.fact_pages(EVERY_SHARE, [EVERYTHING], Page(1, page.items[0][0]))
    assert [version.fact for _, version in after[EVERYTHING].items] == [second]


async def test_l3_every_owner_is_in_the_answer_an_unknown_one_with_nothing(store: Store) -> None:
    await put(store, share(), nodes=NODES)
    what = FactList(kind=FactKind.SHARE, side=FactSide.TAKER)
    pages = await store.fact_pages(what, [SCHOOL, CENTRE, NOWHERE, EVERYTHING], Page(5))
    assert {owner: (len(page.items), page.more) for owner, page in pages.items()} == {
        SCHOOL: (1, False), CENTRE: (0, False), NOWHERE: (0, False), EVERYTHING: (0, False),
    }  # fmt: skip
    assert await store.fact_counts(what, [SCHOOL, NOWHERE]) == {SCHOOL: 1, NOWHERE: 0}


@pytest.mark.parametrize("status", [FactStatus.PROPOSED, FactStatus.REJECTED, FactStatus.WITHDRAWN])
async def test_l4_only_accepted_facts_are_listed(store: Store, status: FactStatus) -> None:
    await put(store, share(), nodes=NODES, status=status)
    assert await facts_listed(store) == []
    assert await facts_listed(store, filter=FactFilter(practice=MUSEUM)) == []


@pytest.mark.parametrize(
    ("side", "owner"),
    [
        (FactSide.ALL, EVERYTHING),
        (FactSide.TAKER, SCHOOL),
        (FactSide.GIVER, CENTRE),
        (FactSide.PRACTICE, MUSEUM),
        (FactSide.PROGRAMME, EXCHANGE),
        (FactSide.SOURCE, REPORT),
    ],
)
async def test_8_facts_are_listed_by_each_of_their_sides(store: Store, side: FactSide, owner: str) -> None:
    there = share(programme=EXCHANGE, citations=cited(REPORT, GAZETTE))
    elsewhere = share(ROBOTS, POCHINOK, None, programme=FORUM)
    await put(store, there, *([] if side is FactSide.ALL else [elsewhere]), nodes=NODES)
    assert await facts_listed(store, side, owner) == [there.id]


async def test_8_a_fact_that_cites_a_source_twice_is_listed_once(store: Store) -> None:
    twice = share(citations=(*cited(REPORT), *(type(each)(source=each.source, locator="p. 2") for each in cited(REPORT))))
    await put(store, twice, nodes=NODES)
    assert await facts_listed(store, FactSide.SOURCE, REPORT) == [twice.id]


async def test_8_the_municipality_lists_what_its_parties_did_and_they_only_their_own(store: Store) -> None:
    of_school, of_town, of_district = share(to=SCHOOL), share(to=TOWN), share(to=DISTRICT)
    await put(store, of_school, of_town, of_district, nodes=NODES)
    assert set(await facts_listed(store, FactSide.TAKER, DISTRICT)) == {of_school.id, of_town.id, of_district.id}
    assert await facts_listed(store, FactSide.TAKER, TOWN) == [of_town.id]
    assert await facts_listed(store, FactSide.TAKER, SCHOOL) == [of_school.id]
    assert await facts_listed(store, FactSide.TAKER, "region:mogilev") == []
    assert set(await facts_listed(store, FactSide.GIVER, POCHINOK)) == {of_school.id, of_town.id, of_district.id}


async def test_8_the_current_step_is_one_for_each_party_and_practice(store: Store) -> None:
    planned, adopted = adoption(stage="planned", date="2019"), adoption(stage="adopted", date="2020")
    given_up, of_town = adoption(stage="abandoned", date="2021"), adoption(by=TOWN, stage="interested", date="2018")
    await put(store, planned, adopted, given_up, of_town, nodes=NODES)
    assert await facts_listed(store, current=True) == [given_up.id, of_town.id]
    assert await facts_listed(store, FactSide.TAKER, DISTRICT, current=True, kind=FactKind.ADOPTION) == [given_up.id, of_town.id]


async def test_8_a_group_that_a_party_stands_for_has_a_current_step_of_its_own(store: Store) -> None:
    own, of_group = adoption(date="2021"), adoption(date="2019", collective=Texts(en="schools of the town"))
    await put(store, own, of_group, nodes=NODES)
    assert await facts_listed(store, current=True) == [own.id, of_group.id]


async def test_8_the_current_step_is_reckoned_again_when_it_is_taken_back(store: Store) -> None:
    earlier, later = adoption(stage="piloting", date="2019"), adoption(stage="adopted", date="2020")
    await put(store, earlier, later, nodes=NODES)
    await put(store, later, status=FactStatus.WITHDRAWN)
    assert await facts_listed(store, current=True) == [earlier.id]


async def test_8_a_kind_holds_its_own_facts_alone(store: Store) -> None:
    facts = {FactKind.SHARE: share(), FactKind.ADOPTION: adoption(), FactKind.VISIT: visit()}
    await put(store, *facts.values(), nodes=NODES)
    for kind, fact in facts.items():
        assert await facts_listed(store, kind=kind) == [fact.id]


@pytest.mark.parametrize("key", ["2020", 1.5, -1, 10**30])
async def test_8_a_position_that_is_no_day_is_refused(store: Store, key: int | float | str) -> None:
    with pytest.raises(BadCursor, match="no day of this list"):
        await store.fact_pages(EVERY_SHARE, [EVERYTHING], Page(1, Position(key, "share:a")))


async def test_8a_only_facts_about_the_practice(store: Store) -> None:
    assert await facts_passing(store, share(MUSEUM), adoption(MUSEUM), share(ROBOTS), visit(), practice=MUSEUM) == {0, 1}


async def test_8b_only_facts_with_the_party_at_either_end(store: Store) -> None:
    facts = [share(to=SCHOOL), visit(CENTRE, DISTRICT), adoption(by=CENTRE), visit(TOWN, SCHOOL)]
    assert await facts_passing(store, *facts, party=DISTRICT) == {0, 1, 3}
    assert await facts_passing(store, *facts, party=SCHOOL) == {0, 3}
    assert await facts_passing(store, *facts, party=POCHINOK) == {0, 1, 2}


async def test_8b_a_fact_with_the_party_at_both_ends_is_listed_once(store: Store) -> None:
    others = [share(practice, CENTRE, None) for practice in (MUSEUM, ROBOTS, CHOIR)]
    assert await facts_passing(store, visit(TOWN, SCHOOL), *others, party=DISTRICT) == {0}


async def test_8c_only_facts_of_the_programme(store: Store) -> None:
    assert await facts_passing(store, share(programme=FORUM), share(programme=EXCHANGE), share(), programme=FORUM) == {0}


async def test_8d_only_facts_that_cite_the_source(store: Store) -> None:
    facts = [share(citations=cited(GAZETTE, REPORT)), adoption(citations=cited(REPORT)), visit()]
    assert await facts_passing(store, *facts, source=REPORT) == {0, 1}


async def test_8e_only_steps_of_the_stages(store: Store) -> None:
    facts = [adoption(stage="adopted"), adoption(stage="declined"), adoption(stage="planned"), share()]
    stages = frozenset({AdoptionStage.DECLINED, AdoptionStage.PLANNED})
    assert await facts_passing(store, *facts, stages=stages) == {1, 2}


async def test_8f_only_facts_that_may_be_on_or_after_a_day(store: Store) -> None:
    facts = [share(date=when) for when in ("2019-12-31", "2020", "2019/2021", "2018/..", "../2019", None)]
    assert await facts_passing(store, *facts, first_day=date(2020, 6, 1)) == {1, 2, 3}


async def test_8g_only_facts_that_may_be_on_or_before_a_day(store: Store) -> None:
    facts = [share(date=when) for when in ("2020-06-02", "2020", "2019/2021", "2021/..", "../2022", None)]
    assert await facts_passing(store, *facts, last_day=date(2020, 6, 1)) == {1, 2, 4}


async def test_8h_only_facts_that_were_held_or_only_those_announced(store: Store) -> None:
    facts = [share(), visit(occurrence=Occurrence.ANNOUNCED)]
    assert await facts_passing(store, *facts, occurrence=Occurrence.ANNOUNCED) == {1}
    assert await facts_passing(store, *facts, occurrence=Occurrence.HELD) == {0}


@pytest.mark.parametrize("asked", [FactFilter(), FactFilter(last_day=date(2021, 12, 31))])
async def test_8i_a_counted_page_has_the_length_of_the_whole_list(store: Store, asked: FactFilter) -> None:
    await put(store, *(share(date=when) for when in ("2018", "2019", "2020")), share(to=POCHINOK, giver=None, date="2022"), nodes=NODES)
    what = FactList(kind=FactKind.SHARE, side=FactSide.TAKER, filter=asked)
    owners = [DISTRICT, POCHINOK, CENTRE, NOWHERE]
    first = await store.fact_pages(what, owners, Page(1, counted=True))
    assert {owner: (len(page.items), page.more, page.total) for owner, page in first.items()} == {
        DISTRICT: (1, True, 3),
        POCHINOK: (1, False, 1) if asked == FactFilter() else (0, False, 0),
        CENTRE: (0, False, 0),
        NOWHERE: (0, False, 0),
    }
    last = await store.fact_pages(what, [DISTRICT], Page(1, Position(1, "share:a"), counted=True))  # after everything
    assert last[DISTRICT] == Slice((), False, 3)


async def test_8i_nothing_is_counted_unless_it_is_asked_for(store: Store) -> None:
    await put(store, share(), nodes=NODES)
    assert (await store.fact_pages(EVERY_SHARE, [EVERYTHING, NOWHERE], Page(1)))[EVERYTHING].total is None


@pytest.mark.parametrize("name", ["practice", "party", "programme", "source"])
async def test_8_a_filter_by_what_is_not_there_lets_nothing_through(store: Store, name: str) -> None:
    assert await facts_passing(store, share(programme=FORUM), **{name: f"{name}:none"}) == set()


async def test_8_filters_hold_together_with_the_side(store: Store) -> None:
    wanted = share(MUSEUM, SCHOOL, CENTRE, programme=FORUM)
    others = [share(ROBOTS, SCHOOL, CENTRE, programme=FORUM), share(MUSEUM, TOWN, CENTRE, programme=FORUM)]
    await put(store, wanted, *others, share(MUSEUM, SCHOOL, None, programme=FORUM), nodes=NODES)
    asked = FactFilter(practice=MUSEUM, party=POCHINOK, programme=FORUM)
    assert await facts_listed(store, FactSide.TAKER, SCHOOL, filter=asked) == [wanted.id]


async def test_9a_lengths_follow_corrections_and_withdrawals(store: Store) -> None:
    kept, taken_back, moved = share(date="2019"), share(date="2020"), share(date="2021")
    await put(store, kept, taken_back, moved, nodes=NODES)
    await put(store, taken_back, status=FactStatus.WITHDRAWN)
    await put(store, share(to=CENTRE, giver=SCHOOL, date="2021", id=moved.id))
    what = FactList(kind=FactKind.SHARE, side=FactSide.TAKER)
    assert await store.fact_counts(what, [DISTRICT, SCHOOL, POCHINOK]) == {DISTRICT: 1, SCHOOL: 1, POCHINOK: 1}
