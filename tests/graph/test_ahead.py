"""What is worked out on all cores comes in order, and not long before it is taken."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

import pytest

from kb.graph.ahead import THREADS, ahead


def test_what_is_made_comes_in_the_order_of_its_items() -> None:
    late = Event()

    def doubled(number: int) -> int:
        if number == 0 and THREADS > 1:
            assert late.wait(10)  # the first is done after the second
        if number == 1:
            late.set()
        return number * 2

    assert list(ahead(doubled, range(20))) == [number * 2 for number in range(20)]


def test_only_so_many_items_are_taken_ahead_as_there_are_threads() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    made = ahead(str, items())
    assert [next(made) for _ in range(3)] == ["0", "1", "2"]
    assert len(taken) == THREADS + 3


def test_what_fails_is_told_when_its_turn_has_come() -> None:
    made = ahead(lambda number: 1 // number, [1, 0])
    assert next(made) == 1
    with pytest.raises(ZeroDivisionError):
        next(made)
