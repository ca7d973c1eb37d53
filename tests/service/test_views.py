"""What was known on earlier days, brought up to date as the graph is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date

import pytest

from kb.graph import survey
from kb.graph.difference import Difference
from kb.graph.landscape import Landscape
from kb.model import FactStatus
from kb.service import views
from kb.service.answers import Graphs
from kb.store.base import Store
from tests.store.samples import MUSEUM, adoption, put

LONG = 60.0
EARLY, LATE = date(2020, 12, 31), date(2023, 12, 31)


def years(seen: Landscape) -> list[str]:
    return [str(step.date) for cell in seen.cells(MUSEUM).values() for step in cell.steps]


@pytest.fixture
async def graphs(filled: Store) -> AsyncIterator[Graphs]:
    await put(filled, adoption(date="2020"))
    found = Graphs(filled, lambda: date(2024, 12, 31), LONG, LONG)
    yield found
    await found.close()


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The days whose landscapes were made from the beginning."""
    days: list[date] = []

    def look_back(landscape: Landscape, as_of: date) -> Landscape:
        days.append(as_of)
        return original(landscape, as_of)

    original = survey.look_back
    monkeypatch.setattr(survey, "look_back", look_back)
    return days


async def test_a_day_is_made_once_and_then_brought_up_to_date(filled: Store, graphs: Graphs, looks: list[date]) -> None:
    assert (await graphs.ask(years, LATE)).value == ["2020"]
    await put(filled, adoption(stage="adapted", date="2021"))
    await put(filled, adoption(stage="abandoned", date="2024"))
    answer = await graphs.ask(years, LATE)
    assert (answer.value, answer.revision) == (["2020", "2021"], 4)
    assert (await graphs.ask(years, EARLY)).value == ["2020"]
    assert (await graphs.ask(years, None)).value == ["2020", "2021", "2024"]
    await put(filled, adoption(date="2020"), status=FactStatus.WITHDRAWN)
    assert [(await graphs.ask(years, day)).value for day in (EARLY, LATE)] == [[], ["2021"]]
    assert looks == [LATE, EARLY]


async def test_who_asks_for_a_day_together_waits_for_one_landscape(filled: Store, graphs: Graphs, looks: list[date]) -> None:
    found = await asyncio.gather(*(graphs.ask(years, LATE) for _ in range(3)))
    assert [answer.value for answer in found] == [["2020"]] * 3
    assert looks == [LATE]


async def test_the_days_asked_for_last_are_kept(graphs: Graphs, looks: list[date]) -> None:
    days = [date(2019 + number, 12, 31) for number in range(5)]
    for day in [*days[:4], days[0], days[4], days[0], days[1]]:
        await graphs.ask(years, day)
    assert looks == [*days, days[1]]


async def test_a_day_that_nobody_asks_for_is_given_up_when_much_has_changed(
    filled: Store, graphs: Graphs, looks: list[date], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "_MOST_PENDING", 1)
    await graphs.ask(years, LATE)
    for year, made in [("2021", 1), ("2022", 1), ("2023", 2)]:
        await put(filled, adoption(stage="adapted", date=year))
        await graphs.ask(years, None)
        if year != "2022":
            assert (await graphs.ask(years, LATE)).value[-1] == year
            assert len(looks) == made


async def test_a_day_whose_asker_left_is_not_left_half_done(filled: Store, graphs: Graphs, monkeypatch: pytest.MonkeyPatch) -> None:
    await graphs.ask(years, LATE)
    await put(filled, adoption(stage="adapted", date="2021"))
    leaving: list[asyncio.Task[object]] = []

    def resurvey(landscape: Landscape, difference: Difference) -> Landscape:
        if landscape.as_of and leaving:
            leaving[0].get_loop().call_soon_threadsafe(leaving.pop().cancel)
        return original(landscape, difference)

    original = survey.resurvey
    monkeypatch.setattr(survey, "resurvey", resurvey)
    leaving.append(asyncio.create_task(graphs.ask(years, LATE)))
    await asyncio.wait(leaving)
    assert (await graphs.ask(years, LATE)).value == ["2020", "2021"]
