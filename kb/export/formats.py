"""Writes an export in one of its formats, wholly or not at all."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from kb.errors import InvalidInput
from kb.export.csv import write_csv
from kb.export.dot import write_dot
from kb.export.gexf import write_gexf
from kb.export.graphml import write_graphml
from kb.export.jsonl import write_jsonl
from kb.store.base import Row

Batches = AsyncIterator[list[Row]]


class Format(StrEnum):
    """What an export may be. Only JSON lines and CSV can be loaded again."""

    JSONL = "jsonl"
    CSV = "csv"
    GRAPHML = "graphml"
    GEXF = "gexf"
    DOT = "dot"


_WRITERS: dict[Format, Callable[[Path, Batches], Awaitable[int]]] = {
    Format.JSONL: write_jsonl,
    Format.CSV: write_csv,
    Format.GRAPHML: write_graphml,
    Format.GEXF: write_gexf,
    Format.DOT: write_dot,
}


async def write(kind: str, out: Path, batches: Batches) -> int:
    """Write a whole graph, and return the number of nodes and facts (in a graph for other tools: nodes and edges) written.

    JSON lines and CSV take little memory whatever the size; the others hold the whole graph.

    Args:
        kind: the value of a Format.
        out: a file, replaced once the new one is complete; for CSV a folder, new or empty.
        batches: what a store's `scan()` yields.
    Raises:
        InvalidInput: nothing can be written there.
    """
    chosen = Format(kind)
    _check_free(chosen, out)
    try:
        with _complete(out) as unfinished:
            return await _WRITERS[chosen](unfinished, batches)
    except OSError as error:
        raise InvalidInput(f"{out} cannot be written: {error.strerror or error}") from error


def _check_free(kind: Format, out: Path) -> None:
    if kind is not Format.CSV and out.is_dir():
        raise InvalidInput(f"{out} is a folder; name a file")
    if kind is Format.CSV and out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InvalidInput(f"{out} is there already; the tables go into a new folder")


@contextmanager
def _complete(out: Path) -> Iterator[Path]:
    """Yield a path beside `out` to write to; move what is there to `out` at the end, or remove it after a failure."""
    unfinished = out.with_name(f".{out.name}.unfinished")
    _remove(unfinished)
    try:
        yield unfinished
        if out.is_dir():
            out.rmdir()
        unfinished.replace(out)
    finally:
        _remove(unfinished)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
