"""A whole evaluation: the rankings judged are those of the answers."""

from __future__ import annotations

from datetime import date

import pytest

from kb.errors import InvalidInput
from kb.evaluation.run import evaluate
from kb.graph.recommend import practices_to_study
from tests.evaluation.conftest import GraphOf
from tests.graph.world import World

LIVELY = ["bath a 1990", "bath b 2000", "hull a 1990", "hull b 2000", "york a 1990", "york c 1990", "york b 2002", "hull c 2004"]


def test_a_method_is_judged_beside_chance_and_both_popularities(graph_of: GraphOf) -> None:
    found = evaluate(graph_of(*LIVELY), [2000], horizon=4)
    assert list(found.methods) == ["random", "all-time-popularity", "recent-popularity", "neighbours"]
    assert list(found.differences) == ["random", "all-time-popularity", "recent-popularity"]


def test_a_baseline_asked_for_is_judged_once(graph_of: GraphOf) -> None:
    found = evaluate(graph_of(*LIVELY), [2000], horizon=4, method="recent-popularity")
    assert (found.method, list(found.methods)) == ("recent-popularity", ["random", "all-time-popularity", "recent-popularity"])


def test_what_is_judged_and_left_out_is_counted(graph_of: GraphOf) -> None:
    counts = evaluate(graph_of(*LIVELY, "bath d", "bath e 2000/2001"), [2000, 2000], horizon=4).counts
    assert (counts.places, counts.cases, counts.relevant, counts.left_out) == (2, 2, 2, 1)  # York b, Hull c; Bath nothing
    assert (counts.straddling, counts.undated) == (1, 1)


def test_york_is_shown_b_first_and_takes_it_up(graph_of: GraphOf) -> None:
    metrics = evaluate(graph_of(*LIVELY), [2000], horizon=4, top=1).methods
    assert metrics["recent-popularity"]["recall"].mean == 1  # Hull has but one candidate, York b alone
    assert metrics["neighbours"]["mrr"].mean == 1


def test_the_rankings_are_those_of_the_answers(world: World) -> None:
    world.countries("GB").cities("york", "hull", "leeds", part_of="country:gb").practices("a", "b", "c", "d")
    for practice, city, year in (("a", "york", 1990), ("a", "hull", 1990), ("b", "hull", 1999), ("c", "leeds", 2000), ("d", "leeds", 1980)):
        world.adopt(practice, city, str(year))
    world.adopt("c", "york", "2002")
    told = [row.practice for row in practices_to_study(world.seen(as_of=date(2000, 12, 31)), "city:york").rows]
    rank = told.index("practice:c") + 1
    assert evaluate(world.graph(), [2000], horizon=2).methods["neighbours"]["mrr"].mean == pytest.approx(1 / rank)


def test_few_places_are_too_little_to_conclude_from(graph_of: GraphOf) -> None:
    many = [f"p{place} w{way} {1990 + way}" for place in range(20) for way in range(6)]
    later = [f"p{place} x{way} {2001 if place else 1999}" for place in range(21) for way in range(5)]
    assert evaluate(graph_of(*LIVELY), [2000], horizon=4).is_little
    assert not evaluate(graph_of(*many, *later, "p20 w0 1990"), [2000], horizon=1).is_little


def test_progress_is_told(graph_of: GraphOf) -> None:
    told: list[str] = []
    evaluate(graph_of(*LIVELY), [2000, 1999], horizon=4, progress=told.append)
    assert told[0] == "ranking as of the end of 1999"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"cutoffs": [2003], "horizon": 5}, "the cutoff 2003 with a horizon of 5 years needs events up to 2008, and the data end in 2004"),
        ({"cutoffs": [1980]}, "the cutoff 1980 is outside the data"),
        ({"cutoffs": [2000], "horizon": 0}, "the horizon is 0"),
        ({"cutoffs": [2000], "horizon": 101}, "the horizon is 101"),
        ({"cutoffs": [2000], "top": 0}, "top is 0"),
        ({"cutoffs": [2000], "top": 101}, "top is 101"),
        ({"cutoffs": [2000], "method": "magic"}, "'magic' is no method"),
        ({"cutoffs": [1992], "horizon": 2}, "no place took up anything within the horizon"),
    ],
)
def test_what_cannot_be_judged_is_refused(graph_of: GraphOf, arguments: dict[str, object], says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        evaluate(graph_of(*LIVELY), **arguments)  # type: ignore[arg-type]
