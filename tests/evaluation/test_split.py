"""What is visible at a cutoff, and what counts as taken up after it."""

from __future__ import annotations

import pytest

from kb.errors import InvalidInput
from kb.evaluation.split import Split, check_years, split
from kb.graph.asking import Asking
from tests.evaluation.conftest import GraphOf
from tests.graph.world import World


def taken_up(at: Split, place: str) -> set[str]:
    return {key[-1] for key in at.taken_up(place, Asking.of(at.seen, place, ()).candidates)}


@pytest.mark.parametrize(
    ("when", "relevant"),
    [
        ("2000-12-31", False),  # it has it by then
        ("2001-01-01", True),
        ("2005-12-31", True),
        ("2006-01-01", False),
        ("2000/2001", False),  # perhaps before
        ("2005/2006", False),  # perhaps too late
        ("2001/2005", True),
        ("", False),
        ("2001/..", False),
    ],
)
def test_relevant_is_what_was_certainly_taken_up_within_the_horizon(graph_of: GraphOf, when: str, relevant: bool) -> None:
    at = split(graph_of("hull a 1999", "york b 1999", f"york a {when}"), 2000, 5)
    assert taken_up(at, "city:000000001") == ({"0"} if relevant else set())


def test_taking_it_up_again_is_not_relevant(graph_of: GraphOf) -> None:
    assert taken_up(split(graph_of("hull a 1999", "york a 1998", "york a 2003"), 2000, 5), "city:000000001") == set()


def test_a_practice_that_nobody_has_yet_is_no_candidate(graph_of: GraphOf) -> None:
    assert taken_up(split(graph_of("hull b 1999", "york b 1999", "york a 2003"), 2000, 5), "city:000000001") == set()


def test_events_on_both_sides_of_cutoff_or_horizon_are_counted(graph_of: GraphOf) -> None:
    at = split(graph_of("hull a 1999", "york a 2000/2001", "bath a 2005/2006", "leeds a 2000/2007", "ripon a 2003/.."), 2000, 5)
    assert at.straddling == 4  # the third is on both


def test_only_who_has_a_fact_by_the_cutoff_can_be_ranked_for(graph_of: GraphOf) -> None:
    assert split(graph_of("bath a 1999", "hull a 2003", "york a 2000"), 2000, 5).places == ("city:000000000", "city:000000002")


def test_where_a_practice_only_began_nothing_is_known_of_the_place(world: World) -> None:
    world.cities("york", "hull").practices("a", origin="city:york")
    world.adopt("a", "hull", "2001")
    assert split(world.graph(), 2001, 1).places == ("city:hull",)


def test_years_go_from_the_first_to_the_last_that_an_event_may_mean(graph_of: GraphOf) -> None:
    assert check_years(graph_of("york a 1999/2001", "hull a 2004/..", "bath a"), [2000]) == (1999, 2001)


@pytest.mark.parametrize("cutoff", [1998, 2002])
def test_a_cutoff_outside_the_data_is_refused(graph_of: GraphOf, cutoff: int) -> None:
    with pytest.raises(InvalidInput, match=f"the cutoff {cutoff} is outside the data, which go from 1999 to 2001"):
        check_years(graph_of("york a 1999", "hull a 2001"), [2000, cutoff])


def test_without_a_dated_adoption_there_are_no_years(world: World) -> None:
    world.cities("york").practices("a")
    world.adopt("a", "york", "2001", frame=True)
    world.adopt("a", "york", "2001", stage="planned")
    world.adopt("a", "york", "2001", announced=True)
    with pytest.raises(InvalidInput, match="no dated adoption"):
        check_years(world.graph(), [2000])


def test_a_year_that_no_calendar_has_is_refused(graph_of: GraphOf) -> None:
    with pytest.raises(InvalidInput, match="10004 is no year"):
        split(graph_of("york a 9999"), 9999, 5)
