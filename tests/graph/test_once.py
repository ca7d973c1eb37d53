"""What is kept with a landscape."""

from __future__ import annotations

import gc
import threading
from weakref import ref

import pytest

from kb.graph.difference import Difference
from kb.graph.landscape import Landscape
from kb.graph.once import Once, Renewed
from kb.graph.survey import resurvey
from tests.graph.world import World


def test_it_is_worked_out_once_for_each_landscape(world: World) -> None:
    asked: list[Landscape] = []

    def number_of_nodes(landscape: Landscape) -> int:
        asked.append(landscape)
        return len(landscape.nodes)

    count = Once(number_of_nodes)
    one, other = world.cities("york").seen(), world.cities("hull").seen()
    assert [count(one), count(one), count(other), count(one)] == [1, 1, 2, 1]
    assert asked == [one, other]


def test_those_who_ask_meanwhile_wait_for_who_asked_first(world: World) -> None:
    begun, go_on, asked = threading.Event(), threading.Event(), list[int]()

    def slowly(landscape: Landscape) -> int:
        asked.append(1)
        begun.set()
        go_on.wait(10)
        return 7

    once, seen, found = Once(slowly), world.seen(), list[int]()
    threads = [threading.Thread(target=lambda: found.append(once(seen))) for _ in range(3)]
    for thread in threads:
        thread.start()
    begun.wait(10)
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert (found, asked) == ([7, 7, 7], [1])


def test_what_failed_is_tried_again(world: World) -> None:
    divisors = iter([0, 2])
    once, seen = Once(lambda landscape: 6 // next(divisors)), world.seen()
    with pytest.raises(ZeroDivisionError):
        once(seen)
    assert once(seen) == 3


def test_nothing_is_kept_of_a_landscape_that_is_gone(world: World) -> None:
    once, seen = Once(lambda landscape: [landscape.day]), world.seen()
    kept = ref(seen)
    once(seen)
    del seen
    gc.collect()
    assert kept() is None


def test_what_is_renewed_knows_what_was_made_last_in_its_lineage_alone(world: World) -> None:
    made: list[tuple[int, int | None]] = []

    def count(landscape: Landscape, before: int | None) -> int:
        made.append((len(landscape.nodes), before))
        return len(landscape.nodes)

    renewed, first = Renewed(count), world.cities("york").seen()
    renewed(first)
    second = resurvey(first, Difference(nodes=list(world.cities("hull").nodes.values())))
    third = resurvey(second, Difference(nodes=list(world.cities("bath").nodes.values())))
    assert [renewed(third), renewed(third), renewed(second), renewed(world.seen())] == [3, 3, 2, 3]
    assert made == [(1, None), (3, 1), (2, 3), (3, None)]
