"""A folder of CSV tables as `kb load` reads them: for spreadsheets, and nothing is lost.

A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a line's end), or that begins
with an apostrophe, gets an apostrophe before it; loading takes it away again. A party stands without its kind,
as in `oral`, unless two parties would then have one name.
"""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import orjson

from kb.export.jsonl import unmerged
from kb.model import AnyFact, AnyNode, City, Country, FactKind, NodeKind, Participation, Programme, Region, kind_of
from kb.seeds.cells import LIST, NAMED, Names, escape
from kb.seeds.tables import (
    ADOPTIONS,
    INSTITUTIONS,
    LOCAL,
    PARTICIPATIONS,
    PLACES,
    PRACTICES,
    PROGRAMMES,
    SHARES,
    SOURCES,
    TABLES,
    TOPICS,
    UNKNOWN_LANGUAGE,
    VISITS,
    Table,
)
from kb.store.base import Row

Cells = dict[str, str]  # by column; what is unknown has none

TABLE_OF: Mapping[str, Table] = {
    NodeKind.CITY: PLACES,
    NodeKind.REGION: PLACES,
    NodeKind.COUNTRY: PLACES,
    NodeKind.INSTITUTION: INSTITUTIONS,
    NodeKind.TOPIC: TOPICS,
    NodeKind.SOURCE: SOURCES,
    NodeKind.PROGRAMME: PROGRAMMES,
    NodeKind.PRACTICE: PRACTICES,
    FactKind.SHARE: SHARES,
    FactKind.ADOPTION: ADOPTIONS,
    FactKind.VISIT: VISITS,
}


async def write_csv(out: Path, batches: AsyncIterator[list[Row]]) -> int:
    """Write a folder of tables. Which columns they need, and which names are clear, is known only at the end: rows wait in a file."""
    out.mkdir()
    count = 0
    with ExitStack() as stack:
        folder = _Folder({name: stack.enter_context(TemporaryFile()) for name in TABLES})
        async for batch in batches:
            for thing in unmerged(batch):
                folder.take(thing)
                count += 1
        for name, waiting in folder.waiting.items():
            with (out / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                waiting.write(file, folder.names)
    return count


class _WholeIds(Names):
    """Writes every party with its kind."""

    def short(self, key: str) -> str:
        return key


_WHOLE_IDS = _WholeIds()


@dataclass(slots=True)
class _Waiting:
    """The rows of one table, in a file of their own until all are there."""

    table: Table
    rows: IO[bytes]
    columns: dict[str, None] = field(default_factory=dict)  # those that some row fills

    def add(self, cells: Cells) -> None:
        self.columns |= dict.fromkeys(cells)
        self.rows.write(orjson.dumps(cells, option=orjson.OPT_APPEND_NEWLINE))

    def write(self, file: IO[str], names: Names) -> None:
        """Write the table, with the columns that people know first."""
        columns = [*self.table.header, *sorted(self.columns.keys() - {*self.table.header}, key=self._rank)]
        named = [name for name, column in self.table.columns.items() if column.form in NAMED]
        writer = csv.writer(file)
        writer.writerow(columns)
        self.rows.seek(0)
        for line in self.rows:
            cells = orjson.loads(line)
            for name in named:
                if name in cells:
                    cells[name] = LIST.join(names.short(key) for key in cells[name].split(LIST))
            writer.writerow([cells.get(name, "") for name in columns])

    def _rank(self, name: str) -> tuple[int, int, str]:
        """Tell where a further column stands: plain ones, then texts, then citations by their number."""
        known = [*self.table.columns, *self.table.texts]
        start, _, ending = name.rpartition("_")
        if name in known or start in known:
            return 0, known.index(name if name in known else start), ending
        return 1, int(ending) if ending.isdecimal() else 1, name.replace("source", "")  # a source stands before its locator


class _Folder:
    """Sorts nodes and facts into tables."""

    def __init__(self, files: Mapping[str, IO[bytes]]) -> None:
        self.names = Names()
        self.waiting = {name: _Waiting(TABLES[name], file) for name, file in files.items()}
        self._country: dict[str, str] = {}  # the country code of each place that came by

    def take(self, thing: AnyNode | AnyFact) -> None:
        """Write a thing into its table."""
        self.names.add(thing.id)
        table = TABLE_OF[kind_of(thing.id)]
        cells = _country_cells(thing) if isinstance(thing, Country) else _cells(table, thing)
        if isinstance(thing, City | Region | Country):
            cells |= self._place(thing)
        if isinstance(thing, Programme) and any(each.role or each.since for each in thing.parties):
            del cells["parties"]
            for each in thing.parties:
                self._take_part(thing, each)
        self.waiting[table.name].add(cells)

    def _take_part(self, programme: Programme, participation: Participation) -> None:
        cells = {"programme": programme.id.partition(":")[2], **_cells(PARTICIPATIONS, participation)}
        self.waiting[PARTICIPATIONS.name].add(cells)

    def _place(self, place: City | Region | Country) -> Cells:
        """Return what the table of places says in a way of its own."""
        code = place.code if isinstance(place, Country) else self._country.get(place.part_of or "", "")
        self._country[place.id] = code
        kind = place.kind.value if isinstance(place, City) else kind_of(place.id)
        return {"id": place.id.partition(":")[2], "kind": kind, **({"country": code} if code else {})}


def _country_cells(country: Country) -> Cells:
    """Name a country for readers; loading looks its names up."""
    return {f"name_{language}": escape(country.name.best(language)) for language in ("en", "ru")}


def _cells(table: Table, thing: AnyNode | AnyFact | Participation) -> Cells:
    """Write the fields of a thing; parties still have their kind."""
    cells = {}
    for name, column in table.columns.items():
        value = value_at(thing, column.field)
        if value is not None and value != ():
            cells[name] = column.form.write(value, _WHOLE_IDS)
    for start, of in table.texts.items():
        for language, text in value_at(thing, of).items():
            cells[f"{start}_{LOCAL if language == UNKNOWN_LANGUAGE else language}"] = escape(text)
    cells.update(_citations(table, thing))
    return {name: cell for name, cell in cells.items() if cell}


def value_at(thing: Any, path: str) -> Any:
    """Return a field, or None where a part of its path is not there."""
    try:
        return attrgetter(path)(thing)
    except AttributeError:  # of a location that is unknown
        return None


def _citations(table: Table, thing: Any) -> Iterator[tuple[str, str]]:
    for start, of in table.citations.items():
        for number, cited in enumerate(value_at(thing, of), 1):
            ending = f"_{number}" if number > 1 else ""
            yield f"{start}source{ending}", cited.source.partition(":")[2]
            yield f"{start}locator{ending}", escape(cited.locator or "")
