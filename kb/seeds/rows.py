"""Rows of a table into fields of the model: the header is looked at once, so that a row costs little."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from kb.errors import InvalidInput, did_you_mean
from kb.model import Citation, NodeKind, Texts
from kb.seeds.cells import Names, reference, unescape
from kb.seeds.tables import LOCAL, PARTS, UNKNOWN_LANGUAGE, Table

Row = Sequence[str]
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8})*\Z")
_REMEMBERED = 1 << 16
_SOURCE = reference(NodeKind.SOURCE)


class _Memo(dict[Any, Any]):
    """What cells mean, reckoned once each."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self._read = read

    def __missing__(self, cell: Any) -> Any:
        if len(self) >= _REMEMBERED:
            self.clear()
        value = self[cell] = self._read(cell)
        return value


class _Once:
    """What cells mean that hardly ever come twice."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        self._read = read

    def __getitem__(self, cell: Any) -> Any:
        return self._read(cell)


class Header:
    """The header of a table, and how the rows under it are read."""

    def __init__(self, table: Table, cells: Row, names: Names) -> None:
        self.table, self.cells = table, tuple(cells)
        self.position = {name: index for index, name in enumerate(cells)}
        self._plain = [
            (table.columns[name].field, index, self._reading(name, names)) for name, index in self.position.items() if name in table.columns
        ]
        self._groups = [*self._texts(), *self._citations()]
        self._held = {field for field, *_ in self._plain} | {field for field, _ in self._groups}
        self._with_parts = any("." in field for field in self._held)

    def problems(self) -> Iterator[str]:
        """Yield what is wrong with the header itself."""
        known = self.table.known
        for index, name in enumerate(self.cells):
            if self.position[name] != index:
                yield f"the column {name!r} stands here twice"
            elif not self._is_known(name):
                yield f"unknown column {name!r}" + (did_you_mean(name, known) or f"; known are {', '.join(known)}")
        for field, name in self.table.required.items():
            if field not in self._held:
                yield f"the column {name!r} is missing"

    def values(self, row: Row) -> dict[str, Any]:
        """Return the fields that a row fills. Raises InvalidInput for the first cell that is wrong."""
        if len(row) != len(self.cells):
            raise InvalidInput(f"{len(row)} cells stand under {len(self.cells)} columns; a text with a comma in it goes in quotes")
        values = {field: reading[cell] for field, index, reading in self._plain if (cell := row[index])}
        for field, read in self._groups:
            if (value := read(row)) is not None:
                values[field] = value
        return _with_parts(values) if self._with_parts else values

    def mistakes(self, row: Row) -> list[str]:
        """Return what is wrong with each cell of a row, and what it lacks."""
        if len(row) != len(self.cells):
            return [_said(self.values, row)]
        plain = [(self.cells[index], field, reading.__getitem__, row[index]) for field, index, reading in self._plain if row[index]]
        found = [(name, _said(read, cell)) for name, _, read, cell in plain]
        found += [(field, _said(read, row)) for field, read in self._groups]
        wrong = [f"{name}: {said}" for name, said in found if said]
        return wrong or self._lacking({field for _, field, *_ in plain} | {field for field, read in self._groups if read(row)})

    def _lacking(self, filled: set[str]) -> list[str]:
        return [f"{name} is empty" for field, name in self.table.required.items() if field not in filled]

    def _is_known(self, name: str) -> bool:
        number = re.fullmatch(r"(.*)(source|locator)(_[2-9]|_[1-9][0-9]+)?", name)
        return (
            name in self.table.columns
            or any(_language(name, start) for start in self.table.texts)
            or (number is not None and number[1] in self.table.citations)
        )

    def _reading(self, name: str, names: Names) -> _Memo | _Once:
        form = self.table.columns[name].form

        def read(cell: str) -> Any:
            return form.read(cell, names)

        return _Memo(read) if form.repeats else _Once(read)

    def _texts(self) -> Iterator[tuple[str, Callable[[Row], Texts | None]]]:
        for start, field in self.table.texts.items():
            found = [(_language(name, start), index) for name, index in self.position.items()]
            languages = [(language, index) for language, index in found if language]
            if len(languages) == 1:
                yield field, _one_text(*languages[0])
            elif languages:
                yield field, _some_texts(languages)

    def _citations(self) -> Iterator[tuple[str, Callable[[Row], tuple[Citation, ...] | None]]]:
        for start, field in self.table.citations.items():
            endings = [name.removeprefix(f"{start}source") for name in self.position if re.fullmatch(f"{start}source(_[0-9]+)?", name)]
            pairs = [(self.position[f"{start}source{ending}"], self.position.get(f"{start}locator{ending}")) for ending in endings]
            if pairs:
                yield field, _cited(pairs)


def _language(name: str, start: str) -> str:
    """Return the language of a column of texts that begins so; an empty text for another column."""
    ending = name.removeprefix(f"{start}_")
    if ending == LOCAL:
        return UNKNOWN_LANGUAGE
    return ending if ending != name and _LANGUAGE.match(ending) else ""


def _one_text(language: str, index: int) -> Callable[[Row], Texts | None]:
    def read(row: Row) -> Texts | None:
        cell = row[index]
        return Texts({language: unescape(cell)}) if cell else None

    return read


def _some_texts(languages: list[tuple[str, int]]) -> Callable[[Row], Texts | None]:
    def read(row: Row) -> Texts | None:
        texts = {language: unescape(row[index]) for language, index in languages if row[index]}
        return Texts(texts) if texts else None

    return read


def _cited(pairs: list[tuple[int, int | None]]) -> Callable[[Row], tuple[Citation, ...] | None]:
    """Read citations, each from a column of sources and perhaps one of locators."""
    readings = [_one_cited(*pair) for pair in pairs]
    if len(readings) == 1:
        return readings[0]

    def read(row: Row) -> tuple[Citation, ...] | None:
        return tuple(cited for reading in readings for cited in reading(row) or ()) or None

    return read


def _one_cited(source: int, locator: int | None) -> Callable[[Row], tuple[Citation, ...] | None]:
    keys = _Memo(_source_key)
    alone = _Memo(lambda cell: (Citation(source=keys[cell]),))

    def read(row: Row) -> tuple[Citation, ...] | None:
        cell = row[source]
        where = row[locator] if locator is not None else ""
        if where and cell:
            return (Citation(source=keys[cell], locator=unescape(where)),)
        if where:
            raise InvalidInput(f"the locator {where!r} has no source beside it")
        return alone[cell] if cell else None

    return read


def _source_key(cell: str) -> str:
    if ";" in cell:
        raise InvalidInput(f"{cell!r} is more than one source; write the second as source_2, locator_2")
    key: str = _SOURCE.read(cell, _NO_NAMES)
    return key


def _with_parts(values: dict[str, Any]) -> dict[str, Any]:
    """Make one value of the fields of each part: `location.latitude` and `location.longitude` of a `location`."""
    whole = {field: value for field, value in values.items() if "." not in field}
    for part, of in PARTS.items():
        inner = {field.removeprefix(f"{part}."): value for field, value in values.items() if field.startswith(f"{part}.")}
        if len(inner) == 1 and part == "location":
            raise InvalidInput("lat and lon go together; fill both or neither")
        if inner:
            whole[part] = of(**inner)
    return whole


def _said(read: Callable[[Any], Any], given: Any) -> str:
    try:
        read(given)
    except InvalidInput as error:
        return str(error)
    return ""


_NO_NAMES = Names()
