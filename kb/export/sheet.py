"""One CSV table for a spreadsheet, written as it is read: ids are whole, what they mean stands beside them by its name.

Columns are the same whatever the table holds: texts stand in one language, sources in one cell. So it is for readers;
`kb.export.csv` and `kb.export.jsonl` are without loss. A text that a spreadsheet would take for a formula (it begins
with = + - @, a tab or a line's end), or that begins with an apostrophe, gets an apostrophe before it; numbers do not.
"""

from __future__ import annotations

import csv
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Mapping, Sequence
from contextlib import aclosing
from io import StringIO
from typing import Any, cast

from kb.export.csv import TABLE_OF, value_at
from kb.export.jsonl import unmerged
from kb.model import AnyFact, AnyNode, NodeId, NodeKind, Participation, kind_of
from kb.seeds.cells import LIST, escape
from kb.seeds.tables import PARTICIPATIONS, PLACES, TABLES, Table
from kb.store.base import Row, Store
from kb.store.scanned import node_batches

SHEETS: Mapping[str, Table] = {name: table for name, table in TABLES.items() if table is not PARTICIPATIONS}
_BOM = "\ufeff"  # without it, Excel takes UTF-8 for something else
_NAMES = ("name", "title")  # texts that stand at the beginning
_PLACED = ("place", "part_of", "country", "origin", "derived_from")
_ENDS = ("practice", "from", "to", "by", "learned_from", "visitor", "host", "programme")
_NODES = frozenset([*_PLACED, *_ENDS])  # columns that hold the id of a node
_SOURCES, _LOCATORS, _COUNTRY = "sources", "locators", "country"

Cells = dict[str, Any]  # by column; what is unknown has none
Thing = AnyNode | AnyFact


async def sheet(store: Store, name: str, langs: Sequence[str] = ()) -> AsyncIterator[bytes]:
    """Yield a table in parts, of what a store holds at one revision; in memory is one batch.

    Args:
        store: what is exported.
        name: one of SHEETS.
        langs: the languages of its texts, the one wanted most first.
    """
    table = SHEETS[name]
    columns = columns_of(table)
    yield (_BOM + _written([columns])).encode()
    async with aclosing(_batches(store, table)) as batches:
        async for batch in batches:
            things = [thing for thing in unmerged(batch) if TABLE_OF[kind_of(thing.id)] is table]
            if things:
                cells = await _filled(store, table, things, langs)
                yield _written([[each.get(column, "") for column in columns] for each in cells]).encode()


def _batches(store: Store, table: Table) -> AsyncGenerator[Sequence[Row], None]:
    """Return what a table is in; for one of nodes, facts are not read."""
    is_of_nodes = any(TABLE_OF[kind] is table for kind in NodeKind)
    return node_batches(store) if is_of_nodes else cast(AsyncGenerator[list[Row], None], store.scan())


def columns_of(table: Table) -> list[str]:
    """Return the header of a table."""
    first = [name for name in table.texts if name in _NAMES]
    plain = [each for name in table.columns for each in (name, f"{name}_name") if each in table.columns or name in _NODES]
    last = [name for name in table.texts if name not in _NAMES]
    cited = [_SOURCES, _LOCATORS] if table.citations else []
    return list(dict.fromkeys(["id", *first, *plain, *last, *cited]))


async def _filled(store: Store, table: Table, things: Sequence[Thing], langs: Sequence[str]) -> list[Cells]:
    """Return the cells of some rows, with the names of what they refer to."""
    rows = [dict(_cells(table, thing, langs)) for thing in things]
    if table is PLACES:
        above = await store.upwards([row["id"] for row in rows])
        for row in rows:
            row |= _country(above.get(row["id"], ()))
    meant = {row[name] for row in rows for name in _NODES & row.keys()}
    nodes = await store.nodes(meant) if meant else {}
    for row in rows:
        row |= {f"{name}_name": escape(nodes[row[name]].name.best(*langs)) for name in _NODES & row.keys() if row[name] in nodes}
    return rows


def _country(above: Sequence[NodeId]) -> Cells:
    country = next((key for key in above if kind_of(key) == NodeKind.COUNTRY), None)
    return {_COUNTRY: country} if country else {}


def _cells(table: Table, thing: Thing, langs: Sequence[str]) -> Iterator[tuple[str, Any]]:
    for name, column in table.columns.items():
        value = value_at(thing, column.field)
        if value is not None:
            yield name, _cell(value)
    if "kind" in table.columns and not hasattr(thing, "kind"):
        yield "kind", kind_of(thing.id)
    for name, of in table.texts.items():
        texts = value_at(thing, of)
        if texts:
            yield name, escape(texts.best(*langs))
    if table.citations:
        cited = thing.citations  # type: ignore[union-attr]
        yield _SOURCES, LIST.join(each.source for each in cited)
        yield _LOCATORS, escape(f"{LIST} ".join(each.locator for each in cited if each.locator))


def _cell(value: Any) -> Any:
    """Write one value: numbers as they are, so that a spreadsheet reckons with them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return value
    if isinstance(value, tuple):
        return escape(LIST.join(each.party if isinstance(each, Participation) else str(each) for each in value))
    return escape(str(value))


def _written(rows: Sequence[Sequence[Any]]) -> str:
    file = StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()
