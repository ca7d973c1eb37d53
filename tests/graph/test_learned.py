"""The learned method: what it learns, on what, and what it says of itself."""

from __future__ import annotations

import sys
from datetime import date
from random import Random

import pytest

from kb.errors import InvalidInput, KbError
from kb.graph import learned
from kb.graph.recommend import practices_to_study
from kb.graph.rows import PracticeRanking
from tests.graph.world import World

DAY = date(2020, 12, 31)


def busy(places: int = 40, practices: int = 60) -> World:
    """Each practice comes up in some year, and a few more places turn to it in each of the four that follow."""
    random, world = Random(1), World()
    world.cities(*(f"p{number:02}" for number in range(places))).practices(*(f"w{number:02}" for number in range(practices)))
    for number in range(practices):
        takers = random.sample(range(places), 24)
        for at, place in enumerate(takers):
            year = 1996 + number * 24 // practices + at // 6
            if year <= DAY.year:
                world.adopt(f"w{number:02}", f"p{place:02}", str(year))
    return world


@pytest.fixture(scope="module")
def lively() -> World:
    return busy()


@pytest.fixture(scope="module")
def told(lively: World) -> PracticeRanking:
    return practices_to_study(lively.seen(DAY), "city:p00", method="hazard", first=60)


def test_what_places_turn_to_now_stands_before_what_has_had_its_time(told: PracticeRanking) -> None:
    numbers = [int(row.practice[-2:]) for row in told.rows]
    assert min(numbers[:3]) > 45 > 20 > max(numbers[-5:])


def test_a_score_is_a_chance_within_a_year(told: PracticeRanking) -> None:
    scores = [row.score for row in told.rows]
    assert all(0 < score < 1 for score in scores)
    assert 0.1 < scores[0] < 0.6  # six of the up to 40 without it turn to it each year


def test_the_answer_names_its_method_and_what_it_rests_on(told: PracticeRanking) -> None:
    assert (told.method, told.basis.code) == ("hazard", "BASIS_LEARNED")
    assert told.basis.values["dated"] > 1000  # type: ignore[operator]


def test_each_row_says_its_chance_and_what_raises_and_lowers_it_most(told: PracticeRanking) -> None:
    first, last = told.rows[0], told.rows[-1]
    assert first.reasons[0].message.values["percent"] == round(100 * first.score)
    raised, lowered = first.reasons[1], last.reasons[2]
    assert raised.message.code == "RAISED_LATELY"
    assert raised.message.values["count"] == len(raised.facts) > 0
    assert lowered.message.code.startswith("LOWERED_")


def test_the_order_of_facts_changes_nothing(lively: World, told: PracticeRanking) -> None:
    other = practices_to_study(lively.seen(DAY, shuffled=5), "city:p00", method="hazard", first=60)
    assert [row.practice for row in other.rows] == [row.practice for row in told.rows]
    assert [row.score for row in other.rows] == pytest.approx([row.score for row in told.rows])


def test_what_comes_after_the_day_changes_nothing(told: PracticeRanking) -> None:
    world = busy()
    world.cities("new").practices("x")
    for place in range(10, 20):
        world.adopt("x", f"p{place}", "2022")
    assert practices_to_study(world.seen(DAY), "city:p00", method="hazard", first=60) == told


def test_a_model_is_learned_once_for_a_landscape(lively: World) -> None:
    seen = lively.seen(DAY)
    assert learned.model_of(seen) is learned.model_of(seen)


def test_a_place_without_any_history_is_answered_too(lively: World) -> None:
    world = busy()
    world.cities("new")
    ranking = practices_to_study(world.seen(DAY), "city:new", method="hazard")
    assert len(ranking.rows) == 10


def test_what_has_no_dated_evidence_stands_below_with_a_score_of_0() -> None:
    world = busy()
    world.practices("x", "y").adopt("x", "p20")
    world.share("y", "p21", "2020", "p22")
    ranking = practices_to_study(world.seen(), "city:p00", method="hazard", first=80)
    assert [(row.practice[-1], row.score) for row in ranking.rows[-2:]] == [("x", 0), ("y", 0)]
    assert ranking.rows[-2].reasons[-1].message.code == "NO_DATED_EVIDENCE"


def test_more_places_or_pairs_than_it_takes_are_drawn(lively: World, told: PracticeRanking, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned, "MOST_PLACES", 30)
    monkeypatch.setattr(learned, "MOST_PAIRS", 200)
    other = practices_to_study(lively.seen(DAY), "city:p00", method="hazard", first=60)
    best = {row.practice for row in told.rows[:12]}
    assert len(best & {row.practice for row in other.rows[:12]}) >= 9
    assert other.rows[0].score == pytest.approx(told.rows[0].score, rel=0.5)


def test_with_too_few_dated_adoptions_it_says_so_instead_of_ranking(world: World) -> None:
    world.cities("york", "hull").practices("a", "b").adopt("a", "hull", "2020")
    with pytest.raises(InvalidInput, match=r"learns from 1,000 dated adoptions or more; here are 1; 'neighbours', the default"):
        practices_to_study(world.seen(), "city:york", method="hazard")


def test_where_nothing_ever_spread_there_is_nothing_to_learn(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned, "ENOUGH", 1)
    world.cities("york", "hull").practices("a").adopt("a", "hull", "2020")
    with pytest.raises(InvalidInput, match="finds no year in which a place turned to what others had"):
        practices_to_study(world.seen(), "city:york", method="hazard")


def test_without_scikit_learn_it_says_what_to_install(lively: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sklearn.linear_model", None)
    with pytest.raises(KbError, match="needs scikit-learn: pip install"):
        practices_to_study(lively.seen(DAY), "city:p00", method="hazard")
