"""How rows are printed: a table on a terminal, tab-separated in a pipe, JSON on request."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

Cells = Mapping[str, str | int | float | Sequence[str] | None]


def show(title: str, rows: Sequence[Cells], *, as_json: bool, notes: Sequence[str] = (), revision: int | None = None) -> None:
    """Print rows of the same columns, with notes around them. Long texts wrap on a terminal and are whole elsewhere."""
    if as_json:
        answer = {"title": title, "revision": revision, "notes": list(notes), "rows": list(rows)}
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    elif sys.stdout.isatty():
        _table(title, rows, notes)
    else:
        _tabbed(rows)


def _table(title: str, rows: Sequence[Cells], notes: Sequence[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console()
    table = Table(title=title, title_justify="left", show_lines=True)
    for column in rows[0] if rows else ():
        table.add_column(column)
    for row in rows:
        table.add_row(*(Text(_cell(value, "\n")) for value in row.values()))
    console.print(table if rows else Text(f"{title}: nothing is recorded"))
    for note in notes:
        console.print(Text(note, style="dim"))


def _tabbed(rows: Sequence[Cells]) -> None:
    if rows:
        print("\t".join(rows[0]))
    for row in rows:
        print("\t".join(_cell(value, "; ").replace("\t", " ").replace("\n", " ") for value in row.values()))


def _cell(value: str | int | float | Sequence[str] | None, between: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return f"{value:.4g}" if isinstance(value, float) else str(value)
    return between.join(value or ())


@contextmanager
def progress(what: str) -> Iterator[Callable[[str], None]]:
    """Show on a terminal that work goes on and at which step it is; silent in a pipe."""
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console

    with Console(stderr=True).status(what) as status:
        yield lambda step: status.update(f"{what}: {step}")
