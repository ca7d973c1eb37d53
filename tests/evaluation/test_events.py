"""Events are read once, whatever their order, or refused in one clear line."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from kb.errors import InvalidInput
from kb.evaluation.events import read_events
from kb.model import City, Country, Practice, Topic
from tests.evaluation.conftest import Table


def test_a_row_becomes_an_adoption_under_the_names_given(table: Table) -> None:
    read = read_events(table("place,practice,date", "Rhode Island,School garden,2020-05"))
    (fact,) = read.facts
    assert (read.names[fact.by], read.names[fact.practice], str(fact.date)) == ("Rhode Island", "School garden", "2020-05")


def test_a_year_is_a_date_too_and_columns_may_stand_in_any_order(table: Table) -> None:
    read = read_events(table("Year,note,practice,place", "1995,x,a,York"))
    assert str(read.facts[0].date) == "1995"


def test_the_order_of_rows_changes_nothing(table: Table) -> None:
    rows = [f"p{number % 7},w{number % 5},{1990 + number}" for number in range(30)]
    shuffled = Random(3).sample(rows, len(rows))
    one, other = (read_events(table("place,practice,date", *each)) for each in (rows, shuffled))
    assert (one.nodes, one.facts, one.names) == (other.nodes, other.facts, other.names)


def test_ids_are_in_the_order_of_names(table: Table) -> None:
    read = read_events(table("place,practice,date", *(f"p{number},a,2000" for number in range(12))))
    cities = sorted(key for key in read.names if key.startswith("city:"))
    assert [read.names[key] for key in cities] == sorted(read.names[key] for key in cities)


def test_a_row_that_says_what_another_says_is_counted_and_left_out(table: Table) -> None:
    read = read_events(table("place,practice,date", "York,a,2000", "York,a,2000", " York , a ,2000", "York,a,2001"))
    assert (read.repeated, [str(fact.date) for fact in read.facts]) == (2, ["2000", "2001"])


def test_an_event_without_a_date_stays_undated(table: Table) -> None:
    read = read_events(table("place,practice,date", "York,a,", "York,b,2000"))
    assert [fact.date and str(fact.date) for fact in read.facts] == [None, "2000"]


def test_country_and_topics_are_taken_where_they_are_given(table: Table) -> None:
    read = read_events(table("place,practice,date,country,topic", "York,a,2000,gb,play; food", "York,b,2000,GB,"))
    (city,) = (node for node in read.nodes if isinstance(node, City))
    topics = {node.id: node.name["en"] for node in read.nodes if isinstance(node, Topic)}
    practices = [{topics[key] for key in node.topics} for node in read.nodes if isinstance(node, Practice)]
    assert [node.code for node in read.nodes if isinstance(node, Country)] == ["GB"]
    assert (city.part_of, practices) == ("country:gb", [{"food", "play"}, set()])


HEAD = "place,practice,date"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([], "events.csv is empty; it needs place,practice,date"),
        ([HEAD], "events.csv has no rows; it needs place,practice,date"),
        ([HEAD, ",,"], "events.csv has no rows"),
        (["place,practise,date", "York,a,2000"], "no column 'practice'; it has place, practise, date; did you mean 'practise'"),
        (["place,practice,when", "York,a,2000"], "no column 'date' or 'year'; it has place, practice, when"),
        (["place,practice,date,year", "York,a,2000,2000"], "a column 'date' and a column 'year'"),
        ([HEAD, "York,a,soon", "York,b,later"], "events.csv:2: 'soon' is no EDTF date; .* (and 1 more)"),
        ([HEAD, "York,a,2000", ",a,2000"], "events.csv:3: the place is empty"),
        ([HEAD, "York"], "events.csv:2: the practice is empty"),
        ([HEAD, "York,a,", "Hull,a,"], "events.csv: no event has a date, so nothing can be ranked or judged"),
        ([f"{HEAD},country", "York,a,2000,GB", "York,b,2000,FR"], "'York' lies in .* and in"),
        ([f"{HEAD},country", "York,a,2000,England"], "'ENGLAND' is no country code"),
        ([HEAD, '"York'], "events.csv:2: unexpected end of data"),
    ],
)
def test_what_is_no_table_of_events_is_refused_in_one_line(table: Table, lines: list[str], says: str) -> None:
    with pytest.raises(InvalidInput, match=says.replace("(and 1 more)", r"\(and 1 more\)")) as raised:
        read_events(table(*lines))
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"none\.csv cannot be read: no such file or directory"):
        read_events(tmp_path / "none.csv")
    (tmp_path / "bytes.csv").write_bytes(b"place,practice,date\nYork,\xff,2000\n")
    with pytest.raises(InvalidInput, match=r"bytes\.csv is not UTF-8"):
        read_events(tmp_path / "bytes.csv")
