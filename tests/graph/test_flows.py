"""Who learned from whom, place by place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.dates import visible
from kb.errors import NotFound, WrongKind
from kb.graph import lessons
from kb.graph.build import build
from kb.graph.column import Column
from kb.graph.difference import Difference
from kb.graph.flow_rows import Flow, Flows, FlowYear
from kb.graph.flows import flows
from kb.graph.landscape import Landscape
from kb.graph.lessons import Rows
from kb.graph.record import Record
from kb.graph.survey import resurvey, survey
from kb.model import Adoption, AnyFact, Coordinates, Institution, Practice, Share, Visit
from kb.model.places import municipality, part_of
from tests.graph.changes import Change, changes
from tests.graph.world import TODAY, World

Ends = tuple[str, str]
ASKED = st.lists(st.booleans(), min_size=5)  # before which changes


@pytest.fixture
def north(world: World) -> World:
    """Two cities, one with a school and a part, and a country with a ministry."""
    world.countries("GB").region("kent", "country:gb").cities("york", "hull", part_of="region:kent").city("fulford", "city:york")
    return world.school("s", "city:york").school("ministry", "country:gb").school("museum", "region:kent").practices("a", "b")


def ends(found: Flows) -> list[Ends]:
    return [(flow.source, flow.target) for flow in found.flows]


def test_a_flow_counts_each_kind_of_fact_in_all_and_by_year(north: World) -> None:
    north.adopt("a", "hull", "2021-03", learned_from="york")
    north.adopt("b", "hull", "2023", learned_from="york")
    north.share("a", "hull", "2021", giver="york")
    north.visit("hull", "york", "2020")
    assert flows(north.seen(), first=10) == Flows(
        total=1,
        flows=(
            Flow(
                source="city:york",
                target="city:hull",
                adoptions=2,
                shares=1,
                visits=1,
                years=(
                    FlowYear(year=2020, adoptions=0, shares=0, visits=1),
                    FlowYear(year=2021, adoptions=1, shares=1, visits=0),
                    FlowYear(year=2023, adoptions=1, shares=0, visits=0),
                ),
            ),
        ),
        first_year=2020,
        last_year=2023,
        undated=0,
        within=0,
    )


def test_the_visitor_learns_from_the_host(north: World) -> None:
    north.visit("york", "hull", "2020")
    assert ends(flows(north.seen(), first=10)) == [("city:hull", "city:york")]


def test_the_year_of_an_interval_is_that_of_its_last_day_as_on_the_adoption_curve(north: World) -> None:
    north.adopt("a", "hull", "2018/2021", learned_from="york")
    (flow,) = flows(north.seen(), first=10).flows
    assert [each.year for each in flow.years] == [2021]


@pytest.mark.parametrize(("when", "more"), [(None, {}), ("../2021", {}), ("2021/..", {}), ("2021", {"frame": True})])
def test_what_has_no_known_date_of_its_own_is_in_the_totals_alone(north: World, when: str | None, more: dict[str, bool]) -> None:
    north.visit("hull", "york", when, **more)
    found = flows(north.seen(), first=10)
    assert found.flows == (Flow(source="city:york", target="city:hull", adoptions=0, shares=0, visits=1, years=()),)
    assert (found.undated, found.first_year, found.last_year) == (1, None, None)


def test_institutions_and_parts_of_a_city_count_for_their_municipality(north: World) -> None:
    north.adopt("a", "institution:s", "2020", learned_from="hull")
    north.share("a", "fulford", "2020", giver="hull")
    (flow,) = flows(north.seen(), first=10).flows
    assert (flow.source, flow.target, flow.adoptions, flow.shares) == ("city:hull", "city:york", 1, 1)


def test_an_institution_of_a_country_or_a_region_counts_for_that(north: World) -> None:
    north.share("a", "institution:museum", "2020", giver="institution:ministry")
    north.share("b", "region:kent", "2020", giver="country:gb")
    (flow,) = flows(north.seen(), first=10).flows
    assert (flow.source, flow.target, flow.shares) == ("country:gb", "region:kent", 2)


def test_what_stays_in_one_place_is_no_flow_but_counted(north: World) -> None:
    north.share("a", "york", "2020", giver="institution:s")
    north.visit("institution:ministry", "country:gb", "2019")
    found = flows(north.seen(), first=10)
    assert (found.total, found.flows, found.within, found.first_year) == (0, (), 2, None)


def test_announced_and_collective_facts_and_those_without_a_source_are_in_no_flow(north: World) -> None:
    north.share("a", "hull", "2020", giver="york", announced=True)
    north.visit("hull", "york", "2020", collective="schools of Hull")
    north.share("a", "hull", "2020")
    north.adopt("a", "hull", "2020")
    assert flows(north.seen(), first=10) == Flows(total=0, flows=(), first_year=None, last_year=None, undated=0, within=0)


def test_the_largest_come_first_then_by_ids_and_all_are_counted(north: World) -> None:
    for visitor, host in (("york", "hull"), ("hull", "york"), ("region:kent", "hull"), ("region:kent", "york")):
        north.visit(visitor, host, "2020")
    north.visit("region:kent", "york", "2021")
    found = flows(north.seen(), first=3)
    assert ends(found) == [("city:york", "region:kent"), ("city:hull", "city:york"), ("city:hull", "region:kent")]
    assert (found.total, found.last_year) == (4, 2021)
    assert flows(north.seen(), first=9).flows[:3] == found.flows


def test_a_place_without_a_location_lies_in_the_middle_of_its_parts(world: World) -> None:
    world.region("kent").city("dover", "region:kent", at=(51.0, 1.0)).city("york", at=(54.0, -1.0)).city("hull")
    world.visit("region:kent", "york", "2020")
    world.visit("hull", "york", "2020")
    hull, kent = flows(world.seen(), first=10).flows
    assert kent.source_location == Coordinates(latitude=54.0, longitude=-1.0)
    assert kent.target_location is not None
    assert (kent.target_location.latitude, kent.target_location.longitude) == pytest.approx((51.0, 1.0))
    assert hull.target_location is None


def test_topics_keep_the_facts_of_their_practices_and_no_visit(north: World) -> None:
    north.practices("c", topics=["art", "play"]).practices("d", topics=["work"])
    for practice in "acd":
        north.share(practice, "hull", "2020", giver="york")
    north.visit("hull", "york", "2020")
    (flow,) = flows(north.seen(), first=10, topics=["topic:play", "topic:work"]).flows
    assert (flow.shares, flow.visits) == (2, 0)


def test_a_topic_that_is_not_there_and_what_is_none_are_refused(north: World) -> None:
    with pytest.raises(NotFound):
        flows(north.seen(), first=10, topics=["topic:none"])
    with pytest.raises(WrongKind):
        flows(north.seen(), first=10, topics=["city:york"])


def test_as_of_a_day_later_and_undated_facts_are_not_known(north: World) -> None:
    for when in ("2020", "2022", None):
        north.visit("hull", "york", when)
    found = flows(north.seen(date(2021, 12, 31)), first=10)
    assert (found.flows[0].visits, found.undated, found.last_year) == (1, 0, 2020)


def test_after_a_fact_only_its_column_is_read(north: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for practice in "ab":
        north.share(practice, "hull", "2020", giver="york")
    seen, read, plainly = north.seen(), list[str](), lessons._read
    flows(seen, first=1)

    def watched(column: Column, landscape: Landscape) -> Rows:
        read.append(column.practice)
        return plainly(column, landscape)

    monkeypatch.setattr(lessons, "_read", watched)
    north.share("b", "york", "2021", giver="hull")
    after = resurvey(seen, Difference(come=north.facts[-1:]))
    assert ends(flows(after, first=10)) == [("city:york", "city:hull"), ("city:hull", "city:york")]
    flows(after, first=10)
    assert read == ["practice:b"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    history=changes(), as_of=st.sampled_from([None, date(2020, 3, 10)]), asked=st.lists(st.booleans(), min_size=5), first=st.integers(1, 4)
)
def test_flows_are_what_is_counted_one_by_one_after_any_change(
    history: list[Change], as_of: date | None, asked: list[bool], first: int
) -> None:
    facts = {key: fact for key, fact in history[0].facts.items() if fact}
    record = Record(history[0].nodes, facts)
    seen = survey(build(history[0].nodes, facts.values()), as_of, TODAY)
    for change, ask in zip(history[1:], asked, strict=False):
        if ask:
            flows(seen, first=first)
        seen = resurvey(seen, record.change(change.nodes, change.facts))
    assert flows(seen, first=first) == counted(seen, facts.values(), (), first)
    for topic in (key for key in seen.nodes if key.startswith("topic:")):
        assert flows(seen, first=first, topics=[topic]) == counted(seen, facts.values(), (topic,), first)


def counted(seen: Landscape, facts: Collection[AnyFact], topics: Collection[str], first: int) -> Flows:
    """Count flows naively, fact by fact."""
    found: dict[Ends, Counter[tuple[type, int | None]]] = {}
    within = 0
    for fact in facts:
        if not fact.counts or not visible(fact.date, seen.as_of) or not about(seen, fact, topics):
            continue
        source, target = learned(fact)
        if source is None:
            continue
        pair = where(seen, source), where(seen, target)
        within += pair[0] == pair[1]
        if pair[0] != pair[1]:
            found.setdefault(pair, Counter())[type(fact), year_of(fact)] += 1
    order = sorted(found, key=lambda pair: (-found[pair].total(), pair))
    years = [year for counts in found.values() for _, year in counts if year is not None]
    return Flows(
        total=len(found),
        flows=tuple(flow(pair, found[pair], seen) for pair in order[:first]),
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        undated=sum(count for counts in found.values() for (_, year), count in counts.items() if year is None),
        within=within,
    )


def about(seen: Landscape, fact: AnyFact, topics: Collection[str]) -> bool:
    if not topics or isinstance(fact, Visit):
        return not topics
    practice = seen.nodes[fact.practice]
    assert isinstance(practice, Practice)
    return not set(topics).isdisjoint(practice.topics)


def learned(fact: AnyFact) -> tuple[str | None, str]:
    if isinstance(fact, Visit):
        return fact.host, fact.visitor
    return (fact.from_, fact.to) if isinstance(fact, Share) else (fact.learned_from, fact.by)


def where(seen: Landscape, key: str) -> str:
    node = seen.nodes[key]
    return municipality(key, part_of(seen.nodes)) or (node.place if isinstance(node, Institution) else key)


def year_of(fact: AnyFact) -> int | None:
    when = fact.event_date
    return when.latest.year if when and when.earliest and when.latest else None


def flow(pair: Ends, counts: Counter[tuple[type, int | None]], seen: Landscape) -> Flow:
    years = sorted({year for _, year in counts if year is not None})
    totals = [sum(count for (kind, _), count in counts.items() if kind is each) for each in (Adoption, Share, Visit)]
    by_year = (
        FlowYear(year=year, adoptions=counts[Adoption, year], shares=counts[Share, year], visits=counts[Visit, year]) for year in years
    )
    return Flow(
        source=pair[0],
        target=pair[1],
        adoptions=totals[0],
        shares=totals[1],
        visits=totals[2],
        years=tuple(by_year),
        source_location=seen.atlas.location(pair[0]),
        target_location=seen.atlas.location(pair[1]),
    )
