"""Which practices to study: candidates, order, methods, and what is said about the answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import InvalidInput, NotFound, WrongKind
from kb.graph.recommend import practices_to_study
from kb.graph.rows import PracticeRanking
from tests.graph.world import World


def studied(ranking: PracticeRanking) -> list[str]:
    return [row.practice.removeprefix("practice:") for row in ranking.rows]


def codes(ranking: PracticeRanking) -> list[str]:
    return [warning.code for warning in ranking.warnings]


@pytest.fixture
def north(world: World) -> World:
    """Four cities; York has a."""
    world.cities("york", "hull", "leeds", "bath").practices("a", "b", "c")
    world.adopt("a", "york", "2020")
    return world


def test_a_practice_spreading_now_outranks_one_that_spread_long_ago(north: World) -> None:
    for city in ("hull", "leeds"):
        north.adopt("b", city, "1990")
    north.adopt("c", "hull", "2023")
    assert studied(practices_to_study(north.seen(), "city:york")) == ["c", "b"]


def test_what_similar_places_take_up_outranks_what_others_do(north: World) -> None:
    north.adopt("a", "hull", "2020")
    north.adopt("b", "leeds", "2023")
    north.adopt("c", "hull", "2023")
    assert studied(practices_to_study(north.seen(), "city:york")) == ["c", "b"]
    assert studied(practices_to_study(north.seen(), "city:york", method="empirical-hazard")) == ["b", "c"]


def test_a_score_of_neighbours_is_their_votes_drawn_to_the_hazard(north: World) -> None:
    north.adopt("a", "hull", "2020")
    north.adopt("b", "hull", "2024-12-31")
    north.adopt("c", "leeds", "1990")
    ranking = practices_to_study(north.seen(), "city:york")
    similarity = 1 / 2**0.5 / 3  # one practice in common of 1 and 2: cosine 1 / sqrt 2, shrunk by 1 / (1 + 2)
    hazard = 1 / (3 - 1)  # pulse 1; of three places that have anything two are without it
    prior = similarity + 5
    assert ranking.rows[0].score == pytest.approx((similarity + prior * hazard) / (similarity + prior))


def test_in_the_hazard_a_pulse_fades_four_times_as_fast_and_a_showing_counts_a_quarter(north: World) -> None:
    north.adopt("b", "hull", "2023-08-08")  # 511 days before, so that its pulse is a half
    north.share("c", "bath", "2023-08-08", "leeds")
    rows = practices_to_study(north.seen(), "city:york", method="empirical-hazard").rows
    assert {row.practice: row.score for row in rows} == pytest.approx(
        {"practice:b": 1 / 16 / (3 - 1), "practice:c": 1 / 4 / 16 / 3}, rel=0.01
    )  # York, Hull and one that was shown it are those with anything; it was shown, not used


def test_a_hazard_is_the_pulse_per_place_at_risk_drawn_to_the_wider_group(world: World) -> None:
    world.countries("GB", "FR").cities("york", "hull", part_of="country:gb").cities("caen", "brest", part_of="country:fr").practices(
        "a", "b"
    )
    for city in ("york", "hull", "brest"):
        world.adopt("a", city, "2010")
    world.adopt("b", "caen", "2024-12-31")
    score = practices_to_study(world.seen(), "city:york", method="empirical-hazard").rows[0].score
    everywhere = 1 / (4 - 1)
    assert score == pytest.approx((0 + 5 * everywhere) / (2 + 5))  # two at risk in Britain, none took it up there
    near = practices_to_study(world.seen(), "city:brest", method="empirical-hazard").rows[0].score
    assert near == pytest.approx((1 + 5 * everywhere) / (1 + 5))


def test_who_gave_a_practice_up_is_no_longer_at_risk_of_it(north: World) -> None:
    north.adopt("b", "hull", "2024-12-31")
    north.adopt("c", "leeds", "2020")
    before = practices_to_study(north.seen(), "city:york").rows[0].score
    north.adopt("b", "leeds", "2019", "abandoned")
    assert (before, practices_to_study(north.seen(), "city:york").rows[0].score) == pytest.approx((1 / 2, 1 / 1))


def test_popularity_counts_who_took_a_practice_up_in_the_last_year(north: World) -> None:
    north.adopt("b", "hull", "2024-03-01")
    north.adopt("b", "leeds", "2023-12-31")  # a year and a day ago
    north.adopt("b", "bath", "2023/2024")  # 366 of its 731 days lie in the last year
    ranking = practices_to_study(north.seen(), "city:york", method="recent-popularity")
    assert ranking.rows[0].score == pytest.approx(1 + 366 / 731)


def test_the_order_of_facts_changes_nothing(north: World) -> None:
    fill(north, list(range(40)))
    assert practices_to_study(north.seen(), "city:york") == practices_to_study(north.seen(shuffled=7), "city:york")


@given(draws=st.lists(st.integers(0, 10_000), max_size=40), seed=st.integers(0, 100))
def test_shuffling_changes_nothing_whatever_the_facts(draws: list[int], seed: int) -> None:
    world = World().cities("york", "hull", "leeds", "bath").practices("a", "b", "c", "d")
    fill(world, draws)
    for method in ("neighbours", "empirical-hazard", "recent-popularity"):
        one = practices_to_study(world.seen(), "city:york", method=method)
        assert one == practices_to_study(world.seen(shuffled=seed), "city:york", method=method)
        assert all(row.score >= 0 for row in one.rows)


def fill(world: World, draws: list[int]) -> None:
    """Turn numbers into facts."""
    cities, stages = ("york", "hull", "leeds", "bath"), ("adopted", "piloting", "planned", "abandoned", "declined")
    known = set()
    for draw in draws:
        city, practice, year = cities[draw % 4], "abc"[draw // 4 % 3], (None, "2020", "2023-05", "2024")[draw // 12 % 4]
        if (city, practice, year) not in known:
            known.add((city, practice, year))
            world.adopt(practice, city, year, stages[draw // 48 % 5])


def test_what_one_has_or_what_began_there_is_no_candidate(north: World) -> None:
    north.practices("d", origin="city:york")
    north.adopt("a", "hull", "2023")
    north.adopt("d", "hull", "2023")
    assert studied(practices_to_study(north.seen(), "city:york")) == []


def test_what_a_school_of_the_city_has_is_no_candidate(north: World) -> None:
    north.school("s", "city:york").adopt("b", "institution:s", "2020")
    north.adopt("b", "hull", "2023")
    assert studied(practices_to_study(north.seen(), "city:york")) == []


def test_what_nobody_else_has_or_showed_is_no_candidate(north: World) -> None:
    north.adopt("b", "hull", "2023", "planned")
    assert studied(practices_to_study(north.seen(), "city:york")) == []
    north.share("b", "leeds", "2023", "hull")
    assert studied(practices_to_study(north.seen(), "city:york")) == ["b"]


def test_what_one_only_plans_stays_a_candidate(north: World) -> None:
    north.adopt("b", "hull", "2023")
    north.adopt("b", "york", "2024", "planned")
    assert studied(practices_to_study(north.seen(), "city:york")) == ["b"]


@pytest.mark.parametrize("stage", ["abandoned", "declined"])
def test_what_one_gave_up_or_declined_is_left_out_and_named(north: World, stage: str) -> None:
    north.adopt("b", "hull", "2023")
    north.adopt("b", "york", "2022", stage)
    ranking = practices_to_study(north.seen(), "city:york")
    assert studied(ranking) == []
    assert ranking.warnings[-1].values["practices"] == ("practice:b",)


@pytest.mark.parametrize("limit", [{"announced": True}, {"collective": "educators of 109 cities"}])
def test_announced_and_collective_facts_neither_rank_nor_make_candidates(north: World, limit: dict[str, Any]) -> None:
    north.adopt("b", "hull", "2024", **limit)
    assert studied(practices_to_study(north.seen(), "city:york")) == []
    north.adopt("c", "leeds", "2010")
    north.adopt("b", "bath", "2010")
    scores = {row.practice: row.score for row in practices_to_study(north.seen(), "city:york").rows}
    assert scores["practice:b"] == scores["practice:c"]


def test_without_dated_evidence_the_score_is_0_and_what_more_have_comes_first(north: World) -> None:
    north.adopt("c", "hull", "2024", frame=True)
    north.adopt("b", "hull")
    north.adopt("c", "leeds")
    north.practices("d", origin="city:bath")
    ranking = practices_to_study(north.seen(), "city:york")
    assert [(row.practice, row.score) for row in ranking.rows] == [("practice:c", 0), ("practice:b", 0), ("practice:d", 0)]
    assert all(row.reasons[-1].message.code == "NO_DATED_EVIDENCE" for row in ranking.rows)


def test_as_of_a_day_later_facts_neither_rank_nor_make_candidates(north: World) -> None:
    north.adopt("b", "hull", "2021")
    north.adopt("c", "hull", "2023")
    north.practices("d", origin="city:bath")
    assert studied(practices_to_study(north.seen(date(2022, 1, 1)), "city:york")) == ["b"]
    assert studied(practices_to_study(north.seen(), "city:york")) == ["c", "b", "d"]


def test_only_practices_on_the_topics_asked_for(north: World) -> None:
    north.practices("p", topics=["play"]).practices("q", topics=["food", "play"]).practices("r", topics=["food"])
    for practice in "bpqr":
        north.adopt(practice, "hull", "2023")
    assert studied(practices_to_study(north.seen(), "city:york", topics=["topic:food"])) == ["q", "r"]


def test_a_school_and_a_part_of_a_city_get_the_citys_answer(north: World) -> None:
    north.city("clifton", "city:york").school("s", "city:clifton")
    north.adopt("b", "hull", "2023")
    answer = practices_to_study(north.seen(), "city:york")
    assert practices_to_study(north.seen(), "city:clifton") == answer == practices_to_study(north.seen(), "institution:s")


def test_what_a_school_does_counts_for_its_city(north: World) -> None:
    north.school("s", "city:hull").adopt("b", "institution:s", "2023")
    north.adopt("b", "hull", "2023-05")
    north.adopt("c", "leeds", "2023-05")
    hull_once = {row.practice: row.score for row in practices_to_study(north.seen(), "city:york").rows}
    assert hull_once["practice:b"] == pytest.approx(hull_once["practice:c"])  # one place each, by May 2023


def test_a_place_without_history_gets_the_hazard_and_is_told(north: World) -> None:
    north.adopt("b", "hull", "2023")
    ranking = practices_to_study(north.seen(), "city:bath")
    assert (ranking.method, ranking.basis.code) == ("empirical-hazard", "BASIS_NO_HISTORY")
    assert studied(ranking) == ["b", "a"]


def test_a_place_that_shares_nothing_gets_the_hazard_and_is_told(north: World) -> None:
    north.adopt("b", "hull", "2023")
    ranking = practices_to_study(north.seen(), "city:york")
    assert (ranking.method, ranking.basis.code) == ("empirical-hazard", "BASIS_NO_NEIGHBOURS")


def test_the_basis_counts_practices_dated_facts_and_neighbours(north: World) -> None:
    north.share("b", "york", "2021")
    north.share("b", "york")
    north.adopt("a", "hull", "2021")
    ranking = practices_to_study(north.seen(), "city:york")
    assert ranking.method == "neighbours"
    assert dict(ranking.basis.values) == {"party": "city:york", "practices": 2, "dated": 2, "of": 1}


@pytest.mark.parametrize(
    ("method", "code"),
    [("empirical-hazard", "BASIS_HAZARD"), ("recent-popularity", "BASIS_POPULARITY"), ("neighbours", "BASIS_NEIGHBOURS")],
)
def test_a_method_asked_for_is_used_and_named(north: World, method: str, code: str) -> None:
    north.adopt("a", "hull", "2021")
    ranking = practices_to_study(north.seen(), "city:york", method=method)
    assert (ranking.method, ranking.basis.code) == (method, code)


def test_an_unknown_method_is_refused_with_the_known_ones(north: World) -> None:
    with pytest.raises(InvalidInput, match="'hazrd' is no method; there are neighbours, empirical-hazard, recent-popularity"):
        practices_to_study(north.seen(), "city:york", method="hazrd")


def test_only_as_many_rows_as_asked_for(north: World) -> None:
    for practice in "bc":
        north.adopt(practice, "hull", "2023")
    assert len(practices_to_study(north.seen(), "city:york", first=1).rows) == 1
    with pytest.raises(InvalidInput, match="first is 0"):
        practices_to_study(north.seen(), "city:york", first=0)


def test_a_topic_that_is_not_there_or_none_is_refused(north: World) -> None:
    with pytest.raises(NotFound, match="no topic has the id 'topic:chess'"):
        practices_to_study(north.seen(), "city:york", topics=["topic:chess"])
    with pytest.raises(WrongKind, match="is a practice, a topic was asked for"):
        practices_to_study(north.seen(), "city:york", topics=["practice:a"])


def test_few_data_are_a_warning(north: World) -> None:
    north.adopt("b", "hull", "2023")
    assert codes(practices_to_study(north.seen(), "city:york")) == ["FEW_DATED_ADOPTIONS", "FEW_OWN_FACTS"]


def test_before_the_first_dated_fact_nothing_is_known(north: World) -> None:
    ranking = practices_to_study(north.seen(date(1990, 1, 1)), "city:york")
    assert (ranking.rows, codes(ranking)) == ((), ["NOTHING_TO_STUDY", "NOTHING_DATED"])


def test_old_data_are_a_warning(north: World) -> None:
    north.adopt("b", "hull", "2022-12-30")
    assert "STALE" in codes(practices_to_study(north.seen(), "city:york"))
    north.adopt("b", "leeds", "2022-12-31")
    assert "STALE" not in codes(practices_to_study(north.seen(), "city:york"))


def test_with_enough_data_nothing_is_doubted(north: World) -> None:
    for number in range(1000):
        north.city(f"c{number}").adopt("b", f"c{number}", "2023")
    north.adopt("c", "york", "2021")
    north.share("b", "york", "2021")
    assert codes(practices_to_study(north.seen(), "city:york")) == []
