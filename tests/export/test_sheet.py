"""One table for a spreadsheet: what stands in it, and what a spreadsheet cannot take for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.export.sheet import SHEETS, columns_of, sheet
from kb.model import City, Coordinates, Source, Texts
from kb.store import open_store
from kb.store.base import Recording, Row, Store, Write
from tests.api.world import FACTS, NODES, RECORDED_AT

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """A store that holds the hand-made graph."""
    opened = open_store(f"sqlite:///{tmp_path / 'kb.sqlite'}")
    await opened.write(Write(nodes=NODES, facts=[Recording(fact=each) for each in FACTS], recorded_by="tester", recorded_at=RECORDED_AT))
    yield opened
    await opened.close()


class Holding:
    """A store that holds some things, as far as a sheet asks."""

    def __init__(self, *rows: Row) -> None:
        self._rows = rows
        self.read = 0

    async def scan(self) -> AsyncIterator[list[Row]]:
        for row in self._rows:
            self.read += 1
            yield [row]


async def text_of(store: Store, name: str, *langs: str) -> str:
    return b"".join([part async for part in sheet(store, name, langs)]).decode()


async def rows_of(store: Store, name: str, *langs: str) -> dict[str, dict[str, str]]:
    text = (await text_of(store, name, *langs)).removeprefix("\ufeff")
    return {row["id"]: {column: cell for column, cell in row.items() if cell} for row in csv.DictReader(io.StringIO(text, newline=""))}


async def test_a_row_has_whole_ids_and_the_names_of_what_they_mean(store: Store) -> None:
    assert (await rows_of(store, "adoptions"))["adoption:pilot"] == {
        "id": "adoption:pilot",
        "practice": "practice:robotics",
        "practice_name": "Robotics at the centre",
        "by": "city:mstislavl-district",
        "by_name": "Mstislavl District",
        "learned_from": "institution:centre",
        "learned_from_name": "Children's Centre",
        "stage": "piloting",
        "date": "2022-11",
        "occurrence": "held",
        "programme": "programme:exchange",
        "programme_name": "Exchange of two districts",
        "disputed": "false",
        "date_meaning": "event",
        "sources": "source:news",
        "locators": "para 4",
    }


async def test_texts_are_in_the_language_asked_for(store: Store) -> None:
    row = (await rows_of(store, "adoptions", "ru"))["adoption:full"]
    assert (row["outcome"], row["by_name"], row["sources"]) == ("40 детей.", "Мстиславский район", "source:news;source:book")


async def test_a_place_tells_its_country(store: Store) -> None:
    rows = await rows_of(store, "places")
    assert {key: row.get("country_name") for key, row in rows.items() if key.startswith("city:m")} == {
        "city:mstislavl-district": "Belarus",
        "city:mstislavl": "Belarus",
        "city:moscow": "Russia",
    }
    assert (rows["country:by"]["kind"], rows["region:mogilev"]["kind"], rows["city:mstislavl"]["kind"]) == ("country", "region", "town")


async def test_a_table_has_its_own_kind_alone(store: Store) -> None:
    assert {name: len(await rows_of(store, name)) for name in SHEETS} == {
        "places": 12,
        "institutions": 4,
        "topics": 2,
        "sources": 2,
        "programmes": 2,
        "practices": 4,
        "shares": 5,
        "adoptions": 8,
        "visits": 3,
    }


async def test_for_a_table_of_nodes_facts_are_not_read(store: Store) -> None:
    versions = list((await store.facts([fact.id for fact in FACTS])).values())
    holding = Holding(*(node for node in NODES if isinstance(node, Source)), *versions)
    assert await rows_of(cast(Store, holding), "sources") != {}
    assert 0 < holding.read < len(versions)


async def test_lists_stand_in_one_cell(store: Store) -> None:
    assert (await rows_of(store, "practices"))["practice:robotics"]["topics"] == "topic:robotics;topic:play"
    parties = (await rows_of(store, "programmes"))["programme:exchange"]["parties"]
    assert parties == "institution:centre;city:pochinok-district;city:mstislavl-district"


async def test_a_number_below_nought_stays_a_number(store: Store) -> None:
    west = City(id="city:galway", name=Texts(en="Galway"), location=Coordinates(latitude=53.27, longitude=-9.05))
    await store.write(Write(nodes=[west], recorded_by="tester", recorded_at=RECORDED_AT))
    assert (await rows_of(store, "places"))["city:galway"]["lon"] == "-9.05"


async def test_excel_is_told_that_it_is_utf_8(store: Store) -> None:
    assert (await text_of(store, "topics")).startswith("\ufeffid,name\r\n")


@given(start=st.sampled_from([*FORMULA, "'", ""]), text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20))
async def test_no_text_is_a_formula(start: str, text: str) -> None:
    node = Source(id="source:attack", title=f"{start}{text}".strip(" ") or "x")
    cell = (await rows_of(cast(Store, Holding(node)), "sources"))["source:attack"]["title"]
    assert not cell.startswith(FORMULA)
    assert cell in (node.title, f"'{node.title}")


def test_no_column_is_there_twice() -> None:
    assert all(len(columns_of(table)) == len({*columns_of(table)}) for table in SHEETS.values())
