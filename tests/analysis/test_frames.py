"""Frames of small worlds, worked by hand, and of the packaged seed."""

from __future__ import annotations

import inspect
import re
import sys
from datetime import date
from typing import Any

import pandas as pd
import pytest

from kb.analysis import events as events_module
from kb.analysis import spreading
from kb.analysis.events import events
from kb.analysis.spreading import adopters, links
from kb.errors import InvalidInput, NotFound, WrongKind
from kb.model import Texts
from kb.service.analysing import Analysing
from kb.service.opening import OpenBase
from tests.graph.world import World


def told(frame: pd.DataFrame, *columns: str) -> list[tuple[Any, ...]]:
    """Return rows of a frame, None for what is missing."""
    picked = frame[list(columns)].astype(object)
    return [tuple(row) for row in picked.where(picked.notna(), None).itertuples(index=False)]


@pytest.fixture
def world() -> World:
    world = World().countries("GB").region("north", "country:gb")
    world.city("york", "region:north", at=(53.96, -1.08)).cities("hull", "leeds", part_of="region:north")
    world.school("academy", "city:leeds").practices("a", origin="city:york").practices("b")
    return world


def events_of(world: World, as_of: date | None = None) -> pd.DataFrame:
    return events(world.nodes, world.facts, lambda key: world.nodes[key].name.best("en"), "en", as_of=as_of)


def name_in(world: World) -> Any:
    return lambda key: world.nodes[key].name.best("en")


def test_each_kind_of_fact_is_a_row_that_says_who_learned_what_from_whom(world: World) -> None:
    world.adopt("a", "institution:academy", "2020-06", "abandoned", "york", outcome="Too dear")
    world.share("a", "hull", "2019", "york", event_participants=30)
    world.visit("hull", "york", "2018")
    frame = events_of(world)
    assert told(frame, "kind", "practice", "practice_name", "party", "party_name", "actor", "country", "source", "source_name") == [
        ("visit", None, None, "city:hull", "Hull", "city:hull", "country:gb", "city:york", "York"),
        ("share", "practice:a", "A", "city:hull", "Hull", "city:hull", "country:gb", "city:york", "York"),
        ("adoption", "practice:a", "A", "institution:academy", "Academy", "city:leeds", "country:gb", "city:york", "York"),
    ]
    assert told(frame, "stage", "event_participants", "outcome", "sources") == [
        (None, None, None, "source:gazette"),
        (None, 30, None, "source:gazette"),
        ("abandoned", None, "Too dear", "source:gazette"),
    ]


def test_dates_are_as_written_and_days_to_reckon_with(world: World) -> None:
    world.adopt("a", "hull", "2020-06")
    world.adopt("a", "leeds")
    world.adopt("b", "hull", "../2021-06?")
    world.adopt("b", "leeds", "1066")  # before what nanoseconds reach
    frame = events_of(world)
    assert told(frame, "date", "earliest", "latest") == [
        ("1066", pd.Timestamp("1066-01-01"), pd.Timestamp("1066-12-31")),
        ("2020-06", pd.Timestamp("2020-06-01"), pd.Timestamp("2020-06-30")),
        *sorted([(None, None, None), ("../2021-06?", None, pd.Timestamp("2021-06-30"))], key=lambda row: by_id(frame, row)),
    ]
    assert str((frame["latest"] - frame["earliest"]).iloc[1]) == "29 days 00:00:00"


def by_id(frame: pd.DataFrame, row: tuple[Any, ...]) -> str:
    return str(frame[frame["date"].isna() if row[0] is None else frame["date"] == row[0]]["id"].iloc[0])


def test_what_is_announced_or_collective_is_there_and_labelled(world: World) -> None:
    world.adopt("a", "hull", "2020", "planned", announced=True)
    world.adopt("a", "leeds", "2021", collective="schools", collective_size=12)
    world.adopt("a", "leeds", "2022", frame=True, disputed=True)
    assert told(events_of(world), "occurrence", "counts", "collective", "collective_size", "date_meaning", "disputed") == [
        ("announced", False, None, None, "event", False),
        ("held", False, "schools", 12, "event", False),
        ("held", True, None, None, "frame", True),
    ]


def test_events_of_a_day_are_those_that_had_happened(world: World) -> None:
    world.adopt("a", "hull", "2020")
    world.adopt("a", "leeds", "2020-12-30")
    world.adopt("b", "leeds")
    frame = events_of(world, date(2020, 12, 30))
    assert told(frame, "party") == [("city:leeds",)]
    assert frame.attrs == {"as_of": "2020-12-30"}


def test_adopters_come_by_practice_and_date_with_what_is_known_of_them(world: World) -> None:
    world.adopt("b", "york", "2001/2003", "piloting")
    world.adopt("a", "leeds")
    world.adopt("a", "institution:academy", "2020", "abandoned")
    world.adopt("a", "hull", "2019-05", learned_from="york")
    frame = adopters(world.seen(), None, name_in(world))
    assert told(frame, "practice", "party", "party_name", "level", "date", "year", "stage", "depth") == [
        ("practice:a", "city:hull", "Hull", "municipality", "2019-05", 2019, "adopted", 1),
        ("practice:a", "city:leeds", "Leeds", "municipality", None, None, "adopted", None),
        ("practice:b", "city:york", "York", "municipality", "2001/2003", 2003, "piloting", None),
    ]
    assert told(frame, "country", "latitude", "longitude")[2] == ("country:gb", 53.96, -1.08)
    assert told(frame, "latitude")[0] == (None,)


def test_ten_dated_adopters_have_categories_in_their_order(world: World) -> None:
    for number in range(10):
        world.city(f"c{number}").adopt("b", f"c{number}", str(2000 + number))
    frame = adopters(world.seen(), "practice:b", name_in(world))
    assert frame["category"].value_counts(sort=False).to_dict() == {
        "early_adopter": 2,
        "early_majority": 3,
        "late_majority": 3,
        "laggard": 2,
    }
    assert frame["category"].min() == "early_adopter"


def test_links_are_recorded_steps_between_actors(world: World) -> None:
    fact = world.adopt("a", "institution:academy", "2020", "piloting", "york")
    world.adopt("a", "hull", "2019", frame=True, learned_from="york")
    frame = links(world.seen(), None, name_in(world))
    assert told(frame, "practice", "source_name", "target_name", "date", "stage") == [
        ("practice:a", "York", "Hull", None, "adopted"),
        ("practice:a", "York", "Leeds", "2020", "piloting"),
    ]
    assert frame["fact"].iloc[1] == fact


def test_a_frame_without_rows_has_the_same_typed_columns(world: World) -> None:
    seen = world.seen()
    empty = [events_of(world), adopters(seen, None, name_in(world)), links(seen, "practice:a", name_in(world))]
    world.adopt("a", "hull", "2020", learned_from="york")
    seen = world.seen()
    full = [events_of(world), adopters(seen, None, name_in(world)), links(seen, "practice:a", name_in(world))]
    for one, other in zip(empty, full, strict=True):
        assert (len(one), len(other)) == (0, 1)
        assert one.dtypes.equals(other.dtypes)
    assert full[0].dtypes[["earliest", "counts", "collective_size", "stage"]].astype(str).to_dict() == {
        "earliest": "datetime64[s]",
        "counts": "bool",
        "collective_size": "Int64",
        "stage": "category",
    }


@pytest.mark.parametrize("frame_of", [adopters, links])
def test_what_is_no_practice_is_an_error(world: World, frame_of: Any) -> None:
    with pytest.raises(NotFound, match="practice:none"):
        frame_of(world.seen(), "practice:none", name_in(world))
    with pytest.raises(WrongKind, match="'city:york' is a city"):
        frame_of(world.seen(), "city:york", name_in(world))


@pytest.mark.parametrize(
    ("method", "columns"),
    [(Analysing.events, events_module.COLUMNS), (Analysing.adopters, spreading.ADOPTERS), (Analysing.links, spreading.LINKS)],
)
def test_help_names_every_column_in_its_order(method: Any, columns: dict[str, Any]) -> None:
    said = re.search(r"Columns: (.*?)[.:](?:\s|$)", inspect.getdoc(method) or "", re.DOTALL)
    assert said
    named = re.sub(r"\([^)]*\)", "", said[1]).replace("\n", " ")
    assert [name.split()[0] for name in named.split(",")] == list(columns)


def test_frames_of_an_open_base_name_their_revision_and_day(seed: OpenBase) -> None:
    assert seed.events().attrs == {"as_of": None, "revision": 1}
    assert seed.links(as_of="2020-12-31").attrs == {"as_of": "2020-12-31", "revision": 1}


def test_frames_of_the_seed_say_what_the_answers_say(seed: OpenBase) -> None:
    assert len(seed.events()) == sum(seed.statistics().counts[kind] for kind in ("share", "adoption", "visit"))
    found = seed.spread("practice:playful-paradigm").value
    assert list(seed.adopters("practice:playful-paradigm")["party"]) == [adopter.party for adopter in found.adopters]
    assert list(seed.links("practice:playful-paradigm")["fact"]) == [link.fact for link in found.recorded_links]
    everyone = seed.adopters()
    assert len(everyone[everyone["practice"] == "practice:unesco-learning-city"]) == 72


def test_names_come_in_the_language_asked_for(seed: OpenBase) -> None:
    frame = seed.adopters("practice:mes", lang="ru")
    assert all(re.match("[А-Яа-яЁё]", name) for name in frame["party_name"])
    assert seed.events(lang="ru")["practice_name"].str.contains("[А-Яа-я]").sum() > len(seed.events()) / 2


@pytest.fixture
def no_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)


@pytest.mark.usefixtures("no_pandas")
def test_without_pandas_one_line_names_the_extra(seed: OpenBase) -> None:
    for ask in (seed.events, seed.adopters, seed.links):
        with pytest.raises(InvalidInput, match=r"^pandas is not installed: pip install 'peer-learning-kb\[analysis\]'$"):
            ask()
    assert seed.graph().number_of_nodes() > 0


def test_texts_of_a_fact_come_in_the_language_asked_for(world: World) -> None:
    world.visit("hull", "york", "2018", purpose=Texts(en="To see", ru="Посмотреть"))
    frame = events(world.nodes, world.facts, name_in(world), "ru")
    assert told(frame, "purpose") == [("Посмотреть",)]
