"""A folder of CSV tables: ids without their kind, one row a thing, every mistake with file and line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kb.errors import InvalidInput, did_you_mean
from kb.model import NO_TEXTS, PLACE_KINDS, AnyNode, City, CityKind, Country, NodeKind, Participation, Region
from kb.model.places import country, part_of
from kb.seeds.cells import Names
from kb.seeds.reading import Places, Reading
from kb.seeds.rows import Header, Row
from kb.seeds.tables import ADOPTIONS, INSTITUTIONS, PARTICIPATIONS, PLACES, PROGRAMMES, SHARES, TABLES, VISITS, PlaceKind, Table

Progress = Callable[[int], None]  # told how many things are read so far
_FACTS = (SHARES, ADOPTIONS, VISITS)
_STEP = 10_000  # things between two words on progress


def read_tables(files: Sequence[Path], known: Collection[str], into: Reading, progress: Progress) -> None:
    """Read CSV tables into a reading. What they refer to may stand in any of them, or be `known`."""
    load = _Load(into, Names([*known, *into.nodes]), progress)
    tables = [(file, load.table_of(file)) for file in files]
    for file, table in tables:
        if table in (PLACES, INSTITUTIONS):
            load.note_parties(file, table)
    for wanted in TABLES.values():
        for file, table in tables:
            if table is wanted:
                load.take(file, table)
    load.finish()


@dataclass(slots=True)
class _Load:
    into: Reading
    names: Names
    progress: Progress
    participations: dict[str, list[tuple[int, Participation]]] = field(default_factory=dict)  # by programme
    codes: dict[str, tuple[str, int]] = field(default_factory=dict)  # country codes given beside places, and where

    def table_of(self, file: Path) -> Table | None:
        """Return the table that a file is by its name."""
        table = TABLES.get(file.stem)
        if table is None:
            place = Places.at(self.into.where.file(str(file)), 1)
            near = did_you_mean(file.stem, list(TABLES)) or f"; known are {', '.join(TABLES)}"
            self.into.refuse(place, f"no table is called {file.stem!r}{near}")
        return table

    def note_parties(self, file: Path, table: Table) -> None:
        """Take up the ids of a table's parties, so that rows may refer to later ones."""
        with suppress(OSError, UnicodeDecodeError, csv.Error), file.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.DictReader(stream):
                kind = NodeKind.INSTITUTION if table is INSTITUTIONS else _kind_of_place(row.get("kind") or "")
                if row.get("id"):
                    self.names.add(f"{kind}:{row['id']}")

    def take(self, file: Path, table: Table) -> None:
        """Read one table."""
        number = self.into.where.file(str(file))
        try:
            with file.open(encoding="utf-8-sig", newline="") as stream:
                _Table(self, table, number, csv.reader(stream, strict=True)).take()
        except UnicodeDecodeError:
            self.into.refuse(Places.at(number, _undecodable(file)), "this is not UTF-8; save the file as UTF-8")

    def finish(self) -> None:
        """Refuse what none of the tables bears out."""
        for programme, rows in self.participations.items():
            if programme not in self.into.broken:
                self.into.refuse(rows[0][0], f"{programme} stands in no programmes.csv of this load")
        parent = part_of(self.into.nodes)
        for key, (code, place) in self.codes.items():
            found = self.into.nodes.get(country(key, parent) or "")
            if isinstance(found, Country) and found.code != code:
                self.into.refuse(place, f"country is {code}, but part_of leads to {found.code}")


@dataclass(slots=True)
class _Table:
    load: _Load
    table: Table
    number: int
    rows: Any  # csv.reader: its line_num is the last line it has read

    def take(self) -> None:
        into = self.load.into
        try:
            header = Header(self.table, next(self.rows, ()), self.load.names)
            problems = [*header.problems()] if header.cells else ["this table is empty; its first line names the columns"]
            for problem in problems:
                into.refuse(Places.at(self.number, 1), problem)
            if not problems and self.table in _FACTS:
                self._take_facts(header)
            elif not problems:
                self._take_nodes(header)
        except csv.Error as error:
            into.refuse(Places.at(self.number, self.rows.line_num), f"this is no CSV: {error}")

    def _take_facts(self, header: Header) -> None:
        into, of, number, values = self.load.into, self.table.of, self.number, header.values
        given = header.position.get("id")
        for line, row in self._lines():
            try:
                fact = of(**values(row))
            except (InvalidInput, TypeError):
                self._explain(header, row, line, lambda found: of(**found))
                continue
            into.add_fact(fact, Places.at(number, line), minted=given is None or not row[given])

    def _take_nodes(self, header: Header) -> None:
        for line, row in self._lines():
            place = Places.at(self.number, line)
            try:
                self._build(header.values(row), place)
            except (InvalidInput, TypeError, KeyError):
                self._explain(header, row, line, lambda found, place=place: self._build(found, place))  # type: ignore[misc]

    def _build(self, values: dict[str, Any], place: int) -> None:
        if self.table is PARTICIPATIONS:
            programme = values.pop("programme")
            self.load.participations.setdefault(programme, []).append((place, Participation(**values)))
        elif self.table is PLACES:
            code = values.pop("country", None)
            node = _place(values, code)
            if code:
                self.load.codes[node.id] = (code, place)
            self.load.into.add_node(node, place)
        else:
            if self.table is PROGRAMMES:
                more = tuple(each for _, each in self.load.participations.pop(values["id"], ()))
                values["parties"] = (*values.get("parties", ()), *more)
            self.load.into.add_node(self.table.of(**values), place)

    def _lines(self) -> Iterator[tuple[int, Row]]:
        """Yield each row that holds something, with the line it begins at."""
        rows, progress = self.rows, self.load.progress
        line = rows.line_num + 1
        for count, row in enumerate(rows, 1):
            if row:
                yield line, row
            line = rows.line_num + 1
            if not count % _STEP:
                progress(_STEP)

    def _explain(self, header: Header, row: Row, line: int, build: Callable[[dict[str, Any]], Any]) -> None:
        """Say all that is wrong with a row, cell by cell, or with what its cells make."""
        if not any(row):
            return  # a spreadsheet leaves such lines behind
        messages = header.mistakes(row)
        if not messages:
            try:
                build(header.values(row))
            except InvalidInput as error:
                messages = [str(error)]
        for message in messages:
            self.load.into.refuse(Places.at(self.number, line), message)
        self._note_broken(header, row)

    def _note_broken(self, header: Header, row: Row) -> None:
        index = header.position.get("id")
        if index is not None and index < len(row) and self.table not in _FACTS:
            kinds = PLACE_KINDS if self.table is PLACES else [self.table.name[:-1]]
            self.load.into.broken.update(f"{kind}:{row[index]}" for kind in kinds)


def _kind_of_place(word: str) -> NodeKind:
    return NodeKind(word) if word in (PlaceKind.REGION, PlaceKind.COUNTRY) else NodeKind.CITY


def _place(values: dict[str, Any], code: str | None) -> AnyNode:
    kind = values.pop("kind", PlaceKind.CITY)
    key = f"{_kind_of_place(kind)}:{values.pop('id')}"
    if kind is PlaceKind.COUNTRY:
        return Country(id=key, code=code or key.partition(":")[2].upper())
    if code:
        values.setdefault("part_of", f"{NodeKind.COUNTRY}:{code.lower()}")
    values.setdefault("name", NO_TEXTS)
    return Region(id=key, **values) if kind is PlaceKind.REGION else City(id=key, kind=CityKind(kind), **values)


def _undecodable(file: Path) -> int:
    """Return the first line that is not UTF-8."""
    return next(number for number, line in enumerate(file.read_bytes().split(b"\n"), 1) if not _is_utf_8(line))


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
